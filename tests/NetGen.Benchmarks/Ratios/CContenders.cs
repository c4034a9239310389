using System.Numerics;

namespace NetGen.Benchmarks.Ratios;

/// <summary>The hand-written C, called so that its loops run inside it.</summary>
internal static unsafe class CContenders
{
    private static readonly (string Name, string Defines)[] s_articles =
    [
        ("C, polynomial exp", ""), ("C, hidden neurons in a vector", "-DPAIR "), ("C, exp by table", "-DTABLE "),
    ];

    private static readonly (string Name, string Defines)[] s_forms =
    [
        ("C", ""), ("C, rows as lanes", "-DROWS_AS_LANES=1 "), ("C, neurons as lanes", "-DROWS_AS_LANES=0 "),
    ];

    public static IEnumerable<Contender> Article<T>(T[] start)
        where T : unmanaged, IFloatingPointIeee754<T>
        => s_articles.Select(variant => Create(variant.Name, "article", variant.Defines + Precision<T>(), module =>
        {
            nint run = module["article_train"];
            T[] parameters = Pinned<T>(9), from = Pinned<T>(start);
            Action<long> train = count =>
            {
                fixed (T* p = parameters, s = from) ((delegate* unmanaged<T*, T*, nint, nint, void>)run)(p, s, 1000, (nint)count);
            };
            Func<double[]> check = () =>
            {
                train(1);
                return Doubles(parameters);
            };
            return (train, check);
        }));

