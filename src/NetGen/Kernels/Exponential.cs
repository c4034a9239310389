using System.Runtime.CompilerServices;

namespace NetGen;

public static partial class Kernels<T>
    where T : unmanaged
{
    /// <summary>e<sup>x</sup>, at most 1 ulp off; what lies below the smallest normal number is 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Exp(Vector256<T> x)
    {
        // The exponent is added as an integer at the end: also right for k = 1024, where 2^k itself has no representation.
        Vector256<T> t = ReduceExp(x, typeof(T) == typeof(double) ? -BiasOfDouble : -BiasOfSingle, out Vector256<T> scale);
        Vector256<T> mantissa = Vector256<T>.One;
        if (typeof(T) == typeof(float))
        {
            Vector256<int> bits = scale.AsInt32() & Vector256.Create(0x007FFFFF);
            mantissa = (mantissa.AsInt32() | bits).As<int, T>();
            scale = (scale.AsInt32() ^ bits).As<int, T>();
        }

        Vector256<T> power = AddBits(FusedMultiplyAdd(mantissa, t, mantissa), scale);
        power = Vector256.AndNot(power, Vector256.LessThan(x, Constant(-708.3964185322641, -87.33654f)));
        Vector256<T> finite = Vector256.LessThanOrEqual(x, Constant(709.782712893384, 88.72283f));
        return Vector256.ConditionalSelect(finite, power, x + Constant(double.PositiveInfinity));
    }

    /// <inheritdoc cref="Exp(Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Exp(T x) => Exp(Vector256.CreateScalarUnsafe(x)).ToScalar();

    /// <summary>e<sup>x</sup> - 1, at most 1 ulp off, through zero too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Expm1(Vector256<T> x)
    {
        // Half the result first: 2^k overflows before the result does.
        Vector256<T> t = ReduceExpm1(x, RoundToExponent(1022, 126), out Vector256<T> r, out Vector256<T> half);
        Vector256<T> high = half - Constant(0.5);
        Vector256<T> m = FusedMultiplyAdd(half, r, high);
        m += FusedMultiplyAdd(half, t, FusedMultiplyAdd(half, r, high - m));
        m = Vector256.ConditionalSelect(Vector256.LessThan(x, Constant(-40)), Constant(-1), m + m);
        m = Vector256.ConditionalSelect(Vector256.GreaterThan(x, Constant(710, 88.8f)), Constant(double.PositiveInfinity), m);
        return m | Sign(x);
    }

    /// <inheritdoc cref="Expm1(Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Expm1(T x) => Expm1(Vector256.CreateScalarUnsafe(x)).ToScalar();
}
