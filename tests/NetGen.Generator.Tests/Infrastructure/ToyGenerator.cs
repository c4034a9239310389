using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace NetGen.Generator.Tests;

/// <summary>
/// A generator with one named step, for the tests of the test tools: for every type X with a network it writes the class <c>Toy_X</c> with a given body.
/// </summary>
internal sealed class ToyGenerator(string body = "", bool leak = false) : IIncrementalGenerator
{
    public static class Names
    {
        public const string Model = "Model";
    }

    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var models = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                "NetGen.NetworkAttribute", (node, _) => node is TypeDeclarationSyntax, (found, _) => Model.Of(found.TargetSymbol, leak))
            .WithTrackingName(Names.Model);
        context.RegisterSourceOutput(models, (output, model)
            => output.AddSource(model.Name + ".g.cs", $"internal static class Toy_{model.Name} {{ {body} }}"));
    }

    internal sealed record Model(string Name, object? Kept)
    {
        public static Model Of(ISymbol symbol, bool leak) => new(symbol.Name, leak ? ImmutableArray.Create(Tuple.Create(symbol.Locations[0])) : null);
    }
}

/// <summary>Reports every type whose name begins with a small letter, at the name.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class ToyAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor s_small =
        new("TOY001", "Small", "'{0}' is small", "Toy", DiagnosticSeverity.Warning, isEnabledByDefault: true);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [s_small];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(
            symbol =>
            {
                if (char.IsLower(symbol.Symbol.Name[0]))
                    symbol.ReportDiagnostic(Diagnostic.Create(s_small, symbol.Symbol.Locations[0], symbol.Symbol.Name));
            },
            SymbolKind.NamedType);
    }
}
