using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace NetGen.Tests;

/// <summary>A resumed run ends with the bits of an uninterrupted one.</summary>
public sealed class CheckpointTests : IDisposable
{
    private const string ChildVariable = "NETGEN_TRAINING_CHILD";

    private readonly string _folder = TestSettings.NewFolder();

    private string CheckpointPath => Path.Combine(_folder, "run.safetensors");

    public static TheoryData<string> Optimizers => ["Momentum", "Adam", "Rprop", "Sgd"];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void A_run_cancelled_anywhere_and_resumed_ends_with_the_same_bits(string name)
    {
        Optimizer optimizer = name switch
        {
            "Momentum" => Optimizer.Momentum(),
            "Adam" => Optimizer.Adam(),
            "Rprop" => Optimizer.Rprop(),
            _ => Optimizer.Sgd(),
        };
        var expected = new IrisNet();
        TrainingHistory history = expected.Fit(TrainingData.Iris, Options(optimizer));

        // Cancelled after every number of steps there is in the first epochs, and later.
        foreach (int steps in (int[])[1, 2, 3, 4, 5, 6, 11, 39])
        {
            File.Delete(CheckpointPath);
            using var source = new CancellationTokenSource();
            int done = 0;
            var progress = new FitTests.Inline<TrainingProgress>(_ =>
            {
                if (++done == steps)
                {
                    source.Cancel();
                }
            });
            FitOptions<double> options = Options(optimizer, new(CheckpointPath) { EveryEpochs = 1000 });
            Assert.Throws<OperationCanceledException>(() => new IrisNet().Fit(TrainingData.Iris, options, progress, source.Token));

            var resumed = new IrisNet();
            resumed.Initialize(99);
            TrainingHistory whole = resumed.Fit(TrainingData.Iris, Options(optimizer, new(CheckpointPath) { Resume = true }));
            Close.SameBits<double>(expected.ParameterSpan, resumed.ParameterSpan, $"{steps} steps");
            Assert.Equal(history.Select(epoch => (epoch.Loss, epoch.ValidationLoss, epoch.LearningRate, epoch[Metric.Accuracy])),
                whole.Select(epoch => (epoch.Loss, epoch.ValidationLoss, epoch.LearningRate, epoch[Metric.Accuracy])));
            Assert.Equal(history.BestEpoch, whole.BestEpoch);
        }
    }

    [Fact]
    public void A_finished_run_can_be_continued_with_more_epochs()
    {
        var expected = new IrisNet();
        expected.Fit(TrainingData.Iris, new() { Epochs = 7 });
        new IrisNet().Fit(TrainingData.Iris, new() { Epochs = 3, Checkpoint = new(CheckpointPath) });
        var resumed = new IrisNet();
        TrainingHistory history = resumed.Fit(TrainingData.Iris, new() { Epochs = 7, Checkpoint = new(CheckpointPath) { Resume = true } });
        Assert.Equal(7, history.Count);
        Close.SameBits<double>(expected.ParameterSpan, resumed.ParameterSpan, "parameters");
    }

    [Fact]
    public void A_run_that_was_stopped_early_stays_stopped()
    {
        FitOptions<double> options = new()
        {
            Epochs = 2000,
            Optimizer = Optimizer.Adam(0.05),
            ValidationSplit = 0.5,
            EarlyStopping = new() { Patience = 5 },
            Checkpoint = new(CheckpointPath) { Resume = true },
        };
        var first = new IrisNet();
        TrainingHistory history = first.Fit(TrainingData.Iris, options);
        var second = new IrisNet();
        TrainingHistory again = second.Fit(TrainingData.Iris, options);
        Assert.True(again.StoppedEarly);
        Assert.Equal(history.Count, again.Count);
        Close.SameBits<double>(first.ParameterSpan, second.ParameterSpan, "parameters");
    }

    [Fact]
    public void Another_run_is_refused_by_what_differs()
    {
        new IrisNet().Fit(TrainingData.Iris, new() { Epochs = 2, Checkpoint = new(CheckpointPath) });
        Refused("optimizer", TrainingData.Iris, new() { Epochs = 3, Optimizer = Optimizer.Sgd(), Checkpoint = new(CheckpointPath) { Resume = true } });
        Refused("batches", TrainingData.Iris, new() { Epochs = 3, Seed = 1, Checkpoint = new(CheckpointPath) { Resume = true } });
        Refused("training data", TrainingData.Iris.Slice(0, 100), new() { Epochs = 3, Checkpoint = new(CheckpointPath) { Resume = true } });
        var other = new OtherIrisNet();
        Dataset<double> data = Dataset.FromLabels(TrainingData.Iris.Inputs.ToArray(), 4, new int[150], 2);
        var error = Assert.Throws<WeightFileException>(() => other.Fit(data, new() { Checkpoint = new(CheckpointPath) { Resume = true } }));
        Assert.Contains("topology", error.Message);

        void Refused(string what, Dataset<double> data, FitOptions<double> options)
        {
            var net = new IrisNet();
            double[] start = net.ParameterSpan.ToArray();
            var error = Assert.Throws<WeightFileException>(() => net.Fit(data, options));
            Assert.Contains($"another run: {what}", error.Message);
            Assert.Equal(start, net.ParameterSpan.ToArray());
        }
    }

