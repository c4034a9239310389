using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using NetGen.Generator.Emission;
using NetGen.Generator.Model;
using NetGen.Generator.Parsing;
using NetGen.Generator.Planning;

namespace NetGen.Generator;

/// <summary>Finds the types marked <c>[Network]</c> and writes their feedforward, backpropagation and training code.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class NetworkGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // Find and parse. A network with mistakes yields nothing here; the analyzer reports them.
        IncrementalValuesProvider<NetworkSpec> specifications = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                NetworkParser.AttributeName,
                static (node, _) => node is TypeDeclarationSyntax,
                static (found, cancellation) => NetworkParser.Parse((INamedTypeSymbol)found.TargetSymbol, found.SemanticModel.Compilation, cancellation)?.Specification)
            .Where(static specification => specification is not null)
            .Select(static (specification, _) => specification!)
            .WithTrackingName(TrackingNames.Specification);

        // File names must be unique whatever the case; types that differ only by case get a number.
        IncrementalValueProvider<EquatableArray<string>> collisions = specifications
            .Select(static (specification, _) => specification.Type.HintName)
            .Collect()
            .Select(static (names, _) => HintNames.Collisions(names))
            .WithTrackingName(TrackingNames.Collisions);

        // Plan and emit.
        context.RegisterSourceOutput(
            specifications
                .Combine(collisions)
                .Select(static (pair, _) => (Specification: pair.Left, HintName: HintNames.Unique(pair.Left.Type.HintName, pair.Right)))
                .Where(static source => source.HintName is not null)
                .WithTrackingName(TrackingNames.Source),
            static (output, source) =>
            {
                output.CancellationToken.ThrowIfCancellationRequested();
                NetworkPlan plan = NetworkPlanner.Plan(source.Specification);
                output.AddSource(source.HintName!, SourceText.From(NetworkEmitter.Emit(plan, output.CancellationToken), Encoding.UTF8));
            });
    }
}
