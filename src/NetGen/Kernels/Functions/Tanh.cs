using System.ComponentModel;
using System.Runtime.CompilerServices;
using static NetGen.Kernels;

namespace NetGen.Functions;

/// <inheritdoc cref="Activation.Tanh"/>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Tanh : IActivationFunction
{
    /// <inheritdoc/>
    public bool HasSlopeFromValue => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<T> Value<T>(Vector256<T> z)
        where T : struct
    {
        // Beyond -40 nothing is left of e^-2|z| beside 1.
        Vector256<T> t = ReduceExpOfTwice(MinusMagnitude(z, Constant<T>(-40)), 0, out Vector256<T> scale, out _);
        return WithSign(NegativeValue(t, scale), z);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<T> Value<T>(Vector256<T> z, out Vector256<T> slope)
        where T : struct
    {
        // The scale is four times as large, so that it is normal as long as the slope is; below the limit that is over.
        Vector256<T> limit = Constant<T>(-354.8913, -44.3614f);
        Vector256<T> y = MinusMagnitude(z, limit);
        Vector256<T> t = ReduceExpOfTwice(y, 2, out Vector256<T> scale, out Vector256<T> lost);
        Vector256<T> a = NegativeValue(t, scale * Constant<T>(0.25));

        // 1 - a² = (1 + |a|)² e^-2|z|, accurate also when |a| is close to 1.
        Vector256<T> half = FusedMultiplyAdd(Constant<T>(-0.5), a, Constant<T>(0.5));
        Vector256<T> exp = FusedMultiplyAdd(scale, t, scale);
        slope = FusedMultiplyAdd(exp, lost, exp) * (half * half);
        slope = Vector256.AndNot(slope, Vector256.Equals(y, limit));
        return WithSign(a, z);
    }

    /// <inheritdoc/>
    public Vector256<T> SlopeFromValue<T>(Vector256<T> value)
        where T : struct
        => throw new NotSupportedException();

    /// <summary>-tanh |z| as (e^-2|z| - 1) / (e^-2|z| + 1) with e^-2|z| = scale (1 + t): each sum rounds once, the difference without cancellation.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> NegativeValue<T>(Vector256<T> t, Vector256<T> scale)
        where T : struct
        => FusedMultiplyAdd(scale, t, scale - Vector256<T>.One) / FusedMultiplyAdd(scale, t, scale + Vector256<T>.One);
}
