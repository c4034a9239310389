using System.Numerics;

namespace NetGen.Benchmarks.Ratios;

/// <summary>W1: the article's training, four people a thousand times; times are for one step.</summary>
internal static class ArticleWorkloads
{
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
    });

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
    });

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
