namespace GenderSample;

/// <summary>A row of the data file.</summary>
/// <param name="Name">First name.</param>
/// <param name="Weight">Weight in pounds.</param>
/// <param name="Height">Height in inches.</param>
/// <param name="IsFemale">The label: true for F, false for M.</param>
internal sealed record Person(string Name, double Weight, double Height, bool IsFemale)
{
    /// <summary>What the article subtracts from every weight, in pounds.</summary>
    public const double WeightOffset = 135;

    /// <summary>What the article subtracts from every height, in inches.</summary>
    public const double HeightOffset = 66;
}
