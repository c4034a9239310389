using System.Text.Json;

namespace NetGen.Tests;

/// <summary>Reads the reference numbers that lie beside the test assembly.</summary>
internal static class ReferenceFile
{
    public static JsonElement Read(string name)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "References", name);
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return document.RootElement.Clone();
    }

    /// <summary>The numbers of an array, of an array of arrays row by row, or one number.</summary>
    public static double[] Numbers(this JsonElement element)
        => element.ValueKind == JsonValueKind.Array
            ? [.. element.EnumerateArray().SelectMany(Numbers)]
            : [element.GetDouble()];

    public static double Number(this JsonElement element, string property) => element.GetProperty(property).GetDouble();
}
