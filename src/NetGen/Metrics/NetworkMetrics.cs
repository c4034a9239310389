using System.Numerics;

namespace NetGen;

/// <summary>Measures of a network over a data set.</summary>
public static class NetworkMetrics
{
    /// <summary>Rows that pass through the network together: enough for its vector code, few enough for the cache.</summary>
    internal const int RowsAtOnce = 128;

    /// <summary>The mean loss over a data set, weighted where the rows have weights.</summary>
    /// <param name="network">The network.</param>
    /// <param name="data">At least one row.</param>
    /// <exception cref="ArgumentException">The columns of the data do not fit the network, or there are no rows.</exception>
    public static double Evaluate<TSelf, T>(this TSelf network, Dataset<T> data)
        where TSelf : INetwork<TSelf, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        CheckData<TSelf, T>(data);
        return Loss<TSelf, T>(ref network, data);
    }

    /// <summary>A metric over a data set.</summary>
    /// <param name="network">The network.</param>
    /// <param name="data">At least one row.</param>
    /// <param name="metric">For example <see cref="Metric.Accuracy"/>.</param>
    /// <exception cref="ArgumentException">The columns of the data do not fit the network, or there are no rows.</exception>
    public static double Evaluate<TSelf, T>(this TSelf network, Dataset<T> data, Metric metric)
        where TSelf : INetwork<TSelf, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(metric);
        CheckData<TSelf, T>(data);
        var sums = new MetricSums(TSelf.OutputCount, metric.Needs);
        Collect(ref network, data, sums, new T[RowsAtOnce * TSelf.OutputCount]);
        return metric.Result(sums);
    }

    /// <summary>Counts how often rows of each class are taken for each class.</summary>
    /// <param name="network">The network.</param>
    /// <param name="data">At least one row.</param>
    /// <exception cref="ArgumentException">The columns of the data do not fit the network, or there are no rows.</exception>
    public static ConfusionMatrix ConfusionMatrix<TSelf, T>(this TSelf network, Dataset<T> data)
        where TSelf : INetwork<TSelf, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        CheckData<TSelf, T>(data);
        var matrix = new ConfusionMatrix(Classes.Count(TSelf.OutputCount), data.ClassNames.Count >= 2 ? data.ClassNames : null);
        var outputs = new T[RowsAtOnce * TSelf.OutputCount];
        for (int row = 0; row < data.Count; row += RowsAtOnce)
        {
            int rows = Math.Min(RowsAtOnce, data.Count - row);
            Span<T> some = outputs.AsSpan(0, rows * TSelf.OutputCount);
            network.FeedForward(Rows(data.Inputs, row, rows, TSelf.InputCount), some);
            matrix.Add(some, Rows(data.Targets, row, rows, TSelf.OutputCount), TSelf.OutputCount);
        }

        return matrix;
    }

    /// <summary>The outputs of all rows.</summary>
    /// <param name="network">The network.</param>
    /// <param name="data">Any number of rows.</param>
    /// <returns>Row-major, rows × outputs of the network.</returns>
    /// <exception cref="ArgumentException">The inputs of the data do not fit the network.</exception>
    public static T[] Predict<TSelf, T>(this TSelf network, Dataset<T> data)
        where TSelf : INetwork<TSelf, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(data);
        CheckColumns(data.InputCount, TSelf.InputCount, "inputs");
        var outputs = new T[checked(data.Count * TSelf.OutputCount)];
        network.FeedForward(data.Inputs.Span, outputs);
        return outputs;
    }

    internal static void CheckData<TSelf, T>(Dataset<T> data)
        where TSelf : INetwork<TSelf, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(data);
        CheckColumns(data.InputCount, TSelf.InputCount, "inputs");
        CheckColumns(data.TargetCount, TSelf.OutputCount, "targets");
        if (data.Count == 0)
        {
            throw new ArgumentException("The data set has no rows.", nameof(data));
        }
    }

    /// <summary>Adds all rows to the sums; allocates nothing.</summary>
    internal static void Collect<TSelf, T>(ref TSelf network, Dataset<T> data, MetricSums sums, T[] outputs)
        where TSelf : INetwork<TSelf, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int row = 0; row < data.Count; row += RowsAtOnce)
        {
            int rows = Math.Min(RowsAtOnce, data.Count - row);
            Span<T> some = outputs.AsSpan(0, rows * TSelf.OutputCount);
            network.FeedForward(Rows(data.Inputs, row, rows, TSelf.InputCount), some);
            sums.Add<T>(some, Rows(data.Targets, row, rows, TSelf.OutputCount));
        }
    }

    /// <summary>The mean loss; with weights Σ weight · loss / Σ weight, row by row. Allocates nothing.</summary>
    internal static double Loss<TSelf, T>(ref TSelf network, Dataset<T> data)
        where TSelf : INetwork<TSelf, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (data.SampleWeights.IsEmpty)
        {
            return double.CreateTruncating(network.Evaluate(data.Inputs.Span, data.Targets.Span));
        }

        ReadOnlySpan<T> weights = data.SampleWeights.Span;
        double sum = 0;
        double total = 0;
        for (int row = 0; row < data.Count; row++)
        {
            double weight = double.CreateTruncating(weights[row]);
            if (weight > 0)
            {
                sum += weight * double.CreateTruncating(
                    network.Evaluate(Rows(data.Inputs, row, 1, TSelf.InputCount), Rows(data.Targets, row, 1, TSelf.OutputCount)));
                total += weight;
            }
        }

        return sum / total;
    }

    private static ReadOnlySpan<T> Rows<T>(ReadOnlyMemory<T> memory, int start, int count, int width) => memory.Span.Slice(start * width, count * width);

    private static void CheckColumns(int data, int expected, string what)
    {
        if (data != expected)
        {
            throw new ArgumentException($"The rows of the data have {data} {what}, expected {expected}.", nameof(data));
        }
    }
}
