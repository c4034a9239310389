namespace NetGen.Tests;

/// <summary>Weights of rows and classes, penalties and clipping, against sums computed row by row.</summary>
public class RowWeightTests
{
    [Fact]
    public void Weights_that_are_all_alike_change_no_bit()
    {
        var weighted = new IrisNet();
        var plain = new IrisNet();
        weighted.Fit(TrainingData.Iris.WithSampleWeights(Enumerable.Repeat(0.1, 150).ToArray()), new() { Epochs = 3, BatchSize = 100 });
        plain.Fit(TrainingData.Iris, new() { Epochs = 3, BatchSize = 100 });
        Close.SameBits<double>(plain.ParameterSpan, weighted.ParameterSpan, "parameters");
    }

    [Fact]
    public void A_step_follows_the_gradient_of_the_weighted_mean_loss()
    {
        var random = new Xoshiro256(4);
        double[] weights = [.. Enumerable.Range(0, 150).Select(i => i % 7 == 0 ? 0 : random.NextInt32(5) + random.NextDouble())];
        Close.Relative(Expected(weights), Step(TrainingData.Iris.WithSampleWeights(weights), []), 1e-12, 1e-15, "gradient");
    }

    [Fact]
    public void Class_weights_multiply_the_weights_of_rows()
    {
        double[] classes = [1, 0.5, 4];
        double[] weights = [.. Enumerable.Range(0, 150).Select(i => 1.0 + (i % 3))];
        double[] products = [.. weights.Select((weight, row) => weight * classes[TrainingData.Iris.GetClass(row)])];
        Close.Relative(Expected(products), Step(TrainingData.Iris.WithSampleWeights(weights), classes), 1e-12, 1e-15, "gradient");
    }

    [Fact]
    public void The_loss_of_the_history_and_of_the_evaluation_is_weighted()
    {
        double[] weights = [.. Enumerable.Range(0, 150).Select(i => (double)(i % 4))];
        Dataset<double> data = TrainingData.Iris.WithSampleWeights(weights);
        var net = new IrisNet();
        double expected = Enumerable.Range(0, 150).Sum(row => weights[row] * net.Evaluate(data.GetInputs(row), data.GetTargets(row))) / weights.Sum();
        Assert.Equal(expected, net.Evaluate(data), 1e-14);
        Assert.Equal(expected, net.Fit(data, new() { Epochs = 1, BatchSize = 150 })[0].Loss, 1e-13);
    }

    [Fact]
    public void A_confident_wrong_row_of_small_weight_gives_a_finite_gradient()
    {
        // A gradient through dL/dy = -t/a would divide by an output of 0.
        var net = new XorNet();
        net.ParameterSpan.Fill(1000);
        Dataset<double> data = Dataset.Create([1, 1, 2, 2], 2, [0.0, 0], 1).WithSampleWeights(new double[] { 1, 1e-3 });
        TrainingHistory history = net.Fit(data, new() { Epochs = 1 });
        Assert.True(history[0].Loss > 1000);
        Assert.True(net.ParameterSpan.ToArray().All(double.IsFinite));
    }

    [Fact]
    public void Penalties_act_on_weights_and_spare_biases()
    {
        double[] plain = Step(TrainingData.Iris, []);
        double[] start = new IrisNet().ParameterSpan.ToArray();
        var net = new IrisNet();
        net.Fit(TrainingData.Iris, new() { Epochs = 1, BatchSize = 150, Optimizer = Optimizer.Sgd(1), Shuffle = false, L1 = 0.01, L2 = 0.1 });
        for (int i = 0; i < start.Length; i++)
        {
            bool isBias = i is (>= 32 and < 40) or >= 64;
            double penalty = isBias ? 0 : (0.1 * start[i]) + (0.01 * Math.Sign(start[i]));
            Assert.Equal(plain[i] + penalty, start[i] - net.ParameterSpan[i], 1e-14);
        }
    }

    [Fact]
    public void Clipping_limits_components_and_the_norm()
    {
        double[] plain = Step(TrainingData.Iris, []);
        double limit = plain.Max(Math.Abs) / 2;
        Close.Relative(plain.Select(x => Math.Clamp(x, -limit, limit)).ToArray(), Step(TrainingData.Iris, [], clipValue: limit), 1e-12, 1e-15, "by value");

        double norm = Math.Sqrt(plain.Sum(x => x * x));
        Close.Relative(plain.Select(x => x / 3).ToArray(), Step(TrainingData.Iris, [], clipNorm: norm / 3), 1e-12, 1e-15, "by norm");
        Close.Relative(plain, Step(TrainingData.Iris, [], clipNorm: norm * 1.01), 1e-12, 1e-15, "below the norm");
    }

    private static double[] Expected(double[] weights)
    {
        var net = new IrisNet();
        var sum = new double[IrisNet.ParameterCount];
        var gradient = new double[sum.Length];
        for (int row = 0; row < 150; row++)
        {
            net.Backprop(TrainingData.Iris.GetInputs(row), TrainingData.Iris.GetTargets(row), gradient);
            for (int i = 0; i < sum.Length; i++)
            {
                sum[i] += weights[row] * gradient[i] / weights.Sum();
            }
        }

        return sum;
    }

    /// <summary>The gradient of one step of plain gradient descent.</summary>
    private static double[] Step(
        Dataset<double> data, double[] classWeights, double clipValue = double.PositiveInfinity, double clipNorm = double.PositiveInfinity)
    {
        var net = new IrisNet();
        double[] start = net.ParameterSpan.ToArray();
        net.Fit(data, new()
        {
            Epochs = 1,
            BatchSize = 150,
            Shuffle = false,
            Optimizer = Optimizer.Sgd(1),
            ClassWeights = classWeights,
            ClipValue = clipValue,
            ClipNorm = clipNorm,
        });
        return [.. start.Zip(net.ParameterSpan.ToArray(), (before, after) => before - after)];
    }
}
