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
        Vector256<T> t = ReduceExpOfMinus(Inside(z), out Vector256<T> scale);
        return Outside(z, Reciprocal(t, scale));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<T> Value<T>(Vector256<T> z, out Vector256<T> slope)
        where T : struct
    {
        Vector256<T> t = ReduceExpOfMinus(Inside(z), out Vector256<T> scale);
        Vector256<T> a = Reciprocal(t, scale);

        // a (1 - a), where 1 - a = a e^-z keeps its accuracy when a is close to 1.
        slope = Vector256.AndNot(a * (a * FusedMultiplyAdd(scale, t, scale)), IsOutside(z));
        return Outside(z, a);
    }

    /// <inheritdoc/>
    public Vector256<T> SlopeFromValue<T>(Vector256<T> value)
        where T : struct
        => throw new NotSupportedException();

    /// <summary>1 / (1 + e^-z), the sum as scale t + (scale + 1), which rounds once unless e^-z is small.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Reciprocal<T>(Vector256<T> t, Vector256<T> scale)
        where T : struct
        => Vector256<T>.One / FusedMultiplyAdd(scale, t, scale + Vector256<T>.One);

    /// <summary>What e^-z is taken of: in single precision limited on the right, which takes fewer operations than a selection afterwards, but longer for a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Inside<T>(Vector256<T> z)
        where T : struct
        => typeof(T) == typeof(float) ? AtMost(z, Limit<T>()) : z;

    /// <summary>The value, 0 far on the left, 1 far on the right. Which zero comes out of the limits for one does not matter: it is not outside.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Outside<T>(Vector256<T> z, Vector256<T> value)
        where T : struct
        => typeof(T) == typeof(float)
            ? Vector256.AndNot(value, Vector256.LessThan(z, -Limit<T>()))
            : Vector256.ConditionalSelect(IsOutside(z), AtMost(AtLeast(z, Vector256<T>.Zero), Vector256<T>.One), value);

    /// <summary>Where the value or the slope is below the smallest normal number. NaN is not outside.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> IsOutside<T>(Vector256<T> z)
        where T : struct
        => Vector256.GreaterThan(Magnitude(z), Limit<T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Limit<T>()
        where T : struct
        => Constant<T>(708.3964185322641, 87.33654f);
}
