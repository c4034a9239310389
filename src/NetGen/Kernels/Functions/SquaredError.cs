using System.Runtime.CompilerServices;

namespace NetGen;

public static partial class Kernels<T>
{
    public static partial class Functions
    {
        /// <summary>(a - t)²</summary>
        public readonly struct SquaredError : ILossFunction<T>
        {
            /// <inheritdoc/>
            public bool TakesPreActivation => false;

            /// <inheritdoc/>
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public Vector256<T> Value(Vector256<T> output, Vector256<T> target)
                => Value(output, target, out _);

            /// <inheritdoc/>
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public Vector256<T> Value(Vector256<T> output, Vector256<T> target, out Vector256<T> slope)
            {
                Vector256<T> difference = output - target;
                slope = difference + difference;
                return difference * difference;
            }
        }
    }
}
