using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.Emission;
using NetGen.Generator.Model;

namespace NetGen.Generator.Parsing;

/// <summary>Reads how a type is declared, so that another part of it can be written.</summary>
internal static class TypeReader
{
    private const string ToStringName = "ToString";

    private static readonly ConditionalWeakTable<Compilation, object> s_globalStaticUsings = new();

    public static TypeSpec Read(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation)
    {
        List<ContainerSpec> containers = [];
        List<string> path = [type.MetadataName];
        for (INamedTypeSymbol? container = type.ContainingType; container is not null; container = container.ContainingType)
        {
            containers.Insert(0, new ContainerSpec(KeywordOf(container), Escape(container.Name)));
            path.Insert(0, container.MetadataName);
        }

        string[] spaces = [.. Namespaces(type.ContainingNamespace)];
        return new TypeSpec(
            string.Join(".", spaces.Select(Escape)),
            new EquatableArray<ContainerSpec>([.. containers]),
            KeywordOf(type),
            Escape(type.Name),
            string.Join(".", spaces.Concat(path)) + ".g.cs",
            ShortNamesWouldClash(type, compilation, cancellation),
            KeepsToString(type),
            type.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "StructLayoutAttribute"));
    }

    /// <summary>True where an override of <c>ToString</c> in the generated part would clash, or replace what the user wrote.</summary>
    private static bool KeepsToString(INamedTypeSymbol type)
    {
        if (type.Name == ToStringName || type.GetMembers(ToStringName).Any(member => TakesItsPlace(member)
            && !member.IsImplicitlyDeclared && member.Locations.Any(place => place.IsInSource && !TypeRules.IsGenerated(place.SourceTree))))
        {
            return true;
        }

        for (INamedTypeSymbol? ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (ancestor.GetMembers(ToStringName).FirstOrDefault(TakesItsPlace) is { } inherited)
            {
                return inherited.IsSealed || inherited is not IMethodSymbol { ReturnType.SpecialType: SpecialType.System_String }
                    || !(inherited.IsVirtual || inherited.IsOverride || inherited.IsAbstract);
            }
        }

        // Without even an object to inherit from, there is nothing to override.
        return true;
    }

    private static bool TakesItsPlace(ISymbol member) => member is not IMethodSymbol method || (method.Parameters.Length == 0 && method.TypeParameters.Length == 0);

    private static string KeywordOf(INamedTypeSymbol type) => type.TypeKind switch
    {
        TypeKind.Interface => "interface",
        TypeKind.Struct => type.IsRecord ? "record struct" : "struct",
        _ => type.IsRecord ? "record" : "class",
    };

    private static IEnumerable<string> Namespaces(INamespaceSymbol space)
        => space.IsGlobalNamespace ? [] : Namespaces(space.ContainingNamespace).Concat([space.Name]);

    private static string Escape(string name)
        => SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    /// <summary>
    /// Members of the type, of the types around it and of their bases, and types of the namespace all hide what a using directive brings in.
    /// </summary>
    private static bool ShortNamesWouldClash(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation)
    {
        for (INamedTypeSymbol? scope = type; scope is not null; scope = scope.ContainingType)
        {
            for (INamedTypeSymbol? current = scope; current is not null; current = current.BaseType)
            {
                if (KernelNames.All.Contains(current.Name)
                    || current.MemberNames.Any(KernelNames.All.Contains)
                    || current.GetTypeMembers().Any(member => KernelNames.All.Contains(member.Name)))
                {
                    return true;
                }
            }
        }

        INamespaceSymbol space = type.ContainingNamespace;
        return (space.IsGlobalNamespace && HasGlobalStaticUsings(compilation, cancellation))
            || KernelNames.All.Any(name => space.GetMembers(name).Any())
            || Enclosing(space).Any(outer => outer.GetMembers("var").Any());
    }

    private static IEnumerable<INamespaceSymbol> Enclosing(INamespaceSymbol space)
        => space.IsGlobalNamespace ? [space] : Enclosing(space.ContainingNamespace).Concat([space]);

    /// <summary>A <c>global using static</c> is on a level with the directive of the generated file when that file has no namespace.</summary>
    private static bool HasGlobalStaticUsings(Compilation compilation, CancellationToken cancellation)
        => (bool)s_globalStaticUsings.GetValue(compilation, current => current.SyntaxTrees.Any(tree
            => tree.GetRoot(cancellation) is CompilationUnitSyntax root
                && root.Usings.Any(directive => !directive.GlobalKeyword.IsKind(SyntaxKind.None) && !directive.StaticKeyword.IsKind(SyntaxKind.None))));
}
