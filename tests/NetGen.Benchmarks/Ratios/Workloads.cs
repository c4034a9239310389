using System.Numerics;
using System.Runtime.CompilerServices;
using NetGen.Benchmarks.Torch;

namespace NetGen.Benchmarks.Ratios;

/// <summary>W1 to W4 and an epoch of Fit.</summary>
internal static class Workloads
{
    public static IEnumerable<Workload> All =>
    [
        ArticleWorkloads.Training64, ArticleWorkloads.Training32,
        .. OneRow<Article64Calls, double>(Shape.Article), .. OneRow<Article32Calls, float>(Shape.Article),
        .. OneRow<Small64Calls, double>(Shape.Small), .. OneRow<Small32Calls, float>(Shape.Small),
        .. OneRow<Control64Calls, double>(Shape.Control), .. OneRow<Control32Calls, float>(Shape.Control),
        .. OneRow<Value64Calls, double>(Shape.Value), .. OneRow<Value32Calls, float>(Shape.Value),
        .. OneRow<Images64Calls, double>(Shape.Images), .. OneRow<Images32Calls, float>(Shape.Images),
        .. ManyRows<Article64Calls, double>(Shape.Article), .. ManyRows<Article32Calls, float>(Shape.Article),
        .. ManyRows<Small64Calls, double>(Shape.Small), .. ManyRows<Small32Calls, float>(Shape.Small),
        .. ManyRows<Control64Calls, double>(Shape.Control), .. ManyRows<Control32Calls, float>(Shape.Control),
        .. ManyRows<Value64Calls, double>(Shape.Value), .. ManyRows<Value32Calls, float>(Shape.Value),
        .. ManyRows<Images64Calls, double>(Shape.Images), .. ManyRows<Images32Calls, float>(Shape.Images),
        Steps<Control64Calls, double>(Shape.Control, 64, adam: false), Steps<Control32Calls, float>(Shape.Control, 64, adam: false),
        Steps<Control64Calls, double>(Shape.Control, 64, adam: true), Steps<Control32Calls, float>(Shape.Control, 64, adam: true),
        Steps<Images64Calls, double>(Shape.Images, 64, adam: true), Steps<Images32Calls, float>(Shape.Images, 64, adam: true),
        Steps<Curve64Calls, double>(Shape.Curve, 256, adam: false), Steps<Curve32Calls, float>(Shape.Curve, 256, adam: false),
        FitWorkload.Digits,
    ];

    private static IEnumerable<Workload> OneRow<TNetwork, T>(Shape shape)
        where TNetwork : struct, ICompiled<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
        =>
        [
            new($"W2i {shape.Name}", Precision<T>(), 1, Tolerance<T>(), () => RowContenders<TNetwork, T>(shape, dependent: false))
            {
                Cost = Cost.Row<T>(shape, 1),
            },
            new($"W2d {shape.Name}", Precision<T>(), 1, Tolerance<T>(), () => RowContenders<TNetwork, T>(shape, dependent: true))
            {
                Cost = Cost.Row<T>(shape, 1),
            },
        ];

    private static IEnumerable<Workload> ManyRows<TNetwork, T>(Shape shape)
        where TNetwork : struct, ICompiled<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
        => new[] { 64, 4096 }.Select(rows => new Workload(
            $"W3 b{rows} {shape.Name}", Precision<T>(), rows, Tolerance<T>(), () => RowsContenders<TNetwork, T>(shape, rows, bothForms: false))
        {
            Cost = Cost.Row<T>(shape, rows),
        });

