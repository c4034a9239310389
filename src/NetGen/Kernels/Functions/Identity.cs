using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NetGen.Functions;

/// <inheritdoc cref="Activation.Identity"/>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Identity : IActivationFunction
{
    /// <inheritdoc/>
    public bool HasSlopeFromValue => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<T> Value<T>(Vector256<T> z)
        where T : struct
        => z;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<T> Value<T>(Vector256<T> z, out Vector256<T> slope)
        where T : struct
    {
        slope = Vector256<T>.One;
        return z;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<T> SlopeFromValue<T>(Vector256<T> value)
        where T : struct
        => Vector256<T>.One;
}
