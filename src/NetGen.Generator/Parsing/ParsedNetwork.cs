using System.Collections.Immutable;
using NetGen.Generator.Model;

namespace NetGen.Generator.Parsing;

/// <summary>The specification of a network, or null and what is wrong. The generator uses the one, the analyzer the other.</summary>
internal sealed record ParsedNetwork(NetworkSpec? Specification, ImmutableArray<Fault> Faults);
