using System.ComponentModel;
using System.Runtime.CompilerServices;
using static NetGen.Kernels;

namespace NetGen.Functions;

/// <summary>|a - t|, with the slope 0 where a = t</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct AbsoluteError : ILossFunction
{
    /// <inheritdoc/>
    public bool TakesPreActivation => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<T> Value<T>(Vector256<T> output, Vector256<T> target)
        where T : struct
        => Value(output, target, out _);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<T> Value<T>(Vector256<T> output, Vector256<T> target, out Vector256<T> slope)
        where T : struct
    {
        Vector256<T> difference = output - target;
        Vector256<T> equal = Vector256.Equals(difference, Vector256<T>.Zero);
        slope = Vector256.AndNot(WithSign(Vector256<T>.One, difference), equal);
        return Magnitude(difference);
    }
}
