using System.Runtime.CompilerServices;

namespace NetGen;

public static partial class Kernels<T>
{
    public static partial class Functions
    {
        /// <inheritdoc cref="Activation.Softplus"/>
        public readonly struct Softplus : IActivationFunction<T>
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
                // max(z, 0) + log(1 + e^-|z|)
                Vector256<T> exp = LargeExp(NegativeMagnitude(z)) * Constant(1 / TwoTo64);
                Vector256<T> sigmoid = Vector256<T>.One / (Vector256<T>.One + exp);
                slope = Vector256.ConditionalSelect(Vector256.LessThan(z, Vector256<T>.Zero), exp * sigmoid, sigmoid);
                return PositivePart(z) + Log1pOfUnit(exp);
            }

            /// <inheritdoc/>
            public Vector256<T> SlopeFromValue(Vector256<T> value)
                => throw new NotSupportedException();
        }
    }
}
