using System.ComponentModel;
using System.Runtime.CompilerServices;
using static NetGen.Kernels;

namespace NetGen.Functions;

/// <inheritdoc cref="Activation.HardSwish"/>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct HardSwish : IActivationFunction
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
        Vector256<T> bounded = AtLeast(z, Constant<T>(-3));
        Vector256<T> inner = FusedMultiplyAdd(Constant<T>(1.0 / 3), z, Constant<T>(0.5));
        slope = Vector256.AndNot(inner, Vector256.LessThanOrEqual(z, Constant<T>(-3)));
        slope = Vector256.ConditionalSelect(Vector256.GreaterThanOrEqual(z, Constant<T>(3)), Vector256<T>.One, slope);
        return bounded * (AtMost(bounded + Constant<T>(3), Constant<T>(6)) * Constant<T>(1.0 / 6));
    }

    /// <inheritdoc/>
    public Vector256<T> SlopeFromValue<T>(Vector256<T> value)
        where T : struct
        => throw new NotSupportedException();
}