    /// <summary>One row at a time; the article's network has a program of its own.</summary>
    public static IEnumerable<Contender> Row<T>(Shape shape, T[] parameters, T[] inputs, bool dependent)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (string Name, string Source, string Defines)[] variants = shape == Shape.Article
            ? [.. s_articles.Select(article => (article.Name, "article", article.Defines))]
            : [("C", "one_row", shape.Defines + " ")];
        return variants.Select(variant => Create(variant.Name, variant.Source, variant.Defines + Precision<T>(), module =>
        {
            nint state = Open(module["row_open"], parameters);
            nint independent = module["row_independent"], run = dependent ? module["row_dependent"] : independent;
            T[] y = Pinned<T>(shape.OutputCount), x = inputs;
            Func<double[]> check = () =>
            {
                var results = new List<double>();
                for (int row = 0; row < 16; row++)
                {
                    Call(independent, x, row * shape.InputCount, 1);
                    results.AddRange(Doubles(y));
                }

                return [.. results];
            };
            return (count => Call(run, x, 0, count), check);

            void Call(nint function, T[] from, int offset, long count)
            {
                fixed (T* i = from, o = y) ((delegate* unmanaged<nint, T*, T*, nint, void>)function)(state, i + offset, o, (nint)count);
            }
        }));
    }

    /// <summary>The form that suits the shape, or for shapes that nobody looked at both.</summary>
    public static IEnumerable<Contender> Rows<T>(Shape shape, T[] parameters, T[] inputs, int rows, bool bothForms = false)
        where T : unmanaged, IFloatingPointIeee754<T>
        => (bothForms ? s_forms[1..] : s_forms[..1]).Select(form => Create(form.Name, "many_rows", $"{shape.Defines} {form.Defines}{Precision<T>()}", module =>
        {
            nint state = Open(module["rows_open"], parameters), run = module["rows_run"];
            T[] y = Pinned<T>(rows * shape.OutputCount);
            Action<long> feed = count =>
            {
                fixed (T* i = inputs, o = y) ((delegate* unmanaged<nint, T*, T*, nint, nint, void>)run)(state, i, o, rows, (nint)count);
            };
            Func<double[]> check = () =>
            {
                feed(1);
                return Doubles(y);
            };
            return (feed, check);
        }));

    /// <summary>The gradient of a batch in both forms, and the mean loss behind it.</summary>
    public static IEnumerable<Contender> Gradients<T>(Shape shape, T[] parameters, T[] inputs, T[] targets, int rows)
        where T : unmanaged, IFloatingPointIeee754<T>
        => s_forms[1..].Select(form => Create(form.Name, "training", $"{shape.Defines} -DBATCH={rows} {form.Defines}{Precision<T>()}", module =>
        {
            nint state = Open(module["train_open"], parameters), run = module["gradient_run"], read = module["gradient_read"];
            double loss = 0;
            Action<long> backprop = count =>
            {
                fixed (T* i = inputs, t = targets) loss = ((delegate* unmanaged<nint, T*, T*, nint, double>)run)(state, i, t, (nint)count);
            };
            Func<double[]> check = () =>
            {
                backprop(1);
                T[] gradient = Pinned<T>(parameters.Length);
                fixed (T* g = gradient) ((delegate* unmanaged<nint, T*, void>)read)(state, g);
                return [.. Doubles(gradient), loss];
            };
            return (backprop, check);
        }));

    public static Contender Steps<T>(Shape shape, T[] parameters, T[] inputs, T[] targets, int rows, bool adam, double rate)
        where T : unmanaged, IFloatingPointIeee754<T>
        => Create("C", "training", $"{shape.Defines} -DBATCH={rows} {Precision<T>()}", module =>
        {
            nint state = Open(module["train_open"], parameters), run = module["train_run"], read = module["train_read"], write = module["train_write"];
            Action<long> train = count =>
            {
                fixed (T* p = parameters, i = inputs, t = targets)
                {
                    ((delegate* unmanaged<nint, T*, void>)write)(state, p);
                    ((delegate* unmanaged<nint, T*, T*, nint, int, double, void>)run)(state, i, t, (nint)count, adam ? 1 : 0, rate);
                }
            };
            Func<double[]> check = () =>
            {
                train(10);
                T[] trained = Pinned<T>(parameters.Length);
                fixed (T* p = trained) ((delegate* unmanaged<nint, T*, void>)read)(state, p);
                return Doubles(trained);
            };
            return (train, check);
        });

    /// <summary>Whole epochs with a new order each; the check is the loss of the last of 30.</summary>
    public static Contender Epochs(Shape shape, float[] parameters, float[] inputs, float[] targets, int batch, double rate)
        => Create("C", "training", $"{shape.Defines} -DBATCH={batch}", module =>
        {
            nint state = Open(module["train_open"], parameters), run = module["train_epoch"];
            int[] order = [.. Enumerable.Range(0, inputs.Length / shape.InputCount)];
            ulong seed = 1;
            double loss = 0;
            Action<long> train = count =>
            {
                fixed (float* i = inputs, t = targets)
                fixed (int* o = order)
                {
                    for (; count > 0; count--)
                    {
                        loss = ((delegate* unmanaged<nint, float*, float*, int*, nint, double, ulong, double>)run)(state, i, t, o, order.Length, rate, seed++);
                    }
                }
            };
            Func<double[]> check = () =>
            {
                train(30);
                return [loss];
            };
            return (train, check);
        });

    public static T[] Pinned<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        T[] array = Pinned<T>(values.Length);
        values.CopyTo(array);
        return array;
    }

    public static T[] Pinned<T>(int length) => GC.AllocateArray<T>(length, pinned: true);

    public static double[] Doubles<T>(ReadOnlySpan<T> values)
        where T : unmanaged, INumberBase<T>
    {
        var doubles = new double[values.Length];
        for (int i = 0; i < doubles.Length; i++) doubles[i] = double.CreateTruncating(values[i]);
        return doubles;
    }

    private static string Precision<T>() => typeof(T) == typeof(double) ? "-DDOUBLE" : "";

    private static Contender Create(string name, string source, string defines, Func<CModule, (Action<long> Run, Func<double[]> Check)> open)
    {
        if (CModule.Load(source, defines.Trim(), out string reason) is not { } module) return Contender.Skip(name, reason);
        (Action<long> run, Func<double[]> check) = open(module);
        return new(name, run, check, IsC: true);
    }

    private static nint Open<T>(nint open, T[] parameters)
        where T : unmanaged
    {
        fixed (T* p = parameters) return ((delegate* unmanaged<T*, nint>)open)(p);
    }
}
