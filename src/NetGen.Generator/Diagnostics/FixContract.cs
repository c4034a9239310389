namespace NetGen.Generator.Diagnostics;

/// <summary>What the analyzer tells the code fixes. Compiled into both assemblies, which do not know each other.</summary>
internal static class FixContract
{
    /// <summary>The property of a diagnostic that holds the text a code fix would put in its place.</summary>
    public const string Suggestion = nameof(Suggestion);

    public const string NotPartial = "NETGEN001";
    public const string ContainerNotPartial = "NETGEN002";
    public const string BadTopology = "NETGEN003";
    public const string UnknownActivation = "NETGEN004";
    public const string LossDoesNotFit = "NETGEN006";
}
