using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.Catalogue;
using NetGen.Generator.Emission;
using NetGen.Generator.Model;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Parsing;

/// <summary>
/// Reads one type marked <c>[Network]</c>. The generator and the analyzer both call it, so that what is reported is exactly what keeps code
/// from being written.
/// </summary>
internal sealed class NetworkParser
{
    public const string AttributeName = "NetGen.NetworkAttribute";

    private static readonly HashSet<string> s_memberNames = new(MemberNames.All, StringComparer.Ordinal);

    private readonly INamedTypeSymbol _type;
    private readonly CompilationFacts _facts;
    private readonly ImmutableArray<Fault>.Builder _faults = ImmutableArray.CreateBuilder<Fault>();

    private NetworkParser(INamedTypeSymbol type, Compilation compilation)
    {
        _type = type;
        _facts = CompilationFacts.Of(compilation);
    }

    /// <summary>Reads <paramref name="type"/>; null when it does not carry the attribute, or carries one that the compiler itself rejects.</summary>
    public static ParsedNetwork? Parse(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation)
    {
        AttributeData[] attributes = [.. type.GetAttributes().Where(IsNetworkAttribute)];
        cancellation.ThrowIfCancellationRequested();
        return attributes.Length == 0 ? null : new NetworkParser(type, compilation).Parse(attributes, cancellation);
    }

    public static bool IsNetworkAttribute(AttributeData attribute)
        => attribute.AttributeClass is { Name: "NetworkAttribute", ContainingNamespace: { Name: "NetGen", ContainingNamespace.IsGlobalNamespace: true } };

    private ParsedNetwork? Parse(AttributeData[] attributes, CancellationToken cancellation)
    {
        foreach (AttributeData extra in attributes.Skip(1))
        {
            Report(FaultKind.SeveralAttributes, SyntaxOf(extra, cancellation)?.GetLocation() ?? TypeLocation, _type.Name);
        }

        AttributeArguments arguments = new(attributes[0], cancellation);
        if (!arguments.AreBound)
        {
            return _faults.Count == 0 ? null : new ParsedNetwork(null, _faults.ToImmutable());
        }

        TargetSpec target = ReadTarget(arguments);
        _faults.AddRange(TypeRules.Check(_type, s_memberNames, cancellation));
        cancellation.ThrowIfCancellationRequested();

        string? activation = ReadEnum(arguments, AttributeArguments.Activation, "Sigmoid");
        string? loss = ReadEnum(arguments, AttributeArguments.Loss, "MeanSquaredError");
        string? precision = ReadEnum(arguments, AttributeArguments.Precision, nameof(Precision.Double));
        string? initializer = ReadEnum(arguments, AttributeArguments.Initializer, Initializers.Default);

        TopologyResult topology = TopologyParser.Parse(arguments.Topology, activation ?? "Sigmoid");
        foreach (TopologyFault fault in topology.Faults)
        {
            _faults.Add(new Fault(
                fault.Kind, arguments.LocateInTopology(fault.Start, fault.Length), [fault.Argument0, fault.Argument1], fault.Suggestion));
        }

        int parameters = topology.Layers.Sum(layer => layer.ParameterCount);
        if (_type.IsRecord && parameters > TopologyParser.MaximumRecordParameterCount)
        {
            Report(
                FaultKind.OutOfRange,
                arguments.LocateInTopology(0, arguments.Topology.Length),
                $"the record has {Prose.Number(parameters)} parameters",
                $"at most {Prose.Number(TopologyParser.MaximumRecordParameterCount)} for a record, whose parameters are copied with it; use a class");
        }

        if (topology.Faults.Count == 0 && loss is not null)
        {
            CheckLoss(arguments, topology.Layers[topology.Layers.Count - 1], loss);
        }

        if (topology.Faults.Count == 0 && !target.HasVectors)
        {
            CheckWithoutVectors(arguments, topology);
        }

        if (_faults.Count > 0)
        {
            return new ParsedNetwork(null, _faults.ToImmutable());
        }

        NetworkSpec specification = new(
            TypeReader.Read(_type, _facts, cancellation),
            topology.Inputs,
            topology.Layers,
            loss!,
            precision == nameof(Precision.Single) ? Precision.Single : Precision.Double,
            initializer!,
            target);
        return new ParsedNetwork(specification, ImmutableArray<Fault>.Empty);
    }

    private Location TypeLocation => _type.Locations.FirstOrDefault(location => location.IsInSource) ?? Location.None;

    private TargetSpec ReadTarget(AttributeArguments arguments)
    {
        bool hasVectors = _facts.HasVectors(arguments.Class.ContainingAssembly);
        (int minimum, string name) = hasVectors ? (1300, "13") : (900, "9");
        if (arguments.Syntax?.SyntaxTree.Options is CSharpParseOptions options && (int)options.LanguageVersion < minimum)
        {
            Report(FaultKind.LanguageVersionTooLow, arguments.Syntax.Name.GetLocation(), name, options.LanguageVersion.ToDisplayString());
        }

        if (!_facts.HasSpan)
        {
            Report(FaultKind.TargetLacksSupport, arguments.Syntax?.Name.GetLocation() ?? TypeLocation, "System.Span<T> (add the package System.Memory)");
        }

        return new TargetSpec(hasVectors);
    }

    /// <summary>The name of an enum argument; the default when it was not given, null (and a fault) when its value has no name.</summary>
    private string? ReadEnum(AttributeArguments arguments, string name, string defaultName)
    {
        if (!arguments.TryGet(name, out TypedConstant constant))
        {
            return defaultName;
        }

        string? value = _facts.NameOf(constant);
        if (value is null)
        {
            Report(FaultKind.UndefinedArgument, arguments.Locate(name), constant.Value?.ToString() ?? "null", constant.Type?.Name ?? name);
        }

        return value;
    }

    private void CheckLoss(AttributeArguments arguments, LayerSpec output, string loss)
    {
        LossEntry entry = Losses.Find(loss)!;
        if (entry.OutputActivation is { } needed && needed != output.Activation)
        {
            string suggestion = Losses.SuggestFor(output.Activation).Name;
            _faults.Add(new Fault(
                FaultKind.LossDoesNotFit, arguments.Locate(AttributeArguments.Loss), [loss, needed, output.Activation, suggestion], suggestion));
        }
    }

    /// <summary>What the library for netstandard2.0 can carry: classes, whose parameters lie in an array, in straight-line code.</summary>
    private void CheckWithoutVectors(AttributeArguments arguments, TopologyResult topology)
    {
        if (_type.TypeKind == TypeKind.Struct)
        {
            Report(FaultKind.TargetLacksSupport, TypeLocation, "references into a struct's own fields (use a class, or target .NET 10)");
        }
        else if (_type.IsRecord)
        {
            Report(FaultKind.TargetLacksSupport, TypeLocation, "spans over a record's own fields (use a class, or target .NET 10)");
        }

        if (!NetworkPlanner.FitsWithoutVectors(topology.Inputs, topology.Layers))
        {
            Report(
                FaultKind.TargetLacksSupport,
                arguments.Locate("topology"),
                "the vector code for layers this wide (straight-line code takes up to 15 neurons and 128 weights a layer, 256 in all; or target .NET 10)");
        }
    }

    private void Report(FaultKind kind, Location location, params string[] arguments) => _faults.Add(new Fault(kind, location, [.. arguments]));

    private static AttributeSyntax? SyntaxOf(AttributeData attribute, CancellationToken cancellation)
        => attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax;
}
