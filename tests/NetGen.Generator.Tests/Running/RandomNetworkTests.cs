namespace NetGen.Generator.Tests;

/// <summary>Random networks, a hundred compiled at once, against plain loops.</summary>
public class RandomNetworkTests
{
    private const int Count = 100;
    private const double Tolerance = 1e-12;
    private static readonly string[] s_activations = ["identity", "sigmoid", "tanh", "relu"];

    [Theory]
    [InlineData("class", 1)]
    [InlineData("struct", 2)]
    [InlineData("record", 3)]
    [InlineData("record struct", 4)]
    public void They_agree_with_plain_loops(string kind, int seed)
    {
        var random = new Random(seed);
        ReferenceNetwork[] references = [.. Enumerable.Range(0, Count).Select(n => AnyNetwork(random, n))];
        string types = string.Concat(references.Select((r, n) => $"[Network(\"{r.Topology}\")] public partial {kind} Net{n} {{ }}\n"));
        using var loaded = LoadedAssembly.Of(Corpus.In("N", types));
        for (int n = 0; n < Count; n++)
            Compare(references[n], NetworkProbe.Of<double>(loaded[$"N.Net{n}"]), random);
    }

    /// <summary>Mostly small, where the shapes of code meet; every tenth has wide layers.</summary>
    private static ReferenceNetwork AnyNetwork(Random random, int n)
    {
        int widest = n % 10 == 9 ? 40 : 10;
        int inputs = random.Next(1, widest);
        var layers = Enumerable.Range(0, random.Next(1, 5)).Select(_ => (random.Next(1, widest), random.GetItems(s_activations, 1)[0]));
        return new ReferenceNetwork(inputs, [.. layers]);
    }

    private static void Compare(ReferenceNetwork reference, NetworkProbe<double> network, Random random)
    {
        Assert.Equal(reference.Topology, network.Topology);
        Assert.Equal((reference.InputCount, reference.OutputCount), (network.InputCount, network.OutputCount));
        Assert.Equal(reference.ParameterCount, network.ParameterCount);
        Assert.Equal(reference.ParameterCount, network.Parameters.Length);

        int rows = random.Next(1, 12);
        reference.Parameters = Numbers(random, reference.ParameterCount);
        reference.Parameters.CopyTo(network.Parameters);
        Compare(reference, network, Numbers(random, rows * reference.InputCount), Numbers(random, rows * reference.OutputCount), rows);
    }

    private static void Compare(ReferenceNetwork reference, NetworkProbe<double> network, double[] inputs, double[] targets, int rows)
    {
        string name = $"{network.Topology}, {rows} rows";
        double[] outputs = new double[targets.Length];
        network.FeedForward(inputs, outputs);
        for (int row = 0; row < rows; row++)
        {
            double[] one = new double[reference.OutputCount];
            ReadOnlySpan<double> input = inputs.AsSpan(row * reference.InputCount, reference.InputCount);
            network.FeedForward(input, one);
            Assert.Equal(one, outputs.AsSpan(row * one.Length, one.Length).ToArray());
            Near(reference.FeedForward(input), one, name);
        }

        var (loss, gradient, inputGradients) = reference.Backprop(inputs, targets);
        double[] actual = new double[network.ParameterCount];
        Array.Fill(actual, double.NaN);
        double measured = network.Backprop(inputs, targets, actual);
        Near([loss], [measured], name);
        Near([loss], [network.Evaluate(inputs, targets)], name);
        Near(gradient, actual, name);

        double[] errors = [.. outputs.Select((y, i) => 2 * (y - targets[i]) / outputs.Length)], back = new double[inputs.Length];
        Array.Fill(actual, double.NaN);
        Array.Fill(back, double.NaN);
        network.BackpropFrom(inputs, errors, actual, back);
        Near(gradient, actual, name);
        Near(inputGradients, back, name);

        for (int row = 0; row < rows; row++)
        {
            var input = inputs.AsSpan(row * reference.InputCount, reference.InputCount).ToArray();
            double[] step = reference.Backprop(input, targets.AsSpan(row * reference.OutputCount, reference.OutputCount).ToArray()).Gradient;
            reference.Parameters = [.. reference.Parameters.Select((p, i) => p - (0.01 * step[i]))];
        }

        network.Train(inputs, targets, 0.01, epochs: 1);
        Near(reference.Parameters, network.Parameters.ToArray(), name);
    }

    /// <summary>Relative to the largest of the numbers, which is what rounding errors scale with.</summary>
    private static void Near(double[] expected, double[] actual, string name)
    {
        double scale = expected.Max(Math.Abs) + double.Epsilon;
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= Tolerance * scale, $"{name}: [{i}] is {actual[i]:R}, expected {expected[i]:R}");
    }

    private static double[] Numbers(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (random.NextDouble() * 2) - 1)];
}
