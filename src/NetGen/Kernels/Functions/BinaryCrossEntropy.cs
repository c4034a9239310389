using System.Runtime.CompilerServices;

namespace NetGen;

public static partial class Kernels<T>
{
    public static partial class Functions
    {
        /// <summary>-(t ln a + (1 - t) ln(1 - a)) with a = sigmoid(z), from the pre-activation z: finite for every finite z.</summary>
        public readonly struct BinaryCrossEntropy : ILossFunction<T>
        {
            /// <inheritdoc/>
            public bool TakesPreActivation => true;

            /// <inheritdoc/>
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public Vector256<T> Value(Vector256<T> output, Vector256<T> target)
                => Value(output, target, out _);

            /// <inheritdoc/>
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public Vector256<T> Value(Vector256<T> output, Vector256<T> target, out Vector256<T> slope)
            {
                Vector256<T> exp = LargeExp(NegativeMagnitude(output)) * Constant(1 / TwoTo64);
                Vector256<T> larger = Vector256<T>.One / (Vector256<T>.One + exp);
                Vector256<T> smaller = exp * larger;
                Vector256<T> isNegative = Vector256.LessThan(output, Vector256<T>.Zero);
                Vector256<T> a = Vector256.ConditionalSelect(isNegative, smaller, larger);
                Vector256<T> rest = Vector256.ConditionalSelect(isNegative, larger, smaller);

                // a - t as (1 - t) a - t (1 - a): accurate also where the prediction is right and both are close to 1.
                slope = FusedMultiplyAdd(-target, rest, (Vector256<T>.One - target) * a);

                // max(z, 0) - z t + log(1 + e^-|z|)
                return FusedMultiplyAdd(-output, target, PositivePart(output)) + Log1pOfUnit(exp);
            }
        }
    }
}
