using System.Numerics;
using static NetGen.Tests.ExtremeNetworks;

namespace NetGen.Tests;

/// <summary>Pre-activations far from anything reasonable: finite, and right.</summary>
public class ExtremeInputTests
{
    public static TheoryData<int> SingleActivations => [.. Enumerable.Range(8, 31)];

    /// <summary>z, target, loss ln(1 + e^z) - t z, and its derivative sigmoid(z) - t.</summary>
    public static TheoryData<double, double, double, double> BinaryCases => new()
    {
        { 1e4, 0, 1e4, 1 }, { 1e4, 1, 0, 0 }, { -1e4, 0, 0, 0 }, { -1e4, 1, 1e4, -1 }, { 1e4, 0.25, 7.5e3, 0.75 },
        { 1e30, 0, 1e30, 1 }, { 1e30, 1, 0, 0 }, { -1e30, 0, 0, 0 }, { -1e30, 1, 1e30, -1 }, { -1e30, 0.25, 0.25e30, -0.25 },
        { 0, 0, 0.69314718055994531, 0.5 }, { 0, 1, 0.69314718055994531, -0.5 },
    };

    /// <summary>Three pre-activations, three targets, the loss and its three derivatives softmax(z) Σt - t.</summary>
    public static TheoryData<double[], double[], double, double[]> CategoricalCases => new()
    {
        { [0, 0, 0], [1, 0, 0], 1.0986122886681098, [-2 / 3.0, 1 / 3.0, 1 / 3.0] },
        { [1e4, 1e4, 1e4], [0, 1, 0], 1.0986122886681098, [1 / 3.0, -2 / 3.0, 1 / 3.0] },
        { [-1e30, -1e30, -1e30], [0, 0.5, 0.5], 1.0986122886681098, [1 / 3.0, -1 / 6.0, -1 / 6.0] },
        { [1e30, 1e30, 1e30], [0, 0, 1], 1.0986122886681098, [1 / 3.0, 1 / 3.0, -2 / 3.0] },
        { [1e4, 0, -1e4], [1, 0, 0], 0, [0, 0, 0] },
        { [1e4, 0, -1e4], [0, 1, 0], 1e4, [1, -1, 0] },
        { [1e4, 0, -1e4], [0, 0, 1], 2e4, [1, 0, -1] },
        { [-1e30, 0, 1e30], [0, 0, 1], 0, [0, 0, 0] },
        { [-1e30, 0, 1e30], [1, 0, 0], 2e30, [-1, 0, 1] },
        { [1e30, 1e30, -1e30], [0.5, 0.5, 0], 0.69314718055994531, [0, 0, 0] },
    };

    [Theory]
    [MemberData(nameof(BinaryCases))]
    public void Binary_cross_entropy(double z, double target, double loss, double slope)
    {
        Check(new NetOf<Binary, double>(), [z, z], [target, target], loss, [slope / 2, slope / 2], 1e-15);
        Check(new NetOf<BinarySingle, float>(), [z, z], [target, target], loss, [slope / 2, slope / 2], 2e-7);
        Check(new NetOf<BinaryWide, double>(), Repeat(z, 18), Repeat(target, 18), loss, Repeat(slope / 18, 18), 1e-15);
    }

    [Theory]
    [MemberData(nameof(CategoricalCases))]
    public void Categorical_cross_entropy(double[] z, double[] target, double loss, double[] slopes)
    {
        Check(new NetOf<Categorical, double>(), z, target, loss, slopes, 1e-15);
        Check(new NetOf<CategoricalSingle, float>(), z, target, loss, slopes, 2e-7);
    }

    [Fact]
    public void Categorical_cross_entropy_of_a_wide_layer()
    {
        double[] first = [1, .. Repeat(0, 17)];
        double[] slopes = [(1 / 18.0) - 1, .. Repeat(1 / 18.0, 17)];
        foreach (double z in new[] { 0, 1e4, -1e4, 1e30, -1e30 })
            Check(new NetOf<CategoricalWide, float>(), Repeat(z, 18), first, Math.Log(18), slopes, 4e-7);

        Check(new NetOf<CategoricalWide, float>(), [1e30, .. Repeat(0, 17)], first, 0, Repeat(0, 18), 0);
    }

