using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NetGen.Generator.Parsing;

/// <summary>What a type must be so that a network can be written into it.</summary>
internal static class TypeRules
{
    public static IEnumerable<Fault> Check(INamedTypeSymbol type, HashSet<string> generatedNames, CancellationToken cancellation)
    {
        if (Unsupported(type, cancellation) is { } reason)
        {
            yield return new Fault(FaultKind.UnsupportedType, LocationOf(type), [type.Name, reason]);
        }

        if (!IsPartial(type, cancellation))
        {
            yield return new Fault(FaultKind.NotPartial, LocationOf(type), [type.Name]);
        }

        for (INamedTypeSymbol? container = type.ContainingType; container is not null; container = container.ContainingType)
        {
            if (!IsPartial(container, cancellation))
            {
                yield return new Fault(FaultKind.ContainerNotPartial, LocationOf(container), [container.Name, type.Name]);
            }
        }

        foreach (Fault fault in TakenNames(type, generatedNames, cancellation))
        {
            yield return fault;
        }
    }

    /// <summary>The files this generator wrote: their members are not the user's.</summary>
    public static bool IsGenerated(SyntaxTree? tree)
        => tree?.FilePath.IndexOf("NetGen.Generator.NetworkGenerator", StringComparison.Ordinal) >= 0;

    /// <summary>One of the types that all others inherit from; no name of theirs is one of the network's.</summary>
    public static bool IsRoot(INamedTypeSymbol type) => type.SpecialType is SpecialType.System_Object or SpecialType.System_ValueType;

    /// <summary>
    /// False when the type surely has no member of that name. Known from the declarations alone, whereas its members are bound when first asked for.
    /// </summary>
    public static bool Declares(INamedTypeSymbol type, string name) => type.MemberNames.Contains(name) || !type.GetTypeMembers(name).IsEmpty;

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
            if (HasModifier(current, "file", cancellation))
            {
                return current.Equals(type, SymbolEqualityComparer.Default) ? "it is local to its file" : $"'{current.Name}' around it is local to its file";
            }

            if (current.TypeParameters.Length > 0)
            {
                return current.Equals(type, SymbolEqualityComparer.Default) ? "it is generic" : $"it is nested in the generic type '{current.Name}'";
            }
        }

        return BaseTypes(type, cancellation).Any(ancestor => ancestor.GetAttributes().Any(NetworkParser.IsNetworkAttribute))
            ? "it inherits from another network"
            : null;
    }

    private static IEnumerable<Fault> TakenNames(INamedTypeSymbol type, HashSet<string> generatedNames, CancellationToken cancellation)
    {
        if (generatedNames.Contains(type.Name))
        {
            yield return new Fault(FaultKind.MemberNameTaken, LocationOf(type), [type.Name, type.Name]);
        }

        bool isClear = !type.MemberNames.Any(generatedNames.Contains) && !type.GetTypeMembers().Any(member => generatedNames.Contains(member.Name));
        foreach (ISymbol member in isClear ? [] : type.GetMembers().Where(member => !member.IsImplicitlyDeclared && generatedNames.Contains(member.Name)))
        {
            Location? location = member.Locations.FirstOrDefault(place => place.IsInSource && !IsGenerated(place.SourceTree));
            if (location is not null)
            {
                yield return new Fault(FaultKind.MemberNameTaken, location, [type.Name, member.Name]);
            }
        }

        foreach (INamedTypeSymbol ancestor in BaseTypes(type, cancellation))
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

    /// <summary>
    /// The classes that a type inherits from, without those that all do. Most types name none, and then the compiler is not asked to find them.
    /// </summary>
    public static IEnumerable<INamedTypeSymbol> BaseTypes(INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (type.TypeKind != TypeKind.Class || !HasBaseList(type, cancellation))
        {
            yield break;
        }

        for (INamedTypeSymbol? current = type.BaseType; current is not null && !IsRoot(current); current = current.BaseType)
        {
            yield return current;
        }
    }

    private static bool HasBaseList(INamedTypeSymbol type, CancellationToken cancellation)
    {
        foreach (SyntaxReference reference in type.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(cancellation) is BaseTypeDeclarationSyntax { BaseList: not null })
            {
                return true;
            }
        }

        return type.DeclaringSyntaxReferences.IsEmpty;
    }

    private static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellation)
        => HasModifier(type, "partial", cancellation);

    /// <summary>The modifier stands on any of the user's parts.</summary>
    private static bool HasModifier(INamedTypeSymbol type, string name, CancellationToken cancellation)
    {
        foreach (SyntaxReference reference in type.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(cancellation) is BaseTypeDeclarationSyntax declaration && !IsGenerated(reference.SyntaxTree))
            {
                foreach (SyntaxToken modifier in declaration.Modifiers)
                {
                    if (modifier.ValueText == name)
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }

    private static Location LocationOf(INamedTypeSymbol type)
        => type.Locations.FirstOrDefault(location => location.IsInSource && !IsGenerated(location.SourceTree)) ?? Location.None;
}
