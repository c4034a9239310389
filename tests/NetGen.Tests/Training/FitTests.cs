namespace NetGen.Tests;

/// <summary>What Fit promises, on small problems.</summary>
public class FitTests
{
    [Fact]
    public void Full_batches_do_what_a_loop_of_ones_own_does()
    {
        var fitted = new IrisNet();
        var looped = new IrisNet();
        Dataset<double> data = TrainingData.Iris.Slice(0, 60);
        fitted.Fit(data, new() { Epochs = 20, BatchSize = 60, Shuffle = false, Optimizer = Optimizer.Adam(0.01) });

        var gradient = new double[IrisNet.ParameterCount];
        OptimizerState<double> state = Optimizer.Adam(0.01).CreateState<double>(gradient.Length);
        for (int step = 0; step < 20; step++)
        {
            looped.Backprop(data.Inputs.Span, data.Targets.Span, gradient);
            state.Step(looped.ParameterSpan, gradient);
        }

        Close.SameBits<double>(looped.ParameterSpan, fitted.ParameterSpan, "parameters");
    }

    [Fact]
    public void The_history_begins_with_the_loss_of_the_start_weights()
    {
        var net = new IrisNet();
        double before = net.Evaluate(TrainingData.Iris.Inputs.Span, TrainingData.Iris.Targets.Span);
        TrainingHistory history = net.Fit(TrainingData.Iris, new() { Epochs = 3, BatchSize = 1000 });
        Assert.Equal(3, history.Count);
        Assert.Equal(before, history[0].Loss, 1e-14);
        Assert.True(history[2].Loss < before);
        Assert.Null(history[0].ValidationLoss);
        Assert.Equal([1, 2, 3], history.Select(epoch => epoch.Epoch));
        Assert.Equal(3, history.BestEpoch);
    }