    [Theory]
    [MemberData(nameof(SingleActivations))]
    public void Every_activation_and_its_derivative(int number)
    {
        PyTorchCase given = PyTorchCase.All[number];
        var oracle = new NaiveNetwork(given.Topology, given.Loss) { Parameters = [.. given.Parameters.Select(p => (double)(float)p)] };
        Net<double> network = PyTorchDouble.Create(number);
        Net<float> single = PyTorchSingle.Create(number);
        oracle.Parameters.CopyTo(network.Parameters);
        Single(oracle.Parameters).CopyTo(single.Parameters);
        foreach (double size in new[] { 1e4, -1e4, 1e30f, -1e30f })
        {
            double[] x = [.. Enumerable.Range(0, network.InputCount).Select(i => i == 0 ? size : i - 0.5)];
            double[] dy = [.. Enumerable.Range(0, network.OutputCount).Select(i => 1.0 / (i + 1))];
            double[] expected = new double[network.ParameterCount], expectedInputs = new double[x.Length];
            double[] gradient = new double[expected.Length], inputGradients = new double[x.Length];
            float[] singleGradient = new float[expected.Length], singleInputs = new float[x.Length];
            oracle.BackpropFrom(x, dy, expected, expectedInputs);
            network.BackpropFrom(x, dy, gradient, inputGradients);
            single.BackpropFrom(Single(x), Single(dy), singleGradient, singleInputs);

            string what = $"{given.Topology} at {size}: ";
            Close.Scaled<double>(oracle.FeedForward(x), network.FeedForward(x), 1e-13, what + "outputs");
            Close.Scaled<double>(expected, gradient, 1e-13, what + "gradient");
            Close.Scaled<double>(expectedInputs, inputGradients, 1e-13, what + "input gradients");
            Close.Scaled<float>(oracle.FeedForward(x), single.FeedForward(Single(x)), 1e-5, what + "outputs in single precision");
            Close.Scaled<float>(expected, singleGradient, 1e-5, what + "gradient in single precision");
            Close.Scaled<float>(expectedInputs, singleInputs, 1e-5, what + "input gradients in single precision");
        }
    }

    /// <summary>The network's weights become the identity matrix, so that the row is its pre-activations.</summary>
    private static void Check<T>(Net<T> network, double[] z, double[] targets, double loss, double[] slopes, double tolerance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int n = z.Length;
        network.Parameters.Clear();
        for (int i = 0; i < n; i++)
            network.Parameters[(i * n) + i] = T.One;

        T[] x = [.. z.Select(T.CreateChecked)], t = [.. targets.Select(T.CreateChecked)], gradient = new T[network.ParameterCount];

        // One row, and a row in the midst of others: the same code, or another.
        foreach (int rows in new[] { 1, 5 })
        {
            T[] many = [.. Enumerable.Repeat(x, rows).SelectMany(row => row)], manyTargets = [.. Enumerable.Repeat(t, rows).SelectMany(row => row)];
            T measured = network.Backprop(many, manyTargets, gradient);
            Close.Relative(loss, double.CreateChecked(measured), tolerance, tolerance / 10, "loss");
            Close.Relative(loss, double.CreateChecked(network.Evaluate(many, manyTargets)), tolerance, tolerance / 10, "loss of Evaluate");
            for (int to = 0; to < n; to++)
            {
                Close.Relative(slopes[to], double.CreateChecked(gradient[(n * n) + to]), 4 * tolerance, tolerance / 10, $"slope {to}");
                for (int from = 0; from < n; from++)
                {
                    double expected = slopes[to] * z[from];
                    Close.Relative(expected, double.CreateChecked(gradient[(from * n) + to]), 4 * tolerance, tolerance / 10, $"weight {to} {from}");
                }
            }
        }
    }

    private static double[] Repeat(double value, int count) => [.. Enumerable.Repeat(value, count)];

    private static float[] Single(double[] values) => [.. values.Select(value => (float)value)];
}
