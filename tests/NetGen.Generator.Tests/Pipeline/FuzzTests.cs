using Microsoft.CodeAnalysis;
using NetGen.Generator.Diagnostics;

namespace NetGen.Generator.Tests;

/// <summary>Random topologies and argument lists: no exception, and every network is either reported or compiles.</summary>
public class FuzzTests
{
    private static readonly string[] s_topologyParts =
    [
        "1", "2", "3", "10", "17", "0", "00", "-", "-", "-", "-", "--", ":", "::", "relu", "Sigmoid", "TANH", "identity", "softmax", "sigmoyd",
        "x", ",", " ", "\t", "é", "\u0661", "２", "99999999999", "1000001", "-1", "+", ".", "e", "{", "}", "{0}", "%", "\\\"", "\\\\", "\\0", "\\n",
        "\\uD800", "\\u202E", "\u200B", "😀", "İ", "ı", "null",
    ];

    private static readonly string[] s_arguments =
    [
        "\"2-2-1\"", "\"2-1\"", "null", "\"\"", "null!", "default", "Activation.Tanh", "Activation.Softmax", "(Activation)77", "(Activation)(-1)",
        "Activation", "0", "1", "-1", "1.5", "'c'", "Loss.Huber", "Loss = Loss.Huber", "Loss = 0", "Loss = (Loss)9",
        "Loss = Loss.BinaryCrossEntropy", "Loss = null", "Precision = Precision.Single", "Precision = (Precision)3",
        "Initializer = Initializer.He", "Initializer = default", "Topology = \"1-1\"", "Activation = Activation.Tanh", "TypeId = null",
        "topology: \"3-1\"", "activation: Activation.Relu", "activation: default", "nonsense: 1", "Nonsense = 1", "new[] { \"1-1\" }",
        "typeof(int)", "\"a\" + \"b\"", "\"1\" + \"-1\"", "$\"1-{1}\"", "nameof(Net)", "\"\"\"1-1\"\"\"", "\"1-1\"u8", "1 +", "(", "\"", "/*",
        "//", "{", "await x", "() => 1", "checked(1)", "int.MaxValue", "(string)(object)\"1-1\"",
    ];

    private static readonly string[] s_types =
    [
        "class", "struct", "record", "record struct", "class", "class", "static class", "ref struct", "interface", "readonly struct",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public Task Random_topologies(int seed)
    {
        var random = new Random(seed);
        return Check(300, _ =>
        {
            string text = string.Concat(random.GetItems(s_topologyParts, random.Next(8)));
            return $"[Network(\"{text}\"{(random.Next(4) == 0 ? ", Activation.Tanh" : "")})] internal partial class Net {{ }}";
        });
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public Task Nearly_right_topologies(int seed)
    {
        var random = new Random(seed);
        return Check(300, _ =>
        {
            var text = new System.Text.StringBuilder("2-3:relu-12-1:sigmoid");
            for (int edits = random.Next(1, 4); edits > 0; edits--)
            {
                int place = random.Next(text.Length);
                switch (random.Next(3))
                {
                    case 0: text.Remove(place, 1); break;
                    case 1: text.Insert(place, "0123456789-: relusigmo"[random.Next(22)]); break;
                    default: text[place] = "0123456789-: relusigmo"[random.Next(22)]; break;
                }
            }

            return $"[Network(\"{text}\")] internal partial class Net {{ }}";
        });
    }

    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    public Task Random_argument_lists(int seed)
    {
        var random = new Random(seed);
        return Check(300, _ =>
        {
            string arguments = string.Join(", ", random.GetItems(s_arguments, random.Next(5)));
            if (random.Next(3) == 0)
                arguments = "\"2-2-1\"" + (arguments.Length > 0 ? ", " + arguments : "");
            string attribute = random.Next(20) == 0 ? "[Network]" : $"[Network({arguments})]";
            return $"{attribute} internal partial {random.GetItems(s_types, 1)[0]} Net {{ }}";
        });
    }

    /// <summary>What random search, or a person, once found.</summary>
    private static readonly string[] s_corners =
    [
        "", "2", "2--1", "0-1", "-2-1", "2-2-1-", "-", "--", ":", "1:", ":1", "1-:", "1-1:", "1-1::relu", "٢-٢", "２-２-１", "1000000000",
        "1000000000-1000000000", "1-2147483647", "2147483647-1", "46341-46341", "65536-65536", "  ", "1 - 1", "1-1\\0", "\\uD800-1", "1-1:\\uDC00",
        "1-1:İdentity", "1-1:sıgmoid", "1e1-1", "0x1-1", "1_0-1", "1-1:0", "1-1:1", "1-1:Sigmoid,Tanh", "1-1: relu", "1 1-1",
        "1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1", "{0}-{1}", "%s-%d", "</summary>-1", "*/-1",
    ];

    [Fact]
    public Task Known_corners() => Check(s_corners.Length, i => $"[Network(\"{s_corners[i]}\")] internal partial class Net {{ }}");

    /// <summary>One file a case, so that broken syntax of one does not reach the next.</summary>
    private static async Task Check(int count, Func<int, string> type)
    {
        var files = Enumerable.Range(0, count).Select(i => ($"File{i}.cs", $"using NetGen;\nnamespace N{i}\n{{\n    {type(i)}\n}}\n")).ToArray();
        var run = GeneratorRun.Of(Compilations.Of(files));
        Assert.Null(run.Result.Exception);
        Assert.Empty(run.Result.Diagnostics);

        var input = run.Input.SyntaxTrees.ToHashSet();
        var inGenerated = run.Output.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(d => d.Location.SourceTree is { } tree && !input.Contains(tree) && d.Severity >= DiagnosticSeverity.Warning);
        Assert.Empty(inGenerated.Take(10));

        // What got no file was reported, by the analyzer or by the compiler itself, in that file; what got one was not.
        var generated = run.Sources.Select(s => s.HintName).ToHashSet(StringComparer.Ordinal);
        var reported = (await Analysis.Run(new NetworkAnalyzer(), run.Input)).Select(d => d.Location.SourceTree!.FilePath).ToHashSet();
        var rejected = run.Input.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Location.SourceTree?.FilePath).ToHashSet();
        for (int i = 0; i < count; i++)
        {
            bool isReported = reported.Contains($"File{i}.cs"), isRejected = rejected.Contains($"File{i}.cs");
            Assert.True(generated.Contains($"N{i}.Net.g.cs") ? !isReported : isReported || isRejected, files[i].Item2);
        }
    }
}
