using NetGen.Generator.Model;

namespace NetGen.Generator.Parsing;

/// <summary>A topology that was read, or what is wrong with it.</summary>
internal sealed record TopologyResult(int Inputs, EquatableArray<LayerSpec> Layers, EquatableArray<TopologyFault> Faults);

/// <summary>A mistake in a topology string: <paramref name="Start"/> and <paramref name="Length"/> count characters of its value.</summary>
/// <param name="Suggestion">A replacement that would be right, when one is likely: the activation's name, or the whole topology.</param>
internal sealed record TopologyFault(FaultKind Kind, int Start, int Length, string Argument0, string Argument1, string? Suggestion = null);

/// <summary>The mistakes the compiler knows; each has its descriptor.</summary>
internal enum FaultKind
{
    NotPartial,
    ContainerNotPartial,
    BadTopology,
    UnknownActivation,
    OutOfRange,
    LossDoesNotFit,
    MemberNameTaken,
    UnsupportedType,
    LanguageVersionTooLow,
    TargetLacksSupport,
    SeveralAttributes,
    UndefinedArgument,
}
