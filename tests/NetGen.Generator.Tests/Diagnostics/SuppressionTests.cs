using Microsoft.CodeAnalysis;
using NetGen.Generator.Diagnostics;

namespace NetGen.Generator.Tests;

/// <summary>Severity and suppression belong to the user, by all the usual means.</summary>
public class SuppressionTests
{
    private const string Bad = "[Network(\"0-1\")] partial class Net;";

    [Fact]
    public async Task By_default_it_is_an_error()
    {
        var diagnostic = Assert.Single(await Run(Bad));

        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
        Assert.False(diagnostic.IsSuppressed);
    }

    [Fact]
    public async Task A_pragma_suppresses_only_what_it_encloses()
    {
        string other = Bad.Replace("Net;", "Other;", StringComparison.Ordinal);
        var diagnostics = await Run($"#pragma warning disable NETGEN005\n{Bad}\n#pragma warning restore NETGEN005\n{other}");
        Assert.Equal([true, false], diagnostics.Select(d => d.IsSuppressed));
    }

    [Fact]
    public async Task A_pragma_for_another_id_does_not_suppress()
        => Assert.False(Assert.Single(await Run("#pragma warning disable NETGEN003\n" + Bad)).IsSuppressed);

    [Theory]
    [InlineData("warning", DiagnosticSeverity.Warning)]
    [InlineData("suggestion", DiagnosticSeverity.Info)]
    public async Task Editorconfig_changes_the_severity(string severity, DiagnosticSeverity expected)
        => Assert.Equal(expected, Assert.Single(await Run(Bad, $"[*.cs]\ndotnet_diagnostic.NETGEN005.severity = {severity}\n")).Severity);

    [Fact]
    public async Task Editorconfig_turns_it_off()
        => Assert.Empty(await Run(Bad, "[*.cs]\ndotnet_diagnostic.NETGEN005.severity = none\n"));

    [Theory]
    [InlineData("[System.Diagnostics.CodeAnalysis.SuppressMessage(\"NetGen\", \"NETGEN005\")] " + Bad, true)]
    [InlineData("[System.Diagnostics.CodeAnalysis.SuppressMessage(\"NetGen\", \"NETGEN005:A size is out of range\")] " + Bad, true)]
    [InlineData("[System.Diagnostics.CodeAnalysis.SuppressMessage(\"NetGen\", \"NETGEN003\")] " + Bad, false)]
    public async Task SuppressMessage_works(string types, bool suppressed)
        => Assert.Equal(suppressed, Assert.Single(await Run(types)).IsSuppressed);

    [Fact]
    public async Task Generated_files_of_others_are_left_alone()
        => Assert.Empty(await Analysis.Run(new NetworkAnalyzer(), Compilations.Of([("Input.g.cs", Corpus.In("N", Bad))])));

    [Fact]
    public void A_suppressed_mistake_still_generates_nothing()
        => Assert.Empty(GeneratorRun.Of(Corpus.In("N", "#pragma warning disable NETGEN005\n" + Bad)).Sources);

    private static Task<Diagnostic[]> Run(string types, string? editorConfig = null)
        => Analysis.Run(new NetworkAnalyzer(), Compilations.Of(Corpus.In("N", types)), editorConfig);
}
