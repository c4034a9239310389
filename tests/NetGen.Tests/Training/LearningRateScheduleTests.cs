namespace NetGen.Tests;

/// <summary>Schedules, seen through the rates in the history of a run.</summary>
public class LearningRateScheduleTests
{
    [Fact]
    public void Step_divides_every_so_many_epochs()
        => Assert.Equal([1, 1, 0.5, 0.5, 0.25, 0.25], Rates(LearningRateSchedule.Step(epochs: 2, factor: 0.5), 6));

    [Fact]
    public void Exponential_multiplies_after_every_epoch()
        => Close.Relative([1, 0.9, 0.81, 0.729], Rates(LearningRateSchedule.Exponential(0.9), 4), 1e-15, 0, "rates");

    [Fact]
    public void Cosine_rises_and_falls()
    {
        // (1 + cos(π k/8)) / 2 for k = 0 … 8, then 0; two epochs of rise.
        double[] expected = [0, 0.5, .. Enumerable.Range(0, 9).Select(k => 0.5 * (1 + Math.Cos(Math.PI * k / 8))), 0];
        Close.Relative(expected, Rates(LearningRateSchedule.Cosine(epochs: 10, warmUpEpochs: 2), 12), 0, 1e-15, "rates");
    }

    [Fact]
    public void Cosine_ends_at_its_minimum()
        => Assert.Equal(0.25, Rates(LearningRateSchedule.Cosine(epochs: 3, minimumFactor: 0.25), 5)[^1]);

    [Fact]
    public void The_cosine_is_accurate_and_exact_where_it_matters()
    {
        Assert.Equal(1, DeterministicMath.CosinePi(0));
        Assert.Equal(0, DeterministicMath.CosinePi(0.5));
        Assert.Equal(-1, DeterministicMath.CosinePi(1));
        for (double x = 0; x <= 1; x += 1.0 / 4096)
        {
            Assert.Equal(double.CosPi(x), DeterministicMath.CosinePi(x), 4e-16);
        }
    }

    [Fact]
    public void The_plateau_is_left_after_patience_epochs_as_in_PyTorch()
    {
        // With rate factor 1 the loss of this network never moves: the first epoch is the best, the second, third and fourth are bad.
        var rates = new List<double>();
        PlateauState state = PlateauState.Start;
        LearningRateSchedule schedule = LearningRateSchedule.ReduceOnPlateau(factor: 0.1, patience: 2, minimumFactor: 0.05);
        foreach (double loss in (double[])[1, 1, 1, 1, 1, 0.5, 0.49999, 0.5, 0.5, 0.5])
        {
            rates.Add(schedule.Factor(rates.Count, state));
            schedule.Observe(loss, ref state);
        }

        Assert.Equal([1, 1, 1, 1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.05], rates);
    }

    [Fact]
    public void A_function_sees_parts_of_epochs()
    {
        var seen = new List<double>();
        new LineNet().Fit(Line, new() { Epochs = 2, BatchSize = 2, Schedule = LearningRateSchedule.FromFunction(x => Seen(x)) });
        Assert.Equal([0, 0.5, 1, 1.5], seen);

        double Seen(double epochs)
        {
            seen.Add(epochs);
            return 1;
        }
    }

    [Fact]
    public void Settings_outside_their_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateSchedule.Step(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateSchedule.Exponential(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateSchedule.Cosine(5, warmUpEpochs: 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateSchedule.ReduceOnPlateau(factor: 1));
    }

    private static Dataset<double> Line { get; } = Dataset.Create([1, 2, 3, 4], 1, [2.0, 4, 6, 8], 1);

    private static double[] Rates(LearningRateSchedule schedule, int epochs)
        => [.. new LineNet().Fit(Line, new() { Epochs = epochs, Optimizer = Optimizer.Rprop(1), Schedule = schedule }).Select(epoch => epoch.LearningRate)];
}
