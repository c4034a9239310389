using System.Runtime.CompilerServices;

namespace NetGen;

public static partial class Kernels<T>
{
    public static partial class Functions
    {
        /// <inheritdoc cref="Activation.Silu"/>
        public readonly struct Silu : IActivationFunction<T>
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
                // max(z, 0) - y sigmoid(-y) with y = |z|, and f'(y) + f'(-y) = 1.
                Vector256<T> x = NegativeMagnitude(z);
                Vector256<T> exp = LargeExp(x);
                Vector256<T> sigmoid = Vector256<T>.One / FusedMultiplyAdd(Constant(1 / TwoTo64), exp, Vector256<T>.One);
                Vector256<T> gate = exp * sigmoid;
                Vector256<T> left = gate * FusedMultiplyAdd(x, sigmoid, Vector256<T>.One) * Constant(1 / TwoTo64);
                slope = Vector256.ConditionalSelect(Vector256.LessThan(z, Vector256<T>.Zero), left, Vector256<T>.One - left);
                return FusedMultiplyAdd(x * gate, Constant(1 / TwoTo64), PositivePart(z));
            }

            /// <inheritdoc/>
            public Vector256<T> SlopeFromValue(Vector256<T> value)
                => throw new NotSupportedException();
        }
    }
}
