using System.Runtime.CompilerServices;

namespace NetGen;

public static partial class Kernels<T>
{
    public static partial class Functions
    {
        /// <inheritdoc cref="Activation.HardSwish"/>
        public readonly struct HardSwish : IActivationFunction<T>
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
                Vector256<T> bounded = AtLeast(z, Constant(-3));
                Vector256<T> inner = FusedMultiplyAdd(Constant(1.0 / 3), z, Constant(0.5));
                slope = Vector256.AndNot(inner, Vector256.LessThanOrEqual(z, Constant(-3)));
                slope = Vector256.ConditionalSelect(Vector256.GreaterThanOrEqual(z, Constant(3)), Vector256<T>.One, slope);
                return bounded * (AtMost(bounded + Constant(3), Constant(6)) * Constant(1.0 / 6));
            }

            /// <inheritdoc/>
            public Vector256<T> SlopeFromValue(Vector256<T> value)
                => throw new NotSupportedException();
        }
    }
}
