namespace NetGen.Generator;

/// <summary>Names of the pipeline's steps, for tests that look at what ran again and why.</summary>
internal static class TrackingNames
{
    /// <summary>One <see cref="Model.NetworkSpec"/> for every valid network.</summary>
    public const string Specification = nameof(Specification);

    /// <summary>The file names that would differ from another only by case; almost always none.</summary>
    public const string Collisions = nameof(Collisions);

    /// <summary>A specification together with its file name: the input of the output step.</summary>
    public const string Source = nameof(Source);
}
