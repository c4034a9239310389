using System.ComponentModel;
using System.Runtime.CompilerServices;
using static NetGen.Kernels;

namespace NetGen.Functions;

/// <inheritdoc cref="Activation.Softplus"/>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Softplus : IActivationFunction
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
        // max(z, 0) + log(1 + e^-|z|)
        Vector256<T> exp = LargeExp(NegativeMagnitude(z)) * Constant<T>(1 / TwoTo64);
        Vector256<T> sigmoid = Vector256<T>.One / (Vector256<T>.One + exp);
        slope = Vector256.ConditionalSelect(Vector256.LessThan(z, Vector256<T>.Zero), exp * sigmoid, sigmoid);
        return PositivePart(z) + Log1pOfUnit(exp);
    }

    /// <inheritdoc/>
    public Vector256<T> SlopeFromValue<T>(Vector256<T> value)
        where T : struct
        => throw new NotSupportedException();
}
