using System.ComponentModel;
using System.Runtime.CompilerServices;
using static NetGen.Kernels;

namespace NetGen.Functions;

/// <inheritdoc cref="Activation.Softsign"/>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Softsign : IActivationFunction
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
        Vector256<T> magnitude = Magnitude(z);
        Vector256<T> reciprocal = Vector256<T>.One / (Vector256<T>.One + magnitude);
        slope = reciprocal * reciprocal;

        // Infinity times zero must not arise.
        Vector256<T> saturates = Vector256.GreaterThan(magnitude, Constant<T>(TwoTo64));
        return Vector256.ConditionalSelect(saturates, WithSign(Vector256<T>.One, z), z * reciprocal);
    }

    /// <inheritdoc/>
    public Vector256<T> SlopeFromValue<T>(Vector256<T> value)
        where T : struct
        => throw new NotSupportedException();
}
