using System.ComponentModel;
using System.Runtime.CompilerServices;
using static NetGen.Kernels;

namespace NetGen.Functions;

/// <inheritdoc cref="Activation.Selu"/>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Selu : IActivationFunction
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
        Vector256<T> m = LargeExpm1(NegativeMagnitude(z), out Vector256<T> exp);
        slope = Vector256.ConditionalSelect(Vector256.GreaterThan(z, Vector256<T>.Zero), Constant<T>(Scale), exp * Constant<T>(ScaleAlpha / TwoTo64));
        return Vector256.ConditionalSelect(Vector256.LessThan(z, Vector256<T>.Zero), m * Constant<T>(ScaleAlpha / TwoTo64), z * Constant<T>(Scale));
    }

    /// <inheritdoc/>
    public Vector256<T> SlopeFromValue<T>(Vector256<T> value)
        where T : struct
        => throw new NotSupportedException();

    /// <summary>λ and λ α of Klambauer et al. (2017), which keep mean 0 and variance 1 from layer to layer.</summary>
    private const double Scale = 1.0507009873554804934, ScaleAlpha = 1.7580993408473768599;
}
