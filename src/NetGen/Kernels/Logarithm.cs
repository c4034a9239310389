using System.Runtime.CompilerServices;

namespace NetGen;

public static partial class Kernels<T>
    where T : unmanaged
{
    /// <summary>The natural logarithm, at most 1 ulp off, subnormal x included: -infinity for 0, NaN for x &lt; 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Log(Vector256<T> x)
    {
        Vector256<T> small = Vector256.LessThan(x, Constant(2.2250738585072014e-308, 1.17549435e-38f));
        Vector256<T> normal = Vector256.ConditionalSelect(small, x * Constant(TwoTo64), x);
        Vector256<T> m = SplitExponent(normal, out Vector256<T> k);
        Vector256<T> log = LogOfParts(m - Vector256<T>.One, k - (small & Constant(64)));
        return Vector256.ConditionalSelect(IsPositiveFinite(x), log, LogOutsideDomain(x));
    }

    /// <inheritdoc cref="Log(Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Log(T x) => Log(Vector256.CreateScalarUnsafe(x)).ToScalar();

    /// <summary>log(1 + x), at most 1 ulp off, through zero too: -infinity for -1, NaN for x &lt; -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Log1p(Vector256<T> x)
    {
        // f = (1 + x) / 2^k - 1 as x / 2^k + (1 / 2^k - 1) is exact, unlike the sum 1 + x that k is read from.
        Vector256<T> sum = Vector256<T>.One + x;
        Vector256<T> m = SplitExponent(sum, out Vector256<T> k);
        Vector256<T> inverse = LowBitsToExponent(RoundToExponent(BiasOfDouble, BiasOfSingle) - k);
        Vector256<T> f = FusedMultiplyAdd(x, inverse, inverse - Vector256<T>.One);
        f = Vector256.ConditionalSelect(Vector256.GreaterThan(x, Constant(TwoTo64)), m - Vector256<T>.One, f);
        Vector256<T> log = LogOfParts(f, k) | Sign(x);
        return Vector256.ConditionalSelect(IsPositiveFinite(sum), log, LogOutsideDomain(sum));
    }

    /// <inheritdoc cref="Log1p(Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Log1p(T x) => Log1p(Vector256.CreateScalarUnsafe(x)).ToScalar();

    /// <summary>log(1 + x) for 0 ≤ x ≤ 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> Log1pOfUnit(Vector256<T> x)
    {
        Vector256<T> upper = Vector256.GreaterThan(x, Constant(0.5));
        Vector256<T> half = FusedMultiplyAdd(Constant(0.5), x, Constant(-0.5));
        return LogOfParts(Vector256.ConditionalSelect(upper, half, x), upper & Vector256<T>.One);
    }

    /// <summary>k ln 2 + log(1 + f) for -1/4 ≤ f ≤ 1/2, with f exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> LogOfParts(Vector256<T> f, Vector256<T> k)
    {
        // With s = f / (2 + f): log(1 + f) = 2 atanh s = f - f²/2 + s (f²/2 + s² P(s²)).
        Vector256<T> s = f / (f + Constant(2));
        Vector256<T> z = s * s;
        Vector256<T> half = f * Constant(0.5);

        // The largest terms, k ln 2 and f, are added with their rounding error kept, so that only the last addition rounds visibly.
        Vector256<T> high = Constant(0.6931471805592082, 0.693145751953125f);
        Vector256<T> sum = FusedMultiplyAdd(k, high, f);
        Vector256<T> rest = FusedMultiplyAdd(k, high, -sum) + f;
        rest = FusedMultiplyAdd(Constant(7.371002565167799e-13, 1.428606765330187e-6f), k, rest);
        rest = FusedMultiplyAdd(s, FusedMultiplyAdd(z, LogPolynomial(z), half * f), rest);
        return sum + FusedMultiplyAdd(-half, f, rest);
    }

    /// <summary>(log((1 + s) / (1 - s)) - 2 s) / s³ as a function of z = s² for |s| ≤ 1/5.</summary>
    /// <remarks>
    /// Minimax polynomials with coefficients rounded to the precision (Sollya's fpminimax): relative to the logarithm off by 4.8e-19 in double
    /// (degree 7), 1.5e-10 in single precision (degree 3).
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> LogPolynomial(Vector256<T> z)
        => typeof(T) == typeof(double) ? LogPolynomial(z.AsDouble()).As<double, T>() : LogPolynomial(z.AsSingle()).As<float, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> LogPolynomial(Vector256<double> z)
    {
        Vector256<double> z2 = z * z;
        return Vector256.FusedMultiplyAdd(
            z2 * z2,
            Vector256.FusedMultiplyAdd(
                z2,
                Vector256.FusedMultiplyAdd(Vector256.Create(0.13614452819500492), z, Vector256.Create(0.13208818067962394)),
                Vector256.FusedMultiplyAdd(Vector256.Create(0.15388925602428144), z, Vector256.Create(0.18181735734997398))),
            Vector256.FusedMultiplyAdd(
                z2,
                Vector256.FusedMultiplyAdd(Vector256.Create(0.2222222308116178), z, Vector256.Create(0.2857142856698684)),
                Vector256.FusedMultiplyAdd(Vector256.Create(0.4000000000000905), z, Vector256.Create(0.6666666666666666))));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> LogPolynomial(Vector256<float> z)
        => Vector256.FusedMultiplyAdd(
            z * z,
            Vector256.FusedMultiplyAdd(Vector256.Create(0.23409225f), z, Vector256.Create(0.2855644f)),
            Vector256.FusedMultiplyAdd(Vector256.Create(0.39999837f), z, Vector256.Create(0.6666667f)));

    /// <summary>m and k, so that x = 2^k m with 3/4 ≤ m &lt; 3/2; x normal and positive.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> SplitExponent(Vector256<T> x, out Vector256<T> k)
    {
        // Adding 1/4 (as bits, 1 - 3/4) carries into the exponent from m = 3/2 on. The exponent becomes the low bits of a number without fraction.
        if (typeof(T) == typeof(double))
        {
            Vector256<long> threeQuarters = Vector256.Create(0x3FE8000000000000);
            Vector256<long> bits = x.AsInt64() + (Vector256.Create(0x3FF0000000000000) - threeQuarters);
            Vector256<long> exponent = Vector256.ShiftRightLogical(bits, 52) | Vector256.Create(0x4330000000000000);
            k = (exponent.AsDouble() - Vector256.Create(4503599627370496.0 + 1023)).As<double, T>();
            return ((bits & Vector256.Create(0x000FFFFFFFFFFFFF)) + threeQuarters).As<long, T>();
        }

        Vector256<int> singleThreeQuarters = Vector256.Create(0x3F400000);
        Vector256<int> singleBits = x.AsInt32() + (Vector256.Create(0x3F800000) - singleThreeQuarters);
        Vector256<int> singleExponent = Vector256.ShiftRightLogical(singleBits, 23) | Vector256.Create(0x4B000000);
        k = (singleExponent.AsSingle() - Vector256.Create(8388608f + 127)).As<float, T>();
        return ((singleBits & Vector256.Create(0x007FFFFF)) + singleThreeQuarters).As<int, T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> IsPositiveFinite(Vector256<T> x)
        => Vector256.GreaterThan(x, Vector256<T>.Zero) & Vector256.LessThan(x, Constant(double.PositiveInfinity));

    /// <summary>log x for 0, infinity, negative numbers and NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> LogOutsideDomain(Vector256<T> x)
    {
        Vector256<T> log = Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256<T>.Zero), Constant(double.NaN), x);
        return Vector256.ConditionalSelect(Vector256.Equals(x, Vector256<T>.Zero), Constant(double.NegativeInfinity), log);
    }
}
