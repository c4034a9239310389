using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Generator.Emission;
using NetGen.Generator.Model;

namespace NetGen.Generator.Parsing;

/// <summary>Reads how a type is declared, so that another part of it can be written.</summary>
internal static class TypeReader
{
    private const string ToStringName = "ToString";

    /// <summary>Looked up for every name in and around every network, after every keystroke; which an immutable set is not made for.</summary>
    private static readonly HashSet<string> s_kernelNames = new(KernelNames.All, StringComparer.Ordinal);

    public static TypeSpec Read(INamedTypeSymbol type, CompilationFacts facts, CancellationToken cancellation)
    {
        List<ContainerSpec> containers = [];
        string path = type.MetadataName;
        for (INamedTypeSymbol? container = type.ContainingType; container is not null; container = container.ContainingType)
        {
            containers.Insert(0, new ContainerSpec(KeywordOf(container), Escape(container.Name)));
            path = container.MetadataName + "." + path;
        }

        NamespaceFacts space = facts.Of(type.ContainingNamespace, cancellation);
        return new TypeSpec(
            space.Name,
            new EquatableArray<ContainerSpec>([.. containers]),
            KeywordOf(type),
            Escape(type.Name),
            space.HintPrefix + path + ".g.cs",
            space.TakesShortNames || ShortNamesWouldClash(type, cancellation),
            KeepsToString(type, cancellation),
            type.TypeKind == TypeKind.Struct && type.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "StructLayoutAttribute"));
    }

    /// <summary>True where an override of <c>ToString</c> in the generated part would clash, or replace what the user wrote.</summary>
    private static bool KeepsToString(INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (type.Name == ToStringName || (TypeRules.Declares(type, ToStringName) && type.GetMembers(ToStringName).Any(member => TakesItsPlace(member)
            && !member.IsImplicitlyDeclared && member.Locations.Any(place => place.IsInSource && !TypeRules.IsGenerated(place.SourceTree)))))
        {
            return true;
        }

        return TypeRules.BaseTypes(type, cancellation).Select(ancestor => ancestor.GetMembers(ToStringName).FirstOrDefault(TakesItsPlace))
            .FirstOrDefault(member => member is not null) is { } inherited
            && (inherited.IsSealed || inherited is not IMethodSymbol { ReturnType.SpecialType: SpecialType.System_String }
                || !(inherited.IsVirtual || inherited.IsOverride || inherited.IsAbstract));
    }

    private static bool TakesItsPlace(ISymbol member) => member is not IMethodSymbol method || (method.Parameters.Length == 0 && method.TypeParameters.Length == 0);

    private static string KeywordOf(INamedTypeSymbol type) => type.TypeKind switch
    {
        TypeKind.Interface => "interface",
        TypeKind.Struct => type.IsRecord ? "record struct" : "struct",
        _ => type.IsRecord ? "record" : "class",
    };

    public static string Escape(string name)
        => SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    /// <summary>
    /// Members of the type, of the types around it and of their bases hide what a using directive brings in.
    /// </summary>
    private static bool ShortNamesWouldClash(INamedTypeSymbol type, CancellationToken cancellation)
    {
        for (INamedTypeSymbol? scope = type; scope is not null; scope = scope.ContainingType)
        {
            if (TakesShortNames(scope) || TypeRules.BaseTypes(scope, cancellation).Any(TakesShortNames))
            {
                return true;
            }
        }

        return false;
    }

    private static bool TakesShortNames(INamedTypeSymbol type)
        => s_kernelNames.Contains(type.Name)
            || type.MemberNames.Any(s_kernelNames.Contains)
            || type.GetTypeMembers().Any(member => s_kernelNames.Contains(member.Name));
}
