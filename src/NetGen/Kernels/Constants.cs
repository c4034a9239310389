using System.Runtime.CompilerServices;
#if NET
using System.Runtime.Intrinsics.X86;
#endif

namespace NetGen;

public static partial class Kernels<T>
    where T : unmanaged
{
    /// <summary>The constant in every lane, rounded to the precision T.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> Constant(double value)
        => typeof(T) == typeof(double) ? Vector256.Create(value).As<double, T>() : Vector256.Create((float)value).As<float, T>();

    /// <summary>A constant that differs between the precisions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> Constant(double forDouble, float forSingle)
        => typeof(T) == typeof(double) ? Vector256.Create(forDouble).As<double, T>() : Vector256.Create(forSingle).As<float, T>();

    /// <summary>|x|; the sign bit of x is cleared.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> Magnitude(Vector256<T> x)
        => Vector256.AndNot(x, Constant(-0.0));

    /// <summary>-x; the sign bit of x is flipped.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> Negated(Vector256<T> x)
        => x ^ Constant(-0.0);

    /// <summary>The sign bit of x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> Sign(Vector256<T> x)
        => x & Constant(-0.0);

    /// <summary>max(x, 0), NaN for NaN and -0 for -0.</summary>
    /// <remarks>x86 takes the second operand where one is NaN or both are zero, which is that in one instruction; others differ for -0.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> PositivePart(Vector256<T> x)
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
    internal static Vector256<T> AtMost(Vector256<T> x, Vector256<T> limit)
        => Vector256.MinNative(limit, x);

    /// <summary>x, but at least <paramref name="limit"/> (not zero), and NaN for NaN.</summary>
    /// <remarks><inheritdoc cref="AtMost" path="/remarks/node()"/></remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> AtLeast(Vector256<T> x, Vector256<T> limit)
        => Vector256.MaxNative(limit, x);

    /// <summary>|x| with the sign of <paramref name="sign"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> WithSign(Vector256<T> x, Vector256<T> sign)
        => Vector256.ConditionalSelect(Constant(-0.0), sign, x);
}
