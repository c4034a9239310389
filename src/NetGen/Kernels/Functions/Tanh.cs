using System.Runtime.CompilerServices;

namespace NetGen;

public static partial class Kernels<T>
{
    public static partial class Functions
    {
        /// <inheritdoc cref="Activation.Tanh"/>
        public readonly struct Tanh : IActivationFunction<T>
        {
            /// <inheritdoc/>
            public bool HasSlopeFromValue => false;

            /// <inheritdoc/>
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public Vector256<T> Value(Vector256<T> z)
            {
#if NET
                // The library for netstandard2.0 has vectors of one lane, from which nothing can be looked up, and takes the quotient in both precisions.
                if (typeof(T) == typeof(float))
                    return TanhOfMagnitude(z.AsSingle()).As<float, T>() | Sign(z);
#endif

                // Beyond -40 nothing is left of e^-2|z| beside 1.
                Vector256<T> t = ReduceExpOfTwice(MinusMagnitude(z, Constant(-40)), out Vector256<T> scale, out _);
                return WithSign(NegativeValue(t, scale), z);
            }

            /// <summary><see cref="Value(Vector256{T})"/> for one row, which waits for it.</summary>
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            internal static Vector256<T> ValueOfOneRow(Vector256<T> z)
            {
#if NET
                if (typeof(T) == typeof(float))
                    return TanhWithEarlySign(z.AsSingle()).As<float, T>();
#endif
                return default(Tanh).Value(z);
            }

            /// <inheritdoc/>
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public Vector256<T> Value(Vector256<T> z, out Vector256<T> slope)
            {
#if NET
                if (typeof(T) == typeof(float))
                {
                    // 1 - a² while that is 1/8 or more. Beyond, where |a| comes close to 1, (1 + |a|)² e^-2|z|, which few numbers need.
                    Vector256<float> magnitude = TanhOfMagnitude(z.AsSingle());
                    Vector256<float> slopes = MinusProduct(Vector256<float>.One, magnitude, magnitude);
                    Vector256<float> isFar = Vector256.GreaterThan(Magnitude(z).AsSingle(), Vector256.Create(1.6953125f));
                    if (isFar.ExtractMostSignificantBits() != 0)
                    {
                        Vector256<float> mean = Vector256.FusedMultiplyAdd(Vector256.Create(0.5f), magnitude, Vector256.Create(0.5f));
                        Vector256<float> power = FourExpOfTwice(MinusMagnitude(z, Constant(-44.707993f)).AsSingle());
                        slopes = Vector256.ConditionalSelect(isFar, power * (mean * mean), slopes);
                    }

                    slope = slopes.As<float, T>();
                    return magnitude.As<float, T>() | Sign(z);
                }
#endif

                // At the limit the scale is 0, and so is the slope. In single precision the last e-fold before it has scales below the smallest normal number,
                // whose bits are not those of a power any more; the slope is something that small too.
                Vector256<T> y = MinusMagnitude(z, Constant(-355.23793003697197, -44.707993f));
                Vector256<T> t = ReduceExpOfTwice(y, out Vector256<T> scale, out Vector256<T> lost);
                Vector256<T> a = NegativeValue(t, scale);

                // 1 - a² again.
                Vector256<T> half = FusedMultiplyAdd(Constant(-0.5), a, Constant(0.5));
                Vector256<T> exp = FusedMultiplyAdd(scale, t, scale);
                exp = typeof(T) == typeof(double) ? FusedMultiplyAdd(exp, lost, exp) : exp;
                slope = exp * (half * half);
                return WithSign(a, z);
            }

            /// <inheritdoc/>
            public Vector256<T> SlopeFromValue(Vector256<T> value)
                => throw new NotSupportedException();

            /// <summary>
            /// -tanh |z| as (e^-2|z| - 1) / (e^-2|z| + 1), both times 4, with 4 e^-2|z| = scale (1 + t): the difference
            /// without cancellation, and each sum rounds once where e^-2|z| counts.
            /// </summary>
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            private static Vector256<T> NegativeValue(Vector256<T> t, Vector256<T> scale)
                => FusedMultiplyAdd(scale, t, scale - Constant(4)) / FusedMultiplyAdd(scale, t, scale + Constant(4));
        }
    }
}
