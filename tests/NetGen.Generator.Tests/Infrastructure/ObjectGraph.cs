using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace NetGen.Generator.Tests;

/// <summary>Walks everything an object holds on to, through all fields, to find what must not outlive a run of the generator.</summary>
internal static class ObjectGraph
{
    /// <summary>Paths to objects that keep a compilation alive; empty for a clean model.</summary>
    public static List<string> RoslynObjectsIn(object? root)
    {
        var found = new List<string>();
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var pending = new Stack<(object? Value, string Path)>();
        pending.Push((root, root?.GetType().Name ?? "null"));
        while (pending.TryPop(out var next))
        {
            if (next.Value is null or string or Type or MemberInfo or Pointer || next.Value.GetType() is { IsPrimitive: true } or { IsEnum: true })
                continue;
            if (!next.Value.GetType().IsValueType && !seen.Add(next.Value))
                continue;
            if (IsForbidden(next.Value))
            {
                found.Add($"{next.Path}: {next.Value.GetType().Name}");
                continue;
            }

            if (next.Value is Array array)
            {
                int index = 0;
                foreach (object? item in (IEnumerable)array)
                    pending.Push((item, $"{next.Path}[{index++}]"));
                continue;
            }

            foreach (FieldInfo field in Fields(next.Value.GetType()))
                pending.Push((field.GetValue(next.Value), $"{next.Path}.{field.Name}"));
        }

        return found;
    }

    private static bool IsForbidden(object value) => value
        is ISymbol or SyntaxNode or SyntaxTree or Compilation or Location or SemanticModel or SyntaxReference or AttributeData
        or SyntaxToken or SyntaxTrivia or SyntaxNodeOrToken or TypedConstant or MetadataReference;

    private static IEnumerable<FieldInfo> Fields(Type? type)
    {
        for (; type != null; type = type.BaseType)
        {
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (!field.FieldType.IsPrimitive && !field.FieldType.IsPointer && !field.FieldType.IsByRefLike)
                    yield return field;
            }
        }
    }
}
