using System.Runtime.CompilerServices;

namespace NetGen;

public static partial class Kernels<T>
{
    public static partial class Functions
    {
        /// <inheritdoc cref="Activation.Sigmoid"/>
        public readonly struct Sigmoid : IActivationFunction<T>
        {
            private const int AllLanes = 4;
            private const double LimitOfDouble = 708.3964185322641, FarOfDouble = 36;

            /// <inheritdoc/>
            public bool HasSlopeFromValue => false;

            /// <inheritdoc/>
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public Vector256<T> Value(Vector256<T> z)
                => InFirstLanes(z, AllLanes);

            /// <inheritdoc/>
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public Vector256<T> Value(Vector256<T> z, out Vector256<T> slope)
                => InFirstLanes(z, AllLanes, out slope);

            /// <summary>The value in the first lanes, whose number is known when this is compiled.</summary>
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            internal static Vector256<T> InFirstLanes(Vector256<T> z, int lanes)
            {
                Vector256<T> t = ReduceExpOfMinus(Inside(z), lanes, out Vector256<T> scale);
                Vector256<T> value = Reciprocal(t, scale);
                if (MayBeFar(z, lanes)) value = Far(z, t, scale, value);
                return value;
            }

            /// <inheritdoc cref="InFirstLanes(Vector256{T}, int)"/>
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            internal static Vector256<T> InFirstLanes(Vector256<T> z, int lanes, out Vector256<T> slope)
            {
                Vector256<T> t = ReduceExpOfMinus(Inside(z), lanes, out Vector256<T> scale);
                Vector256<T> value = Reciprocal(t, scale);

                // a (1 - a), where 1 - a = a e^-z keeps its accuracy when a is close to 1.
                slope = value * (value * FusedMultiplyAdd(scale, t, scale));
                if (MayBeFar(z, lanes))
                {
                    slope = Vector256.AndNot(slope, IsOutside(z));
                    value = Far(z, t, scale, value);
                }

                return value;
            }

            /// <inheritdoc/>
            public Vector256<T> SlopeFromValue(Vector256<T> value)
                => throw new NotSupportedException();

            /// <summary>1 / (1 + e^-z), the sum as scale t + (scale + 1), which rounds once unless e^-z is very small or very large.</summary>
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            private static Vector256<T> Reciprocal(Vector256<T> t, Vector256<T> scale)
                => Vector256<T>.One / FusedMultiplyAdd(scale, t, scale + Vector256<T>.One);

            /// <summary>What e^-z is taken of: in single precision limited on the right, which takes fewer operations than a selection afterwards, but longer for a row.</summary>
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            private static Vector256<T> Inside(Vector256<T> z)
                => typeof(T) == typeof(float) ? AtMost(z, Limit()) : z;

            /// <summary>The value, 0 where z is outside on the left, 1 on the right.</summary>
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            private static Vector256<T> Far(Vector256<T> z, Vector256<T> t, Vector256<T> scale, Vector256<T> value)
            {
                if (typeof(T) == typeof(float)) return Vector256.AndNot(value, Vector256.LessThan(z, -Limit()));

#if NET
                // From 2^53 on, scale + 1 loses the 1, which counts where the scale is no power of two.
                Vector256<T> left = Vector256<T>.One / (FusedMultiplyAdd(scale, t, Vector256<T>.One) + scale);
                value = Vector256.ConditionalSelect(Vector256.LessThan(z, Constant(-FarOfDouble)), left, value);
#endif
                return Vector256.ConditionalSelect(IsOutside(z), Vector256.GreaterThan(z, Vector256<T>.Zero) & Vector256<T>.One, value);
            }

            /// <summary>In double precision a branch that is hardly ever taken costs less than the selections that it leaves out.</summary>
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            private static bool MayBeFar(Vector256<T> z, int lanes)
            {
#if NET
                if (typeof(T) == typeof(double))
                {
                    return lanes switch
                    {
                        1 => Math.Abs(z.AsDouble().ToScalar()) > FarOfDouble,
                        2 => Vector128.GreaterThan(Vector128.Abs(z.AsDouble().GetLower()), Vector128.Create(FarOfDouble)).ExtractMostSignificantBits() != 0,
                        _ => Vector256.GreaterThan(Magnitude(z), Constant(FarOfDouble)).ExtractMostSignificantBits() != 0,
                    };
                }
#endif
                return true;
            }

            /// <summary>Where the value or the slope is below the smallest normal number. NaN is not outside.</summary>
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            private static Vector256<T> IsOutside(Vector256<T> z)
                => Vector256.GreaterThan(Magnitude(z), Limit());

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            private static Vector256<T> Limit()
                => Constant(LimitOfDouble, 87.33654f);
        }
    }
}
