using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetGen.Benchmarks.Ratios;

/// <summary>W1: the article's training, four people a thousand times; times are for one step.</summary>
internal static class ArticleWorkloads
{
    // The nine parameters may stay in registers.
    private static readonly Cost s_step = Cost.Step<double>(Shape.Article, 1, adam: false) with { Bytes = 0 };

    public static Workload Training64 { get; } = new("W1 seed", "f64", 4000, 1e-9, () =>
    {
        var network = new Article64();
        Article64.ParameterSet start = network.Parameters;
        double[] parameters = network.ParameterSpan.ToArray();
        Action<long> train = count =>
        {
            for (; count > 0; count--)
            {
                network.Parameters = start;
                network.Train(Samples.People, Samples.Genders, 0.1, 1000);
            }
        };
        return Contenders(parameters, train, () => network.ParameterSpan.ToArray(), Samples.People, Samples.Genders);
    })
    {
        Cost = s_step,
    };

    public static Workload Training32 { get; } = new("W1 seed", "f32", 4000, 1e-3, () =>
    {
        var network = new Article32();
        Article32.ParameterSet start = network.Parameters;
        float[] people = [.. Samples.People.Select(x => (float)x)], genders = [.. Samples.Genders.Select(x => (float)x)];
        Action<long> train = count =>
        {
            for (; count > 0; count--)
            {
                network.Parameters = start;
                network.Train(people, genders, 0.1f, 1000);
            }
        };
        return Contenders(network.ParameterSpan.ToArray(), train, () => network.ParameterSpan.ToArray(), people, genders);
    })
    {
        Cost = s_step,
    };

    /// <summary>The article's network once more, called with arguments instead of spans; nothing for other shapes.</summary>
    public static IEnumerable<Contender> RowByArguments<T>(Shape shape, T[] inputs, bool dependent)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (shape != Shape.Article) return [];
        Action<long> run = inputs is double[] doubles ? count => ByArguments(new Article64(), doubles, dependent, count)
            : count => ByArguments(new Article32(), (float[])(object)inputs, dependent, count);
        return [new("NetGen, FeedForward(x1, x2)", run, null)];
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static double ByArguments(Article64 network, double[] x, bool dependent, long count)
    {
        double y = 0;
        for (long i = 0; i < count; i++)
        {
            int at = (int)(i & 63) * 2;
            y = dependent ? network.FeedForward(x[0] + (y * 1e-30), x[1]) : network.FeedForward(x[at], x[at + 1]);
        }

        return y;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static float ByArguments(Article32 network, float[] x, bool dependent, long count)
    {
        float y = 0;
        for (long i = 0; i < count; i++)
        {
            int at = (int)(i & 63) * 2;
            y = dependent ? network.FeedForward(x[0] + (y * 1e-30f), x[1]) : network.FeedForward(x[at], x[at + 1]);
        }

        return y;
    }

    private static IReadOnlyList<Contender> Contenders<T>(T[] start, Action<long> train, Func<T[]> trained, T[] people, T[] genders)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        PlainNetwork<T> plain = new(Shape.Article, start);
        Action<long> loop = count =>
        {
            for (; count > 0; count--) plain = Trained(start, people, genders);
        };
        return
        [
            new("NetGen", train, () =>
            {
                train(1);
                return CContenders.Doubles<T>(trained());
            }),
            new("plain C#", loop, () =>
            {
                loop(1);
                return plain.Parameters();
            }),
            .. CContenders.Article(start),
        ];
    }

    private static PlainNetwork<T> Trained<T>(T[] start, T[] people, T[] genders)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var network = new PlainNetwork<T>(Shape.Article, start);
        T rate = T.CreateTruncating(0.1);
        for (int epoch = 0; epoch < 1000; epoch++)
        {
            for (int row = 0; row < 4; row++) network.StepSgd(people.AsSpan(row * 2, 2), genders.AsSpan(row, 1), rate);
        }

        return network;
    }
}
