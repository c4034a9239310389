using Microsoft.CodeAnalysis;

namespace NetGen.Generator.Tests;

/// <summary>The test tools must notice what they are there for.</summary>
public class InfrastructureTests
{
    private const string Input = "using NetGen; namespace N { [Network(\"1-1\")] internal partial class A; }";

    [Theory]
    [InlineData("", null)]
    [InlineData("public static string? S => null;", null)]
    [InlineData("public static string S => null;", "CS8603")]
    [InlineData("public static int F(int x) => unchecked(x + 1);", null)]
    [InlineData("public const int C = int.MaxValue + 1;", "CS0220")]
    [InlineData("/// <summary>See <see cref=\"Missing\"/>.</summary>\npublic static void M() { }", "CS1574")]
    [InlineData("private static void M() { int unused; }", "CS0168")]
    [InlineData("public static unsafe void M() { }", "CS0227")]
    public void A_strict_compilation_complains_about(string body, string? expected)
    {
        var complaints = GeneratorRun.Of(Compilations.Of(Input), new ToyGenerator("\n#nullable enable\n" + body + "\n")).Complaints();

        if (expected == null)
            Assert.Empty(complaints);
        else
            Assert.StartsWith(expected + " ", Assert.Single(complaints), StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_docs_of_public_generated_types_are_complained_about()
    {
        var complaints = GeneratorRun.Of(Compilations.Of(Input), new ToyGenerator("} public class C {")).Complaints();
        Assert.StartsWith("CS1591 ", Assert.Single(complaints), StringComparison.Ordinal);
    }

    [Fact]
    public void Reasons_tell_what_changed()
    {
        var run = GeneratorRun.Of(Compilations.Of(Input), new ToyGenerator());
        Assert.Equal([IncrementalStepRunReason.New], run.Reasons(ToyGenerator.Names.Model));

        Assert.Equal([IncrementalStepRunReason.Cached], run.Then(run.Input).OutputReasons);
        Assert.Equal([IncrementalStepRunReason.Unchanged], run.Then("// comment\n" + Input).Reasons(ToyGenerator.Names.Model));
        var renamed = run.Then(Input.Replace("class A", "class B", StringComparison.Ordinal));
        Assert.Equal([IncrementalStepRunReason.Modified], renamed.Reasons(ToyGenerator.Names.Model));
        Assert.Equal("B.g.cs", Assert.Single(renamed.Sources).HintName);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 2)]
    public void A_kept_location_is_found_however_deep(bool leak, int expected)
    {
        var run = GeneratorRun.Of(Compilations.Of(Input), new ToyGenerator(leak: leak));
        var values = run.KeptValues(typeof(ToyGenerator.Names)).ToArray();

        Assert.Equal(["Model", "Model"], values.Select(v => v.Step));
        Assert.Equal(expected, values.SelectMany(v => ObjectGraph.RoslynObjectsIn(v.Value)).Count());
    }

    [Fact]
    public void Loaded_code_runs_and_sees_the_library()
    {
        var generator = new ToyGenerator("public static object F() => new NetGen.Xoshiro256(1);");
        using var loaded = new LoadedAssembly(GeneratorRun.Of(Compilations.Of(Input), generator).Output);
        Assert.IsType<Xoshiro256>(loaded["Toy_A"].GetMethod("F")!.Invoke(null, null));
    }

    [Fact]
    public void Code_with_errors_is_not_loaded()
        => Assert.Throws<InvalidOperationException>(() => new LoadedAssembly(GeneratorRun.Of(Compilations.Of(Input), new ToyGenerator("oops")).Output));

    [Theory]
    [InlineData("class {|TOY001:a|} { class {|TOY001:b|}; class C; }")]
    [InlineData("class A;")]
    public async Task Marked_spans_are_expected_exactly(string markup) => await Analysis.Expect(new ToyAnalyzer(), markup);

    [Theory]
    [InlineData("class a;")]
    [InlineData("class {|TOY002:a|};")]
    [InlineData("class{|TOY001: a|};")]
    [InlineData("class {|TOY001:A|};")]
    [InlineData("class {|TOY001:{|TOY001:a|}|};")]
    public async Task Another_span_id_or_count_fails(string markup)
        => await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => Analysis.Expect(new ToyAnalyzer(), markup));

    [Fact]
    public void Marks_can_nest_and_follow_each_other()
    {
        var (source, expected) = Analysis.Unmarked("0 {|A1:1 {|B2:2|} 3|} {|C3:4|}");

        Assert.Equal("0 1 2 3 4", source);
        Assert.Equal(["A1 at 2: 1 2 3", "B2 at 4: 2", "C3 at 8: 4"], expected);
    }

    [Fact]
    public async Task Suppression_and_severity_come_from_the_source_and_from_editorconfig()
    {
        var analyzer = new ToyAnalyzer();
        var plain = Compilations.Of("class a;");

        Assert.Equal(DiagnosticSeverity.Warning, Assert.Single(await Analysis.Run(analyzer, plain)).Severity);
        var asError = await Analysis.Run(analyzer, plain, "[*.cs]\ndotnet_diagnostic.TOY001.severity = error\n");
        Assert.Equal(DiagnosticSeverity.Error, Assert.Single(asError).Severity);
        Assert.Empty(await Analysis.Run(analyzer, plain, "[*.cs]\ndotnet_diagnostic.TOY001.severity = none\n"));
        Assert.True(Assert.Single(await Analysis.Run(analyzer, Compilations.Of("#pragma warning disable TOY001\nclass a;"))).IsSuppressed);
    }

    [Fact]
    public async Task A_diagnostic_is_shown_under_its_line()
    {
        string text = Analysis.Readable(await Analysis.Run(new ToyAnalyzer(), Compilations.Of("class a;")));
        Assert.Equal("class a;\n      ~\nwarning TOY001: 'a' is small", text);
    }
}
