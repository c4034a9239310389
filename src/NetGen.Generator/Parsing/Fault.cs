using Microsoft.CodeAnalysis;

namespace NetGen.Generator.Parsing;

/// <summary>A mistake and where the user made it.</summary>
/// <param name="Suggestion">A replacement text for the code fix, when one is likely.</param>
internal sealed record Fault(FaultKind Kind, Location Location, IReadOnlyList<string> Arguments, string? Suggestion = null);
