using System.ComponentModel;
using System.Runtime.CompilerServices;
using static NetGen.Kernels;

namespace NetGen.Functions;

/// <inheritdoc cref="Activation.Gelu"/>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Gelu : IActivationFunction
{
    /// <inheritdoc/>
    public bool HasSlopeFromValue => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<T> Value<T>(Vector256<T> z)
        where T : struct
        => Value(z, out _);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<T> Value<T>(Vector256<T> z, out Vector256<T> slope)
        where T : struct
    {
        // max(z, 0) - y Φ(-y) with y = |z|, and f'(y) + f'(-y) = 1.
        Vector256<T> y = AtMost(Magnitude(z), NormalLimit<T>());
        Vector256<T> mills = NormalTail(y, out Vector256<T> exp);
        Vector256<T> left = exp * FusedMultiplyAdd(Constant<T>(-0.3989422804014327), y, mills) * Constant<T>(1 / TwoTo64);
        slope = Vector256.ConditionalSelect(Vector256.LessThan(z, Vector256<T>.Zero), left, Vector256<T>.One - left);
        return FusedMultiplyAdd(y * (exp * mills), Constant<T>(-1 / TwoTo64), PositivePart(z));
    }

    /// <inheritdoc/>
    public Vector256<T> SlopeFromValue<T>(Vector256<T> value)
        where T : struct
        => throw new NotSupportedException();
}
