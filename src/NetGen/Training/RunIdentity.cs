using System.Globalization;
using System.Numerics;

namespace NetGen;

/// <summary>The settings and data that determine a run, as text by name.</summary>
internal static class RunIdentity
{
    public static List<KeyValuePair<string, string>> Of<T>(FitOptions<T> options, Dataset<T> training, Dataset<T>? validation)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        EarlyStopping? stopping = options.EarlyStopping;
        return
        [
            new("optimizer", options.Optimizer.ToString()),
            new("schedule", options.Schedule.ToString()),
            new("batches", string.Create(CultureInfo.InvariantCulture, $"size {options.BatchSize}, shuffle {options.Shuffle}, seed {options.Seed}")),
            new("gradient", string.Create(
                CultureInfo.InvariantCulture, $"L1 {options.L1}, L2 {options.L2}, value {options.ClipValue}, norm {options.ClipNorm}")),
            new("class weights", string.Join(' ', options.ClassWeights.Select(weight => weight.ToString("R", CultureInfo.InvariantCulture)))),
            new("metrics", string.Join(' ', options.Metrics.Select(metric => metric.Name))),
            new("early stopping", stopping is null ? "none" : string.Create(
                CultureInfo.InvariantCulture,
                $"{stopping.Monitor?.Name ?? "loss"}, patience {stopping.Patience}, "
                + $"improvement {stopping.MinimumImprovement}, restore {stopping.RestoreBestWeights}")),
            new("training data", Describe(training)),
            new("validation data", validation is null ? "none" : Describe(validation)),
        ];
    }

    private static string Describe<T>(Dataset<T> data)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ulong hash = Hash(Hash(Hash(14695981039346656037, data.Inputs.Span), data.Targets.Span), data.SampleWeights.Span);
        return string.Create(CultureInfo.InvariantCulture, $"{data.Count} rows, checksum {hash:x16}");
    }

    /// <summary>FNV-1a over whole numbers instead of bytes.</summary>
    private static ulong Hash<T>(ulong hash, ReadOnlySpan<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (T value in values)
        {
            // A single is told from its double.
            hash = unchecked((hash ^ BitConverter.DoubleToUInt64Bits(double.CreateTruncating(value))) * 1099511628211);
            hash ^= hash >> 32;
        }

        return hash;
    }
}
