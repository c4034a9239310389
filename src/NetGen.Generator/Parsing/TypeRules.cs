using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NetGen.Generator.Parsing;

/// <summary>What a type must be so that a network can be written into it.</summary>
internal static class TypeRules
{
    public static IEnumerable<Fault> Check(INamedTypeSymbol type, ImmutableHashSet<string> generatedNames, CancellationToken cancellation)
    {
        Location location = LocationOf(type);
        if (Unsupported(type, cancellation) is { } reason)
        {
            yield return new Fault(FaultKind.UnsupportedType, location, [type.Name, reason]);
        }

        if (!IsPartial(type, cancellation))
        {
            yield return new Fault(FaultKind.NotPartial, location, [type.Name]);
        }

        for (INamedTypeSymbol? container = type.ContainingType; container is not null; container = container.ContainingType)
        {
            if (!IsPartial(container, cancellation))
            {
                yield return new Fault(FaultKind.ContainerNotPartial, LocationOf(container), [container.Name, type.Name]);
            }
        }

        foreach (Fault fault in TakenNames(type, generatedNames))
        {
            yield return fault;
        }
    }

    /// <summary>The files this generator wrote: their members are not the user's.</summary>
    public static bool IsGenerated(SyntaxTree? tree)
        => tree?.FilePath.IndexOf("NetGen.Generator.NetworkGenerator", StringComparison.Ordinal) >= 0;

    private static string? Unsupported(INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct))
        {
            return "it is neither a class nor a struct";
        }

        if (type.IsStatic)
        {
            return "it is static";
        }

        if (type.IsRefLikeType)
        {
            return "it is a ref struct";
        }

        if (type.TypeKind == TypeKind.Struct && type.IsReadOnly)
        {
            return "it is readonly, and a network changes its weights";
        }

        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
        {
            if (Declarations(current, cancellation).Any(declaration => declaration.Modifiers.Any(modifier => modifier.ValueText == "file")))
            {
                return current.Equals(type, SymbolEqualityComparer.Default) ? "it is local to its file" : $"'{current.Name}' around it is local to its file";
            }

            if (current.TypeParameters.Length > 0)
            {
                return current.Equals(type, SymbolEqualityComparer.Default) ? "it is generic" : $"it is nested in the generic type '{current.Name}'";
            }
        }

        return type.BaseType is { } parent && BaseTypes(parent).Any(ancestor => ancestor.GetAttributes().Any(NetworkParser.IsNetworkAttribute))
            ? "it inherits from another network"
            : null;
    }

    private static IEnumerable<Fault> TakenNames(INamedTypeSymbol type, ImmutableHashSet<string> generatedNames)
    {
        if (generatedNames.Contains(type.Name))
        {
            yield return new Fault(FaultKind.MemberNameTaken, LocationOf(type), [type.Name, type.Name]);
        }

        foreach (ISymbol member in type.GetMembers().Where(member => !member.IsImplicitlyDeclared && generatedNames.Contains(member.Name)))
        {
            Location? location = member.Locations.FirstOrDefault(place => place.IsInSource && !IsGenerated(place.SourceTree));
            if (location is not null)
            {
                yield return new Fault(FaultKind.MemberNameTaken, location, [type.Name, member.Name]);
            }
        }

        if (type.TypeKind != TypeKind.Class || type.BaseType is null)
        {
            yield break;
        }

        foreach (INamedTypeSymbol ancestor in BaseTypes(type.BaseType).Where(ancestor => ancestor.SpecialType != SpecialType.System_Object))
        {
            foreach (ISymbol member in ancestor.GetMembers().Where(member => generatedNames.Contains(member.Name)))
            {
                if (member.DeclaredAccessibility != Accessibility.Private)
                {
                    yield return new Fault(FaultKind.MemberNameTaken, LocationOf(type), [type.Name, member.Name]);
                }
            }
        }
    }

    private static IEnumerable<INamedTypeSymbol> BaseTypes(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            yield return current;
        }
    }

    private static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellation)
        => Declarations(type, cancellation).Any(declaration => declaration.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static IEnumerable<BaseTypeDeclarationSyntax> Declarations(INamedTypeSymbol type, CancellationToken cancellation)
        => type.DeclaringSyntaxReferences
            .Select(reference => reference.GetSyntax(cancellation))
            .OfType<BaseTypeDeclarationSyntax>()
            .Where(declaration => !IsGenerated(declaration.SyntaxTree));

    private static Location LocationOf(INamedTypeSymbol type)
        => type.Locations.FirstOrDefault(location => location.IsInSource && !IsGenerated(location.SourceTree)) ?? Location.None;
}
