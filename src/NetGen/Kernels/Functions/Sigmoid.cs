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
        Vector256<T> t = ExpOfMinus(z, out Vector256<T> scale);
        return Vector256.AndNot(Reciprocal(t, scale), IsFlushed(z));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<T> Value<T>(Vector256<T> z, out Vector256<T> slope)
        where T : struct
    {
        Vector256<T> t = ExpOfMinus(z, out Vector256<T> scale);
        Vector256<T> a = Reciprocal(t, scale);

        // a (1 - a), where 1 - a = a e^-z keeps its accuracy when a is close to 1.
        slope = Vector256.AndNot(a * (a * FusedMultiplyAdd(scale, t, scale)), IsFlushed(z));
        return Vector256.AndNot(a, IsFlushed(z));
    }

    /// <inheritdoc/>
    public Vector256<T> SlopeFromValue<T>(Vector256<T> value)
        where T : struct
        => throw new NotSupportedException();

    /// <summary>
    /// t and the scale of e^-z = scale (1 + t). On the right the scale has become 0 where e^-z is not normal any more; what it becomes on the left
    /// does not matter where the value is flushed.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> ExpOfMinus<T>(Vector256<T> z, out Vector256<T> scale)
        where T : struct
        => ReduceExp(AtLeast(Negated(z), Constant<T>(-709, -88)), RoundToScale<T>(), out scale);

    /// <summary>1 / (1 + e^-z), the sum in one rounding as scale t + (scale + 1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Reciprocal<T>(Vector256<T> t, Vector256<T> scale)
        where T : struct
        => Vector256<T>.One / FusedMultiplyAdd(scale, t, scale + Vector256<T>.One);

    /// <summary>Where the value is below the smallest normal number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> IsFlushed<T>(Vector256<T> z)
        where T : struct
        => Vector256.LessThan(z, Constant<T>(-708.3964185322641, -87.33654f));
}
