using System.Runtime.CompilerServices;

namespace NetGen;

public static partial class Kernels
{
    /// <summary>e<sup>x</sup>, at most 1 ulp off; what lies below the smallest normal number is 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Exp<T>(Vector256<T> x)
        where T : struct
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
        power = Vector256.AndNot(power, Vector256.LessThan(x, Constant<T>(-708.3964185322641, -87.33654f)));
        Vector256<T> finite = Vector256.LessThanOrEqual(x, Constant<T>(709.782712893384, 88.72283f));
        return Vector256.ConditionalSelect(finite, power, x + Constant<T>(double.PositiveInfinity));
    }

    /// <inheritdoc cref="Exp{T}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Exp(double x) => Exp(Vector256.CreateScalarUnsafe(x)).ToScalar();

    /// <inheritdoc cref="Exp{T}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Exp(float x) => Exp(Vector256.CreateScalarUnsafe(x)).ToScalar();

    /// <summary>e<sup>x</sup> - 1, at most 1 ulp off, through zero too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Expm1<T>(Vector256<T> x)
        where T : struct
    {
        // Half the result first: 2^k overflows before the result does.
        Vector256<T> t = ReduceExpm1(x, RoundToExponent<T>(1022, 126), out Vector256<T> r, out Vector256<T> half);
        Vector256<T> high = half - Constant<T>(0.5);
        Vector256<T> m = FusedMultiplyAdd(half, r, high);
        m += FusedMultiplyAdd(half, t, FusedMultiplyAdd(half, r, high - m));
        m = Vector256.ConditionalSelect(Vector256.LessThan(x, Constant<T>(-40)), Constant<T>(-1), m + m);
        m = Vector256.ConditionalSelect(Vector256.GreaterThan(x, Constant<T>(710, 88.8f)), Constant<T>(double.PositiveInfinity), m);
        return m | Sign(x);
    }

    /// <inheritdoc cref="Expm1{T}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Expm1(double x) => Expm1(Vector256.CreateScalarUnsafe(x)).ToScalar();

    /// <inheritdoc cref="Expm1{T}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Expm1(float x) => Expm1(Vector256.CreateScalarUnsafe(x)).ToScalar();
}
