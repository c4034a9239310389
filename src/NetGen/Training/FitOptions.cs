using System.Numerics;

namespace NetGen;

/// <summary>
/// How to train. Every setting has a default that suits small networks; a run with the same settings, data and start weights ends with the
/// same bits.
/// </summary>
/// <typeparam name="T">The number type of the network: <see cref="double"/> or <see cref="float"/>.</typeparam>
public sealed class FitOptions<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>How often to pass over the training data, at most; at least 1.</summary>
    public int Epochs { get; init; } = 100;

    /// <summary>
    /// Rows of a step, at least 1; as many as there are rows, or more, makes every epoch one step. The last batch of an epoch may be
    /// smaller.
    /// </summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>The rule that turns gradients into steps.</summary>
    public Optimizer Optimizer { get; init; } = Optimizer.Adam();

    /// <summary>How the learning rate changes during the run.</summary>
    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.Constant;

    /// <summary>Whether every epoch takes the rows in a new random order.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>Determines the order of the rows and the rows of <see cref="ValidationSplit"/>.</summary>
    public int Seed { get; init; }

    /// <summary>Data to measure with after every epoch; never trained on.</summary>
    public Dataset<T>? Validation { get; init; }

    /// <summary>
    /// The part of the training data, from 0 to below 1, to set aside at random as validation data; not together with <see
    /// cref="Validation"/>.
    /// </summary>
    public double ValidationSplit { get; init; }

    /// <summary>When to stop before the last epoch; null to train for all epochs.</summary>
    public EarlyStopping? EarlyStopping { get; init; }

    /// <summary>
    /// Measures for the history, taken after every epoch on the validation data, or on the training data where there are none; the pass over
    /// the data comes on top of the training.
    /// </summary>
    public IReadOnlyList<Metric> Metrics { get; init; } = [];

    /// <summary>
    /// How much the rows of each class count, by class; empty when all count alike. Multiplies the weights of the rows. See <see cref="Classes"/> for how
    /// targets tell a class.
    /// </summary>
    public IReadOnlyList<double> ClassWeights { get; init; } = [];

    /// <summary>λ of the penalty λ · Σ |weight|, which makes small weights zero. Biases are free.</summary>
    public double L1 { get; init; }

    /// <summary>λ of the penalty λ/2 · Σ weight², which makes all weights smaller. Biases are free. See also <see cref="Optimizer.AdamW"/>.</summary>
    public double L2 { get; init; }

    /// <summary>Limits every component of the gradient to ± this value; infinity does not.</summary>
    public double ClipValue { get; init; } = double.PositiveInfinity;

    /// <summary>Shortens a gradient (after <see cref="ClipValue"/>) whose Euclidean norm is larger than this; infinity does not.</summary>
    public double ClipNorm { get; init; } = double.PositiveInfinity;

    /// <summary>
    /// How many threads may work on a batch, the calling one included; -1 for as many as there are processors. The result has the same bits whatever the
    /// number. Batches of up to 64 rows are never divided, so more than one thread pays for large batches only.
    /// </summary>
    public int MaxDegreeOfParallelism { get; init; } = 1;

    /// <summary>The least time between two progress reports; the last epoch is always reported.</summary>
    public TimeSpan ProgressInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Where and how often to save the run so that it can be resumed; null not to.</summary>
    public Checkpointing? Checkpoint { get; init; }

    internal int ThreadCount => MaxDegreeOfParallelism == -1 ? Environment.ProcessorCount : MaxDegreeOfParallelism;

    internal void Validate(int classCount)
    {
        Check.AtLeast(1, Epochs, nameof(Epochs));
        Check.AtLeast(1, BatchSize, nameof(BatchSize));
        ArgumentNullException.ThrowIfNull(Optimizer, nameof(Optimizer));
        ArgumentNullException.ThrowIfNull(Schedule, nameof(Schedule));
        ArgumentNullException.ThrowIfNull(Metrics, nameof(Metrics));
        ArgumentNullException.ThrowIfNull(ClassWeights, nameof(ClassWeights));
        Check.ZeroToBelowOne(ValidationSplit, nameof(ValidationSplit));
        Check.NonNegativeFinite(L1, nameof(L1));
        Check.NonNegativeFinite(L2, nameof(L2));
        Check.That(ClipValue > 0, ClipValue, "greater than 0", nameof(ClipValue));
        Check.That(ClipNorm > 0, ClipNorm, "greater than 0", nameof(ClipNorm));
        Check.That(MaxDegreeOfParallelism is -1 or (>= 1 and <= 1024), MaxDegreeOfParallelism, "-1 or from 1 to 1024", nameof(MaxDegreeOfParallelism));
        if (Validation is not null && ValidationSplit > 0)
        {
            throw new ArgumentException($"{nameof(Validation)} and {nameof(ValidationSplit)} exclude each other.");
        }

        if (ClassWeights.Count > 0)
        {
            if (ClassWeights.Count != classCount)
            {
                throw new ArgumentException($"There are {ClassWeights.Count} class weights for {classCount} classes.");
            }

            foreach (double weight in ClassWeights)
            {
                Check.NonNegativeFinite(weight, nameof(ClassWeights));
            }
        }
    }
}

