using System.Collections.Immutable;
using System.Globalization;
using NetGen.Generator.Model;

namespace NetGen.Generator.Emission;

/// <summary>Names of generated files. The compiler compares them without case, types are compared with it.</summary>
internal static class HintNames
{
    /// <summary>The names that differ from another one only by case, in ordinal order; almost always none.</summary>
    public static EquatableArray<string> Collisions(ImmutableArray<string> names)
        => new([.. names
            .GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Skip(1).Any())
            .SelectMany(group => group)
            .OrderBy(name => name, StringComparer.Ordinal)]);

    /// <summary>
    /// The name itself, or with a number where it collides. Null where two types have the very same name: the compiler refuses that, so there is
    /// nothing to write until one of them is renamed.
    /// </summary>
    public static string? Unique(string name, EquatableArray<string> collisions)
    {
        string[] alike = [.. collisions.Where(other => string.Equals(other, name, StringComparison.OrdinalIgnoreCase))];
        int index = Array.IndexOf(alike, name);
        return alike.Count(other => other == name) > 1 ? null : index <= 0 ? name : name.Replace(".g.cs", "." + (index + 1).ToString(CultureInfo.InvariantCulture) + ".g.cs");
    }
}
