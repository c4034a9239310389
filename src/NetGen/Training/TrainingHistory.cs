using System.Collections;
using System.Globalization;
using System.Text;

namespace NetGen;

/// <summary>What <c>Fit</c> saw, epoch by epoch.</summary>
public sealed class TrainingHistory : IReadOnlyList<EpochResult>
{
    // Preallocated up to so many epochs, so that an epoch allocates nothing; longer runs double it now and then.
    private const int MostPreallocated = 16_384;
    private const int FixedColumns = 4;

    private readonly string[] _metrics;
    private double[] _values;

    internal TrainingHistory(IReadOnlyList<Metric> metrics, int epochs)
    {
        _metrics = [.. metrics.Select(metric => metric.Name)];
        _values = new double[Math.Min(epochs, MostPreallocated) * Columns];
    }

    /// <summary>Number of epochs.</summary>
    public int Count { get; private set; }

    /// <summary>The epoch with the best watched value (with early stopping) or the lowest loss, from 1; 0 before the first.</summary>
    public int BestEpoch { get; internal set; }

    /// <summary>Whether early stopping ended the run.</summary>
    public bool StoppedEarly { get; internal set; }

    /// <summary>Names of the metrics, in the order of <see cref="FitOptions{T}.Metrics"/>.</summary>
    public IReadOnlyList<string> MetricNames => _metrics;

    /// <summary>Numbers of an epoch: loss, validation loss, learning rate, seconds, metrics.</summary>
    internal int Columns => FixedColumns + _metrics.Length;

    /// <summary>The numbers of all epochs, for checkpoints.</summary>
    internal ReadOnlySpan<double> Values => _values.AsSpan(0, Count * Columns);

    /// <summary>One epoch.</summary>
    /// <param name="index">From 0, so that the first epoch is at 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such epoch.</exception>
    public EpochResult this[int index] => (uint)index < (uint)Count
        ? new EpochResult(this, index)
        : throw new ArgumentOutOfRangeException(nameof(index), index, $"The history has {Count} epochs.");

    /// <inheritdoc/>
    public IEnumerator<EpochResult> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>
    /// The whole history as CSV with a header: epoch, loss, validation_loss (empty where there is none), learning_rate, seconds, then the
    /// metrics.
    /// </summary>
    public string ToCsv()
    {
        var text = new StringBuilder("epoch,loss,validation_loss,learning_rate,seconds");
        foreach (string metric in _metrics)
        {
            text.Append(',').Append(metric);
        }

        text.Append('\n');
        foreach (EpochResult epoch in this)
        {
            text.Append(CultureInfo.InvariantCulture, $"{epoch.Epoch},{epoch.Loss},{epoch.ValidationLoss},{epoch.LearningRate},{epoch.Seconds:0.000000}");
            for (int i = 0; i < _metrics.Length; i++)
            {
                text.Append(CultureInfo.InvariantCulture, $",{Value(epoch.Epoch - 1, FixedColumns + i)}");
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Writes <see cref="ToCsv()"/> to a file.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void ToCsv(string path) => File.WriteAllText(path, ToCsv());

    internal double Value(int index, int column) => _values[(index * Columns) + column];

    internal double Metric(int index, string name)
    {
        int metric = Array.IndexOf(_metrics, name);
        return metric >= 0
            ? Value(index, FixedColumns + metric)
            : throw new ArgumentException($"The metric \"{name}\" was not among {nameof(FitOptions<double>.Metrics)}.", nameof(name));
    }

    /// <summary>Adds an epoch and returns the place of its metrics.</summary>
    internal Span<double> Add(double loss, double validationLoss, double learningRate, double seconds)
    {
        Span<double> row = AddRow();
        (row[0], row[1], row[2], row[3]) = (loss, validationLoss, learningRate, seconds);
        return row[FixedColumns..];
    }

    /// <summary>Adds epochs from a checkpoint.</summary>
    internal void Restore(ReadOnlySpan<double> values)
    {
        for (; !values.IsEmpty; values = values[Columns..])
        {
            values[..Columns].CopyTo(AddRow());
        }
    }

    private Span<double> AddRow()
    {
        if ((Count + 1) * Columns > _values.Length)
        {
            Array.Resize(ref _values, checked(Math.Max(_values.Length, Columns) * 2));
        }

        return _values.AsSpan(Count++ * Columns, Columns);
    }
}

/// <summary>One epoch of a <see cref="TrainingHistory"/>.</summary>
public readonly struct EpochResult : IEquatable<EpochResult>
{
    private readonly TrainingHistory _history;
    private readonly int _index;

    internal EpochResult(TrainingHistory history, int index) => (_history, _index) = (history, index);

    /// <summary>From 1.</summary>
    public int Epoch => _index + 1;

    /// <summary>Mean training loss, each batch measured before its step; weighted where rows have weights, without the penalties of L1 and L2.</summary>
    public double Loss => _history.Value(_index, 0);

    /// <summary>Mean loss of the validation data after the epoch, or null where there are none.</summary>
    public double? ValidationLoss => _history.Value(_index, 1) is var loss && double.IsNaN(loss) ? null : loss;

    /// <summary>The learning rate of the last step.</summary>
    public double LearningRate => _history.Value(_index, 2);

    /// <summary>Time that the epoch took, validation and metrics included.</summary>
    public double Seconds => _history.Value(_index, 3);

    /// <summary>A metric, measured on the validation data, or on the training data where there are none.</summary>
    /// <param name="metric">One of <see cref="FitOptions{T}.Metrics"/>.</param>
    /// <exception cref="ArgumentException">It was not asked for.</exception>
    public double this[Metric metric]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(metric);
            return _history.Metric(_index, metric.Name);
        }
    }

    /// <summary>Whether both are the same epoch of the same history.</summary>
    public static bool operator ==(EpochResult left, EpochResult right) => left.Equals(right);

    /// <summary>Whether they are different epochs.</summary>
    public static bool operator !=(EpochResult left, EpochResult right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(EpochResult other) => ReferenceEquals(_history, other._history) && _index == other._index;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is EpochResult other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_history, _index);

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"epoch {Epoch}: loss {Loss:0.000000}") + (ValidationLoss is double loss ? string.Create(CultureInfo.InvariantCulture, $", validation {loss:0.000000}") : "");
}
