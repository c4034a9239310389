using System.Numerics;

namespace NetGen;

/// <summary>
/// A measure of how good outputs are, beside the loss. Classification: of several outputs the largest tells the class, a single output tells class 1 from 1/2
/// upwards. Every row counts alike, whatever its weight.
/// </summary>
public sealed class Metric
{
    private readonly Func<MetricSums, double> _result;

    private Metric(string name, bool higherIsBetter, MetricNeeds needs, Func<MetricSums, double> result)
        => (Name, HigherIsBetter, Needs, _result) = (name, higherIsBetter, needs, result);

    /// <summary>The part of the rows whose class is right: 0 to 1.</summary>
    public static Metric Accuracy { get; } = new("accuracy", true, MetricNeeds.Classes, sums => sums.Matrix!.Accuracy);

    /// <summary>Precision, mean over the classes: 0 to 1.</summary>
    public static Metric Precision { get; } = new("precision", true, MetricNeeds.Classes, sums => sums.Matrix!.MacroPrecision);

    /// <summary>Recall, mean over the classes: 0 to 1.</summary>
    public static Metric Recall { get; } = new("recall", true, MetricNeeds.Classes, sums => sums.Matrix!.MacroRecall);

    /// <summary>F1, mean over the classes: 0 to 1.</summary>
    public static Metric F1 { get; } = new("f1", true, MetricNeeds.Classes, sums => sums.Matrix!.MacroF1);

    /// <summary>(output - target)², mean over all outputs.</summary>
    public static Metric MeanSquaredError { get; } = new("mse", false, MetricNeeds.Values, sums => sums.SquaredError / sums.ValueCount);

    /// <summary>|output - target|, mean over all outputs.</summary>
    public static Metric MeanAbsoluteError { get; } = new("mae", false, MetricNeeds.Values, sums => sums.AbsoluteError / sums.ValueCount);

    /// <summary>
    /// The coefficient of determination, 1 - Σ(output - target)² / Σ(target - mean)², mean over the outputs: 1 is perfect, 0 no better
    /// than the mean of the targets. An
    /// output whose targets never change counts 1 when it is exact and 0 when it is not.
    /// </summary>
    public static Metric R2 { get; } = new("r2", true, MetricNeeds.Values, sums => sums.R2);

    /// <summary>Short name, as in the header of <see cref="TrainingHistory.ToCsv()"/>.</summary>
    public string Name { get; }

    /// <summary>Whether larger values are better.</summary>
    public bool HigherIsBetter { get; }

    internal MetricNeeds Needs { get; }

    /// <summary>Measures outputs that are at hand.</summary>
    /// <param name="outputs">Row-major, rows × <paramref name="columnCount"/>, at least one row.</param>
    /// <param name="targets">Row-major, rows × <paramref name="columnCount"/>.</param>
    /// <param name="columnCount">Outputs of a row.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together, or there are no rows.</exception>
    public double Compute<T>(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets, int columnCount)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Check.AtLeast(1, columnCount);
        Check.Length(targets.Length, outputs.Length, nameof(targets));
        if (outputs.IsEmpty || outputs.Length % columnCount != 0)
        {
            throw new ArgumentException($"outputs has {outputs.Length} values; expected a multiple of {columnCount}, at least one row.", nameof(outputs));
        }

        var sums = new MetricSums(columnCount, Needs);
        sums.Add(outputs, targets);
        return Result(sums);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    internal double Result(MetricSums sums) => _result(sums);
}

/// <summary>What a metric is computed from.</summary>
[Flags]
internal enum MetricNeeds
{
    None = 0,
    Classes = 1,
    Values = 2,
}

/// <summary>Sums over rows from which every metric follows, so that several metrics cost one pass over the data.</summary>
internal sealed class MetricSums
{
    private readonly int _columnCount;
    private readonly MetricNeeds _needs;
    private readonly double[] _columns;
    private long _rows;

    public MetricSums(int columnCount, MetricNeeds needs)
    {
        (_columnCount, _needs) = (columnCount, needs);
        Matrix = (needs & MetricNeeds.Classes) != 0 ? new ConfusionMatrix(Classes.Count(columnCount)) : null;
        _columns = new double[(needs & MetricNeeds.Values) != 0 ? 3 * columnCount : 0];
    }

    public ConfusionMatrix? Matrix { get; }

    public double SquaredError { get; private set; }

    public double AbsoluteError { get; private set; }

    public long ValueCount => _rows * _columnCount;

    public double R2
    {
        get
        {
            double sum = 0;
            for (int column = 0; column < _columnCount; column++)
            {
                double error = _columns[(3 * column) + 2];
                double spread = _columns[(3 * column) + 1];
                sum += spread > 0 ? 1 - (error / spread) : error == 0 ? 1 : 0;
            }

            return sum / _columnCount;
        }
    }

    public void Clear()
    {
        Matrix?.Clear();
        Array.Clear(_columns);
        (SquaredError, AbsoluteError, _rows) = (0, 0, 0);
    }

    public void Add<T>(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Matrix?.Add(outputs, targets, _columnCount);
        if ((_needs & MetricNeeds.Values) == 0)
        {
            _rows += outputs.Length / _columnCount;
            return;
        }

        for (int i = 0; i < outputs.Length; i += _columnCount)
        {
            _rows++;
            for (int column = 0; column < _columnCount; column++)
            {
                double target = double.CreateTruncating(targets[i + column]);
                double error = double.CreateTruncating(outputs[i + column]) - target;
                SquaredError += error * error;
                AbsoluteError += Math.Abs(error);

                // Mean and squared deviation of the targets in one pass (Welford, 1962).
                Span<double> sums = _columns.AsSpan(3 * column, 3);
                double distance = target - sums[0];
                sums[0] += distance / _rows;
                sums[1] += distance * (target - sums[0]);
                sums[2] += error * error;
            }
        }
    }
}
