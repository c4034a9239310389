using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Benchmarks.Ratios;
using NetGen.Generator;

namespace NetGen.Benchmarks;

/// <summary>
/// <c>generator</c>: what the compiler of networks costs in a build (cold) and in an editor (cached), and what the run-time pays on a network's first calls.
/// </summary>
internal static class GeneratorMode
{
    private const int Repetitions = 9;

    private static readonly (string Name, Func<string> Measure)[] s_firstCalls =
    [
        ("2-2-1 f64", FirstCalls<Article64, double>), ("2-2-1 f32", FirstCalls<Article32, float>),
        ("8-64-64-4 f64", FirstCalls<Control64, double>), ("8-64-64-4 f32", FirstCalls<Control32, float>),
        ("784-128-10 f64", FirstCalls<Images64, double>), ("784-128-10 f32", FirstCalls<Images32, float>),
    ];

    public static int Run(string[] arguments)
    {
        if (arguments is ["first-call", var wanted])
        {
            Console.WriteLine(s_firstCalls.Single(entry => entry.Name == wanted).Measure());
            return 0;
        }

        (string Name, string Source)[] projects =
        [
            ("2-2-1", Network("2-2-1", 1)),
            ("8-64-64-4", Network("8-64-64-4:identity", 1)),
            ("784-128-10", Network("784-128:relu-10:softmax", 1)),
            ("100 networks", string.Concat(Enumerable.Range(1, 100).Select(i => Network($"{(i % 7) + 1}-{(i % 5) + 2}:tanh-{(i % 3) + 1}", i)))),
        ];
        for (int i = 0; i < 20; i++)
        {
            foreach ((_, string source) in projects[..2]) Cold(source);
        }

        Console.WriteLine("generator              cold        cached       allocated cold, cached");
        foreach ((string name, string source) in projects) Console.WriteLine(Line(name, source));
        Console.WriteLine();
        Console.WriteLine("first calls in a new process, each of which compiles what it needs");
        foreach ((string name, _) in s_firstCalls) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-16} {InNewProcess(name)}"));
        return 0;
    }

    private static string Network(string topology, int number)
        => $"[NetGen.Network(\"{topology}\"{(topology.Contains("softmax", StringComparison.Ordinal) ? ", Loss = NetGen.Loss.CategoricalCrossEntropy" : "")})] "
            + $"public partial class Net{number};\n";

    private static string Line(string name, string source)
    {
        var cold = new List<(double Milliseconds, long Bytes)>();
        var cached = new List<(double Milliseconds, long Bytes)>();
        for (int i = 0; i < Repetitions; i++)
        {
            ((double, long) first, (double, long) second) = Cold(source);
            cold.Add(first);
            cached.Add(second);
        }

        (double Milliseconds, long Bytes) c = cold.Order().ElementAt(Repetitions / 2), e = cached.Order().ElementAt(Repetitions / 2);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-16} {c.Milliseconds,8:0.00} ms  {e.Milliseconds,8:0.00} ms  {c.Bytes / 1e6,8:0.00} MB {e.Bytes / 1e6,8:0.00} MB");
    }

    /// <summary>A first run, then one after an edit in another file.</summary>
    private static ((double Milliseconds, long Bytes) Cold, (double Milliseconds, long Bytes) Cached) Cold(string source)
    {
        CSharpParseOptions options = NetworkCompiler.ParseOptions;
        SyntaxTree other = CSharpSyntaxTree.ParseText("class Other { }", options, "Other.cs");
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Timed", [CSharpSyntaxTree.ParseText(source, options, "Networks.cs"), other], NetworkCompiler.References, new(OutputKind.DynamicallyLinkedLibrary));
        _ = compilation.GetTypeByMetadataName("NetGen.NetworkAttribute");
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new NetworkGenerator().AsSourceGenerator()], parseOptions: options);
        (double, long) cold = Timed(() => driver = driver.RunGenerators(compilation));
        CSharpCompilation edited = compilation.ReplaceSyntaxTree(other, CSharpSyntaxTree.ParseText("class Other { int x; }", options, "Other.cs"));
        GeneratorRunResult before = driver.GetRunResult().Results[0];
        (double, long) cached = Timed(() => driver = driver.RunGenerators(edited));
        GeneratorRunResult after = driver.GetRunResult().Results[0];
        if (before.Exception is { } exception) throw new InvalidOperationException("The generator fails.", exception);
        if (before.GeneratedSources.IsEmpty) throw new InvalidOperationException($"The generator writes nothing for {source}");
        if (!before.GeneratedSources.Select(file => file.SourceText).SequenceEqual(after.GeneratedSources.Select(file => file.SourceText)))
        {
            throw new InvalidOperationException("The generator wrote again after an unrelated edit.");
        }

        return (cold, cached);
    }

    private static (double Milliseconds, long Bytes) Timed(Action action)
    {
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        double start = ThreadClock.Nanoseconds();
        action();
        return ((ThreadClock.Nanoseconds() - start) / 1e6, GC.GetAllocatedBytesForCurrentThread() - bytes);
    }

    private static string InNewProcess(string name)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        string program = typeof(GeneratorMode).Assembly.Location;
        string[] host = Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet" ? [program] : [];
        foreach (string argument in (string[])[.. host, "generator", "first-call", name]) start.ArgumentList.Add(argument);
        using Process process = Process.Start(start)!;
        string line = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        return line;
    }

    private static string FirstCalls<TNetwork, T>()
        where TNetwork : class, INetwork<TNetwork, T>, new()
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        const int Rows = 64;
        T[] x = new T[Rows * TNetwork.InputCount], y = new T[Rows * TNetwork.OutputCount], gradient = new T[TNetwork.ParameterCount];
        _ = Timed(() => { });
        var network = new TNetwork();
        string one = Jitted(() => network.FeedForward(x.AsSpan(0, TNetwork.InputCount), y.AsSpan(0, TNetwork.OutputCount)));
        string many = Jitted(() => network.FeedForward(x, y));
        string backprop = Jitted(() => network.Backprop(x, y, gradient));
        return $"FeedForward, one row {one}   64 rows {many}   Backprop {backprop}";
    }

    private static string Jitted(Action action) => string.Create(CultureInfo.InvariantCulture, $"{Timed(action).Milliseconds,6:0.0} ms");
}
