using System.Runtime.CompilerServices;

namespace NetGen;

public static partial class Kernels<T>
{
    public static partial class Functions
    {
        /// <inheritdoc cref="Activation.Mish"/>
        public readonly struct Mish : IActivationFunction<T>
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
                // With e = e^-|z|, tanh(log(1 + e^z)) is e (e + 2) / (e (e + 2) + 2) on the left and (1 + 2 e) / (1 + 2 e + 2 e²) on the right.
                Vector256<T> x = NegativeMagnitude(z);
                Vector256<T> large = LargeExp(x);
                Vector256<T> e = large * Constant(1 / TwoTo64);
                Vector256<T> onLeft = Vector256.LessThan(z, Vector256<T>.Zero);
                Vector256<T> factor = Vector256.ConditionalSelect(onLeft, large, Vector256<T>.One);
                Vector256<T> scale = Vector256.ConditionalSelect(onLeft, Constant(1 / TwoTo64), Vector256<T>.One);
                Vector256<T> numerator = Vector256.ConditionalSelect(onLeft, e + Constant(2), e + e + Vector256<T>.One);
                Vector256<T> denominator = Vector256.ConditionalSelect(
                    onLeft,
                    FusedMultiplyAdd(e, numerator, Constant(2)),
                    FusedMultiplyAdd(e + e, e, numerator));
                Vector256<T> reciprocal = Vector256<T>.One / denominator;

                // The derivative of the gate is 4 e (1 + e) / denominator² on the left, with e² for e on the right.
                Vector256<T> term = x * Vector256.ConditionalSelect(onLeft, Constant(4), e * e * Constant(-4));
                slope = FusedMultiplyAdd(numerator, denominator, term * (Vector256<T>.One + e)) * (reciprocal * reciprocal);
                slope = slope * factor * scale;
                return Vector256.ConditionalSelect(onLeft, x, z) * (factor * (numerator * reciprocal)) * scale;
            }

            /// <inheritdoc/>
            public Vector256<T> SlopeFromValue(Vector256<T> value)
                => throw new NotSupportedException();
        }
    }
}
