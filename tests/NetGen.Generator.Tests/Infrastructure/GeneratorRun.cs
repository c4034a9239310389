using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NetGen.Generator.Tests;

/// <summary>What a generator made of a compilation; a second run goes on from the state of the first, as in an editor.</summary>
internal sealed record GeneratorRun(GeneratorDriver Driver, CSharpCompilation Input, CSharpCompilation Output)
{
    public GeneratorRunResult Result => Driver.GetRunResult().Results.Single();

    public ImmutableArray<GeneratedSourceResult> Sources => Result.GeneratedSources;

    /// <summary>The text of the only generated file.</summary>
    public string Source => Sources.Single().SourceText.ToString();

    /// <summary>The text of the routine for one row, of a network that has none with named inputs.</summary>
    public string RowRoutine
    {
        get
        {
            string fromRow = Source[Source.IndexOf(" FeedForwardRow(ref readonly", StringComparison.Ordinal)..];
            return fromRow[..fromRow.IndexOf(" FeedForwardRows(", StringComparison.Ordinal)];
        }
    }

    public static GeneratorRun Of(string source, LanguageVersion version = LanguageVersion.Latest) => Of(Compilations.Of(source, version));

    public static GeneratorRun Of(CSharpCompilation input, IIncrementalGenerator? generator = null) => Of(NewDriver(input, generator), input);

    /// <summary>A driver that has not run yet.</summary>
    public static GeneratorDriver NewDriver(CSharpCompilation input, IIncrementalGenerator? generator = null) => CSharpGeneratorDriver.Create(
        [(generator ?? new NetworkGenerator()).AsSourceGenerator()],
        parseOptions: (CSharpParseOptions?)input.SyntaxTrees.FirstOrDefault()?.Options,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>Runs again, on a changed compilation.</summary>
    public GeneratorRun Then(CSharpCompilation input) => Of(Driver, input);

    /// <summary>Runs again, with the text of one file changed.</summary>
    public GeneratorRun Then(string changedText, string path = "Input.cs")
    {
        SyntaxTree old = Input.SyntaxTrees.Single(tree => tree.FilePath == path);
        return Then(Input.ReplaceSyntaxTree(old, old.WithChangedText(Microsoft.CodeAnalysis.Text.SourceText.From(changedText))));
    }

    /// <summary>Why each output of a step is what it is, in the order of the outputs.</summary>
    public IncrementalStepRunReason[] Reasons(string step)
        => [.. Steps(step).SelectMany(s => s.Outputs).Select(output => output.Reason)];

    public object[] Values(string step) => [.. Steps(step).SelectMany(s => s.Outputs).Select(output => output.Value)];

    /// <summary>Why each generated file is what it is.</summary>
    public IncrementalStepRunReason[] OutputReasons
        => [.. Result.TrackedOutputSteps.Values.SelectMany(steps => steps).SelectMany(s => s.Outputs).Select(output => output.Reason)];

    /// <summary>All values that the generator keeps between runs: those of the steps it has named, and what flows into its outputs.</summary>
    public IEnumerable<(string Step, object Value)> KeptValues(Type trackingNames)
    {
        string[] names = NamesOf(trackingNames);
        var named = Result.TrackedSteps.Where(pair => names.Contains(pair.Key)).SelectMany(pair => pair.Value);
        var last = Result.TrackedOutputSteps.Values.SelectMany(steps => steps).SelectMany(step => step.Inputs).Select(input => input.Source);
        return named.Concat(last).SelectMany(step => step.Outputs.Select(output => (step.Name ?? "unnamed", output.Value)));
    }

    public static string[] NamesOf(Type trackingNames)
    {
        var fields = trackingNames.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic);
        return [.. fields.Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!)];
    }

    /// <summary>
    /// Everything the compiler says about the generated files and the input, except undocumented types of the input.
    /// Empty for output that a strict project accepts.
    /// </summary>
    public string[] Complaints()
    {
        var all = Output.GetDiagnostics().Concat(Driver.GetRunResult().Diagnostics);
        return [.. all.Where(d => d.Severity > DiagnosticSeverity.Hidden && (IsGenerated(d) || d.Id != "CS1591")).Select(Described)];
    }

    private bool IsGenerated(Diagnostic diagnostic) => diagnostic.Location.SourceTree is { } tree && !Input.SyntaxTrees.Contains(tree);

    private static string Described(Diagnostic diagnostic)
    {
        string line = diagnostic.Location.SourceTree?.GetText().Lines[diagnostic.Location.GetLineSpan().StartLinePosition.Line].ToString().Trim() ?? "";
        return string.Create(CultureInfo.InvariantCulture, $"{diagnostic.Id} {diagnostic.GetMessage(CultureInfo.InvariantCulture)} | {line}");
    }

    private ImmutableArray<IncrementalGeneratorRunStep> Steps(string name)
        => Result.TrackedSteps.TryGetValue(name, out var steps) ? steps : throw new KeyNotFoundException($"No tracked step is named '{name}'.");

    private static GeneratorRun Of(GeneratorDriver driver, CSharpCompilation input)
    {
        driver = driver.RunGeneratorsAndUpdateCompilation(input, out Compilation output, out _);
        return new GeneratorRun(driver, input, (CSharpCompilation)output);
    }
}
