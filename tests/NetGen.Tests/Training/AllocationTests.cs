namespace NetGen.Tests;

/// <summary>Epochs allocate nothing after the first.</summary>
[Collection(MeasuredAlone.Name)]
public class AllocationTests
{
    [Fact]
    public void Epochs_allocate_nothing_after_the_first()
        => Check(TrainingData.Iris, new() { Epochs = 10, ProgressInterval = TimeSpan.Zero });

    [Fact]
    public void Epochs_with_everything_allocate_nothing_after_the_first()
        => Check(TrainingData.Iris.WithSampleWeights(Enumerable.Range(1, 150).Select(i => (double)(i % 5)).ToArray()), new()
        {
            Epochs = 10,
            ProgressInterval = TimeSpan.Zero,
            ValidationSplit = 0.2,
            Metrics = [Metric.Accuracy, Metric.R2, Metric.F1, Metric.MeanSquaredError],
            EarlyStopping = new() { Patience = 20 },
            ClassWeights = [1, 2, 3],
            L1 = 1e-4,
            L2 = 1e-4,
            ClipValue = 1,
            ClipNorm = 1,
            Schedule = LearningRateSchedule.Cosine(10, 2),
        });

    [Fact]
    public void Large_batches_allocate_nothing_after_the_first_epoch()
        => Check(TrainingData.Digits, new() { Epochs = 5, BatchSize = 500, ProgressInterval = TimeSpan.Zero });

    [Fact]
    public void Ten_thousand_epochs_need_no_more_memory_than_ten()
    {
        FitOptions<double> options = new() { Epochs = 10_000, BatchSize = 4, ProgressInterval = TimeSpan.Zero };
        long[] memory = new long[options.Epochs];
        Allocation.Undisturbed(() => new XorNet().Fit(TrainingData.Xor, options, new FitTests.Inline<TrainingProgress>(
            progress => memory[progress.Epoch - 1] = GC.GetAllocatedBytesForCurrentThread())));
        Assert.Equal(memory[9], memory[^1]);
    }

    private static void Check<T>(Dataset<T> data, FitOptions<T> options)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        long[] allocated = new long[options.Epochs];
        Run();
        Allocation.Undisturbed(Run);
        Assert.Equal(Enumerable.Repeat(allocated[0], options.Epochs), allocated);

        void Run()
        {
            var progress = new FitTests.Inline<TrainingProgress>(value =>
            {
                if (value.Batch == value.BatchCount)
                {
                    allocated[value.Epoch - 1] = GC.GetAllocatedBytesForCurrentThread();
                }
            });
            if (data is Dataset<double> wide)
            {
                new IrisNet().Fit(wide, (FitOptions<double>)(object)options, progress);
            }
            else
            {
                new DigitsNet().Fit((Dataset<float>)(object)data, (FitOptions<float>)(object)options, progress);
            }
        }
    }
}
