using System.Runtime.CompilerServices;

namespace NetGen;

public static partial class Kernels<T>
{
    public static partial class Functions
    {
        /// <summary>|a - t|, with the slope 0 where a = t</summary>
        public readonly struct AbsoluteError : ILossFunction<T>
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
                Vector256<T> equal = Vector256.Equals(difference, Vector256<T>.Zero);
                slope = Vector256.AndNot(WithSign(Vector256<T>.One, difference), equal);
                return Magnitude(difference);
            }
        }
    }
}
