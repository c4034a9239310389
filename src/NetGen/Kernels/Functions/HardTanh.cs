using System.Runtime.CompilerServices;

namespace NetGen;

public static partial class Kernels<T>
{
    public static partial class Functions
    {
        /// <inheritdoc cref="Activation.HardTanh"/>
        public readonly struct HardTanh : IActivationFunction<T>
        {
            /// <inheritdoc/>
            public bool HasSlopeFromValue => true;

            /// <inheritdoc/>
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public Vector256<T> Value(Vector256<T> z)
                => AtLeast(AtMost(z, Vector256<T>.One), Constant(-1));

            /// <inheritdoc/>
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public Vector256<T> Value(Vector256<T> z, out Vector256<T> slope)
            {
                slope = SlopeFromValue(z);
                return Value(z);
            }

            /// <inheritdoc/>
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public Vector256<T> SlopeFromValue(Vector256<T> value)
                => Vector256.LessThan(Magnitude(value), Vector256<T>.One) & Vector256<T>.One;
        }
    }
}
