using System.ComponentModel;

namespace NetGen;

/// <summary>One loss of a single output, defined once: its value and its slope (derivative by the output) for every lane of a vector.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ILossFunction<T>
    where T : unmanaged
{
    /// <summary>True when <c>output</c> is the pre-activation z of the output neuron, and the slope dL/dz; false for its value a and dL/da.</summary>
    bool TakesPreActivation { get; }

    /// <summary>The loss.</summary>
    Vector256<T> Value(Vector256<T> output, Vector256<T> target);

    /// <summary>The loss and its derivative by <paramref name="output"/>.</summary>
    Vector256<T> Value(Vector256<T> output, Vector256<T> target, out Vector256<T> slope);
}
