using System.ComponentModel;
using System.Runtime.CompilerServices;
using static NetGen.Kernels;

namespace NetGen.Functions;

/// <inheritdoc cref="Activation.HardTanh"/>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct HardTanh : IActivationFunction
{
    /// <inheritdoc/>
    public bool HasSlopeFromValue => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<T> Value<T>(Vector256<T> z)
        where T : struct
        => AtLeast(AtMost(z, Vector256<T>.One), Constant<T>(-1));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<T> Value<T>(Vector256<T> z, out Vector256<T> slope)
        where T : struct
    {
        slope = SlopeFromValue(z);
        return Value(z);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<T> SlopeFromValue<T>(Vector256<T> value)
        where T : struct
        => Vector256.LessThan(Magnitude(value), Vector256<T>.One) & Vector256<T>.One;
}
