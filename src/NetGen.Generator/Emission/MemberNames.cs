using System.Collections.Immutable;

namespace NetGen.Generator.Emission;

/// <summary>Every member name that generated code can declare in the user's type.</summary>
internal static class MemberNames
{
    public static ImmutableHashSet<string> All { get; } = ImmutableHashSet.Create(
        StringComparer.Ordinal,
        "InputCount", "OutputCount", "ParameterCount", "Topology", "ParameterSet", "Parameters", "ParameterSpan", "Initialize", "FeedForward", "Evaluate",
        "Backprop", "BackpropFrom", "Train", "_parameters", "_storage", "_padded", "PaddedParameters", "InitialParameters", "InitializeParameters", "FeedForwardRow",
        "FeedForwardRows", "RowPass",
        "ParameterLanes", "FeedForwardPass", "EvaluatePass", "BackpropPass", "BackpropFewRowsPass", "BackpropFromPass", "BackpropFromFewRowsPass", "TrainPass");
}
