using Microsoft.CodeAnalysis;
using static Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace NetGen.Generator.Tests;

/// <summary>What runs again after an edit, and what is kept between runs.</summary>
public class IncrementalityTests
{
    private const string Net = "[Network(\"2-2-1\")] internal partial class Net;";
    private static readonly string s_input = Corpus.In("N", Net);

    [Theory]
    [MemberData(nameof(Corpus.Names), MemberType = typeof(Corpus))]
    public void Two_parses_give_equal_models(string name)
    {
        string source = Corpus.Source(name);
        GeneratorRun first = GeneratorRun.Of(source), second = GeneratorRun.Of(source);

        foreach (string step in GeneratorRun.NamesOf(typeof(TrackingNames)))
        {
            object[] left = first.Values(step), right = second.Values(step);
            Assert.NotEmpty(left);
            Assert.Equal(left.Length, right.Length);
            for (int i = 0; i < left.Length; i++)
            {
                Assert.True(left[i].Equals(right[i]), $"{step}: {left[i]}");
                Assert.Equal(left[i].GetHashCode(), right[i].GetHashCode());
                Assert.False(ReferenceEquals(left[i], right[i]));
            }
        }
    }

    [Fact]
    public void Models_of_different_networks_are_different()
    {
        string[] networks =
        [
            "[Network(\"2-2-1\")] internal partial class Net;",
            "[Network(\"2-1-2\")] internal partial class Net;",
            "[Network(\"2-2-1-1\")] internal partial class Net;",
            "[Network(\"2-2-1:tanh\")] internal partial class Net;",
            "[Network(\"2-2-1\", Precision = Precision.Single)] internal partial class Net;",
            "[Network(\"2-2-1\", Initializer = Initializer.Zero)] internal partial class Net;",
            "[Network(\"2-2-1\")] internal partial class Net2;",
            "[Network(\"2-2-1\")] internal partial struct Net;",
            "[Network(\"2-2-1\")] internal partial record Net;",
            "internal partial class Outer { [Network(\"2-2-1\")] internal partial class Net; }",
            "internal partial struct Outer { [Network(\"2-2-1\")] internal partial class Net; }",
        ];
        object[] models = [.. networks.Select(n => GeneratorRun.Of(Corpus.In("N", n)).Values(TrackingNames.Specification).Single())];

        Assert.Equal(networks.Length, models.Distinct().Count());
        Assert.NotEqual(models[0], GeneratorRun.Of(Corpus.In("M", networks[0])).Values(TrackingNames.Specification).Single());
    }

    [Theory]
    [MemberData(nameof(Corpus.Names), MemberType = typeof(Corpus))]
    public void Nothing_kept_between_runs_holds_on_to_a_compilation(string name)
    {
        var kept = GeneratorRun.Of(Corpus.Source(name)).KeptValues(typeof(TrackingNames)).ToArray();

        Assert.Contains(kept, value => value.Step == TrackingNames.Specification);
        Assert.Contains(kept, value => value.Step == TrackingNames.Source);
        Assert.Empty(kept.SelectMany(value => ObjectGraph.RoslynObjectsIn(value.Value).Select(path => $"{value.Step}: {path}")));
    }

    [Theory]
    [InlineData("partial class Net;")]
    [InlineData("[Network(\"\")] partial class Net;")]
    [InlineData("[Network(\"2-2:x-1\")] class Net<T>;")]
    [InlineData("[Network] partial class Net;")]
    public void Nothing_is_kept_of_mistakes(string types)
    {
        var kept = GeneratorRun.Of(Corpus.In("N", types)).KeptValues(typeof(TrackingNames)).ToArray();
        Assert.Empty(kept.SelectMany(value => ObjectGraph.RoslynObjectsIn(value.Value).Select(path => $"{value.Step}: {path}")));
    }

    [Theory]
    [MemberData(nameof(Corpus.Names), MemberType = typeof(Corpus))]
    public void The_same_compilation_again_is_cached(string name)
    {
        var first = GeneratorRun.Of(Corpus.Source(name));
        var second = first.Then(first.Input);

        Assert.All(second.OutputReasons, reason => Assert.Equal(Cached, reason));
        Assert.Equal(first.Sources.Length, second.OutputReasons.Length);
    }

    public static TheoryData<string> EditsElsewhere { get; } =
    [
        "// a comment in front\n" + Corpus.In("N", Net),
        Corpus.In("N", Net) + "// a comment at the end",
        Corpus.In("N", "\n\n\n    " + Net),
        Corpus.In("N", "internal class Unrelated { }\n" + Net),
        Corpus.In("N", "[Network(/* 2 */ \"2-2-1\" /* ! */)] internal partial class Net;"),
        Corpus.In("N", "[Network(\"2-2-1\")] internal partial class Net { private int Helper() => 1; }"),
        Corpus.In("N", "/// <summary>Docs.</summary>\n" + Net),
        Corpus.In("N", "[Network(\" 2 - 2 - 1 \", Activation.Sigmoid)] internal partial class Net;"),
        Corpus.In("N", "[Network(\"2-2\" + \"-1\")] internal partial class Net;"),
        Corpus.In("N", "[Network(\"2-2-1\")] internal sealed partial class Net;"),
    ];

    [Theory]
    [MemberData(nameof(EditsElsewhere))]
    public void An_edit_that_changes_nothing_for_the_network_stops_at_the_model(string edited)
    {
        var run = GeneratorRun.Of(s_input);
        string before = run.Source;
        run = run.Then(edited);

        Assert.True(Assert.Single(run.Reasons(TrackingNames.Specification)) is Cached or Unchanged);
        Assert.Equal([Cached], run.OutputReasons);
        Assert.Equal(before, run.Source);
    }

