namespace NetGen;

/// <summary>Functions whose platform versions differ in the last bit between systems.</summary>
internal static class DeterministicMath
{
    /// <summary>x to a whole, non-negative power, by squaring.</summary>
    public static double Power(double x, int exponent)
    {
        double result = 1;
        for (double square = x; exponent > 0; exponent >>= 1, square *= square)
        {
            if ((exponent & 1) != 0)
            {
                result *= square;
            }
        }

        return result;
    }

    /// <summary>cos(π x) for x from 0 to 1; exact at 0, 1/2 and 1.</summary>
    public static double CosinePi(double x)
    {
        // Near 1/2 through the sine, which is accurate through its zero there; beyond 3/4 by symmetry.
        return x switch
        {
            <= 0.25 => Cosine(Math.PI * x),
            < 0.75 => Sine(Math.PI * (0.5 - x)),
            _ => -Cosine(Math.PI * (1 - x)),
        };
    }

    // Taylor series for |x| ≤ π/4, to a term below 1e-17.
    private static double Cosine(double x)
    {
        double sum = 1;
        double square = x * x;
        for (int n = 18; n > 0; n -= 2)
        {
            sum = 1 - (square / (n * (n - 1)) * sum);
        }

        return sum;
    }

    private static double Sine(double x)
    {
        double sum = 1;
        double square = x * x;
        for (int n = 18; n > 0; n -= 2)
        {
            sum = 1 - (square / (n * (n + 1)) * sum);
        }

        return x * sum;
    }
}
