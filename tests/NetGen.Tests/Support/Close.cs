using System.Globalization;
using System.Numerics;

namespace NetGen.Tests;

/// <summary>Comparisons that say what differed, where and by how much.</summary>
internal static class Close
{
    /// <summary>Fails unless |actual - expected| is at most <paramref name="relative"/> · |expected|, or at most <paramref name="absolute"/>.</summary>
    public static void Relative(double expected, double actual, double relative, double absolute, string what)
    {
        double difference = Math.Abs(actual - expected);
        if (!(difference <= Math.Max(relative * Math.Abs(expected), absolute)))
        {
            Assert.Fail(string.Create(
                CultureInfo.InvariantCulture,
                $"{what}: expected {expected:R}, actual {actual:R}, relative difference {difference / Math.Abs(expected):G3}, allowed {relative:G3}"));
        }
    }

    public static void Relative(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double relative, double absolute, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Relative(expected[i], actual[i], relative, absolute, $"{what}[{i}]");
    }

    /// <summary>Fails unless every value is within <paramref name="tolerance"/> of the expected one, measured against the largest of them (at least 1).</summary>
    public static void Scaled<T>(ReadOnlySpan<double> expected, ReadOnlySpan<T> actual, double tolerance, string what)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Assert.Equal(expected.Length, actual.Length);
        double scale = 1;
        foreach (double value in expected)
            scale = Math.Max(scale, Math.Abs(value));

        for (int i = 0; i < expected.Length; i++)
            Relative(expected[i], double.CreateChecked(actual[i]), 0, tolerance * scale, $"{what}[{i}]");
    }

    /// <summary>Fails unless <paramref name="actual"/> is one of <paramref name="expected"/>'s neighbours or itself.</summary>
    public static void WithinOneUlp(double expected, double actual)
    {
        long distance = Math.Abs(BitConverter.DoubleToInt64Bits(expected) - BitConverter.DoubleToInt64Bits(actual));
        Assert.True(distance <= 1, string.Create(CultureInfo.InvariantCulture, $"expected {expected:R}, actual {actual:R}: {distance} ulp apart"));
    }

    /// <summary>Fails unless both hold the same bits (so that -0 is not 0, and NaN equals itself).</summary>
    public static void SameBits<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual, string what)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            if (!SameBits(expected[i], actual[i]))
                Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"{what}[{i}]: expected {expected[i]:R}, actual {actual[i]:R}"));
        }
    }

    public static bool SameBits<T>(T x, T y)
        where T : unmanaged, IFloatingPointIeee754<T>
        => x.Equals(y) && T.IsNegative(x) == T.IsNegative(y);
}
