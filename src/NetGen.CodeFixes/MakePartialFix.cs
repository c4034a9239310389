using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using NetGen.Generator.Diagnostics;

namespace NetGen.CodeFixes;

/// <summary>Adds <c>partial</c> to a network's type, or to a type around it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakePartialFix))]
public sealed class MakePartialFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(FixContract.NotPartial, FixContract.ContainerNotPartial);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (root?.FindToken(diagnostic.Location.SourceSpan.Start).Parent is TypeDeclarationSyntax type)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        $"Make '{type.Identifier.ValueText}' partial",
                        cancellation => MakePartial(context.Document, type, cancellation),
                        equivalenceKey: nameof(MakePartialFix)),
                    diagnostic);
            }
        }
    }

    /// <summary>Every declaration of the type gets the modifier, for one part without it is an error.</summary>
    private static async Task<Solution> MakePartial(Document document, TypeDeclarationSyntax type, CancellationToken cancellation)
    {
        SemanticModel? model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        Solution solution = document.Project.Solution;
        if (model?.GetDeclaredSymbol(type, cancellation) is not { } symbol)
        {
            return solution;
        }

        foreach (IGrouping<SyntaxTree, SyntaxReference> file in symbol.DeclaringSyntaxReferences.GroupBy(reference => reference.SyntaxTree))
        {
            // A generated part is no document of the solution.
            if (solution.GetDocument(file.Key) is not { } part || await part.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is not { } root)
            {
                continue;
            }

            IEnumerable<SyntaxNode> declarations = file.Select(reference => reference.GetSyntax(cancellation));
            SyntaxNode changed = root.ReplaceNodes(declarations, (_, declaration) => WithPartial(part, declaration));
            solution = solution.WithDocumentSyntaxRoot(part.Id, changed);
        }

        return solution;
    }

    private static SyntaxNode WithPartial(Document document, SyntaxNode declaration)
    {
        SyntaxGenerator generator = SyntaxGenerator.GetGenerator(document);
        return generator.WithModifiers(declaration, generator.GetModifiers(declaration).WithPartial(true));
    }
}
