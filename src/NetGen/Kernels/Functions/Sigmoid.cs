using System.ComponentModel;
using System.Runtime.CompilerServices;
using static NetGen.Kernels;

namespace NetGen.Functions;

/// <inheritdoc cref="Activation.Sigmoid"/>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Sigmoid : IActivationFunction
{
    /// <inheritdoc/>
    public bool HasSlopeFromValue => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<T> Value<T>(Vector256<T> z)
        where T : struct
    {
        // 1 + e^-z in one rounding, as scale t + (scale + 1).
        Vector256<T> t = ReduceExp(-z, RoundToScale<T>(), out Vector256<T> scale);
        Vector256<T> a = Vector256<T>.One / FusedMultiplyAdd(scale, t, scale + Vector256<T>.One);
        return Vector256.ConditionalSelect(Saturates(z), Limit(z), a);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<T> Value<T>(Vector256<T> z, out Vector256<T> slope)
        where T : struct
    {
        Vector256<T> t = ReduceExp(-z, RoundToScale<T>(), out Vector256<T> scale);
        Vector256<T> a = Vector256<T>.One / FusedMultiplyAdd(scale, t, scale + Vector256<T>.One);

        // a (1 - a), where 1 - a = a e^-z keeps its accuracy when a is close to 1.
        slope = Vector256.AndNot(a * (a * FusedMultiplyAdd(scale, t, scale)), Saturates(z));
        return Vector256.ConditionalSelect(Saturates(z), Limit(z), a);
    }

    /// <inheritdoc/>
    public Vector256<T> SlopeFromValue<T>(Vector256<T> value)
        where T : struct
        => throw new NotSupportedException();

    /// <summary>Where e^-|z| is below the smallest normal number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Saturates<T>(Vector256<T> z)
        where T : struct
        => Vector256.GreaterThan(Magnitude(z), Constant<T>(708.3964185322642, 87.33655f));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Limit<T>(Vector256<T> z)
        where T : struct
        => Vector256.GreaterThan(z, Vector256<T>.Zero) & Vector256<T>.One;
}
