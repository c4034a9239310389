using System.ComponentModel;
using System.Runtime.CompilerServices;
using static NetGen.Kernels;

namespace NetGen.Functions;

/// <summary>(a - t)²/2 where |a - t| &lt; 1, else |a - t| - 1/2</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct HuberError : ILossFunction
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
        Vector256<T> magnitude = Magnitude(difference);
        Vector256<T> limited = AtMost(magnitude, Vector256<T>.One);
        slope = WithSign(limited, difference);

        // s (|d| - s/2) with s = min(|d|, 1) is both branches.
        return limited * (magnitude - (limited * Constant<T>(0.5)));
    }
}