    private static Workload Steps<TNetwork, T>(Shape shape, int rows, bool adam)
        where TNetwork : struct, ICompiled<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        string name = $"W4 {shape.Name.Split(' ')[0]} b{rows} {(adam ? "adam" : "sgd")}";
        return new(name, Precision<T>(), 1, Tolerance<T>() * 100, () => StepContenders<TNetwork, T>(shape, rows, adam))
        {
            Cost = Cost.Step<T>(shape, rows, adam),
        };
    }

    public static string Precision<T>() => typeof(T) == typeof(double) ? "f64" : "f32";

    public static double Tolerance<T>() => typeof(T) == typeof(double) ? 1e-12 : 1e-5;

    /// <summary>One row at a time through a generated network.</summary>
    public static Contender NetGenRow<TNetwork, T>(TNetwork network, Shape shape, T[] x, bool dependent)
        where TNetwork : struct, ICompiled<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] y = new T[16 * shape.OutputCount];
        Action<long> run = dependent ? count => Loops.Dependent<TNetwork, T>(network, x, y, shape.InputCount, shape.OutputCount, count)
            : count => Loops.Independent<TNetwork, T>(network, x, y, shape.InputCount, shape.OutputCount, count);
        return new("NetGen", run, () => Result(() => network.FeedForward(x.AsSpan(0, 16 * shape.InputCount), y), y));
    }

    /// <summary>Many rows a call through a generated network.</summary>
    public static Contender NetGenRows<TNetwork, T>(TNetwork network, Shape shape, T[] x, int rows)
        where TNetwork : struct, ICompiled<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] y = CContenders.Pinned<T>(rows * shape.OutputCount);
        Action<long> run = count =>
        {
            for (; count > 0; count--) network.FeedForward(x, y);
        };
        return new("NetGen", run, () => Result(() => run(1), y));
    }

    public static IReadOnlyList<Contender> RowContenders<TNetwork, T>(Shape shape, bool dependent)
        where TNetwork : struct, ICompiled<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        TNetwork network = TNetwork.Create();
        T[] parameters = CContenders.Pinned<T>(network.Parameters), x = CContenders.Pinned<T>(Samples.Inputs<T>(64 * shape.InputCount));
        T[] y = new T[16 * shape.OutputCount];
        var plain = new PlainNetwork<T>(shape, parameters);
        Action<long> loop = dependent ? count => Loops.Dependent(plain, x, y, shape.InputCount, shape.OutputCount, count)
            : count => Loops.Independent(plain, x, y, shape.InputCount, shape.OutputCount, count);
        return
        [
            NetGenRow<TNetwork, T>(network, shape, x, dependent),
            .. ArticleWorkloads.RowByArguments(shape, x, dependent),
            new("plain C#", loop, () => Result(() => plain.FeedForward(x.AsSpan(0, 16 * shape.InputCount), y), y)),
            .. CContenders.Row(shape, parameters, x, dependent),
            OnnxContenders.Row(shape, parameters, x, dependent),
        ];
    }

    public static IReadOnlyList<Contender> RowsContenders<TNetwork, T>(Shape shape, int rows, bool bothForms)
        where TNetwork : struct, ICompiled<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        TNetwork network = TNetwork.Create();
        T[] parameters = CContenders.Pinned<T>(network.Parameters), x = CContenders.Pinned<T>(Samples.Inputs<T>(rows * shape.InputCount));
        T[] y = CContenders.Pinned<T>(rows * shape.OutputCount);
        var plain = new PlainNetwork<T>(shape, parameters);
        Action<long> loop = count =>
        {
            for (; count > 0; count--) plain.FeedForward(x, y);
        };
        return
        [
            NetGenRows<TNetwork, T>(network, shape, x, rows),
            new("plain C#", loop, () => Result(() => loop(1), y)),
            .. CContenders.Rows(shape, parameters, x, rows, bothForms),
            OnnxContenders.Rows(shape, parameters, x, rows),
        ];
    }

    private static IReadOnlyList<Contender> StepContenders<TNetwork, T>(Shape shape, int rows, bool adam)
        where TNetwork : struct, ICompiled<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double rate = adam ? 0.001 : 0.1;
        TNetwork network = TNetwork.Create();
        T[] parameters = CContenders.Pinned<T>(network.Parameters), x = CContenders.Pinned<T>(Samples.Inputs<T>(rows * shape.InputCount));
        T[] targets = CContenders.Pinned<T>(Samples.Targets<T>(rows, shape.OutputCount, shape.IsClassifier));
        T[] gradient = CContenders.Pinned<T>(parameters.Length);
        OptimizerState<T> optimizer = (adam ? Optimizer.Adam(rate) : Optimizer.Sgd(rate)).CreateState<T>(parameters.Length);
        var plain = new PlainNetwork<T>(shape, parameters);
        var plainAdam = new PlainNetwork<T>.Adam(plain);

        // From the same start in every turn: the longer a network learns these targets, which are noise, the more of its neurons saturate.
        Action<long> net = count =>
        {
            parameters.CopyTo(network.Parameters);
            for (; count > 0; count--)
            {
                network.Backprop(x, targets, gradient);
                optimizer.Step(network.Parameters, gradient);
            }
        };
        Action<long> loop = count =>
        {
            plain.Load(parameters);
            for (; count > 0; count--)
            {
                if (adam) plainAdam.Step(x, targets, rate);
                else plain.StepSgd(x, targets, T.CreateTruncating(rate));
            }
        };
        return
        [
            new("NetGen", net, () =>
            {
                net(10);
                return CContenders.Doubles<T>(network.Parameters);
            }),
            new("plain C#", loop, () =>
            {
                loop(10);
                return plain.Parameters();
            }),
            CContenders.Steps(shape, parameters, x, targets, rows, adam, rate),
            .. TorchContenders.Steps(shape, parameters, x, targets, adam, rate),
        ];
    }

    private static double[] Result<T>(Action compute, T[] outputs)
        where T : unmanaged, INumberBase<T>
    {
        compute();
        return CContenders.Doubles<T>(outputs);
    }

    /// <summary>Calls for one row: of 64 in turn, or of one whose first input waits for the last output.</summary>
    private static class Loops
    {
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public static void Independent<TNetwork, T>(TNetwork network, T[] x, T[] y, int inputs, int outputs, long count)
            where TNetwork : struct, ICompiled<TNetwork, T>
        {
            for (long i = 0; i < count; i++) network.FeedForward(x.AsSpan((int)(i & 63) * inputs, inputs), y.AsSpan(0, outputs));
        }

        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public static void Dependent<TNetwork, T>(TNetwork network, T[] inputs, T[] y, int inputCount, int outputs, long count)
            where TNetwork : struct, ICompiled<TNetwork, T>
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            T[] x = inputs.AsSpan(0, inputCount).ToArray();
            T tiny = T.CreateTruncating(1e-30);
            for (long i = 0; i < count; i++)
            {
                network.FeedForward(x, y.AsSpan(0, outputs));
                x[0] = inputs[0] + (y[0] * tiny);
            }
        }

        public static void Independent<T>(PlainNetwork<T> network, T[] x, T[] y, int inputs, int outputs, long count)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            for (long i = 0; i < count; i++) network.FeedForward(x.AsSpan((int)(i & 63) * inputs, inputs), y.AsSpan(0, outputs));
        }

        public static void Dependent<T>(PlainNetwork<T> network, T[] inputs, T[] y, int inputCount, int outputs, long count)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            T[] x = inputs.AsSpan(0, inputCount).ToArray();
            T tiny = T.CreateTruncating(1e-30);
            for (long i = 0; i < count; i++)
            {
                network.FeedForward(x, y.AsSpan(0, outputs));
                x[0] = inputs[0] + (y[0] * tiny);
            }
        }
    }
}
