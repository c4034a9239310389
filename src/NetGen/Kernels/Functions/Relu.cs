using System.ComponentModel;
using System.Runtime.CompilerServices;
using static NetGen.Kernels;

namespace NetGen.Functions;

/// <inheritdoc cref="Activation.Relu"/>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Relu : IActivationFunction
{
    /// <inheritdoc/>
    public bool HasSlopeFromValue => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<T> Value<T>(Vector256<T> z)
        where T : struct
        => PositivePart(z);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<T> Value<T>(Vector256<T> z, out Vector256<T> slope)
        where T : struct
    {
        slope = SlopeFromValue(z);
        return PositivePart(z);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<T> SlopeFromValue<T>(Vector256<T> value)
        where T : struct
        => Vector256.GreaterThan(value, Vector256<T>.Zero) & Vector256<T>.One;
}
