using BenchmarkDotNet.Attributes;

namespace NetGen.Benchmarks.Classes;

/// <summary>Ten epochs of the digits: shuffled, batches of 32, Adam.</summary>
[MemoryDiagnoser]
[DisassemblyDiagnoser(maxDepth: 2)]
public class DigitsEpoch
{
    private readonly Digits32 _network = new();
    private readonly Dataset<float> _data;
    private readonly FitOptions<float> _options = new() { Epochs = 10, BatchSize = 32, Optimizer = Optimizer.Adam() };

    public DigitsEpoch()
    {
        (float[] inputs, float[] targets) = Samples.Digits();
        _data = Dataset.Create(inputs, Digits32.InputCount, targets, Digits32.OutputCount);
    }

    [Benchmark(OperationsPerInvoke = 10)]
    public TrainingHistory NetGenFit() => _network.Fit(_data, _options);
}
