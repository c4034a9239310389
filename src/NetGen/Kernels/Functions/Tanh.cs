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
        => WithSign(NegativeValue(Magnitude(z), out _, out _), z);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<T> Value<T>(Vector256<T> z, out Vector256<T> slope)
        where T : struct
    {
        Vector256<T> y = Magnitude(z);
        Vector256<T> a = NegativeValue(y, out Vector256<T> t, out Vector256<T> scale);

        // 1 - a² = (1 + |a|)² e^-2|z|, accurate also when |a| is close to 1.
        Vector256<T> large = LargeScale(scale);
        Vector256<T> root = Vector256<T>.One - a;
        slope = FusedMultiplyAdd(large, t, large) * Constant<T>(1 / TwoTo64) * (root * root);
        slope = Vector256.AndNot(slope, Vector256.GreaterThan(y, Constant<T>(376, 65)));
        return WithSign(a, z);
    }

    /// <inheritdoc/>
    public Vector256<T> SlopeFromValue<T>(Vector256<T> value)
        where T : struct
        => throw new NotSupportedException();

    /// <summary>-tanh y for y ≥ 0 as (e^-2y - 1) / (e^-2y + 1) with e^-2y = scale (1 + t): each sum rounds once, the difference without cancellation.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> NegativeValue<T>(Vector256<T> y, out Vector256<T> t, out Vector256<T> scale)
        where T : struct
    {
        t = ReduceExp(y * Constant<T>(-2), RoundToScale<T>(), out scale);
        Vector256<T> value = FusedMultiplyAdd(scale, t, scale - Vector256<T>.One) / FusedMultiplyAdd(scale, t, scale + Vector256<T>.One);
        return Vector256.ConditionalSelect(Vector256.GreaterThan(y, Constant<T>(22, 11)), Constant<T>(-1), value);
    }
}
