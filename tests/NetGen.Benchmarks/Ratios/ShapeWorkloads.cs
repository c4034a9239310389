using System.Numerics;
using System.Reflection;

namespace NetGen.Benchmarks.Ratios;

/// <summary>Networks that nobody looked at while the compiler was written: drawn at random and compiled while the program runs.</summary>
internal static class ShapeWorkloads
{
    private const int Count = 12;
    private const int Batch = 64;
    private static readonly Activation[] s_activations = [Activation.Relu, Activation.Tanh, Activation.Sigmoid];

    /// <param name="shapes">The networks, drawn or named.</param>
    public static IEnumerable<Workload> All(IReadOnlyList<Shape> shapes)
        => shapes.Zip(NetworkCompiler.Compile(shapes))
            .SelectMany(pair => Of<double>(pair.First, pair.Second.Double).Concat(Of<float>(pair.First, pair.Second.Single)));

    /// <summary>One to four layers; widths from 3 to 200, small ones as likely as large ones on a logarithmic scale.</summary>
    /// <param name="seed">Another seed draws other networks.</param>
    public static IEnumerable<Shape> Draw(ulong seed)
    {
        var random = new SplitMix(seed);
        for (int i = 0; i < Count; i++)
        {
            int[] widths = new int[2 + (int)(4 * random.Next())];
            for (int l = 0; l < widths.Length; l++) widths[l] = (int)(3 * Math.Pow(201 / 3.0, random.Next()));
            Activation hidden = s_activations[(int)(3 * random.Next())], last = s_activations[(int)(3 * random.Next())];
            string activations = widths.Length == 2 ? $"{last}" : $"{hidden}-{last}";
            yield return new($"{string.Join('-', widths)} {activations.ToLowerInvariant()}", widths, hidden, last);
        }
    }

    private static IEnumerable<Workload> Of<T>(Shape shape, Type network)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        string precision = Workloads.Precision<T>();
        double tolerance = Workloads.Tolerance<T>();
        yield return new($"S row {shape.Name}", precision, 1, tolerance, () => Contenders<T>(nameof(Row), shape, network)) { Cost = Cost.Row<T>(shape, 1) };
        yield return new($"S b{Batch} {shape.Name}", precision, Batch, tolerance, () => Contenders<T>(nameof(Rows), shape, network))
        {
            Cost = Cost.Row<T>(shape, Batch),
        };
        yield return new($"S back b{Batch} {shape.Name}", precision, 1, 10 * tolerance, () => Contenders<T>(nameof(Gradient), shape, network))
        {
            Cost = Cost.Gradient<T>(shape, Batch),
        };
    }

    private static IReadOnlyList<Contender> Contenders<T>(string kind, Shape shape, Type network)
        => (IReadOnlyList<Contender>)typeof(ShapeWorkloads).GetMethod(kind, BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(network, typeof(T)).Invoke(null, [shape])!;

    private static IReadOnlyList<Contender> Row<TNetwork, T>(Shape shape)
        where TNetwork : struct, ICompiled<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
        => Workloads.RowContenders<TNetwork, T>(shape, dependent: false);

    private static IReadOnlyList<Contender> Rows<TNetwork, T>(Shape shape)
        where TNetwork : struct, ICompiled<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
        => Workloads.RowsContenders<TNetwork, T>(shape, Batch, bothForms: true);

    private static IReadOnlyList<Contender> Gradient<TNetwork, T>(Shape shape)
        where TNetwork : struct, ICompiled<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        TNetwork network = TNetwork.Create();
        T[] parameters = CContenders.Pinned<T>(network.Parameters), x = CContenders.Pinned<T>(Samples.Inputs<T>(Batch * shape.InputCount));
        T[] targets = CContenders.Pinned<T>(Samples.Targets<T>(Batch, shape.OutputCount, classes: false));
        return [NetGenGradient<TNetwork, T>(network, x, targets), .. CContenders.Gradients(shape, parameters, x, targets, Batch)];
    }

    /// <summary>The gradient and the loss of a batch by a generated network.</summary>
    public static Contender NetGenGradient<TNetwork, T>(TNetwork network, T[] x, T[] targets)
        where TNetwork : struct, ICompiled<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] gradient = CContenders.Pinned<T>(network.Parameters.Length);
        T loss = T.Zero;
        Action<long> run = count =>
        {
            for (; count > 0; count--) loss = network.Backprop(x, targets, gradient);
        };
        Func<double[]> check = () =>
        {
            run(1);
            return [.. CContenders.Doubles<T>(gradient), double.CreateTruncating(loss)];
        };
        return new("NetGen", run, check);
    }
}
