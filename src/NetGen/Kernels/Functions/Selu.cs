using System.Runtime.CompilerServices;

namespace NetGen;

public static partial class Kernels<T>
{
    public static partial class Functions
    {
        /// <inheritdoc cref="Activation.Selu"/>
        public readonly struct Selu : IActivationFunction<T>
        {
            /// <inheritdoc/>
            public bool HasSlopeFromValue => false;

            /// <inheritdoc/>
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public Vector256<T> Value(Vector256<T> z)
                => Value(z, out _);

            /// <inheritdoc/>
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public Vector256<T> Value(Vector256<T> z, out Vector256<T> slope)
            {
                Vector256<T> m = LargeExpm1(NegativeMagnitude(z), out Vector256<T> exp);
                slope = Vector256.ConditionalSelect(Vector256.GreaterThan(z, Vector256<T>.Zero), Constant(Scale), exp * Constant(ScaleAlpha / TwoTo64));
                return Vector256.ConditionalSelect(Vector256.LessThan(z, Vector256<T>.Zero), m * Constant(ScaleAlpha / TwoTo64), z * Constant(Scale));
            }

            /// <inheritdoc/>
            public Vector256<T> SlopeFromValue(Vector256<T> value)
                => throw new NotSupportedException();

            /// <summary>λ and λ α of Klambauer et al. (2017), which keep mean 0 and variance 1 from layer to layer.</summary>
            private const double Scale = 1.0507009873554804934, ScaleAlpha = 1.7580993408473768599;
        }
    }
}
