using System.Runtime.CompilerServices;

namespace NetGen;

/// <content>The parts of e^x that exp, sigmoid, tanh, … assemble, each in the way that costs it least.</content>
/// <remarks>
/// In double precision x = k ln 2 + r with an integer k and |r| ≤ ln 2 / 2, so e^x = 2^k e^r. In single precision k counts eighths, so that r and the
/// polynomial for e^r are shorter, and 2^(k/8) comes from a table (<see cref="EighthPower"/>); the sigmoid of double precision has a table too, of the
/// 128th powers (Powers128.cs). k comes out of a fused multiply-add with
/// 1.5 · 2^52 (1.5 · 2^23): the sum has no bits left for a fraction, and its lowest bits are k, ready to be shifted into an exponent.
/// Where a constant is multiplied by what is used again, it comes first: the operand that the machine code overwrites.
/// Nothing here checks the range of x: each user selects what holds outside of it at the end, away from the chain of dependent operations, or limits x
/// where that costs less.
/// </remarks>
public static partial class Kernels<T>
    where T : unmanaged
{
    /// <summary>A factor that keeps e^x normal where the product with something large still is.</summary>
    internal const double TwoTo64 = 18446744073709551616.0;

    private const int BiasOfDouble = 1023, BiasOfSingle = 127;

    /// <summary>t = e^r - 1 and the scale, so that 2^exponent e^x = scale (1 + t).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> ReduceExp(Vector256<T> x, int exponent, out Vector256<T> scale)
    {
        Vector256<T> round = RoundToScale(exponent);
        return ReduceExp(FusedMultiplyAdd(Constant(Log2E, EightLog2E), x, round), round, x, default, false, out scale);
    }

    /// <summary>t and the scale for e^-x where 1 is added to it, so that in single precision an error of an ulp hardly shows; the sign takes no time.</summary>
    /// <param name="x">Not limited.</param>
    /// <param name="lanes">How many lanes matter in double precision; known when this is compiled.</param>
    /// <param name="scale">An integer power of the eighth root of two, in double precision of the 128th, on netstandard2.0 of two.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> ReduceExpOfMinus(Vector256<T> x, int lanes, out Vector256<T> scale)
    {
        if (typeof(T) == typeof(double))
        {
#if NET
            Vector256<double> t = ReduceExpOfMinus(x.AsDouble(), lanes, out Vector256<double> power);
            scale = power.As<double, T>();
            return t.As<double, T>();
#else
            // Without a fused multiply-add, ln 2 in one number would lose too much.
            return ReduceExp(Negated(x), 0, out scale);
#endif
        }

        Vector256<T> round = RoundToScale(0);
        Vector256<T> sum = FusedMultiplyAdd(Constant(-Log2E, -EightLog2E), x, round);
        Vector256<float> k = (sum - round).AsSingle();
        Vector256<float> r = Vector256.FusedMultiplyAdd(Vector256.Create(-EighthOfLn2), k, Negated(x).AsSingle());
        scale = RoundedEighthPower(sum.AsSingle()).As<float, T>();
        return ShortExpMinusOne(r, Vector256.FusedMultiplyAdd(Vector256.Create(EighthOfLn2Excess), k, r)).As<float, T>();
    }

    /// <summary>4 e^2x for x from -44.7 to 0, off by 3 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> FourExpOfTwice(Vector256<float> x)
    {
        Vector256<float> round = Kernels<float>.RoundToScale(2);
        Vector256<float> sum = Vector256.FusedMultiplyAdd(Vector256.Create(2 * EightLog2E), x, round);
        Vector256<float> r = Vector256.FusedMultiplyAdd(sum - round, Vector256.Create(-EighthOfLn2), x + x);
        Vector256<float> scale = RoundedEighthPower(sum);
        return Vector256.FusedMultiplyAdd(scale, ShortExpMinusOne(r, r), scale);
    }

    /// <summary>t and the scale for 2^64 e^(x + rest), where <paramref name="rest"/> is what the rounding of x has lost.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> ReduceLargeExp(Vector256<T> x, Vector256<T> rest, out Vector256<T> scale)
    {
        Vector256<T> round = RoundToScale(64);
        return ReduceExp(FusedMultiplyAdd(Constant(Log2E, EightLog2E), x, round), round, x, rest, true, out scale);
    }

    /// <summary>
    /// t and the scale for 4 e^2x where e^2x does not exceed 1 and only its distance from 1 matters: ln 2 in one number is enough then, since what is
    /// missing counts k times, and e^2x is small where k is large. <paramref name="lost"/> is what is missing, relative to e^2x; in single
    /// precision, where it comes to 4 ulp at most, it is left out.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> ReduceExpOfTwice(Vector256<T> x, out Vector256<T> scale, out Vector256<T> lost)
    {
        Vector256<T> round = RoundToScale(2);
        Vector256<T> sum = FusedMultiplyAdd(Constant(2 * Log2E, 2 * EightLog2E), x, round);
        Vector256<T> k = sum - round;
        lost = Vector256<T>.Zero;
        if (typeof(T) == typeof(float))
        {
            scale = EighthPower(sum.AsSingle(), out Vector256<float> rest).As<float, T>();
            return ExpMinusOne(FusedMultiplyAdd(Constant(-EighthOfLn2), k, x + x).AsSingle(), rest).As<float, T>();
        }

#if NET
        lost = k * Constant(Ln2Excess);
        scale = LowBitsToExponent(sum);
        return ExpMinusOne(FusedMultiplyAdd(Constant(-Ln2), k, x + x).AsDouble()).As<double, T>();
#else
        // Without a fused multiply-add, ln 2 in one number would lose far more.
        return ReduceExp(sum, round, x + x, default, false, out scale);
#endif
    }

    // Whether there is a rest is known to the compiler of the machine code; adding zero would take time.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> ReduceExp(
        Vector256<T> sum, Vector256<T> round, Vector256<T> x, Vector256<T> rest, bool hasRest, out Vector256<T> scale)
    {
        Vector256<T> k = sum - round;
        if (typeof(T) == typeof(double))
        {
            scale = LowBitsToExponent(sum);
            Vector256<double> high = Vector256.FusedMultiplyAdd(Vector256.Create(-Ln2High), k.AsDouble(), x.AsDouble());
            return ExpMinusOne(hasRest
                ? high + Vector256.FusedMultiplyAdd(Vector256.Create(-Ln2Low), k.AsDouble(), rest.AsDouble())
                : Vector256.FusedMultiplyAdd(Vector256.Create(-Ln2Low), k.AsDouble(), high)).As<double, T>();
        }

        scale = EighthPower(sum.AsSingle(), out Vector256<float> ofScale).As<float, T>();
        return ExpMinusOne(
            Vector256.FusedMultiplyAdd(Vector256.Create(-EighthOfLn2), k.AsSingle(), x.AsSingle()),
            Vector256.FusedMultiplyAdd(Vector256.Create(EighthOfLn2Excess), k.AsSingle(), hasRest ? ofScale + rest.AsSingle() : ofScale)).As<float, T>();
    }

    /// <summary>The number whose addition rounds to an integer k, in single precision to eighths, and leaves the biased exponent of a scale in the lowest bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> RoundToScale(int exponent)
        => Constant(6755399441055744.0 + BiasOfDouble + exponent, 12582912f + (8 * (BiasOfSingle + exponent)));

    /// <summary>The same with whole k in both precisions, and any bias.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> RoundToExponent(int biasOfDouble, int biasOfSingle)
        => Constant(6755399441055744.0 + biasOfDouble, 12582912f + biasOfSingle);

    // The high part of ln 2 leaves no rounding error when k multiplies it; the excess is what a rounded constant has too much.
    private const double Log2E = 1.4426950408889634, Ln2 = 0.6931471805599453, Ln2Excess = -2.3190468138462996e-17;
    private const double Ln2High = 0.6931471805592082, Ln2Low = 7.371002565167799e-13;
    private const float EightLog2E = 11.541560327111707f, EighthOfLn2 = 0.08664339756999316f, EighthOfLn2Excess = 2.3808179e-10f;

    /// <summary>
    /// r, t and the scale, without a table, so that e^x = scale (1 + r + t) with an error far below the last bit of r: what a difference such as e^x - 1 needs.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> ReduceExpm1(Vector256<T> x, Vector256<T> round, out Vector256<T> r, out Vector256<T> scale)
    {
        Vector256<T> sum = FusedMultiplyAdd(Constant(Log2E), x, round);
        Vector256<T> k = sum - round;
        Vector256<T> exact = FusedMultiplyAdd(Constant(-Ln2High, -0.693145751953125f), k, x);
        r = FusedMultiplyAdd(Constant(-Ln2Low, -1.428606765330187e-6f), k, exact);
        Vector256<T> rest = FusedMultiplyAdd(Constant(-Ln2Low, -1.428606765330187e-6f), k, exact - r);
        Vector256<T> r2 = r * r;
        scale = LowBitsToExponent(sum);
        return FusedMultiplyAdd(r2, ExpPolynomial(r, r2), FusedMultiplyAdd(rest, r, rest));
    }

    /// <summary>-|z|, but at least where e^-|z|, and |z| e^-|z| too, has become 0: -752 in double, -131 in single precision.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> NegativeMagnitude(Vector256<T> z)
        => MinusMagnitude(z, Constant(-752, -131));

    /// <summary>-|z|, but at least <paramref name="limit"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> MinusMagnitude(Vector256<T> z, Vector256<T> limit)
        => AtLeast(z | Constant(-0.0), limit);

    /// <summary>2^64 e^x for x from <see cref="NegativeMagnitude"/>. The factor keeps the tail normal until the last multiplication.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> LargeExp(Vector256<T> x)
    {
        Vector256<T> t = ReduceExp(x, 64, out Vector256<T> scale);
        return FusedMultiplyAdd(scale, t, scale);
    }

    /// <summary>2^64 e^(x + rest), where <paramref name="rest"/> is what the rounding of x has lost.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> LargeExp(Vector256<T> x, Vector256<T> rest)
    {
        Vector256<T> t = ReduceLargeExp(x, rest, out Vector256<T> scale);
        return FusedMultiplyAdd(scale, t, scale);
    }

    /// <summary>2^64 (e^x - 1), accurate through zero, and 2^64 e^x, for x from <see cref="NegativeMagnitude"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> LargeExpm1(Vector256<T> x, out Vector256<T> exp)
    {
        Vector256<T> t = ReduceExp(x, 64, out Vector256<T> scale);
        exp = FusedMultiplyAdd(scale, t, scale);
        return FusedMultiplyAdd(scale, t, scale - Constant(TwoTo64));
    }

    /// <summary>e^r - 1 for |r| ≤ ln 2 / 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> ExpMinusOne(Vector256<double> r)
    {
        Vector256<double> r2 = r * r;
        Vector256<double> r4 = r2 * r2;
        Vector256<double> high = ExpPolynomial(r, r2, r4, out Vector256<double> low);
        return Vector256.FusedMultiplyAdd(r4 * r2, high, Vector256.FusedMultiplyAdd(r2, low, r));
    }

    /// <summary>e^(r + rest) - 1 for |r| ≤ ln 2 / 16. For rest, no more than 6e-6, rest (1 + r) is enough.</summary>
    /// <remarks>The polynomial is relative to e^r - 1 off by at most 5.1e-9 (Sollya's fpminimax, r and r²/2 fixed).</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> ExpMinusOne(Vector256<float> r, Vector256<float> rest)
    {
        Vector256<float> r2 = r * r;
        Vector256<float> polynomial = Vector256.FusedMultiplyAdd(
            r2,
            Vector256.Create(0.041668382f),
            Vector256.FusedMultiplyAdd(Vector256.Create(0.16667967f), r, Vector256.Create(0.5f)));
        return Vector256.FusedMultiplyAdd(r2, polynomial, r + Vector256.FusedMultiplyAdd(r, rest, rest));
    }

    /// <summary>e^r - 1 for |r| ≤ ln 2 / 16, off by at most 3e-8; <paramref name="linear"/> is r, or a better r.</summary>
    /// <remarks>The coefficients are those for which the worst sigmoid of all numbers, with the powers of <see cref="RoundedEighthPower"/>, was found to be best.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> ShortExpMinusOne(Vector256<float> r, Vector256<float> linear)
        => Vector256.FusedMultiplyAdd(r * r, Vector256.FusedMultiplyAdd(Vector256.Create(0.1666f), r, Vector256.Create(0.50008f)), linear);

    /// <summary>(e^r - 1 - r) / r² for |r| ≤ ln 2 / 2.</summary>
    /// <remarks>
    /// Minimax polynomials for (e^r - 1) / r on ±0.34661 with the coefficient of r^0 fixed to 1 and the others rounded to the precision
    /// (Sollya's fpminimax): relative to e^r - 1 off by at most 2.1e-17 in double (degree 9 here), 1.6e-8 in single precision (degree 4).
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> ExpPolynomial(Vector256<T> r, Vector256<T> r2)
    {
        if (typeof(T) == typeof(double))
        {
            Vector256<double> r4 = (r2 * r2).AsDouble();
            Vector256<double> high = ExpPolynomial(r.AsDouble(), r2.AsDouble(), r4, out Vector256<double> low);
            return Vector256.FusedMultiplyAdd(r4, high, low).As<double, T>();
        }

        return FusedMultiplyAdd(
            r2,
            FusedMultiplyAdd(Constant(0.0013936538f), r2, FusedMultiplyAdd(Constant(0.008366537f), r, Constant(0.041666448f))),
            FusedMultiplyAdd(Constant(0.16666543f), r, Constant(0.5)));
    }

    /// <summary>The polynomial for double precision as low + r^4 high.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> ExpPolynomial(Vector256<double> r, Vector256<double> r2, Vector256<double> r4, out Vector256<double> low)
    {
        low = Vector256.FusedMultiplyAdd(
            r2,
            Vector256.FusedMultiplyAdd(Vector256.Create(0.008333333333315143), r, Vector256.Create(0.041666666666573614)),
            Vector256.FusedMultiplyAdd(Vector256.Create(0.16666666666666685), r, Vector256.Create(0.5000000000000006)));
        return Vector256.FusedMultiplyAdd(
            r4,
            Vector256.FusedMultiplyAdd(Vector256.Create(2.51141176644606e-08), r, Vector256.Create(2.7626327950925447e-07)),
            Vector256.FusedMultiplyAdd(
                r2,
                Vector256.FusedMultiplyAdd(Vector256.Create(2.7557229064472965e-06), r, Vector256.Create(2.4801504442237203e-05)),
                Vector256.FusedMultiplyAdd(Vector256.Create(0.00019841269901807226), r, Vector256.Create(0.0013888888932382078))));
    }

    /// <summary>Moves the lowest bits of x to where a number keeps its sign and exponent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> LowBitsToExponent(Vector256<T> x)
        => typeof(T) == typeof(double)
            ? Vector256.ShiftLeft(x.AsInt64(), 52).As<long, T>()
            : Vector256.ShiftLeft(x.AsInt32(), 23).As<int, T>();

    /// <summary>The sum of the bit patterns of x and y, as integers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> AddBits(Vector256<T> x, Vector256<T> y)
        => typeof(T) == typeof(double)
            ? (x.AsInt64() + y.AsInt64()).As<long, T>()
            : (x.AsInt32() + y.AsInt32()).As<int, T>();
}
