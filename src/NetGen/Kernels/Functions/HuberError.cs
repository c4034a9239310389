using System.Runtime.CompilerServices;

namespace NetGen;

public static partial class Kernels<T>
{
    public static partial class Functions
    {
        /// <summary>(a - t)²/2 where |a - t| &lt; 1, else |a - t| - 1/2</summary>
        public readonly struct HuberError : ILossFunction<T>
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
                Vector256<T> magnitude = Magnitude(difference);
                Vector256<T> limited = AtMost(magnitude, Vector256<T>.One);
                slope = WithSign(limited, difference);

                // s (|d| - s/2) with s = min(|d|, 1) is both branches.
                return limited * (magnitude - (limited * Constant(0.5)));
            }
        }
    }
}
