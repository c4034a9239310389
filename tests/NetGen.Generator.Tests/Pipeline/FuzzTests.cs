using Microsoft.CodeAnalysis;
using NetGen.Generator.Diagnostics;

namespace NetGen.Generator.Tests;

/// <summary>
/// Random topologies and argument lists: no exception, and every network is either reported or compiles. What a search found is kept in
/// <c>FuzzCorpus.txt</c> with what became of it; NETGEN_ACCEPT_FUZZ=1 with NETGEN_SLOW=1 writes that file anew.
/// </summary>
public class FuzzTests
{
    private const int SlowCases = 100_000, Batch = 1000, CompiledOfABatch = 8;

    private static readonly string s_corpus = ReadmeProgram.PathOf(Path.Combine("tests", "NetGen.Generator.Tests", "Pipeline", "FuzzCorpus.txt"));

    public static bool IsSlowWanted => Environment.GetEnvironmentVariable("NETGEN_SLOW") == "1";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public Task Random_topologies(int seed) => CheckAll(new AttributeFuzzer(seed).RandomTopology);

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public Task Nearly_right_topologies(int seed) => CheckAll(new AttributeFuzzer(seed).NearlyRightTopology);

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public Task Random_argument_lists(int seed) => CheckAll(new AttributeFuzzer(seed).RandomArguments);

    [Theory]
    [InlineData(7)]
    public Task Fitting_argument_lists(int seed) => CheckAll(new AttributeFuzzer(seed).FittingArguments);

    [Fact(Skip = "Set NETGEN_SLOW=1.", SkipUnless = nameof(IsSlowWanted))]
    public async Task A_hundred_thousand_attributes()
    {
        var shortest = new SortedDictionary<string, string>(StringComparer.Ordinal);
        int generated = 0;
        for (int batch = 0; batch < SlowCases / Batch; batch++)
        {
            var fuzzer = new AttributeFuzzer(1000 + batch);
            string[] types = [.. Enumerable.Range(0, Batch).Select(fuzzer.Next)];
            Outcome[] outcomes = await Check(types, CompiledOfABatch);
            generated += outcomes.Count(outcome => outcome.IsGenerated);
            for (int i = 0; i < Batch; i++)
            {
                foreach (string error in outcomes[i].Rejected.DefaultIfEmpty(""))
                {
                    string key = $"{outcomes[i].Kind} {error}";
                    if (!shortest.TryGetValue(key, out string? other) || types[i].Length < other.Length)
                        shortest[key] = types[i];
                }
            }
        }

        Assert.InRange(generated, SlowCases / 20, SlowCases / 2);
        if (Environment.GetEnvironmentVariable("NETGEN_ACCEPT_FUZZ") == "1")
        {
            await File.WriteAllTextAsync(
                s_corpus, string.Concat(shortest.Select(pair => $"{pair.Key.Split(' ')[0]} | {pair.Value}\n").Distinct()), TestContext.Current.CancellationToken);
        }
    }

    /// <summary>The shortest attribute for everything that the analyzer and the compiler had to say in the search, and what became of it then.</summary>
    [Fact]
    public async Task What_was_found_once()
    {
        (string Kind, string Type)[] cases =
        [
            .. File.ReadAllText(s_corpus).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(" | ", 2)).Select(parts => (parts[0], parts[1])),
        ];
        Assert.InRange(cases.Length, 30, 1000);

        Outcome[] outcomes = await Check([.. cases.Select(entry => entry.Type)]);

        Assert.Equal(cases, cases.Zip(outcomes, (entry, outcome) => (outcome.Kind, entry.Type)));
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
    public Task Known_corners() => Check([.. s_corners.Select(topology => $"[Network(\"{topology}\")] internal partial class Net {{ }}")]);

    private static Task<Outcome[]> CheckAll(Func<string> next) => Check([.. Enumerable.Range(0, 300).Select(_ => next())]);

    /// <summary>
    /// One file a case, so that broken syntax of one does not reach the next. So many of the generated files are compiled to the end; the others are
    /// only parsed.
    /// </summary>
    private static async Task<Outcome[]> Check(string[] types, int compiled = int.MaxValue)
    {
        var files = types.Select((type, i) => ($"File{i}.cs", $"using NetGen;\nnamespace N{i}\n{{\n    {type}\n}}\n")).ToArray();
        var run = GeneratorRun.Of(Compilations.Of(files));
        Assert.Null(run.Result.Exception);
        Assert.Empty(run.Result.Diagnostics);

        // Evenly over the batch, in which all kinds take turns.
        int step = Math.Max(1, run.Sources.Length / compiled);
        Assert.Empty(run.Sources.SelectMany(source => source.SyntaxTree.GetDiagnostics(TestContext.Current.CancellationToken)).Take(10));
        Assert.Empty(run.Sources.Where((_, i) => i % step == 0)
            .SelectMany(source => run.Output.GetSemanticModel(source.SyntaxTree).GetDiagnostics(cancellationToken: TestContext.Current.CancellationToken))
            .Where(d => d.Severity >= DiagnosticSeverity.Warning).Take(10));

        // What got no file was reported, by the analyzer or by the compiler itself, in that file; what got one was not.
        var generated = run.Sources.Select(s => s.HintName).ToHashSet(StringComparer.Ordinal);
        ILookup<string, string> reported = ByFile(await Analysis.Run(new NetworkAnalyzer(), run.Input));
        ILookup<string, string> rejected = ByFile(
            run.Input.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity == DiagnosticSeverity.Error && d.Location.IsInSource));
        return
        [
            .. files.Select((file, i) =>
            {
                var outcome = new Outcome(generated.Contains($"N{i}.Net.g.cs"), [.. reported[file.Item1]], [.. rejected[file.Item1]]);
                Assert.True(outcome.IsGenerated ? outcome.Reported.Length == 0 : outcome.Reported.Length > 0 || outcome.Rejected.Length > 0, file.Item2);
                return outcome;
            }),
        ];
    }

    private static ILookup<string, string> ByFile(IEnumerable<Diagnostic> diagnostics) => diagnostics
        .Select(d => (File: d.Location.SourceTree!.FilePath, d.Id)).Distinct().OrderBy(d => d.Id, StringComparer.Ordinal).ToLookup(d => d.File, d => d.Id);

    /// <summary>What became of an attribute.</summary>
    private sealed record Outcome(bool IsGenerated, string[] Reported, string[] Rejected)
    {
        public string Kind => IsGenerated ? "generated" : Reported.Length > 0 ? string.Join('+', Reported) : "rejected";
    }
}
