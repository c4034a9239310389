using BenchmarkDotNet.Attributes;

namespace NetGen.Benchmarks.Classes;

/// <summary>One row through the article's network.</summary>
[MemoryDiagnoser]
[DisassemblyDiagnoser(maxDepth: 2)]
public class ArticleInference
{
    private readonly Article64 _double = new();
    private readonly Article32 _single = new();
    private readonly PlainNetwork<double> _plain;
    private readonly double[] _inputs = [-7, -3];
    private readonly double[] _outputs = new double[1];

    public ArticleInference() => _plain = new(Shape.Article, _double.ParameterSpan);

    [Benchmark]
    public double NetGenDouble() => _double.FeedForward(_inputs[0], _inputs[1]);

    [Benchmark]
    public float NetGenSingle() => _single.FeedForward(-7f, -3f);

    [Benchmark]
    public void NetGenDoubleSpans() => _double.FeedForward(_inputs, _outputs);

    [Benchmark(Baseline = true)]
    public void PlainDouble() => _plain.FeedForward(_inputs, _outputs);
}
