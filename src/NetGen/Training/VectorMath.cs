using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetGen;

/// <summary>Element by element operations on gradients.</summary>
internal static class VectorMath
{
    /// <summary>x += y</summary>
    public static void Add<T>(Span<T> x, ReadOnlySpan<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
        => UpdateLoop.Run(default(AddRule<T>), x, y, [], []);

    /// <summary>x *= factor</summary>
    public static void Scale<T>(Span<T> x, T factor)
        where T : unmanaged, IFloatingPointIeee754<T>
        => UpdateLoop.Run(new ScaleRule<T>(Vector256.Create(factor)), x, x, [], []);

    /// <summary>x += factor · y, with one rounding</summary>
    public static void AddScaled<T>(Span<T> x, ReadOnlySpan<T> y, T factor)
        where T : unmanaged, IFloatingPointIeee754<T>
        => UpdateLoop.Run(new AddScaledRule<T>(Vector256.Create(factor)), x, y, [], []);

    /// <summary>gradient += l2 · parameter + l1 · sign(parameter)</summary>
    public static void AddPenalty<T>(Span<T> gradient, ReadOnlySpan<T> parameters, double l1, double l2)
        where T : unmanaged, IFloatingPointIeee754<T>
        => UpdateLoop.Run(new PenaltyRule<T>(Lanes.Of<T>(l1), Lanes.Of<T>(l2)), gradient, parameters, [], []);

    /// <summary>Limits every element to ± limit.</summary>
    public static void Clip<T>(Span<T> x, double limit)
        where T : unmanaged, IFloatingPointIeee754<T>
        => UpdateLoop.Run(new ClipRule<T>(Lanes.Of<T>(limit)), x, x, [], []);

    /// <summary>√Σ x², in double precision and in an order that depends on the length alone.</summary>
    public static double Norm<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector256<double> sum = Vector256<double>.Zero;
        if (typeof(T) == typeof(double))
        {
            ReadOnlySpan<double> values = MemoryMarshal.Cast<T, double>(x);
            for (; values.Length >= Vector256<double>.Count; values = values[Vector256<double>.Count..])
            {
                Vector256<double> some = Vector256.Create(values);
                sum = Kernels<double>.FusedMultiplyAdd(some, some, sum);
            }

            return Math.Sqrt(Kernels<double>.SumOfLanes(sum) + SumOfSquares(values));
        }

        ReadOnlySpan<float> singles = MemoryMarshal.Cast<T, float>(x);
        for (; singles.Length >= Vector256<float>.Count; singles = singles[Vector256<float>.Count..])
        {
            (Vector256<double> lower, Vector256<double> upper) = Vector256.Widen(Vector256.Create(singles));
            sum = Kernels<double>.FusedMultiplyAdd(upper, upper, Kernels<double>.FusedMultiplyAdd(lower, lower, sum));
        }

        return Math.Sqrt(Kernels<double>.SumOfLanes(sum) + SumOfSquares(singles));
    }

    public static bool AllFinite<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (T value in x)
        {
            if (!T.IsFinite(value))
            {
                return false;
            }
        }

        return true;
    }

    private static double SumOfSquares<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double sum = 0;
        foreach (T value in x)
        {
            double wide = double.CreateTruncating(value);
            sum = Math.FusedMultiplyAdd(wide, wide, sum);
        }

        return sum;
    }

    private readonly struct AddRule<T> : IUpdateRule<T>
        where T : unmanaged
    {
        public static int SlotCount => 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<T> Apply(Vector256<T> parameter, Vector256<T> gradient, ref Vector256<T> slot0, ref Vector256<T> slot1) => parameter + gradient;
    }

    private readonly struct ScaleRule<T>(Vector256<T> factor) : IUpdateRule<T>
        where T : unmanaged
    {
        public static int SlotCount => 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<T> Apply(Vector256<T> parameter, Vector256<T> gradient, ref Vector256<T> slot0, ref Vector256<T> slot1) => parameter * factor;
    }

    private readonly struct AddScaledRule<T>(Vector256<T> factor) : IUpdateRule<T>
        where T : unmanaged
    {
        public static int SlotCount => 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<T> Apply(Vector256<T> parameter, Vector256<T> gradient, ref Vector256<T> slot0, ref Vector256<T> slot1)
            => Kernels<T>.FusedMultiplyAdd(gradient, factor, parameter);
    }

    private readonly struct PenaltyRule<T>(Vector256<T> l1, Vector256<T> l2) : IUpdateRule<T>
        where T : unmanaged
    {
        public static int SlotCount => 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<T> Apply(Vector256<T> parameter, Vector256<T> gradient, ref Vector256<T> slot0, ref Vector256<T> slot1)
        {
            Vector256<T> up = l1 & Vector256.GreaterThan(gradient, Vector256<T>.Zero);
            Vector256<T> down = l1 & Vector256.LessThan(gradient, Vector256<T>.Zero);
            return Kernels<T>.FusedMultiplyAdd(l2, gradient, parameter + (up - down));
        }
    }

    private readonly struct ClipRule<T>(Vector256<T> limit) : IUpdateRule<T>
        where T : unmanaged
    {
        public static int SlotCount => 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<T> Apply(Vector256<T> parameter, Vector256<T> gradient, ref Vector256<T> slot0, ref Vector256<T> slot1)
            => Vector256.Min(Vector256.Max(parameter, -limit), limit);
    }
}
