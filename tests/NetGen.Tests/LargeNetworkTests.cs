using System.Numerics;
using System.Runtime.CompilerServices;
using static NetGen.Tests.LargeNetworks;

namespace NetGen.Tests;

/// <summary>Above 8,192 parameters: blocks instead of names, and the same numbers.</summary>
public class LargeNetworkTests
{
    [Fact]
    public void Blocks_lie_in_flat_order()
    {
        var network = new Deep();
        Span<double> flat = network.ParameterSpan;
        for (int i = 0; i < flat.Length; i++)
            flat[i] = i;

        ref Deep.ParameterSet p = ref network.Parameters;
        int next = 0;
        for (int from = 0; from < 8; from++)
            for (int to = 0; to < 300; to++)
                Assert.Equal(next++, p.W1[to, from]);

        for (int to = 0; to < 300; to++)
            Assert.Equal(next++, p.B1[to]);

        for (int from = 0; from < 300; from++)
            for (int to = 0; to < 300; to++)
                Assert.Equal(next++, p.W2[to, from]);

        for (int to = 0; to < 300; to++)
            Assert.Equal(next++, p.B2[to]);

        for (int from = 0; from < 300; from++)
            for (int to = 0; to < 2; to++)
                Assert.Equal(next++, p.W3[to, from]);

        for (int to = 0; to < 2; to++)
            Assert.Equal(next++, p.B3[to]);

        Assert.Equal(Deep.ParameterCount, next);
        p.W2[299, 7] = -1;
        Assert.Equal(-1, flat[2700 + (7 * 300) + 299]);
        Assert.Equal(-1, p.AsSpan()[2700 + (7 * 300) + 299]);
    }

    [Theory]
    [InlineData(300, 0)]
    [InlineData(0, 8)]
    [InlineData(-1, 0)]
    [InlineData(0, -1)]
    [InlineData(int.MinValue, int.MaxValue)]
    public void A_weight_that_is_not_there_is_refused(int to, int from)
    {
        var network = new Deep();
        Assert.Throws<IndexOutOfRangeException>(() => network.Parameters.W1[to, from]);
        Assert.Throws<IndexOutOfRangeException>(() => network.Parameters.W1[to, from] = 1);
    }

    [Theory]
    [InlineData(300)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void A_bias_that_is_not_there_is_refused(int to)
    {
        var network = new Deep();
        Assert.Throws<IndexOutOfRangeException>(() => network.Parameters.B1[to]);
    }

    [Fact]
    public void A_copy_of_the_parameters_restores_them()
    {
        var network = new ImagesSingle();
        float[] before = network.ParameterSpan.ToArray();
        var copy = new StrongBox<ImagesSingle.ParameterSet>();
        copy.Value = network.Parameters;
        network.ParameterSpan.Fill(1);
        network.Parameters = copy.Value;
        Close.SameBits<float>(before, network.ParameterSpan, "weights");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(9)]
    public void Digits_agree_with_the_plain_loops(int rows)
        => Agrees(new NetOf<Images, double>(), new NetOf<ImagesSingle, float>(), rows);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(9)]
    public void A_deep_network_agrees_with_the_plain_loops(int rows)
        => Agrees(new NetOf<Deep, double>(), new NetOf<DeepSingle, float>(), rows);

    [Fact]
    public void A_large_struct_agrees_with_the_plain_loops()
    {
        var value = new NetOf<Value, float>();
        var random = new Random(3);
        CheckRows(value, Oracle(value, random), 5, random, 1e-5);
    }

    [Fact]
    public void Both_overloads_of_Backprop_write_the_same_bits()
    {
        var network = new ImagesSingle();

        // Not an array: the runtime has none whose elements exceed 64 KiB.
        var set = new StrongBox<ImagesSingle.ParameterSet>();
        float[] flat = new float[ImagesSingle.ParameterCount];
        float[] x = [.. Enumerable.Range(0, 5 * 784).Select(i => i % 19 / 19f)];
        float[] t = [.. Enumerable.Range(0, 5 * 10).Select(i => i % 10 == 3 ? 1f : 0)];
        Assert.Equal(network.Backprop(x, t, flat), network.Backprop(x, t, ref set.Value));
        Close.SameBits<float>(flat, set.Value.AsSpan(), "gradient");
    }

    private static void Agrees(Net<double> network, Net<float> single, int rows)
    {
        var random = new Random(rows);
        NaiveNetwork oracle = Oracle(network, random);
        for (int i = 0; i < single.ParameterCount; i++)
            single.Parameters[i] = (float)oracle.Parameters[i];

        CheckRows(network, oracle, rows, random, 1e-13);
        CheckRows(single, oracle, rows, random, 1e-5);
    }

    private static NaiveNetwork Oracle<T>(Net<T> network, Random random)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var oracle = new NaiveNetwork(network.Topology, network.Loss);
        Assert.Equal(oracle.Parameters.Length, network.ParameterCount);
        for (int i = 0; i < oracle.Parameters.Length; i++)
        {
            oracle.Parameters[i] = (float)((random.NextDouble() - 0.5) / 8);
            network.Parameters[i] = T.CreateChecked(oracle.Parameters[i]);
        }

        return oracle;
    }

    private static void CheckRows<T>(Net<T> network, NaiveNetwork oracle, int rows, Random random, double tolerance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double[] x = Numbers(rows * network.InputCount, random), t = Numbers(rows * network.OutputCount, random);
        double[] expected = new double[network.ParameterCount], expectedInputs = new double[x.Length];
        double expectedLoss = oracle.Backprop(x, t, expected, expectedInputs);
        T[] inputs = Of<T>(x), targets = Of<T>(t), gradient = new T[expected.Length], inputGradients = new T[x.Length];

        T loss = network.Backprop(inputs, targets, gradient);

        Close.Scaled<T>(oracle.FeedForward(x), network.FeedForward(inputs), tolerance, "outputs");
        Close.Relative(expectedLoss, double.CreateChecked(loss), tolerance, 0, "loss");
        Close.Relative(expectedLoss, double.CreateChecked(network.Evaluate(inputs, targets)), tolerance, 0, "loss of Evaluate");
        Close.Scaled<T>(expected, gradient, tolerance, "gradient");

        oracle.BackpropFrom(x, t, expected, expectedInputs);
        network.BackpropFrom(inputs, targets, gradient, inputGradients);
        Close.Scaled<T>(expected, gradient, tolerance, "gradient of BackpropFrom");
        Close.Scaled<T>(expectedInputs, inputGradients, tolerance, "input gradients");
    }

    /// <summary>In 0 to 1, exact in single precision.</summary>
    private static double[] Numbers(int count, Random random) => [.. Enumerable.Range(0, count).Select(_ => (double)random.NextSingle())];

    private static T[] Of<T>(double[] values)
        where T : unmanaged, IFloatingPointIeee754<T>
        => [.. values.Select(T.CreateChecked)];
}
