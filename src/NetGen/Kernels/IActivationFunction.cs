using System.ComponentModel;

namespace NetGen;

/// <summary>
/// One activation, defined once: its value and its slope (derivative) as functions of the pre-activation z, for every lane of a vector.
/// Generic code takes it as a struct type argument, so that each use is compiled for that one function.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IActivationFunction<T>
    where T : unmanaged
{
    /// <summary>
    /// True when <see cref="SlopeFromValue"/> works, so that the backward pass needs no stored slopes (identity, relu, …).
    /// </summary>
    bool HasSlopeFromValue { get; }

    /// <summary>f(z)</summary>
    Vector256<T> Value(Vector256<T> z);

    /// <summary>f(z) and f'(z), the slope accurate over the whole range also where the value saturates.</summary>
    Vector256<T> Value(Vector256<T> z, out Vector256<T> slope);

    /// <summary>f'(z) from the value f(z), the same bits as <see cref="Value(Vector256{T}, out Vector256{T})"/> gives; only where <see cref="HasSlopeFromValue"/>.</summary>
    Vector256<T> SlopeFromValue(Vector256<T> value);
}
