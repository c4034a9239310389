using NetGen.Tests;

namespace NetGen.Generator.Tests;

/// <summary>Parameters, inputs and targets from a fixed seed, with the naive network beside them.</summary>
internal sealed class RandomRows
{
    private readonly Random _random;
    private readonly Loss _loss;

    /// <param name="topology">The shape; its parameters are drawn, and rounded so that both precisions share them.</param>
    /// <param name="loss">Decides which targets make sense.</param>
    /// <param name="seed">Other seeds, other numbers.</param>
    public RandomRows(string topology, Loss loss, int seed)
    {
        _random = new Random(seed);
        _loss = loss;
        Oracle = new NaiveNetwork(topology, loss);
        int widest = topology.Split('-').Max(part => int.Parse(part.Split(':')[0], System.Globalization.CultureInfo.InvariantCulture));
        double scale = 1.2 / Math.Sqrt(widest);
        for (int i = 0; i < Oracle.Parameters.Length; i++)
            Oracle.Parameters[i] = (float)(scale * Normal());
    }

    public NaiveNetwork Oracle { get; }

    public double[] Inputs { get; private set; } = [];

    public double[] Targets { get; private set; } = [];

    public float[] SingleInputs => [.. Inputs.Select(value => (float)value)];

    public float[] SingleTargets => [.. Targets.Select(value => (float)value)];

    /// <summary>Draws rows, each of them at least <paramref name="distanceFromKinks"/> from any jump of a slope.</summary>
    public RandomRows Draw(int rows, double distanceFromKinks = 0)
    {
        var inputs = new List<double>();
        var targets = new List<double>();
        for (int row = 0; row < rows; row++)
        {
            double[] input;
            double[] target;
            int attempts = 0;
            do
            {
                Assert.True(attempts++ < 10_000, "No row is far enough from every kink.");
                input = [.. Enumerable.Range(0, Oracle.InputCount).Select(_ => (double)(float)(1.5 * Normal()))];
                target = Target();
            }
            while (distanceFromKinks > 0 && Oracle.DistanceFromKinks(input, target) < distanceFromKinks);

            inputs.AddRange(input);
            targets.AddRange(target);
        }

        Inputs = [.. inputs];
        Targets = [.. targets];
        return this;
    }

    /// <summary>Normally distributed, by Box and Muller.</summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());

    private double[] Target() => _loss switch
    {
        Loss.BinaryCrossEntropy or Loss.CategoricalCrossEntropy
            => [.. Enumerable.Range(0, Oracle.OutputCount).Select(_ => (double)_random.NextSingle())],
        _ => [.. Enumerable.Range(0, Oracle.OutputCount).Select(_ => (double)(float)(1.5 * Normal()))],
    };
}