/// <summary>When <c>Fit</c> stops before its last epoch: as soon as the watched value has not improved for <see cref="Patience"/> epochs.</summary>
public sealed class EarlyStopping
{
    private readonly int _patience = 10;
    private readonly double _minimumImprovement;

    /// <summary>How many epochs without improvement to allow; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int Patience
    {
        get => _patience;
        init
        {
            Check.AtLeast(1, value, nameof(Patience));
            _patience = value;
        }
    }

    /// <summary>By how much the value must be better than the best to count as improved; 0 or more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double MinimumImprovement
    {
        get => _minimumImprovement;
        init
        {
            Check.NonNegativeFinite(value, nameof(MinimumImprovement));
            _minimumImprovement = value;
        }
    }

    /// <summary>
    /// What to watch: null for the loss of the validation data (of the training data where there are none), or one of <see
    /// cref="FitOptions{T}.Metrics"/>.
    /// </summary>
    public Metric? Monitor { get; init; }

    /// <summary>Whether the network ends with the weights of its best epoch instead of its last, also when it trains to the last epoch.</summary>
    public bool RestoreBestWeights { get; init; } = true;

    internal bool Improves(double value, double best)
        => double.IsNaN(best) || (Monitor is { HigherIsBetter: true } ? value > best + MinimumImprovement : value < best - MinimumImprovement);
}

/// <summary>
/// Saves a run so that it can be resumed, with the weights, the state of the optimizer, of the schedule and of the random order, and the
/// history. A run that was killed at any moment
/// and resumed ends with the same bits as one that was not.
/// </summary>
/// <remarks>
/// The file is a safetensors file whose tensors <c>layers.…</c> are the weights. It is replaced in one step: a crash leaves the old file
/// or the new one. A checkpoint is
/// also written at the end of the run and when it is cancelled.
/// </remarks>
public sealed class Checkpointing
{
    private readonly int _everyEpochs = 1;
    private readonly TimeSpan? _interval;

    /// <summary>Names the file.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    public Checkpointing(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Path = path;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Write one after so many epochs; at least 1. Counts only while <see cref="Interval"/> is null.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int EveryEpochs
    {
        get => _everyEpochs;
        init
        {
            Check.AtLeast(1, value, nameof(EveryEpochs));
            _everyEpochs = value;
        }
    }

    /// <summary>Write one after so much time instead, also amid an epoch.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public TimeSpan? Interval
    {
        get => _interval;
        init
        {
            Check.That(value is null || value >= TimeSpan.Zero, value?.TotalSeconds ?? 0, "at least 0", nameof(Interval));
            _interval = value;
        }
    }

    /// <summary>
    /// Whether to continue from the file if it exists; without one the run begins at its beginning. Settings that determine the result and the data must
    /// be those of the first run; only <see cref="FitOptions{T}.Epochs"/> and what concerns speed and reports may change.
    /// </summary>
    public bool Resume { get; init; }
}
