using System.Runtime.CompilerServices;

namespace NetGen;

public static partial class Kernels<T>
{
    public static partial class Functions
    {
        /// <inheritdoc cref="Activation.Elu"/>
        public readonly struct Elu : IActivationFunction<T>
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
                slope = Vector256.ConditionalSelect(Vector256.GreaterThan(z, Vector256<T>.Zero), Vector256<T>.One, exp * Constant(1 / TwoTo64));
                return Vector256.ConditionalSelect(Vector256.LessThan(z, Vector256<T>.Zero), m * Constant(1 / TwoTo64), z);
            }

            /// <inheritdoc/>
            public Vector256<T> SlopeFromValue(Vector256<T> value)
                => throw new NotSupportedException();
        }
    }
}
