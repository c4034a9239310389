namespace NetGen.Generator.Catalogue;

/// <summary>The initializers of the public enum.</summary>
internal static class Initializers
{
    public const string Default = "Default";

    /// <summary>What the default means for a layer: He behind relu-like activations, otherwise Glorot.</summary>
    public static string DefaultFor(ActivationEntry activation) => activation.IsReluLike ? "He" : "Glorot";
}
