using System.Runtime.CompilerServices;

namespace NetGen;

public static partial class Kernels<T>
{
    public static partial class Functions
    {
        /// <inheritdoc cref="Activation.Relu"/>
        public readonly struct Relu : IActivationFunction<T>
        {
            /// <inheritdoc/>
            public bool HasSlopeFromValue => true;

            /// <inheritdoc/>
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public Vector256<T> Value(Vector256<T> z)
                => PositivePart(z);

            /// <inheritdoc/>
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public Vector256<T> Value(Vector256<T> z, out Vector256<T> slope)
            {
                slope = SlopeFromValue(z);
                return PositivePart(z);
            }

            /// <inheritdoc/>
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public Vector256<T> SlopeFromValue(Vector256<T> value)
                => Vector256.GreaterThan(value, Vector256<T>.Zero) & Vector256<T>.One;
        }
    }
}