    [Fact]
    public void Large_batches_are_divided_without_changing_the_mathematics()
    {
        var net = new IrisNet();
        var whole = new double[IrisNet.ParameterCount];
        net.Backprop(TrainingData.Iris.Inputs.Span, TrainingData.Iris.Targets.Span, whole);
        double[] start = net.ParameterSpan.ToArray();
        net.Fit(TrainingData.Iris, new() { Epochs = 1, BatchSize = 150, Optimizer = Optimizer.Sgd(1) });
        double[] step = [.. start.Zip(net.ParameterSpan.ToArray(), (before, after) => before - after)];
        Close.Relative(whole, step, 1e-12, 1e-15, "gradient");
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void The_number_of_threads_does_not_change_a_bit(int threads)
    {
        foreach (int batchSize in (int[])[65, 200, 1437, 5000])
        {
            Close.SameBits<float>(Train(1, batchSize).ParameterSpan, Train(threads, batchSize).ParameterSpan, $"batches of {batchSize}");
        }

        static DigitsNet Train(int threads, int batchSize)
        {
            var net = new DigitsNet();
            net.Fit(TrainingData.Digits, new() { Epochs = 2, BatchSize = batchSize, MaxDegreeOfParallelism = threads });
            return net;
        }
    }

    [Fact]
    public void The_number_of_threads_does_not_change_a_bit_with_weights_of_rows()
    {
        var random = new Xoshiro256(1);
        Dataset<double> data = TrainingData.Iris.WithSampleWeights(TrainingData.Iris.Targets.ToArray().Take(150).Select(_ => random.NextDouble()).ToArray());
        Close.SameBits<double>(Train(1).ParameterSpan, Train(4).ParameterSpan, "parameters");

        IrisNet Train(int threads)
        {
            var net = new IrisNet();
            net.Fit(data, new() { Epochs = 5, BatchSize = 40, MaxDegreeOfParallelism = threads });
            return net;
        }
    }

    [Fact]
    public void The_seed_determines_the_run()
    {
        Close.SameBits<double>(Train(1).ParameterSpan, Train(1).ParameterSpan, "same seed");
        Assert.NotEqual(Train(1).ParameterSpan.ToArray(), Train(2).ParameterSpan.ToArray());

        static IrisNet Train(int seed)
        {
            var net = new IrisNet();
            net.Fit(TrainingData.Iris, new() { Epochs = 2, Seed = seed });
            return net;
        }
    }

    [Fact]
    public void Every_epoch_sees_every_row_once()
    {
        // Each row has an input of its own; the gradient of w·x with target 0 tells which rows were seen, in a sum that only all of them give.
        var net = new LineNet();
        Dataset<double> data = Dataset.Create([.. Enumerable.Range(0, 37).Select(i => Math.Pow(2, i % 20))], 1, new double[37], 1);
        net.ParameterSpan.Clear();
        TrainingHistory history = net.Fit(data, new() { Epochs = 4, BatchSize = 5, Optimizer = Optimizer.Sgd(1e-300) });
        Assert.All(history, epoch => Assert.Equal(0, epoch.Loss));

        net.ParameterSpan[0] = 1;
        double expected = data.Inputs.ToArray().Sum(x => x * x) / 37;
        history = net.Fit(data, new() { Epochs = 4, BatchSize = 5, Optimizer = Optimizer.Sgd(1e-300) });
        Assert.All(history, epoch => Assert.Equal(expected, epoch.Loss, expected * 1e-14));
    }

    [Fact]
    public void A_struct_is_trained_in_place()
    {
        var structure = default(XorStruct);
        structure.Initialize(3);
        var reference = new XorNet();
        reference.Initialize(3);
        structure.Fit(TrainingData.Xor, new() { Epochs = 50 });
        reference.Fit(TrainingData.Xor, new() { Epochs = 50 });
        Close.SameBits<double>(reference.ParameterSpan, structure.ParameterSpan, "parameters");
    }

    [Fact]
    public void Arrays_are_taken_as_they_are()
    {
        var net = new XorNet();
        TrainingHistory history = net.Fit([0, 0, 0, 1, 1, 0, 1, 1], [0, 1, 1, 0.0], new() { Epochs = 300, Optimizer = Optimizer.Rprop() });
        Assert.True(history[^1].Loss < 0.01);
    }

    [Fact]
    public void Early_stopping_ends_the_run_and_restores_the_best_weights()
    {
        (Dataset<double> train, Dataset<double> validation) = TrainingData.Iris.Split(0.5, 3);
        var net = new IrisNet();
        TrainingHistory history = net.Fit(
            train, new() { Epochs = 2000, Optimizer = Optimizer.Adam(0.05), Validation = validation, EarlyStopping = new() { Patience = 15 } });

        Assert.True(history.StoppedEarly);
        Assert.Equal(history.BestEpoch + 15, history.Count);
        double best = history.Min(epoch => epoch.ValidationLoss!.Value);
        Assert.Equal(best, history[history.BestEpoch - 1].ValidationLoss);
        Assert.Equal(best, net.Evaluate(validation));
    }

    [Fact]
    public void Early_stopping_can_watch_a_metric()
    {
        var net = new IrisNet();
        TrainingHistory history = net.Fit(TrainingData.Iris, new()
        {
            Epochs = 500,
            Optimizer = Optimizer.Adam(0.05),
            ValidationSplit = 0.3,
            Metrics = [Metric.MeanAbsoluteError, Metric.Accuracy],
            EarlyStopping = new() { Patience = 20, Monitor = Metric.Accuracy },
        });
        double best = history.Max(epoch => epoch[Metric.Accuracy]);
        Assert.Equal(best, history[history.BestEpoch - 1][Metric.Accuracy]);
        Assert.True(best > 0.9);
        Assert.All(history, epoch => Assert.NotNull(epoch.ValidationLoss));
    }

    [Fact]
    public void Cancelling_leaves_the_network_in_its_last_complete_step()
    {
        using var source = new CancellationTokenSource();
        var cancelled = new IrisNet();
        var progress = new Inline<TrainingProgress>(value =>
        {
            if (value is { Epoch: 3, Batch: 2 })
            {
                source.Cancel();
            }
        });
        FitOptions<double> options = new() { Epochs = 10, BatchSize = 30, Shuffle = false, ProgressInterval = TimeSpan.Zero };
        var error = Assert.Throws<OperationCanceledException>(() => cancelled.Fit(TrainingData.Iris, options, progress, source.Token));
        Assert.Equal(source.Token, error.CancellationToken);

        var expected = new IrisNet();
        OptimizerState<double> state = options.Optimizer.CreateState<double>(IrisNet.ParameterCount);
        var gradient = new double[IrisNet.ParameterCount];
        for (int step = 0; step < (2 * 5) + 2; step++)
        {
            Dataset<double> batch = TrainingData.Iris.Slice(step % 5 * 30, 30);
            expected.Backprop(batch.Inputs.Span, batch.Targets.Span, gradient);
            state.Step(expected.ParameterSpan, gradient);
        }

        Close.SameBits<double>(expected.ParameterSpan, cancelled.ParameterSpan, "parameters");
    }

    [Fact]
    public void Progress_is_reported_at_a_bounded_rate_and_ends_with_the_last_epoch()
    {
        var reports = new List<TrainingProgress>();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        FitOptions<double> options = new() { Epochs = 2000, ProgressInterval = TimeSpan.FromMilliseconds(20) };
        new IrisNet().Fit(TrainingData.Iris, options, new Inline<TrainingProgress>(reports.Add));

        Assert.InRange(reports.Count, 1, (watch.Elapsed.TotalMilliseconds / 20) + 1);
        TrainingProgress last = reports[^1];
        Assert.Equal((2000, 2000, 5, 5, 1.0), (last.Epoch, last.EpochCount, last.Batch, last.BatchCount, last.Fraction));
    }

    [Fact]
    public void A_run_that_diverges_says_where_and_what_to_do_and_keeps_the_good_weights()
    {
        var net = new LineNet();
        Dataset<double> data = Dataset.Create([1000, 2000], 1, [1.0, 2], 1);
        FitOptions<double> options = new() { Epochs = 1000, Optimizer = Optimizer.Sgd(1) };
        var error = Assert.Throws<TrainingDivergedException>(() => net.Fit(data, options));
        Assert.Equal(error.History.Count + 1, error.Epoch);
        Assert.Contains($"epoch {error.Epoch}", error.Message);
        Assert.Contains("Scaler.Standard", error.Message);
        Assert.True(double.IsFinite(net.ParameterSpan[0]) && double.IsFinite(net.ParameterSpan[1]));
        Assert.True(double.IsFinite(net.Evaluate(data)));
    }

    [Fact]
    public void A_value_that_is_not_a_number_is_found_in_the_data()
    {
        var net = new IrisNet();
        double[] inputs = TrainingData.Iris.Inputs.ToArray();
        inputs[(77 * 4) + 2] = double.NaN;
        double[] start = net.ParameterSpan.ToArray();
        var error = Assert.Throws<TrainingDivergedException>(() => net.Fit(inputs, TrainingData.Iris.Targets.ToArray()));
        Assert.Contains("Row 77", error.Message);
        Assert.Equal(1, error.Epoch);
        Assert.Equal(start, net.ParameterSpan.ToArray());
    }

    [Fact]
    public void Options_and_data_that_do_not_fit_change_nothing()
    {
        var net = new IrisNet();
        double[] start = net.ParameterSpan.ToArray();
        Assert.ThrowsAny<ArgumentException>(() => net.Fit(TrainingData.Xor));
        Assert.ThrowsAny<ArgumentException>(() => net.Fit(TrainingData.Iris, new() { Epochs = 0 }));
        Assert.ThrowsAny<ArgumentException>(() => net.Fit(TrainingData.Iris, new() { BatchSize = 0 }));
        Assert.ThrowsAny<ArgumentException>(() => net.Fit(TrainingData.Iris, new() { ClassWeights = [1, 2] }));
        Assert.ThrowsAny<ArgumentException>(() => net.Fit(TrainingData.Iris, new() { ValidationSplit = 1 }));
        Assert.ThrowsAny<ArgumentException>(() => net.Fit(TrainingData.Iris, new() { Validation = TrainingData.Xor }));
        Assert.ThrowsAny<ArgumentException>(() => net.Fit(TrainingData.Iris, new() { EarlyStopping = new() { Monitor = Metric.R2 } }));
        Assert.ThrowsAny<ArgumentException>(() => net.Fit(TrainingData.Iris.Slice(0, 0)));
        Assert.Equal(start, net.ParameterSpan.ToArray());
    }

    [Fact]
    public void The_history_is_CSV_in_any_culture()
    {
        TrainingHistory history = new LineNet().Fit([1, 2], [2.0, 4], new() { Epochs = 2, Metrics = [Metric.MeanAbsoluteError] });
        string[] lines = history.ToCsv().Split('\n');
        Assert.Equal("epoch,loss,validation_loss,learning_rate,seconds,mae", lines[0]);
        Assert.Equal(4, lines.Length);
        string[] fields = lines[2].Split(',');
        Assert.Equal(6, fields.Length);
        Assert.Equal("", fields[2]);
        Assert.Equal(history[1].Loss, double.Parse(fields[1], System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(history[1][Metric.MeanAbsoluteError], double.Parse(fields[5], System.Globalization.CultureInfo.InvariantCulture));
    }

    internal sealed class Inline<T>(Action<T> action) : IProgress<T>
    {
        public void Report(T value) => action(value);
    }
}
