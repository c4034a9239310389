using BenchmarkDotNet.Attributes;

namespace NetGen.Benchmarks.Classes;

/// <summary>W1: the article's training, 4 rows × 1000 epochs.</summary>
[MemoryDiagnoser]
[DisassemblyDiagnoser(maxDepth: 2)]
public class ArticleTraining
{
    private readonly Article64 _double = new();
    private readonly Article32 _single = new();
    private readonly PlainNetwork<double> _plainDouble;
    private readonly PlainNetwork<float> _plainSingle;
    private readonly float[] _people = [.. Samples.People.Select(x => (float)x)];
    private readonly float[] _genders = [.. Samples.Genders.Select(x => (float)x)];

    public ArticleTraining()
    {
        _plainDouble = new(Shape.Article, _double.ParameterSpan);
        _plainSingle = new(Shape.Article, _single.ParameterSpan);
    }

    [Benchmark]
    public double NetGenDouble() => _double.Train(Samples.People, Samples.Genders, 0.1, 1000);

    [Benchmark]
    public float NetGenSingle() => _single.Train(_people, _genders, 0.1f, 1000);

    [Benchmark(Baseline = true)]
    public void PlainDouble() => Train(_plainDouble, Samples.People, Samples.Genders, 0.1);

    [Benchmark]
    public void PlainSingle() => Train(_plainSingle, _people, _genders, 0.1f);

    private static void Train<T>(PlainNetwork<T> network, T[] people, T[] genders, T rate)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        for (int epoch = 0; epoch < 1000; epoch++)
        {
            for (int row = 0; row < 4; row++) network.StepSgd(people.AsSpan(row * 2, 2), genders.AsSpan(row, 1), rate);
        }
    }
}
