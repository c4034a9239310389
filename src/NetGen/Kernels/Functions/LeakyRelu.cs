using System.Runtime.CompilerServices;

namespace NetGen;

public static partial class Kernels<T>
{
    public static partial class Functions
    {
        /// <inheritdoc cref="Activation.LeakyRelu"/>
        public readonly struct LeakyRelu : IActivationFunction<T>
        {
            /// <inheritdoc/>
            public bool HasSlopeFromValue => true;

            /// <inheritdoc/>
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public Vector256<T> Value(Vector256<T> z)
                => Value(z, out _);

            /// <inheritdoc/>
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public Vector256<T> Value(Vector256<T> z, out Vector256<T> slope)
            {
                slope = SlopeFromValue(z);
                return z * slope;
            }

            /// <inheritdoc/>
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public Vector256<T> SlopeFromValue(Vector256<T> value)
                => Vector256.ConditionalSelect(Vector256.GreaterThan(value, Vector256<T>.Zero), Vector256<T>.One, Constant(0.01));
        }
    }
}
