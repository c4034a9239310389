using System.Runtime.CompilerServices;

namespace NetGen;

public static partial class Kernels<T>
{
    public static partial class Functions
    {
        /// <inheritdoc cref="Activation.Gelu"/>
        public readonly struct Gelu : IActivationFunction<T>
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
                // max(z, 0) - y Φ(-y) with y = |z|, and f'(y) + f'(-y) = 1.
                Vector256<T> y = AtMost(Magnitude(z), NormalLimit());
                Vector256<T> mills = NormalTail(y, out Vector256<T> exp);
                Vector256<T> left = exp * FusedMultiplyAdd(Constant(-0.3989422804014327), y, mills) * Constant(1 / TwoTo64);
                slope = Vector256.ConditionalSelect(Vector256.LessThan(z, Vector256<T>.Zero), left, Vector256<T>.One - left);
                return FusedMultiplyAdd(y * (exp * mills), Constant(-1 / TwoTo64), PositivePart(z));
            }

            /// <inheritdoc/>
            public Vector256<T> SlopeFromValue(Vector256<T> value)
                => throw new NotSupportedException();
        }
    }
}
