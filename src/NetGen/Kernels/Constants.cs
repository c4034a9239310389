using System.Runtime.CompilerServices;
#if NET
using System.Runtime.Intrinsics.X86;
#endif

namespace NetGen;

public static partial class Kernels
{
    /// <summary>The constant in every lane, rounded to the precision T.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> Constant<T>(double value)
        where T : struct
        => typeof(T) == typeof(double) ? Vector256.Create(value).As<double, T>() : Vector256.Create((float)value).As<float, T>();

    /// <summary>A constant that differs between the precisions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> Constant<T>(double forDouble, float forSingle)
        where T : struct
        => typeof(T) == typeof(double) ? Vector256.Create(forDouble).As<double, T>() : Vector256.Create(forSingle).As<float, T>();

    /// <summary>|x|; the sign bit of x is cleared.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> Magnitude<T>(Vector256<T> x)
        where T : struct
        => Vector256.AndNot(x, Constant<T>(-0.0));

    /// <summary>-x; the sign bit of x is flipped.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> Negated<T>(Vector256<T> x)
        where T : struct
        => x ^ Constant<T>(-0.0);

    /// <summary>The sign bit of x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> Sign<T>(Vector256<T> x)
        where T : struct
        => x & Constant<T>(-0.0);

    /// <summary>max(x, 0), NaN for NaN and -0 for -0.</summary>
    /// <remarks>x86 takes the second operand where one is NaN or both are zero, which is that in one instruction; others differ for -0.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> PositivePart<T>(Vector256<T> x)
        where T : struct
    {
#if NET
        if (Avx.IsSupported)
            return Vector256.MaxNative(Vector256<T>.Zero, x);
#endif
        return Vector256.AndNot(x, Vector256.LessThan(x, Vector256<T>.Zero));
    }

    /// <summary>x, but at most <paramref name="limit"/> (not zero), and NaN for NaN.</summary>
    /// <remarks>The order matters: where one operand is NaN, x86 takes the second. Zeros of different sign would differ between processors.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> AtMost<T>(Vector256<T> x, Vector256<T> limit)
        where T : struct
        => Vector256.MinNative(limit, x);

    /// <summary>x, but at least <paramref name="limit"/> (not zero), and NaN for NaN.</summary>
    /// <remarks><inheritdoc cref="AtMost{T}" path="/remarks/node()"/></remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> AtLeast<T>(Vector256<T> x, Vector256<T> limit)
        where T : struct
        => Vector256.MaxNative(limit, x);

    /// <summary>|x| with the sign of <paramref name="sign"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> WithSign<T>(Vector256<T> x, Vector256<T> sign)
        where T : struct
        => Vector256.ConditionalSelect(Constant<T>(-0.0), sign, x);
}