    [Fact]
    public void A_checkpoint_cut_anywhere_is_refused_and_changes_nothing()
    {
        new IrisNet().Fit(TrainingData.Iris, new() { Epochs = 2, Checkpoint = new(CheckpointPath) });
        byte[] whole = File.ReadAllBytes(CheckpointPath);
        var net = new IrisNet();
        double[] start = net.ParameterSpan.ToArray();
        for (int length = 0; length < whole.Length; length += 1 + (length % 37))
        {
            File.WriteAllBytes(CheckpointPath, whole[..length]);
            Assert.Throws<WeightFileException>(() => net.Fit(TrainingData.Iris, new() { Epochs = 3, Checkpoint = new(CheckpointPath) { Resume = true } }));
        }

        Assert.Equal(start, net.ParameterSpan.ToArray());
    }

    [Fact]
    public void A_killed_process_resumes_to_the_same_bits_and_never_leaves_an_unreadable_file()
    {
        int kills = TestSettings.Slow ? 20 : 3;
        var random = new Xoshiro256(Environment.TickCount64);
        for (int kill = 0; kill < kills; kill++)
        {
            using Process child = StartChild();
            Assert.NotNull(child.StandardOutput.ReadLine());
            Thread.Sleep(random.NextInt32(60));
            child.Kill();
            child.WaitForExit();
            Assert.NotEqual(1, child.ExitCode);
        }

        using (Process child = StartChild())
        {
            string rest = child.StandardOutput.ReadToEnd();
            child.WaitForExit();
            Assert.True(child.ExitCode == 0, rest);
        }

        var expected = new IrisNet();
        expected.Fit(TrainingData.Iris, ChildOptions(null));
        var actual = new IrisNet();
        actual.Load(Path.Combine(_folder, "result.safetensors"));
        Close.SameBits<double>(expected.ParameterSpan, actual.ParameterSpan, "parameters");
    }

    /// <summary>In a process that the test above started: train, save, leave before any test runs.</summary>
    [ModuleInitializer]
    internal static void TrainInsteadOfTesting()
    {
        if (Environment.GetEnvironmentVariable(ChildVariable) is not { } folder)
        {
            return;
        }

        try
        {
            var progress = new FitTests.Inline<TrainingProgress>(value =>
            {
                Console.WriteLine($"{value.Epoch} {value.Batch}");
                Thread.Sleep(1);
            });
            var net = new IrisNet();
            net.Fit(TrainingData.Iris, ChildOptions(new(Path.Combine(folder, "run.safetensors")) { Interval = TimeSpan.Zero, Resume = true }), progress);
            net.Save(Path.Combine(folder, "result.safetensors"));
            Environment.Exit(0);
        }
        catch (Exception e)
        {
            Console.WriteLine(e);
            Environment.Exit(1);
        }
    }

    private static FitOptions<double> ChildOptions(Checkpointing? checkpoint) => new()
    {
        Epochs = TestSettings.Slow ? 150 : 40,
        Seed = 7,
        ValidationSplit = 0.2,
        EarlyStopping = new() { Patience = 1000 },
        ProgressInterval = TimeSpan.Zero,
        Checkpoint = checkpoint,
    };

    private static FitOptions<double> Options(Optimizer optimizer, Checkpointing? checkpoint = null) => new()
    {
        Epochs = 10,
        BatchSize = 40,
        Optimizer = optimizer,
        ValidationSplit = 0.1,
        Metrics = [Metric.Accuracy],
        EarlyStopping = new() { Patience = 100 },
        Schedule = LearningRateSchedule.ReduceOnPlateau(patience: 1),
        ProgressInterval = TimeSpan.Zero,
        Checkpoint = checkpoint,
    };

    private Process StartChild()
    {
        string program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "NetGen.Tests.exe" : "NetGen.Tests");
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true };
        start.Environment[ChildVariable] = _folder;
        return Process.Start(start)!;
    }
}
