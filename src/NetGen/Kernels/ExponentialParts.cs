using System.Runtime.CompilerServices;

namespace NetGen;

/// <content>The parts of e^x that exp, expm1, sigmoid, tanh, … assemble, each in the way that costs it least.</content>
/// <remarks>
/// x = k ln 2 + r with an integer k and |r| ≤ ln 2 / 2, so e^x = 2^k e^r. k comes out of a fused multiply-add with 1.5 · 2^52 (1.5 · 2^23 in
/// single precision): the sum has no bits left for a fraction, and its lowest bits are k, ready to be shifted into an exponent.
/// Nothing here checks the range of x: each user selects what holds outside of it at the end, away from the chain of dependent operations.
/// </remarks>
public static partial class Kernels
{
    /// <summary>A factor that keeps e^x normal where the product with something large still is: see <see cref="RoundToExponent{T}"/>.</summary>
    internal const double TwoTo64 = 18446744073709551616.0;

    /// <summary>
    /// The number whose addition rounds to an integer. The bias is added to k, so that the shifted sum is 2^k itself (biases 1023 and 127),
    /// a multiple of it, or k alone (bias 0).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> RoundToExponent<T>(int biasOfDouble, int biasOfSingle)
        where T : struct
        => Constant<T>(6755399441055744.0 + biasOfDouble, 12582912f + biasOfSingle);

    /// <summary>The magic number of <see cref="RoundToExponent{T}"/> that makes the scale 2^k.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> RoundToScale<T>()
        where T : struct
        => RoundToExponent<T>(1023, 127);

    /// <summary>The magic number of <see cref="RoundToExponent{T}"/> that makes the scale 2^(k + 64), normal for every e^x that is not 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> RoundToLargeScale<T>()
        where T : struct
        => RoundToExponent<T>(1023 + 64, 127 + 64);

    /// <summary>t = e^r - 1 and the scale, so that e^x = scale (1 + t).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> ReduceExp<T>(Vector256<T> x, Vector256<T> round, out Vector256<T> scale)
        where T : struct
    {
        Vector256<T> sum = FusedMultiplyAdd(x, Constant<T>(1.4426950408889634), round);
        Vector256<T> k = sum - round;
        Vector256<T> r = FusedMultiplyAdd(k, Constant<T>(-0.6931471805592082, -0.693145751953125f), x);
        r = FusedMultiplyAdd(k, Constant<T>(-7.371002565167799e-13, -1.428606765330187e-6f), r);
        Vector256<T> r2 = r * r;
        scale = LowBitsToExponent(sum);
        return FusedMultiplyAdd(r2, ExpPolynomial(r, r2), r);
    }

    /// <summary>
    /// t and the scale for e^2x where e^2x does not exceed 1 and only its distance from 1 matters: in single precision one step of the reduction is
    /// enough then, because what it loses, k times 2e-9, is far below the last bit of 1 - e^2x.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> ReduceExpOfTwice<T>(Vector256<T> x, Vector256<T> round, out Vector256<T> scale)
        where T : struct
    {
        Vector256<T> sum = FusedMultiplyAdd(x, Constant<T>(2.8853900817779268), round);
        Vector256<T> k = sum - round;
        Vector256<T> r = FusedMultiplyAdd(k, Constant<T>(-0.6931471805592082, -0.6931472f), x + x);
        r = typeof(T) == typeof(double) ? FusedMultiplyAdd(k, Constant<T>(-7.371002565167799e-13), r) : r;
        Vector256<T> r2 = r * r;
        scale = LowBitsToExponent(sum);
        return FusedMultiplyAdd(r2, ExpPolynomial(r, r2), r);
    }

    /// <summary>t and the scale for e^(x + rest), where <paramref name="rest"/> is what the rounding of x has lost.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> ReduceExp<T>(Vector256<T> x, Vector256<T> rest, Vector256<T> round, out Vector256<T> scale)
        where T : struct
    {
        Vector256<T> sum = FusedMultiplyAdd(x, Constant<T>(1.4426950408889634), round);
        Vector256<T> k = sum - round;
        Vector256<T> r = FusedMultiplyAdd(k, Constant<T>(-0.6931471805592082, -0.693145751953125f), x);
        r += FusedMultiplyAdd(k, Constant<T>(-7.371002565167799e-13, -1.428606765330187e-6f), rest);
        Vector256<T> r2 = r * r;
        scale = LowBitsToExponent(sum);
        return FusedMultiplyAdd(r2, ExpPolynomial(r, r2), r);
    }

    /// <summary>
    /// r, t and the scale, so that e^x = scale (1 + r + t) with an error far below the last bit of r: what a difference such as e^x - 1 needs.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> ReduceExpm1<T>(Vector256<T> x, Vector256<T> round, out Vector256<T> r, out Vector256<T> scale)
        where T : struct
    {
        Vector256<T> sum = FusedMultiplyAdd(x, Constant<T>(1.4426950408889634), round);
        Vector256<T> k = sum - round;
        Vector256<T> exact = FusedMultiplyAdd(k, Constant<T>(-0.6931471805592082, -0.693145751953125f), x);
        r = FusedMultiplyAdd(k, Constant<T>(-7.371002565167799e-13, -1.428606765330187e-6f), exact);
        Vector256<T> rest = FusedMultiplyAdd(k, Constant<T>(-7.371002565167799e-13, -1.428606765330187e-6f), exact - r);
        Vector256<T> r2 = r * r;
        scale = LowBitsToExponent(sum);
        return FusedMultiplyAdd(r2, ExpPolynomial(r, r2), FusedMultiplyAdd(rest, r, rest));
    }

