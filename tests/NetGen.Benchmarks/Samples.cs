using System.IO.Compression;
using System.Numerics;

namespace NetGen.Benchmarks;

/// <summary>The same numbers for every contender and every run.</summary>
internal static class Samples
{
    /// <summary>The article's four people, centred, and whether each is a woman.</summary>
    public static readonly double[] People = [-2, -1, 25, 6, 17, 4, -15, -6];

    public static readonly double[] Genders = [1, 0, 0, 1];

    public static T[] Inputs<T>(int count)
        where T : INumberBase<T>
    {
        var random = new SplitMix(77);
        return [.. Enumerable.Range(0, count).Select(_ => T.CreateTruncating((2 * random.Next()) - 1))];
    }

    /// <summary>From -0.9 to 0.9, or one class a row.</summary>
    public static T[] Targets<T>(int rows, int width, bool classes)
        where T : INumberBase<T>
    {
        var random = new SplitMix(991);
        var targets = new T[rows * width];
        for (int row = 0; row < rows; row++)
        {
            for (int i = 0; i < width; i++) targets[(row * width) + i] = classes ? T.Zero : T.CreateTruncating((1.8 * random.Next()) - 0.9);
            if (classes) targets[(row * width) + (int)(random.Next() * width)] = T.One;
        }

        return targets;
    }

    /// <summary>The UCI digits, pixels from 0 to 1, one class a row; as many rows as fill batches of 32.</summary>
    public static (float[] Inputs, float[] Targets) Digits()
    {
        using FileStream file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "digits.csv.gz"));
        using var text = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        string[] lines = text.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        int rows = lines.Length / 32 * 32;
        var inputs = new float[rows * 64];
        var targets = new float[rows * 10];
        for (int row = 0; row < rows; row++)
        {
            int[] fields = [.. lines[row].Split(',').Select(field => int.Parse(field, System.Globalization.CultureInfo.InvariantCulture))];
            for (int i = 0; i < 64; i++) inputs[(row * 64) + i] = fields[i] / 16f;
            targets[(row * 10) + fields[64]] = 1;
        }

        return (inputs, targets);
    }
}
