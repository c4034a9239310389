using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.Emission;

namespace NetGen.Generator.Parsing;

/// <summary>
/// What the networks of a compilation have in common, found once. Every keystroke makes a new compilation in which all networks are read again,
/// so what is looked up for each of them is what a keystroke costs.
/// </summary>
internal sealed class CompilationFacts
{
    private static readonly ConditionalWeakTable<Compilation, CompilationFacts> s_facts = new();

    private readonly Compilation _compilation;
    private readonly ConcurrentDictionary<INamespaceSymbol, NamespaceFacts> _namespaces = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ITypeSymbol, Dictionary<object, string>> _enums = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IAssemblySymbol, bool> _hasVectors = new(SymbolEqualityComparer.Default);
    private readonly Lazy<bool> _hasSpan;

    private CompilationFacts(Compilation compilation)
    {
        _compilation = compilation;
        _hasSpan = new Lazy<bool>(() => compilation.GetTypeByMetadataName("System.Span`1") is not null);
    }

    public bool HasSpan => _hasSpan.Value;

    public static CompilationFacts Of(Compilation compilation) => s_facts.GetValue(compilation, static key => new CompilationFacts(key));

    /// <summary>True for the library for .NET 10, which has <c>INetwork</c> and the vector kernels; the one for netstandard2.0 has neither.</summary>
    public bool HasVectors(IAssemblySymbol library)
        => _hasVectors.GetOrAdd(library, static key => key.GetTypeByMetadataName("NetGen.INetwork`2") is not null);

    public NamespaceFacts Of(INamespaceSymbol space, CancellationToken cancellation)
        => _namespaces.GetOrAdd(
            space,
            key =>
            {
                INamespaceSymbol[] path = [.. Enclosing(key)];
                string[] names = [.. path.Skip(1).Select(part => part.Name)];
                return new NamespaceFacts(
                    string.Join(".", names.Select(TypeReader.Escape)),
                    string.Concat(names.Select(name => name + ".")),
                    (key.IsGlobalNamespace && HasGlobalStaticUsings(cancellation))
                        || KernelNames.All.Any(name => key.GetMembers(name).Any())
                        || path.Any(outer => outer.GetMembers("var").Any()));
            });

    /// <summary>The name of an enum's value; null when it has none.</summary>
    public string? NameOf(TypedConstant constant)
    {
        if (constant is not { Type: { } type, Value: { } value })
        {
            return null;
        }

        Dictionary<object, string> names = _enums.GetOrAdd(type, static key => key.GetMembers().OfType<IFieldSymbol>()
            .Where(field => field.HasConstantValue)
            .GroupBy(field => field.ConstantValue!)
            .ToDictionary(group => group.Key, group => group.First().Name));
        return names.TryGetValue(value, out string? name) ? name : null;
    }

    private static IEnumerable<INamespaceSymbol> Enclosing(INamespaceSymbol space)
        => space.IsGlobalNamespace ? [space] : Enclosing(space.ContainingNamespace).Concat([space]);

    /// <summary>A <c>global using static</c> is on a level with the directive of the generated file when that file has no namespace.</summary>
    private bool HasGlobalStaticUsings(CancellationToken cancellation)
        => _compilation.SyntaxTrees.Any(tree
            => tree.GetRoot(cancellation) is CompilationUnitSyntax root
                && root.Usings.Any(directive => !directive.GlobalKeyword.IsKind(SyntaxKind.None) && !directive.StaticKeyword.IsKind(SyntaxKind.None)));
}

/// <summary>What the networks of a namespace have in common.</summary>
/// <param name="Name">Ready to write; empty for the global namespace.</param>
/// <param name="HintPrefix">What the names of its files begin with.</param>
/// <param name="TakesShortNames">Types in it, or usings on a level with the generated file's, hide what the file's using directives bring in.</param>
internal sealed record NamespaceFacts(string Name, string HintPrefix, bool TakesShortNames);
