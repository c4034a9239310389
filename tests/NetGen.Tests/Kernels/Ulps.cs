namespace NetGen;

/// <summary>Distances in units in the last place, and files of reference numbers.</summary>
internal static class Ulps
{
    private const double SmallestNormal = 2.2250738585072014e-308;
    private const float SmallestNormalSingle = 1.17549435e-38f;

    /// <summary>Numbers between two values, 0 for two NaN. What is below the smallest normal number may be anything down to 0.</summary>
    public static double Distance(double actual, double expected)
    {
        if (double.IsNaN(actual) || double.IsNaN(expected))
            return double.IsNaN(actual) && double.IsNaN(expected) ? 0 : double.PositiveInfinity;
        if (Math.Abs(expected) < SmallestNormal && Math.Abs(actual) <= SmallestNormal)
            return 0;
        return (double)Int128.Abs(Ordinal(actual) - Ordinal(expected));
    }

    /// <inheritdoc cref="Distance(double, double)"/>
    public static double Distance(float actual, float expected)
    {
        if (float.IsNaN(actual) || float.IsNaN(expected))
            return float.IsNaN(actual) && float.IsNaN(expected) ? 0 : double.PositiveInfinity;
        if (Math.Abs(expected) < SmallestNormalSingle && Math.Abs(actual) <= SmallestNormalSingle)
            return 0;
        return Math.Abs((double)(Ordinal(actual) - Ordinal(expected)));
    }

    /// <summary>The path of a file of reference numbers.</summary>
    public static string Reference(string name) => Path.Combine(AppContext.BaseDirectory, "References", name);

    private static Int128 Ordinal(double x)
    {
        long bits = BitConverter.DoubleToInt64Bits(x);
        return bits < 0 ? (Int128)long.MinValue - bits : bits;
    }

    private static long Ordinal(float x)
    {
        int bits = BitConverter.SingleToInt32Bits(x);
        return bits < 0 ? (long)int.MinValue - bits : bits;
    }
}
