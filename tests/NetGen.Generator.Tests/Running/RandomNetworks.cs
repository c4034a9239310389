namespace NetGen.Generator.Tests;

/// <summary>The random networks of the property tests, compiled once for all of them.</summary>
internal static class RandomNetworks
{
    private static readonly Lazy<CompiledNetworks> Compiled = new(()
        => CompiledNetworks.Of([.. Shapes.FirstVersion, .. Shapes.Vocabulary, .. Shapes.Middling, .. Shapes.Wide]));

    public static CompiledNetworks Instance => Compiled.Value;

    public static IEnumerable<int> All => Enumerable.Range(0, Instance.Shapes.Count);

    /// <summary>Runs a test on every network and says which ones failed.</summary>
    public static void ForEach(Action<int, Shape> test)
    {
        var failures = new List<string>();
        int failed = 0;
        foreach (int number in All)
        {
            try
            {
                test(number, Instance.Shapes[number]);
            }
            catch (Exception exception) when (exception is Xunit.Sdk.XunitException or ArgumentException or IndexOutOfRangeException)
            {
                failed++;
                if (failures.Count < 8)
                    failures.Add($"network {number}, {Instance.Shapes[number]}: {exception.Message}");
            }
        }

        Assert.True(failed == 0, $"{failed} of {Instance.Shapes.Count} networks failed:\n{string.Join('\n', failures)}");
    }
}
