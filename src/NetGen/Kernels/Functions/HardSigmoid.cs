using System.Runtime.CompilerServices;

namespace NetGen;

public static partial class Kernels<T>
{
    public static partial class Functions
    {
        /// <inheritdoc cref="Activation.HardSigmoid"/>
        public readonly struct HardSigmoid : IActivationFunction<T>
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
                slope = Vector256.LessThan(Magnitude(z), Constant(3)) & Constant(1.0 / 6);
                return AtMost(PositivePart(z + Constant(3)), Constant(6)) * Constant(1.0 / 6);
            }

            /// <inheritdoc/>
            public Vector256<T> SlopeFromValue(Vector256<T> value)
                => throw new NotSupportedException();
        }
    }
}
