using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Generator.Diagnostics;

namespace NetGen.Generator.Tests;

/// <summary>Where the library is the one for netstandard2.0: no vectors, no interface, C# 9.</summary>
public class PortableTargetTests
{
    private static readonly MetadataReference s_library = MetadataReference.CreateFromFile(
        typeof(PortableTargetTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "PortableNetGen").Value!);

    public static TheoryData<string> Networks { get; } =
    [
        "\"2-2-1\", Activation.Sigmoid",
        "\"2-2-1\", Activation.Sigmoid, Precision = Precision.Single",
        "\"3-5:relu-4:tanh-2:identity\", Initializer = Initializer.Normal",
        "\"9-3-1\", Activation.Gelu",
        "\"4-3:tanh-3:softmax\", Loss = Loss.CategoricalCrossEntropy",
        "\"4-3:softmax-3:hardswish\", Loss = Loss.Huber, Precision = Precision.Single",
        "\"3-4:mish-2:sigmoid\", Loss = Loss.BinaryCrossEntropy",
        "\"3-4:selu-2:softplus\", Loss = Loss.MeanAbsoluteError",
        "\"15-8:mish-15:gelu-1\"",
    ];

    [Theory]
    [MemberData(nameof(Networks))]
    public async Task Classes_compile_without_a_warning_as_CSharp_9(string arguments)
    {
        CSharpCompilation input = Portable($"/// <summary>Mine.</summary>\n[Network({arguments})] public partial class Net {{ }}");
        GeneratorRun run = GeneratorRun.Of(input);

        Assert.Single(run.Sources);
        Assert.Empty(run.Output.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity >= DiagnosticSeverity.Warning));
        Assert.Empty(await Analysis.Run(new NetworkAnalyzer(), input));
    }

    /// <summary>Compiled against one library and run with the other, as when a netstandard2.0 library is used by a .NET 10 program.</summary>
    [Theory]
    [MemberData(nameof(Networks))]
    public void Numbers_are_those_of_the_full_target(string arguments)
    {
        string types = $"[Network({arguments})] public partial class Net {{ }}\n{Calls(arguments)}";
        using var portable = new LoadedAssembly(GeneratorRun.Of(Portable(types)).Output);
        using var full = LoadedAssembly.Of(Corpus.In("N", types));
        double[] expected = Numbers(full), actual = Numbers(portable);

        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, Number(arguments) == "float" ? 2e-6 : 1e-12));
        Assert.Contains(actual, value => value != 0);
    }

    [Theory]
    [InlineData("[Network(\"1-1\")] partial struct {|NETGEN010:Net|} { }")]
    [InlineData("[Network(\"1-1\")] partial record {|NETGEN010:Net|} { }")]
    [InlineData("[Network({|NETGEN010:\"16-2\"|})] partial class Net { }")]
    [InlineData("[Network({|NETGEN010:\"2-16-1\"|})] partial class Net { }")]
    [InlineData("[Network({|NETGEN010:\"12-12-1\"|})] partial class Net { }")]
    [InlineData("[Network({|NETGEN010:\"10-10-10-10-1\"|})] partial class Net { }")]
    [InlineData("[Network(\"8-15-8-1\")] partial class Net { }")]
    public async Task What_needs_the_full_target_is_refused(string type)
    {
        var (source, expected) = Analysis.Unmarked($"using NetGen; namespace N {{ {type} }}");
        CSharpCompilation input = Portable(source, wrapped: false);
        Diagnostic[] diagnostics = await Analysis.Run(new NetworkAnalyzer(), input);

        Assert.Equal(expected, diagnostics.Select(d => $"{d.Id} at {d.Location.SourceSpan.Start}: {Analysis.TextUnder(d)}"));
        Assert.All(diagnostics, d => Assert.Contains("target .NET 10", d.GetMessage(null), StringComparison.Ordinal));
        Assert.Equal(diagnostics.Length == 0 ? 1 : 0, GeneratorRun.Of(input).Sources.Length);
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp8, true)]
    [InlineData(LanguageVersion.CSharp9, false)]
    public async Task The_language_floor_is_CSharp_9(LanguageVersion version, bool reported)
    {
        Diagnostic[] diagnostics = await Analysis.Run(new NetworkAnalyzer(), Portable("[Network(\"1-1\")] partial class Net { }", version: version));
        Assert.Equal(reported ? ["NETGEN009"] : [], diagnostics.Select(d => d.Id));
    }

    private static CSharpCompilation Portable(string types, bool wrapped = true, LanguageVersion version = LanguageVersion.CSharp9)
        => Compilations.Of(wrapped ? $"using NetGen;\n\nnamespace N\n{{\n{types}\n}}\n" : types, version)
            .ReplaceReference(Compilations.NetGen, s_library);

    private static double[] Numbers(LoadedAssembly assembly) => (double[])assembly["N.Calls"].GetMethod("Numbers")!.Invoke(null, [])!;

    /// <summary>Calls everything a network has, on five rows, and gives all the numbers.</summary>
    private static string Calls(string arguments) => """
        public static class Calls
        {
            public static double[] Numbers()
            {
                const int Rows = 5;
                var net = new Net();
                var all = new System.Collections.Generic.List<double>();
                var inputs = new T[Rows * Net.InputCount];
                var targets = new T[Rows * Net.OutputCount];
                for (int i = 0; i < inputs.Length; i++)
                    inputs[i] = (T)(((i * 37) % 11) / 5.0 - 1);
                for (int i = 0; i < targets.Length; i++)
                    targets[i] = i / Net.OutputCount % Net.OutputCount == i % Net.OutputCount ? 1 : 0;
                net.Initialize(3, NetGen.Initializer.Normal);
                all.Add(net.Train(inputs, targets, (T)0.05, 4));
                all.Add(net.Evaluate(inputs, targets));
                var outputs = new T[Rows * Net.OutputCount];
                net.FeedForward(inputs, outputs);
                Add(all, outputs);
                var gradient = new T[Net.ParameterCount];
                all.Add(net.Backprop(inputs, targets, gradient));
                Add(all, gradient);
                var named = default(Net.ParameterSet);
                all.Add(net.Backprop(inputs, targets, ref named));
                all.Add(named.W1_1_1);
                all.Add(named.B1_1);
                var back = new T[inputs.Length];
                net.BackpropFrom(inputs, outputs, gradient, back);
                Add(all, gradient);
                Add(all, back);
                net.Parameters.W1_1_1 += 1;
                all.Add(net.ParameterSpan[0]);
                net.Parameters = named;
                foreach (T x in net.ParameterSpan)
                    all.Add(x);
                return all.ToArray();
            }

            private static void Add(System.Collections.Generic.List<double> all, T[] numbers)
            {
                foreach (T x in numbers)
                    all.Add(x);
            }
        }
        """.Replace("(T)", $"({Number(arguments)})", StringComparison.Ordinal)
        .Replace("T[]", $"{Number(arguments)}[]", StringComparison.Ordinal)
        .Replace("T[", $"{Number(arguments)}[", StringComparison.Ordinal)
        .Replace("(T x", $"({Number(arguments)} x", StringComparison.Ordinal);

    private static string Number(string arguments) => arguments.Contains("Single", StringComparison.Ordinal) ? "float" : "double";
}
