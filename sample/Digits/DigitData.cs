using System.IO.Compression;
using NetGen;

namespace DigitsSample;

/// <summary>The digits beside the program.</summary>
internal static class DigitData
{
    public const int Side = 8;

    public const float White = 16;

    /// <summary>Pixels from 0 to 1.</summary>
    public static Scaler<float> Scaler { get; } = new(new float[Side * Side], Enumerable.Repeat(1 / White, Side * Side).ToArray());

    public static Dataset<float> Read()
    {
        const string Name = "digits.csv.gz";
        using FileStream file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, Name));
        using var text = new GZipStream(file, CompressionMode.Decompress);
        return Csv.Read<float>(text, new() { HasHeader = false, Label = ^1 }, Name).ScaleInputs(Scaler);
    }
}
