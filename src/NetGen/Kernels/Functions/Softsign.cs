using System.Runtime.CompilerServices;

namespace NetGen;

public static partial class Kernels<T>
{
    public static partial class Functions
    {
        /// <inheritdoc cref="Activation.Softsign"/>
        public readonly struct Softsign : IActivationFunction<T>
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
                Vector256<T> magnitude = Magnitude(z);
                Vector256<T> reciprocal = Vector256<T>.One / (Vector256<T>.One + magnitude);
                slope = reciprocal * reciprocal;

                // Infinity times zero must not arise.
                Vector256<T> saturates = Vector256.GreaterThan(magnitude, Constant(TwoTo64));
                return Vector256.ConditionalSelect(saturates, WithSign(Vector256<T>.One, z), z * reciprocal);
            }

            /// <inheritdoc/>
            public Vector256<T> SlopeFromValue(Vector256<T> value)
                => throw new NotSupportedException();
        }
    }
}
