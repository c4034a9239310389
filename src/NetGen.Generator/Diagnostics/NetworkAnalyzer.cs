using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using NetGen.Generator.Parsing;

namespace NetGen.Generator.Diagnostics;

/// <summary>
/// Reports the mistakes that keep a network from being generated. It calls the generator's own parser, so the two never disagree; and because
/// it is an analyzer, <c>#pragma</c>, <c>.editorconfig</c> and <c>SuppressMessage</c> work.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NetworkAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(
        Descriptors.NotPartial,
        Descriptors.ContainerNotPartial,
        Descriptors.BadTopology,
        Descriptors.UnknownActivation,
        Descriptors.OutOfRange,
        Descriptors.LossDoesNotFit,
        Descriptors.MemberNameTaken,
        Descriptors.UnsupportedType,
        Descriptors.LanguageVersionTooLow,
        Descriptors.TargetLacksSupport,
        Descriptors.SeveralAttributes,
        Descriptors.UndefinedArgument);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(NetworkParser.AttributeName) is not null)
            {
                start.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
            }
        });
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        ParsedNetwork? network = NetworkParser.Parse((INamedTypeSymbol)context.Symbol, context.Compilation, context.CancellationToken);
        foreach (Fault fault in network?.Faults ?? ImmutableArray<Fault>.Empty)
        {
            ImmutableDictionary<string, string?> properties = fault.Suggestion is null
                ? ImmutableDictionary<string, string?>.Empty
                : ImmutableDictionary<string, string?>.Empty.Add(FixContract.Suggestion, fault.Suggestion);
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.For(fault.Kind), fault.Location, properties, [.. fault.Arguments]));
        }
    }
}
