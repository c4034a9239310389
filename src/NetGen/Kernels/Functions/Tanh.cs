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

    /// <summary>-tanh y for y ≥ 0 as m / (m + 2) with m = e^-2y - 1 = scale (1 + t) - 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> NegativeValue<T>(Vector256<T> y, out Vector256<T> t, out Vector256<T> scale)
        where T : struct
    {
        Vector256<T> rest = ReduceExpm1(y * Constant<T>(-2), RoundToScale<T>(), out Vector256<T> r, out scale);
        Vector256<T> m = FusedMultiplyAdd(scale, rest, FusedMultiplyAdd(scale, r, scale - Vector256<T>.One));
        t = r + rest;
        return Vector256.ConditionalSelect(Vector256.GreaterThan(y, Constant<T>(22, 11)), Constant<T>(-1), m / (m + Constant<T>(2)));
    }
}
