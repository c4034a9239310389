using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace NetGen;

// A layer of one neuron: its weights are contiguous, so lanes are partial sums; the sums of as many rows as a vector has lanes go through the
// activation together.
public static partial class Kernels
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void DenseSingle<T, TActivation>(ref T x, int xStride, ref T parameters, ref T y, int yStride, int rows, int inputs)
        where T : struct
        where TActivation : struct, IActivationFunction
    {
        int vectors = Partials<T>(inputs, 1) / Vector256<T>.Count;
        if (vectors == 1)
            SingleNeuron<T, TActivation, One>(ref x, xStride, ref parameters, ref y, yStride, rows, inputs);
        else if (vectors == 2)
            SingleNeuron<T, TActivation, Two>(ref x, xStride, ref parameters, ref y, yStride, rows, inputs);
        else
            SingleNeuron<T, TActivation, Four>(ref x, xStride, ref parameters, ref y, yStride, rows, inputs);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SingleNeuron<T, TActivation, TVectors>(ref T x, int xStride, ref T parameters, ref T y, int yStride, int rows, int inputs)
        where T : struct
        where TActivation : struct, IActivationFunction
        where TVectors : struct, IConstant
    {
        if (rows == 1)
            SingleNeuronOfRow<T, TActivation, TVectors>(ref x, ref parameters, ref y, (nuint)inputs);
        else
            SingleNeuronOfRows<T, TActivation, TVectors>(ref x, xStride, ref parameters, ref y, yStride, rows, inputs);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void SingleNeuronOfRow<T, TActivation, TVectors>(ref T x, ref T parameters, ref T y, nuint inputs)
        where T : struct
        where TActivation : struct, IActivationFunction
        where TVectors : struct, IConstant
    {
        Vector256<T> bias = Vector256.CreateScalar(Unsafe.Add(ref parameters, inputs));
        Vector128<T> z = AddHalves(SingleRow<T, TVectors>(ref x, ref parameters, bias, inputs));
        y = default(TActivation).Value(z.ToVector256()).ToScalar();
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void SingleNeuronOfRows<T, TActivation, TVectors>(
        ref T x, int xStride, ref T parameters, ref T y, int yStride, int rows, int inputs)
        where T : struct
        where TActivation : struct, IActivationFunction
        where TVectors : struct, IConstant
    {
        int lanes = Vector256<T>.Count;
        Vector256<T> bias = Vector256.CreateScalar(Unsafe.Add(ref parameters, inputs));
        for (; rows > 0; rows -= lanes)
        {
            int count = Math.Min(rows, lanes);
            Vector256<T> z = typeof(T) == typeof(double)
                ? FourRows<T, TVectors>(ref x, xStride, ref parameters, bias, (nuint)inputs, count)
                : EightRows<T, TVectors>(ref x, xStride, ref parameters, bias, (nuint)inputs, count);
            StoreColumn(default(TActivation).Value(z), ref y, yStride, count);
            x = ref Unsafe.Add(ref x, (nint)lanes * xStride);
            y = ref Unsafe.Add(ref y, (nint)lanes * yStride);
        }
    }

    // The last block repeats its last row in the lanes that are left.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint RowOrLast(int row, int count, int stride) => (nint)Math.Min(row, count - 1) * stride;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> FourRows<T, TVectors>(ref T x, int xStride, ref T w, Vector256<T> bias, nuint inputs, int count)
        where T : struct
        where TVectors : struct, IConstant
    {
        Vector256<double> t0 = SingleRow<T, TVectors>(ref x, ref w, bias, inputs).AsDouble();
        Vector256<double> t1 = SingleRow<T, TVectors>(ref Unsafe.Add(ref x, RowOrLast(1, count, xStride)), ref w, bias, inputs).AsDouble();
        Vector256<double> t2 = SingleRow<T, TVectors>(ref Unsafe.Add(ref x, RowOrLast(2, count, xStride)), ref w, bias, inputs).AsDouble();
        Vector256<double> t3 = SingleRow<T, TVectors>(ref Unsafe.Add(ref x, RowOrLast(3, count, xStride)), ref w, bias, inputs).AsDouble();
        return Sums(t0, t1, t2, t3).As<double, T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> EightRows<T, TVectors>(ref T x, int xStride, ref T w, Vector256<T> bias, nuint inputs, int count)
        where T : struct
        where TVectors : struct, IConstant
    {
        Vector256<float> t0 = SingleRow<T, TVectors>(ref x, ref w, bias, inputs).AsSingle();
        Vector256<float> t4 = SingleRow<T, TVectors>(ref Unsafe.Add(ref x, RowOrLast(4, count, xStride)), ref w, bias, inputs).AsSingle();
        Vector256<float> q04 = Halves(t0, t4);
        Vector256<float> t1 = SingleRow<T, TVectors>(ref Unsafe.Add(ref x, RowOrLast(1, count, xStride)), ref w, bias, inputs).AsSingle();
        Vector256<float> t5 = SingleRow<T, TVectors>(ref Unsafe.Add(ref x, RowOrLast(5, count, xStride)), ref w, bias, inputs).AsSingle();
        Vector256<float> q15 = Halves(t1, t5);
        Vector256<float> t2 = SingleRow<T, TVectors>(ref Unsafe.Add(ref x, RowOrLast(2, count, xStride)), ref w, bias, inputs).AsSingle();
        Vector256<float> t6 = SingleRow<T, TVectors>(ref Unsafe.Add(ref x, RowOrLast(6, count, xStride)), ref w, bias, inputs).AsSingle();
        Vector256<float> q26 = Halves(t2, t6);
        Vector256<float> t3 = SingleRow<T, TVectors>(ref Unsafe.Add(ref x, RowOrLast(3, count, xStride)), ref w, bias, inputs).AsSingle();
        Vector256<float> t7 = SingleRow<T, TVectors>(ref Unsafe.Add(ref x, RowOrLast(7, count, xStride)), ref w, bias, inputs).AsSingle();
        Vector256<float> q37 = Halves(t3, t7);
        return Quarters(Pairs(q04, q15), Pairs(q26, q37)).As<float, T>();
    }

    // The partial sums of one row, folded to one vector.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> SingleRow<T, TVectors>(ref T x, ref T w, Vector256<T> bias, nuint inputs)
        where T : struct
        where TVectors : struct, IConstant
    {
        nuint lanes = (nuint)Vector256<T>.Count;
        Vector256<T> a = bias;
        Vector256<T> b = Vector256<T>.Zero;
        Vector256<T> c = Vector256<T>.Zero;
        Vector256<T> d = Vector256<T>.Zero;
        nuint i = 0;
        for (nuint step = (nuint)TVectors.Value * lanes; i + step <= inputs; i += step)
        {
            a = FusedMultiplyAdd(Vector256.LoadUnsafe(ref x, i), Vector256.LoadUnsafe(ref w, i), a);
            if (TVectors.Value > 1)
                b = FusedMultiplyAdd(Vector256.LoadUnsafe(ref x, i + lanes), Vector256.LoadUnsafe(ref w, i + lanes), b);
            if (TVectors.Value > 2)
            {
                c = FusedMultiplyAdd(Vector256.LoadUnsafe(ref x, i + (2 * lanes)), Vector256.LoadUnsafe(ref w, i + (2 * lanes)), c);
                d = FusedMultiplyAdd(Vector256.LoadUnsafe(ref x, i + (3 * lanes)), Vector256.LoadUnsafe(ref w, i + (3 * lanes)), d);
            }
        }

        // What is left is at most one vector for each sum.
        if (i < inputs)
        {
            a = MultiplyAddRest(ref x, ref w, i, inputs, a);
            if (TVectors.Value > 1 && i + lanes < inputs)
                b = MultiplyAddRest(ref x, ref w, i + lanes, inputs, b);
            if (TVectors.Value > 2 && i + (2 * lanes) < inputs)
                c = MultiplyAddRest(ref x, ref w, i + (2 * lanes), inputs, c);
            if (TVectors.Value > 2 && i + (3 * lanes) < inputs)
                d = MultiplyAddRest(ref x, ref w, i + (3 * lanes), inputs, d);
        }

        if (TVectors.Value > 2)
        {
            a += c;
            b += d;
        }

        return TVectors.Value > 1 ? a + b : a;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static Vector256<T> MultiplyAddRest<T>(ref T x, ref T w, nuint first, nuint inputs, Vector256<T> sum)
        where T : struct
    {
        int count = (int)Math.Min(inputs - first, (nuint)Vector256<T>.Count);
        Vector256<T> input = LoadPartial(ref Unsafe.Add(ref x, first), count);
        Vector256<T> next = FusedMultiplyAdd(input, Vector256.LoadUnsafe(ref w, first), sum);
        return Vector256.ConditionalSelect(LaneMask<T>(count), next, sum);
    }

    // The sum in lane 0: halves first, as in SumOfLanes, but without leaving the vector registers.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<T> AddHalves<T>(Vector256<T> x)
        where T : struct
    {
        Vector128<T> half = x.GetLower() + x.GetUpper();
        if (typeof(T) == typeof(double))
            return half + Vector128.Shuffle(half.AsDouble(), Vector128.Create(1L, 1)).As<double, T>();
        Vector128<float> quarter = half.AsSingle() + Vector128.Shuffle(half.AsSingle(), Vector128.Create(2, 3, 2, 3));
        return (quarter + Vector128.Shuffle(quarter, Vector128.Create(1, 1, 1, 1))).As<float, T>();
    }

    // Sum of each vector, in the order of SumOfLanes: halves, then the rest.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Sums(Vector256<double> t0, Vector256<double> t1, Vector256<double> t2, Vector256<double> t3)
    {
        if (!Avx.IsSupported)
            return Vector256.Create(SumOfLanes(t0), SumOfLanes(t1), SumOfLanes(t2), SumOfLanes(t3));
        Vector256<double> h02 = Avx.Permute2x128(t0, t2, 0x20) + Avx.Permute2x128(t0, t2, 0x31);
        Vector256<double> h13 = Avx.Permute2x128(t1, t3, 0x20) + Avx.Permute2x128(t1, t3, 0x31);
        return Avx.UnpackLow(h02, h13) + Avx.UnpackHigh(h02, h13);
    }

    // The halves of s added in the lower half, those of t in the upper half.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Halves(Vector256<float> s, Vector256<float> t)
        => Vector256.Create(s.GetLower(), t.GetLower()) + Vector256.Create(s.GetUpper(), t.GetUpper());

    // In both halves: the halves of s added in the lower quarter, those of t in the upper quarter.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Pairs(Vector256<float> s, Vector256<float> t)
        => Avx.IsSupported
            ? Avx.UnpackLow(s.AsDouble(), t.AsDouble()).AsSingle() + Avx.UnpackHigh(s.AsDouble(), t.AsDouble()).AsSingle()
            : Vector256.Create(s[0], s[1], t[0], t[1], s[4], s[5], t[4], t[5]) + Vector256.Create(s[2], s[3], t[2], t[3], s[6], s[7], t[6], t[7]);

    // In both halves: neighbours added, those of s below those of t.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Quarters(Vector256<float> s, Vector256<float> t)
        => Avx.IsSupported
            ? Avx.Shuffle(s, t, 0x88) + Avx.Shuffle(s, t, 0xDD)
            : Vector256.Create(s[0], s[2], t[0], t[2], s[4], s[6], t[4], t[6]) + Vector256.Create(s[1], s[3], t[1], t[3], s[5], s[7], t[5], t[7]);
}
