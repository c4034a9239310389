using NetGen.Benchmarks.Torch;

namespace NetGen.Benchmarks.Ratios;

/// <summary>An epoch of the digits: shuffled, batches of 32, Adam, single precision; times are for one epoch.</summary>
internal static class FitWorkload
{
    private const int Batch = 32;

    // Orders of shuffling differ, so the losses of the thirtieth epoch agree roughly: both below a thirtieth of the first ones.
    public static Workload Digits { get; } = new("Fit digits epoch", "f32", 1, 0.5, Contenders)
    {
        Milliseconds = 20,
        Cost = Cost.Step<float>(Shape.Digits, Batch, adam: true).Times(1797 / Batch),
    };

    private static IReadOnlyList<Contender> Contenders()
    {
        (float[] inputs, float[] targets) = Samples.Digits();
        var network = new Digits32();
        float[] start = network.ParameterSpan.ToArray();
        var data = Dataset.Create(inputs, Digits32.InputCount, targets, Digits32.OutputCount);
        TrainingHistory? history = null;
        Action<long> fit = count => history = network.Fit(data, new() { Epochs = (int)count, BatchSize = Batch, Optimizer = Optimizer.Adam() });
        return
        [
            new("NetGen Fit", fit, () =>
            {
                fit(30);
                return [history![^1].Loss];
            }),
            CContenders.Epochs(Shape.Digits, start, inputs, targets, Batch, 1e-3),
            .. TorchContenders.Epochs(Shape.Digits, start, inputs, targets, Batch, 1e-3),
        ];
    }
}
