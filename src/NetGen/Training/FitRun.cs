using System.Diagnostics;
using System.Globalization;
using System.Numerics;

namespace NetGen;

/// <summary>One call of <c>Fit</c>: everything is allocated by the constructor, so that epochs allocate nothing.</summary>
internal sealed partial class FitRun<TSelf, T> : IDisposable
    where TSelf : INetwork<TSelf, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly NetworkHolder<TSelf> _holder;
    private readonly FitOptions<T> _options;
    private readonly ProgressReporter? _progress;
    private readonly CancellationToken _cancellation;
    private readonly Dataset<T> _training;
    private readonly Dataset<T>? _validation;
    private readonly OptimizerState<T> _optimizer;
    private readonly BatchGradient<TSelf, T> _batch;
    private readonly GradientShaping<TSelf, T> _shaping;
    private readonly MetricSums? _sums;
    private readonly T[] _outputs;
    private readonly int _watchedMetric;
    private readonly int[] _order;
    private readonly int _batchCount;
    private readonly T[] _lastGood;
    private readonly T[] _best;
    private readonly TrainingHistory _history;
    private long _started;
    private long _epochStarted;

    // What a checkpoint holds beside the arrays.
    private RunState _state;

    public FitRun(
        NetworkHolder<TSelf> holder, Dataset<T> data, FitOptions<T> options, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        NetworkMetrics.CheckData<TSelf, T>(data);
        options.Validate(Classes.Count(TSelf.OutputCount));
        (_holder, _options, _cancellation) = (holder, options, cancellation);
        (_training, _validation) = options.ValidationSplit > 0 ? Swap(data.Split(options.ValidationSplit, options.Seed)) : (data, options.Validation);
        if (_validation is not null)
        {
            NetworkMetrics.CheckData<TSelf, T>(_validation);
        }

        _watchedMetric = WatchedMetric(options);
        RowWeights? weights = RowWeights.Of(_training, options.ClassWeights);
        int batchSize = Math.Min(options.BatchSize, _training.Count);
        _batchCount = (_training.Count + batchSize - 1) / batchSize;
        _order = new int[_training.Count];
        RowOrder.Identity(_order);
        _optimizer = options.Optimizer.CreateState<T>(TSelf.ParameterCount);
        _shaping = new GradientShaping<TSelf, T>(options);
        _sums = options.Metrics.Count == 0
            ? null
            : new MetricSums(TSelf.OutputCount, options.Metrics.Aggregate(MetricNeeds.None, (needs, metric) => needs | metric.Needs));
        _outputs = _sums is null ? [] : new T[NetworkMetrics.RowsAtOnce * TSelf.OutputCount];
        _lastGood = holder.Network.ParameterSpan.ToArray();
        _best = options.EarlyStopping is { RestoreBestWeights: true } ? new T[TSelf.ParameterCount] : [];
        _history = new TrainingHistory(options.Metrics, options.Epochs);
        _state = RunState.Start(options.Seed);
        _progress = progress is null ? null : new ProgressReporter(progress, options.ProgressInterval);

        // Last, because it starts threads.
        _batch = new BatchGradient<TSelf, T>(holder, _training, weights, batchSize, options.ThreadCount);

        static (Dataset<T>, Dataset<T>) Swap((Dataset<T> Validation, Dataset<T> Training) split) => (split.Training, split.Validation);
    }

    private Span<T> Parameters => _holder.Network.ParameterSpan;

    public TrainingHistory Run()
    {
        _started = Stopwatch.GetTimestamp();
        OpenCheckpoint();
        while (_state.Epoch < _options.Epochs && !HasLostPatience)
        {
            RunEpoch();
        }

        // The checkpoint keeps the last weights beside the best, so that it can be resumed with more epochs.
        WriteCheckpoint();
        _history.BestEpoch = _state.BestEpoch;
        _history.StoppedEarly = HasLostPatience;
        if (_best.Length > 0 && _state.BestEpoch > 0)
        {
            _best.CopyTo(Parameters);
        }

        _progress?.Finish();
        return _history;
    }

    public void Dispose() => _batch.Dispose();

    private bool HasLostPatience => _options.EarlyStopping is { } stopping && _state.BadEpochs >= stopping.Patience;

    private void RunEpoch()
    {
        _epochStarted = Stopwatch.GetTimestamp();
        // The order follows from the generator's state at the start of the epoch, so a resumed epoch has the same.
        Xoshiro256 random = _state.Random;
        if (_options.Shuffle)
        {
            RowOrder.Shuffle(_order, ref random);
        }

        while (_state.Batch < _batchCount)
        {
            if (_cancellation.IsCancellationRequested)
            {
                WriteCheckpoint();
                throw new OperationCanceledException(_cancellation);
            }

            RunBatch();
            if (_state.Batch < _batchCount)
            {
                _progress?.Report(Progress());
                WriteCheckpointIfDue();
            }
        }

        FinishEpoch();
        _state.Random = random;
        WriteCheckpointIfDue();
    }

    private void RunBatch()
    {
        int batchSize = Math.Min(_options.BatchSize, _training.Count);
        int start = _state.Batch * batchSize;
        ReadOnlyMemory<int> rows = _order.AsMemory(start, Math.Min(batchSize, _training.Count - start));
        (double lossSum, double weightSum) = _batch.Compute(rows, inOrder: !_options.Shuffle);
        if (!double.IsFinite(lossSum))
        {
            throw Diverged($"The loss became {(double.IsNaN(lossSum) ? "NaN" : "infinite")} in epoch {_state.Epoch + 1}, batch {_state.Batch + 1}.", rows.Span);
        }

        if (_state.Batch == 0)
        {
            // These weights have shown that their loss is finite.
            Parameters.CopyTo(_lastGood);
        }

        _shaping.Apply(_batch.Gradient, Parameters);
        _optimizer.LearningRate = _options.Optimizer.LearningRate
            * _options.Schedule.Factor(_state.Epoch + ((double)_state.Batch / _batchCount), _state.Plateau);
        _optimizer.Step(Parameters, _batch.Gradient);
        _state.LossSum += lossSum;
        _state.WeightSum += weightSum;
        _state.Batch++;
    }

    private void FinishEpoch()
    {
        if (!VectorMath.AllFinite<T>(Parameters))
        {
            throw Diverged($"A weight became infinite or NaN in epoch {_state.Epoch + 1}.", []);
        }

        double loss = _state.LossSum / _state.WeightSum;
        double validationLoss = _validation is null ? double.NaN : NetworkMetrics.Loss<TSelf, T>(ref _holder.Network, _validation);
        double seconds = _state.EpochSeconds + Stopwatch.GetElapsedTime(_epochStarted).TotalSeconds;
        Span<double> metrics = _history.Add(loss, validationLoss, _optimizer.LearningRate, seconds);
        if (_sums is not null)
        {
            _sums.Clear();
            NetworkMetrics.Collect(ref _holder.Network, _validation ?? _training, _sums, _outputs);
            for (int i = 0; i < metrics.Length; i++)
            {
                metrics[i] = _options.Metrics[i].Result(_sums);
            }
        }

        double watched = _validation is null ? loss : validationLoss;
        _options.Schedule.Observe(watched, ref _state.Plateau);
        Watch(_watchedMetric >= 0 ? metrics[_watchedMetric] : watched);
        _state.Epoch++;
        _state.Batch = 0;
        (_state.LossSum, _state.WeightSum, _state.EpochSeconds) = (0, 0, 0);
        _progress?.Report(EpochProgress(loss, validationLoss));
    }

    private void Watch(double value)
    {
        bool improves = _options.EarlyStopping?.Improves(value, _state.BestValue) ?? (double.IsNaN(_state.BestValue) || value < _state.BestValue);
        if (!improves)
        {
            _state.BadEpochs++;
            return;
        }

        (_state.BestValue, _state.BestEpoch, _state.BadEpochs) = (value, _state.Epoch + 1, 0);
        if (_best.Length > 0)
        {
            Parameters.CopyTo(_best);
        }
    }

    private TrainingProgress Progress() => new(
        _state.Epoch + 1,
        _options.Epochs,
        _state.Batch,
        _batchCount,
        _state.LossSum / _state.WeightSum,
        _history.Count > 0 ? _history.Value(_history.Count - 1, 1) : double.NaN,
        _optimizer.LearningRate,
        Stopwatch.GetElapsedTime(_started));

    private TrainingProgress EpochProgress(double loss, double validationLoss)
        => Progress() with { Epoch = _state.Epoch, Batch = _batchCount, Loss = loss, ValidationLoss = validationLoss };

    private static int WatchedMetric(FitOptions<T> options)
    {
        if (options.EarlyStopping?.Monitor is not { } monitor)
        {
            return -1;
        }

        for (int i = 0; i < options.Metrics.Count; i++)
        {
            if (options.Metrics[i] == monitor)
            {
                return i;
            }
        }

        throw new ArgumentException($"Early stopping watches the metric \"{monitor}\", which is not among Metrics.", nameof(options));
    }

    private TrainingDivergedException Diverged(string what, ReadOnlySpan<int> rows)
    {
        string remedy = Remedy(rows);
        _lastGood.CopyTo(Parameters);
        return new TrainingDivergedException(
            $"{what} The network has the weights with which the last epoch that began well began. {remedy}",
            _state.Epoch + 1,
            rows.IsEmpty ? 0 : _state.Batch + 1,
            _history);
    }

    private string Remedy(ReadOnlySpan<int> rows)
    {
        if (!VectorMath.AllFinite<T>(_lastGood))
        {
            return "These were not finite either: initialize the network.";
        }

        foreach (int row in rows)
        {
            if (!VectorMath.AllFinite(_training.GetInputs(row)) || !VectorMath.AllFinite(_training.GetTargets(row)))
            {
                return string.Create(CultureInfo.InvariantCulture, $"Row {row} of the training data has a value that is not finite: clean the data.");
            }
        }

        double largest = 0;
        foreach (T input in _training.Inputs.Span)
        {
            largest = Math.Max(largest, Math.Abs(double.CreateTruncating(input)));
        }

        string rate = string.Create(
            CultureInfo.InvariantCulture, $"lower the learning rate (it is {_optimizer.LearningRate}) or limit the gradient (ClipNorm = 1)");
        return largest > 100
            ? string.Create(CultureInfo.InvariantCulture, $"Inputs as large as {largest:G3} are the likely cause: scale them (Scaler.Standard), else {rate}.")
            : $"The steps are likely too large: {rate}.";
    }
}