    [Fact]
    public void A_new_file_runs_nothing_again()
    {
        var run = GeneratorRun.Of(s_input);
        run = run.Then(run.Input.AddSyntaxTrees(Compilations.Tree("namespace Other { internal class Unrelated { } }", "Other.cs")));

        Assert.All(run.Reasons(TrackingNames.Specification), reason => Assert.True(reason is Cached or Unchanged, reason.ToString()));
        Assert.Equal([Cached], run.OutputReasons);
    }

    [Fact]
    public void A_network_moved_to_another_file_is_not_written_again()
    {
        var run = GeneratorRun.Of(Compilations.Of([("Input.cs", s_input), ("Other.cs", "")]));
        var moved = Compilations.Of([("Input.cs", ""), ("Other.cs", s_input)]);
        string before = run.Source;

        Assert.Equal(before, run.Then(moved).Source);
    }

    public static TheoryData<string> RealEdits { get; } =
    [
        Corpus.In("N", "[Network(\"2-3-1\")] internal partial class Net;"),
        Corpus.In("N", "[Network(\"2-2-1\", Activation.Tanh)] internal partial class Net;"),
        Corpus.In("N", "[Network(\"2-2-1\", Precision = Precision.Single)] internal partial class Net;"),
        Corpus.In("N", "[Network(\"2-2-1\", Initializer = Initializer.Zero)] internal partial class Net;"),
        Corpus.In("N", "[Network(\"2-2-1\")] internal partial class Renamed;"),
        Corpus.In("N", "[Network(\"2-2-1\")] internal partial struct Net;"),
        Corpus.In("Moved", Net),
    ];

    [Theory]
    [MemberData(nameof(RealEdits))]
    public void A_change_of_the_network_writes_its_file_anew(string edited)
    {
        var run = GeneratorRun.Of(s_input);
        string before = run.Source;
        run = run.Then(edited);

        Assert.Equal([Modified], run.Reasons(TrackingNames.Specification));
        Assert.Equal([Modified], run.OutputReasons);
        Assert.NotEqual(before, run.Source);
        Assert.Equal(GeneratorRun.Of(edited).Source, run.Source);
    }

    [Fact]
    public void A_second_network_leaves_the_first_cached()
    {
        var run = GeneratorRun.Of(s_input).Then(Corpus.In("N", Net + "\n[Network(\"3-1\")] internal partial class Second;"));

        var reasons = run.Reasons(TrackingNames.Specification);
        Assert.True(reasons[0] is Cached or Unchanged);
        Assert.Equal(New, reasons[1]);
        Assert.Equal([Cached, New], run.OutputReasons);
        Assert.Equal(["N.Net.g.cs", "N.Second.g.cs"], run.Sources.Select(s => s.HintName));
    }

    [Fact]
    public void Changing_one_of_two_networks_writes_only_its_file()
    {
        const string First = "[Network(\"2-2-1\")] internal partial class First;\n", Second = "[Network(\"3-1\")] internal partial class Second;";
        var run = GeneratorRun.Of(Corpus.In("N", First + Second)).Then(Corpus.In("N", First + Second.Replace("3-1", "4-1", StringComparison.Ordinal)));

        Assert.Equal([Cached, Modified], run.OutputReasons);
    }

    [Fact]
    public void A_mistake_removes_the_file_and_its_repair_brings_it_back()
    {
        var run = GeneratorRun.Of(s_input);
        string before = run.Source;
        run = run.Then(Corpus.In("N", "[Network(\"2-2-\")] internal partial class Net;"));
        Assert.Empty(run.Sources);

        Assert.Equal(before, run.Then(s_input).Source);
    }

    [Fact]
    public void Two_hundred_networks_and_one_edit_write_one_file()
    {
        var files = Enumerable.Range(0, 200).Select(i => ($"File{i}.cs", Corpus.In("N", $"[Network(\"2-2-1\")] internal partial class Net{i};"))).ToArray();
        var run = GeneratorRun.Of(Compilations.Of(files)).Then(Corpus.In("N", "[Network(\"2-3-1\")] internal partial class Net7;"), "File7.cs");

        Assert.Equal(199, run.OutputReasons.Count(reason => reason == Cached));
        Assert.Equal(1, run.OutputReasons.Count(reason => reason == Modified));
    }

    [Fact]
    public void A_cancelled_run_stops()
    {
        var input = Compilations.Of(s_input);
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.Throws<OperationCanceledException>(() => GeneratorRun.NewDriver(input).RunGenerators(input, source.Token));
    }

    [Fact]
    public void A_run_cancelled_halfway_stops_and_the_next_one_is_whole()
    {
        var input = Corpus.Everything();
        int expected = GeneratorRun.Of(input).Sources.Length, cancelled = 0;
        GeneratorDriver driver = GeneratorRun.NewDriver(input);
        foreach (int delay in (int[])[0, 1, 2, 4, 8, 16])
        {
            using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(delay));
            try
            {
                var result = GeneratorRun.NewDriver(input).RunGenerators(input, source.Token).GetRunResult().Results.Single();
                Assert.Null(result.Exception);
                Assert.Equal(expected, result.GeneratedSources.Length);
            }
            catch (OperationCanceledException)
            {
                cancelled++;
            }
        }

        Assert.True(cancelled > 0);
        Assert.Equal(expected, driver.RunGenerators(input, TestContext.Current.CancellationToken).GetRunResult().Results.Single().GeneratedSources.Length);
    }
}
