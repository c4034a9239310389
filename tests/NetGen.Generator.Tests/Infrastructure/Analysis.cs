using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace NetGen.Generator.Tests;

/// <summary>
/// Runs an analyzer over sources in which <c>{|ID:text|}</c> marks what it shall report, and compares ids, exact spans and nothing more.
/// </summary>
internal static partial class Analysis
{
    /// <summary>Diagnostics of the analyzer, suppressed ones included, in source order.</summary>
    public static async Task<Diagnostic[]> Run(DiagnosticAnalyzer analyzer, CSharpCompilation compilation, string? editorConfig = null)
    {
        var options = compilation.Options.WithSpecificDiagnosticOptions([]).WithGeneralDiagnosticOption(ReportDiagnostic.Default);
        if (editorConfig != null)
            options = options.WithSyntaxTreeOptionsProvider(new EditorConfig(editorConfig));
        var analysis = compilation.WithOptions(options).WithAnalyzers(
            [analyzer],
            new CompilationWithAnalyzersOptions(
                new AnalyzerOptions([]),
                onAnalyzerException: null,
                concurrentAnalysis: true,
                logAnalyzerExecutionTime: false,
                reportSuppressedDiagnostics: true));
        var diagnostics = await analysis.GetAnalyzerDiagnosticsAsync();
        return
        [
            .. diagnostics.OrderBy(d => d.Location.SourceTree?.FilePath, StringComparer.Ordinal)
                .ThenBy(d => d.Location.SourceSpan.Start)
                .ThenBy(d => d.Id, StringComparer.Ordinal),
        ];
    }

    /// <summary>Asserts that the analyzer reports exactly what the markup says, and returns that.</summary>
    public static async Task<Diagnostic[]> Expect(DiagnosticAnalyzer analyzer, string markup, LanguageVersion version = LanguageVersion.Latest)
    {
        var (source, expected) = Unmarked(markup);
        Diagnostic[] actual = await Run(analyzer, Compilations.Of(source, version));
        Assert.Equal(expected, actual.Where(d => !d.IsSuppressed).Select(d => $"{d.Id} at {d.Location.SourceSpan.Start}: {TextUnder(d)}"));
        return actual;
    }

    public static string TextUnder(Diagnostic diagnostic)
        => diagnostic.Location.SourceTree?.GetText().ToString(diagnostic.Location.SourceSpan) ?? "no location";

    /// <summary>The source without its markup, and what the markup expects.</summary>
    public static (string Source, List<string> Expected) Unmarked(string markup)
    {
        var expected = new List<(int Start, string Id, string Text)>();
        string source = markup.ReplaceLineEndings("\n");
        while (Innermost().Match(source) is { Success: true } match)
        {
            string id = match.Groups["id"].Value, text = match.Groups["text"].Value;
            int removed = match.Groups["text"].Index - match.Index;
            source = source[..match.Index] + text + source[(match.Index + match.Length)..];
            for (int i = 0; i < expected.Count; i++)
            {
                // Marks already taken out move left by what this one's brackets took.
                int shift = expected[i].Start >= match.Index + match.Length ? removed + 2 : expected[i].Start >= match.Index ? removed : 0;
                expected[i] = expected[i] with { Start = expected[i].Start - shift };
            }

            expected.Add((match.Index, id, text));
        }

        return (source, [.. expected.OrderBy(e => e.Start).ThenBy(e => e.Id, StringComparer.Ordinal).Select(e => $"{e.Id} at {e.Start}: {e.Text}")]);
    }

    /// <summary>Diagnostics for a person: the line, the span underlined, severity, id and message.</summary>
    public static string Readable(IEnumerable<Diagnostic> diagnostics)
    {
        var text = new StringBuilder();
        foreach (var diagnostic in diagnostics)
        {
            var span = diagnostic.Location.GetLineSpan().Span;
            string line = diagnostic.Location.SourceTree!.GetText().Lines[span.Start.Line].ToString();
            int length = span.Start.Line == span.End.Line ? span.End.Character - span.Start.Character : line.Length - span.Start.Character;
            text.Append(line).Append('\n').Append(' ', span.Start.Character).Append('~', length).Append('\n');
            string severity = diagnostic.Severity.ToString().ToLowerInvariant();
            text.Append(CultureInfo.InvariantCulture, $"{severity} {diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}\n\n");
        }

        return text.ToString().TrimEnd('\n');
    }

    [GeneratedRegex(@"\{\|(?<id>[A-Z]+[0-9]+):(?<text>(?:(?!\{\||\|\}).)*)\|\}", RegexOptions.Singleline)]
    private static partial Regex Innermost();

    private sealed class EditorConfig(string text) : SyntaxTreeOptionsProvider
    {
        private readonly AnalyzerConfigSet _set = AnalyzerConfigSet.Create(ImmutableArray.Create(AnalyzerConfig.Parse(text, "/.editorconfig")));

        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
            => _set.GetOptionsForSourcePath("/" + tree.FilePath).TreeOptions.TryGetValue(diagnosticId, out severity);

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
            => _set.GlobalConfigOptions.TreeOptions.TryGetValue(diagnosticId, out severity);
    }
}
