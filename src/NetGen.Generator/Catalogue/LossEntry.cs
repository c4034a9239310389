namespace NetGen.Generator.Catalogue;

/// <summary>What the compiler knows of one loss.</summary>
/// <param name="Name">The name in the <c>Loss</c> enum.</param>
/// <param name="Kernel">The kernel that computes value and slope, and the function type of the same name.</param>
/// <param name="Title">How prose calls it: <c>mean squared error</c>.</param>
/// <param name="OutputActivation">
/// For a cross-entropy the only activation it fits: both are computed together from the pre-activations. Null: any activation.
/// </param>
/// <param name="IsMeanOverRows">The mean is taken over rows, not over all outputs.</param>
internal sealed record LossEntry(
    string Name,
    string Kernel,
    string Title,
    string? OutputActivation = null,
    bool IsMeanOverRows = false)
{
    /// <summary>The loss takes the pre-activations of the output layer instead of its activations.</summary>
    public bool IsFused => OutputActivation is not null;
}
