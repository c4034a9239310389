using System.Numerics;
using BenchmarkDotNet.Attributes;

namespace NetGen.Benchmarks.Classes;

/// <summary>W2 with one row, W3 with 64 and 4096.</summary>
[MemoryDiagnoser]
[DisassemblyDiagnoser(maxDepth: 2)]
public abstract class InferenceBenchmarks<TNetwork, T>
    where TNetwork : class, INetwork<TNetwork, T>, new()
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly TNetwork _network = new();
    private readonly PlainNetwork<T> _plain;
    private T[] _inputs = [];
    private T[] _outputs = [];

    private protected InferenceBenchmarks(Shape shape) => _plain = new(shape, _network.ParameterSpan);

    [Params(1, 64, 4096)]
    public int Rows { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        _inputs = Samples.Inputs<T>(Rows * TNetwork.InputCount);
        _outputs = new T[Rows * TNetwork.OutputCount];
    }

    [Benchmark]
    public void NetGen() => _network.FeedForward(_inputs, _outputs);

    [Benchmark(Baseline = true)]
    public void Plain() => _plain.FeedForward(_inputs, _outputs);
}

public class Article64Inference() : InferenceBenchmarks<Article64, double>(Shape.Article);

public class Article32Inference() : InferenceBenchmarks<Article32, float>(Shape.Article);

public class Small64Inference() : InferenceBenchmarks<Small64, double>(Shape.Small);

public class Small32Inference() : InferenceBenchmarks<Small32, float>(Shape.Small);

public class Control64Inference() : InferenceBenchmarks<Control64, double>(Shape.Control);

public class Control32Inference() : InferenceBenchmarks<Control32, float>(Shape.Control);

public class Value64Inference() : InferenceBenchmarks<Value64, double>(Shape.Value);

public class Value32Inference() : InferenceBenchmarks<Value32, float>(Shape.Value);

public class Images64Inference() : InferenceBenchmarks<Images64, double>(Shape.Images);

public class Images32Inference() : InferenceBenchmarks<Images32, float>(Shape.Images);