    /// <summary>-|z|, but at least where e^-|z|, and |z| e^-|z| too, has become 0: -752 in double, -131 in single precision.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> NegativeMagnitude<T>(Vector256<T> z)
        where T : struct
        => MinusMagnitude(z, Constant<T>(-752, -131));

    /// <summary>-|z|, but at least <paramref name="limit"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> MinusMagnitude<T>(Vector256<T> z, Vector256<T> limit)
        where T : struct
        => AtLeast(z | Constant<T>(-0.0), limit);

    /// <summary>2^64 e^x for x from <see cref="NegativeMagnitude{T}"/>. The factor keeps the tail normal until the last multiplication.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> LargeExp<T>(Vector256<T> x)
        where T : struct
    {
        Vector256<T> t = ReduceExp(x, RoundToLargeScale<T>(), out Vector256<T> scale);
        return FusedMultiplyAdd(scale, t, scale);
    }

    /// <summary>2^64 e^(x + rest), where <paramref name="rest"/> is what the rounding of x has lost.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> LargeExp<T>(Vector256<T> x, Vector256<T> rest)
        where T : struct
    {
        Vector256<T> t = ReduceExp(x, rest, RoundToLargeScale<T>(), out Vector256<T> scale);
        return FusedMultiplyAdd(scale, t, scale);
    }

    /// <summary>2^64 (e^x - 1), accurate through zero, and 2^64 e^x, for x from <see cref="NegativeMagnitude{T}"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> LargeExpm1<T>(Vector256<T> x, out Vector256<T> exp)
        where T : struct
    {
        Vector256<T> t = ReduceExp(x, RoundToLargeScale<T>(), out Vector256<T> scale);
        exp = FusedMultiplyAdd(scale, t, scale);
        return FusedMultiplyAdd(scale, t, scale - Constant<T>(TwoTo64));
    }

    /// <summary>(e^r - 1 - r) / r² for |r| ≤ ln 2 / 2.</summary>
    /// <remarks>
    /// Minimax polynomials for (e^r - 1) / r on ±0.34661 with the coefficient of r^0 fixed to 1 and the others rounded to the precision
    /// (Sollya's fpminimax): relative to e^r - 1 off by at most 2.1e-17 in double (degree 9 here), 1.6e-8 in single precision (degree 4).
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> ExpPolynomial<T>(Vector256<T> r, Vector256<T> r2)
        where T : struct
        => typeof(T) == typeof(double)
            ? ExpPolynomial(r.AsDouble(), r2.AsDouble()).As<double, T>()
            : ExpPolynomial(r.AsSingle(), r2.AsSingle()).As<float, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> ExpPolynomial(Vector256<double> r, Vector256<double> r2)
    {
        Vector256<double> r4 = r2 * r2;
        return Vector256.FusedMultiplyAdd(
            r4,
            Vector256.FusedMultiplyAdd(
                r4,
                Vector256.FusedMultiplyAdd(r, Vector256.Create(2.51141176644606e-08), Vector256.Create(2.7626327950925447e-07)),
                Vector256.FusedMultiplyAdd(
                    r2,
                    Vector256.FusedMultiplyAdd(r, Vector256.Create(2.7557229064472965e-06), Vector256.Create(2.4801504442237203e-05)),
                    Vector256.FusedMultiplyAdd(r, Vector256.Create(0.00019841269901807226), Vector256.Create(0.0013888888932382078)))),
            Vector256.FusedMultiplyAdd(
                r2,
                Vector256.FusedMultiplyAdd(r, Vector256.Create(0.008333333333315143), Vector256.Create(0.041666666666573614)),
                Vector256.FusedMultiplyAdd(r, Vector256.Create(0.16666666666666685), Vector256.Create(0.5000000000000006))));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> ExpPolynomial(Vector256<float> r, Vector256<float> r2)
        => Vector256.FusedMultiplyAdd(
            r2,
            Vector256.FusedMultiplyAdd(
                r2,
                Vector256.Create(0.0013936538f),
                Vector256.FusedMultiplyAdd(r, Vector256.Create(0.008366537f), Vector256.Create(0.041666448f))),
            Vector256.FusedMultiplyAdd(r, Vector256.Create(0.16666543f), Vector256.Create(0.5f)));

    /// <summary>Moves the lowest bits of x to where a number keeps its sign and exponent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> LowBitsToExponent<T>(Vector256<T> x)
        where T : struct
        => typeof(T) == typeof(double)
            ? Vector256.ShiftLeft(x.AsInt64(), 52).As<long, T>()
            : Vector256.ShiftLeft(x.AsInt32(), 23).As<int, T>();

    /// <summary>The sum of the bit patterns of x and y, as integers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> AddBits<T>(Vector256<T> x, Vector256<T> y)
        where T : struct
        => typeof(T) == typeof(double)
            ? (x.AsInt64() + y.AsInt64()).As<long, T>()
            : (x.AsInt32() + y.AsInt32()).As<int, T>();
}
