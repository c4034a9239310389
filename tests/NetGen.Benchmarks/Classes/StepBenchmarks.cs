using System.Numerics;
using BenchmarkDotNet.Attributes;

namespace NetGen.Benchmarks.Classes;

/// <summary>W4: one training step on a batch.</summary>
[MemoryDiagnoser]
[DisassemblyDiagnoser(maxDepth: 2)]
public abstract class StepBenchmarks<TNetwork, T>
    where TNetwork : class, INetwork<TNetwork, T>, new()
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly TNetwork _network = new();
    private readonly PlainNetwork<T> _plain;
    private readonly PlainNetwork<T>.Adam? _plainAdam;
    private readonly OptimizerState<T> _optimizer;
    private readonly T[] _inputs;
    private readonly T[] _targets;
    private readonly T[] _gradient = new T[TNetwork.ParameterCount];

    private protected StepBenchmarks(Shape shape, int rows, bool adam)
    {
        _plain = new(shape, _network.ParameterSpan);
        _plainAdam = adam ? new(_plain) : null;
        _optimizer = (adam ? Optimizer.Adam() : Optimizer.Sgd(0.1)).CreateState<T>(TNetwork.ParameterCount);
        _inputs = Samples.Inputs<T>(rows * shape.InputCount);
        _targets = Samples.Targets<T>(rows, shape.OutputCount, shape.IsClassifier);
    }

    [Benchmark]
    public void NetGen()
    {
        _network.Backprop(_inputs, _targets, _gradient);
        _optimizer.Step(_network.ParameterSpan, _gradient);
    }

    [Benchmark(Baseline = true)]
    public void Plain()
    {
        if (_plainAdam is null) _plain.StepSgd(_inputs, _targets, T.CreateTruncating(0.1));
        else _plainAdam.Step(_inputs, _targets, 1e-3);
    }
}

public class Control64Sgd() : StepBenchmarks<Control64, double>(Shape.Control, 64, adam: false);

public class Control32Sgd() : StepBenchmarks<Control32, float>(Shape.Control, 64, adam: false);

public class Control64Adam() : StepBenchmarks<Control64, double>(Shape.Control, 64, adam: true);

public class Control32Adam() : StepBenchmarks<Control32, float>(Shape.Control, 64, adam: true);

public class Images64Adam() : StepBenchmarks<Images64, double>(Shape.Images, 64, adam: true);

public class Images32Adam() : StepBenchmarks<Images32, float>(Shape.Images, 64, adam: true);

public class Curve64Sgd() : StepBenchmarks<Curve64, double>(Shape.Curve, 256, adam: false);

public class Curve32Sgd() : StepBenchmarks<Curve32, float>(Shape.Curve, 256, adam: false);
