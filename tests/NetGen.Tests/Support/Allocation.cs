namespace NetGen.Tests;

/// <summary>Counts the bytes that the current thread allocates.</summary>
internal static class Allocation
{
    private const int Attempts = 50;

    /// <summary>The bytes that <paramref name="action"/> allocates once everything it needs has been compiled.</summary>
    public static long Of(Action action)
    {
        action();
        long bytes = 0;
        Undisturbed(() =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            action();
            bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        });
        return bytes;
    }

    /// <summary>Runs <paramref name="action"/> until no collection came between.</summary>
    /// <remarks>A collection, whoever caused it, books the unused rest of the thread's allocation buffer (up to 8 KB) as allocated.</remarks>
    public static void Undisturbed(Action action)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            int collections = GC.CollectionCount(0);
            action();
            if (GC.CollectionCount(0) == collections)
            {
                return;
            }
        }
    }
}

/// <summary>Tests that measure allocation run by themselves: other tests would cause collections while they measure.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MeasuredAlone
{
    public const string Name = "Measured alone";
}
