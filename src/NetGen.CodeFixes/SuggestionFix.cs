using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using NetGen.Generator.Diagnostics;

namespace NetGen.CodeFixes;

/// <summary>
/// Puts the analyzer's suggestion in place of a mistake: the topology that was meant, a known activation, a loss that fits. The span of the
/// diagnostic says what to replace.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SuggestionFix))]
public sealed class SuggestionFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; }
        = ImmutableArray.Create(FixContract.BadTopology, FixContract.UnknownActivation, FixContract.LossDoesNotFit);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is null)
        {
            return;
        }

        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (diagnostic.Properties.TryGetValue(FixContract.Suggestion, out string? suggestion)
                && suggestion is not null
                && Change(root, diagnostic, suggestion) is { } change)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        Title(diagnostic.Id, suggestion),
                        async cancellation =>
                        {
                            SourceText text = await context.Document.GetTextAsync(cancellation).ConfigureAwait(false);
                            return context.Document.WithText(text.WithChanges(change));
                        },
                        equivalenceKey: diagnostic.Id),
                    diagnostic);
            }
        }
    }

    private static string Title(string id, string suggestion) => id switch
    {
        FixContract.BadTopology => $"Write \"{suggestion}\"",
        FixContract.UnknownActivation => $"Use the activation '{suggestion}'",
        _ => $"Use the loss {suggestion}",
    };

    /// <summary>
    /// The edit, or null where the place of the mistake is not known exactly: a topology with escapes, in a constant or put together is
    /// reported as a whole expression, which must not be overwritten with a name.
    /// </summary>
    private static TextChange? Change(SyntaxNode root, Diagnostic diagnostic, string suggestion)
    {
        TextSpan span = diagnostic.Location.SourceSpan;
        if (diagnostic.Id == FixContract.LossDoesNotFit)
        {
            // "Loss.X", "NetGen.Loss.X", or X alone with a using static: the last name is the one to change. A cast has no name.
            return root.FindNode(span, getInnermostNodeForTie: true) switch
            {
                MemberAccessExpressionSyntax access when access.Span == span => new TextChange(access.Name.Span, suggestion),
                IdentifierNameSyntax name when name.Span == span => new TextChange(span, suggestion),
                _ => null,
            };
        }

        SyntaxToken token = root.FindToken(span.Start);
        bool isInsideString = token.Parent.IsKind(SyntaxKind.StringLiteralExpression) && token.SpanStart < span.Start && span.End < token.Span.End;
        return isInsideString ? new TextChange(span, suggestion) : null;
    }
}
