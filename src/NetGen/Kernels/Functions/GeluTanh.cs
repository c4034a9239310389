using System.Runtime.CompilerServices;

namespace NetGen;

public static partial class Kernels<T>
{
    public static partial class Functions
    {
        /// <inheritdoc cref="Activation.GeluTanh"/>
        public readonly struct GeluTanh : IActivationFunction<T>
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
                // max(z, 0) - y sigmoid(-w) with y = |z| and w = y (A + B y²), twice what the tanh is taken of; and f'(y) + f'(-y) = 1.
                Vector256<T> y = AtMost(Magnitude(z), Constant(22));
                Vector256<T> w = Argument(y, out Vector256<T> rest, out Vector256<T> derivative);
                Vector256<T> exp = LargeExp(NegativeMagnitude(w), rest);
                Vector256<T> sigmoid = Vector256<T>.One / FusedMultiplyAdd(Constant(1 / TwoTo64), exp, Vector256<T>.One);
                Vector256<T> gate = exp * sigmoid;
                Vector256<T> left = gate * FusedMultiplyAdd(y * derivative, -sigmoid, Vector256<T>.One) * Constant(1 / TwoTo64);
                slope = Vector256.ConditionalSelect(Vector256.LessThan(z, Vector256<T>.Zero), left, Vector256<T>.One - left);
                return FusedMultiplyAdd(y * gate, Constant(-1 / TwoTo64), PositivePart(z));
            }

            /// <inheritdoc/>
            public Vector256<T> SlopeFromValue(Vector256<T> value)
                => throw new NotSupportedException();

            /// <summary>A = 2 √(2/π) and B = 0.044715 A, each as a double and what it lacks; in single precision as a float and what that lacks.</summary>
            private const double A = 1.5957691216057308, ARest = -9.96930880911092e-17, B = 0.07135481627260025, BRest = -6.175149918155315e-19;

            private const float ASingle = 1.5957692f, ARestSingle = -4.534068e-08f, BSingle = 0.071354814f, BRestSingle = 2.3988325e-09f;

            /// <summary>
            /// w = A y + B y³, minus what its rounding lost, and dw/dy. The tail is e^-w: at w = 700 an error of half an ulp in w would be one of hundreds
            /// in the result, so the sum carries a second number along.
            /// </summary>
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            private static Vector256<T> Argument(Vector256<T> y, out Vector256<T> minusRest, out Vector256<T> derivative)
            {
                Vector256<T> a = Constant(A, ASingle);
                Vector256<T> b = Constant(B, BSingle);
                Vector256<T> square = y * y;
                Vector256<T> cubic = b * square;
                Vector256<T> rest = FusedMultiplyAdd(b, FusedMultiplyAdd(y, y, -square), FusedMultiplyAdd(b, square, -cubic));
                rest = FusedMultiplyAdd(Constant(BRest, BRestSingle), square, rest + Constant(ARest, ARestSingle));
                Vector256<T> sum = a + cubic;
                Vector256<T> part = sum - a;
                rest += (a - (sum - part)) + (cubic - part);
                Vector256<T> w = y * sum;
                minusRest = -FusedMultiplyAdd(y, rest, FusedMultiplyAdd(y, sum, -w));
                derivative = FusedMultiplyAdd(Constant(3), cubic, a);
                return w;
            }
        }
    }
}
