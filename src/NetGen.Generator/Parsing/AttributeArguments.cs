using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace NetGen.Generator.Parsing;

/// <summary>The arguments of one <c>[Network(…)]</c>, their values and their places in the source.</summary>
internal sealed class AttributeArguments
{
    public const string Activation = "Activation";
    public const string Loss = "Loss";
    public const string Precision = "Precision";
    public const string Initializer = "Initializer";

    private readonly AttributeData _attribute;

    public AttributeArguments(AttributeData attribute, CancellationToken cancellation)
    {
        _attribute = attribute;
        Syntax = attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax;
    }

    public AttributeSyntax? Syntax { get; }

    public INamedTypeSymbol Class => _attribute.AttributeClass!;

    /// <summary>False when the compiler could not make sense of the arguments; it reports that itself.</summary>
    public bool AreBound
        => _attribute.AttributeConstructor is not null
            && _attribute.ConstructorArguments.Length == 2
            && _attribute.ConstructorArguments[0].Kind == TypedConstantKind.Primitive
            && _attribute.ConstructorArguments[1].Kind == TypedConstantKind.Enum
            && _attribute.NamedArguments.All(argument => argument.Value.Kind == TypedConstantKind.Enum);

    /// <summary>The topology's value; empty for null.</summary>
    public string Topology => _attribute.ConstructorArguments[0].Value as string ?? "";

    public bool TryGet(string name, out TypedConstant constant)
    {
        if (name == Activation)
        {
            constant = _attribute.ConstructorArguments[1];
            return true;
        }

        foreach (KeyValuePair<string, TypedConstant> argument in _attribute.NamedArguments)
        {
            if (argument.Key == name)
            {
                constant = argument.Value;
                return true;
            }
        }

        constant = default;
        return false;
    }

    /// <summary>The place of an argument's expression; of the whole attribute when the argument is not written.</summary>
    public Location Locate(string name) => Expression(name)?.GetLocation() ?? Syntax?.GetLocation() ?? Location.None;

    /// <summary>
    /// The place of some characters of the topology. Exact where the literal has one source character for every character of its value, as
    /// in regular, verbatim and raw strings without escapes; otherwise (escapes, constants, concatenations) the whole argument.
    /// </summary>
    public Location LocateInTopology(int start, int length)
    {
        ExpressionSyntax? expression = Expression("topology");
        return expression is LiteralExpressionSyntax literal && ContentOffset(literal.Token) is { } offset
            ? Location.Create(literal.SyntaxTree, new TextSpan(literal.SpanStart + offset + start, length))
            : expression?.GetLocation() ?? Syntax?.GetLocation() ?? Location.None;
    }

    private ExpressionSyntax? Expression(string name)
    {
        SeparatedSyntaxList<AttributeArgumentSyntax> arguments = Syntax?.ArgumentList?.Arguments ?? default;
        AttributeArgumentSyntax? named = arguments.FirstOrDefault(argument
            => string.Equals(argument.NameEquals?.Name.Identifier.ValueText, name, StringComparison.Ordinal)
                || string.Equals(argument.NameColon?.Name.Identifier.ValueText, name, StringComparison.OrdinalIgnoreCase));
        if (named is not null)
        {
            return named.Expression;
        }

        AttributeArgumentSyntax[] positional = [.. arguments.Where(argument => argument.NameEquals is null && argument.NameColon is null)];
        int position = name switch { "topology" => 0, Activation => 1, _ => int.MaxValue };
        return position < positional.Length ? positional[position].Expression : null;
    }

    /// <summary>How many characters of the literal stand before its content; null when source and value do not match one to one.</summary>
    private static int? ContentOffset(SyntaxToken token)
    {
        string text = token.Text;
        int quotes = 0;
        while (quotes < text.Length && text[quotes] == '"')
        {
            quotes++;
        }

        (int before, int after) = text switch
        {
            _ when text.StartsWith("@\"", StringComparison.Ordinal) => (2, 1),
            _ when quotes >= 3 && quotes < text.Length => (quotes, quotes),
            _ => (1, 1),
        };
        return token.ValueText is { Length: > 0 } value
            && text.Length == before + value.Length + after
            && string.CompareOrdinal(text, before, value, 0, value.Length) == 0 ? before : null;
    }
}
