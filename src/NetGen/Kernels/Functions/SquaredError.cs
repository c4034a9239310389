using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NetGen.Functions;

/// <summary>(a - t)²</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SquaredError : ILossFunction
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
        slope = difference + difference;
        return difference * difference;
    }
}
