using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace NetGen;

// A layer of one neuron: its weights are contiguous, so lanes are partial sums; the sums of as many rows as a vector has lanes go through the
// activation together.
public static partial class Kernels<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void DenseSingle<TActivation>(ref T x, int xStride, ref T parameters, ref T y, int yStride, int rows, int inputs)
        where TActivation : struct, IActivationFunction<T>
    {
        int vectors = Partials(inputs, 1) / Vector256<T>.Count;
        if (vectors == 1)
            SingleNeuron<TActivation, One>(ref x, xStride, ref parameters, ref y, yStride, rows, inputs);
        else if (vectors == 2)
            SingleNeuron<TActivation, Two>(ref x, xStride, ref parameters, ref y, yStride, rows, inputs);
        else
            SingleNeuron<TActivation, Four>(ref x, xStride, ref parameters, ref y, yStride, rows, inputs);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SingleNeuron<TActivation, TVectors>(ref T x, int xStride, ref T parameters, ref T y, int yStride, int rows, int inputs)
        where TActivation : struct, IActivationFunction<T>
        where TVectors : struct, IConstant
    {
        if (rows == 1)
            SingleNeuronOfRow<TActivation, TVectors>(ref x, ref parameters, ref y, (nuint)inputs);
        else
            SingleNeuronOfRows<TActivation, TVectors>(ref x, xStride, ref parameters, ref y, yStride, rows, inputs);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void SingleNeuronOfRow<TActivation, TVectors>(ref T x, ref T parameters, ref T y, nuint inputs)
        where TActivation : struct, IActivationFunction<T>
        where TVectors : struct, IConstant
    {
        int tail = (int)(inputs % (nuint)Vector256<T>.Count);
        Vector256<T> last = tail == 0 ? default : LoadPartial(ref Unsafe.Add(ref x, inputs - (nuint)tail), tail);
        Vector256<T> bias = Vector256.CreateScalar(Unsafe.Add(ref parameters, inputs));
        SumsOfRows<TVectors, One>(ref x, ref x, last, last, ref parameters, bias, inputs, LaneMask(tail), out Vector256<T> sum, out _);
        y = default(TActivation).Value(AddHalves(sum).ToVector256()).ToScalar();
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    private static void SingleNeuronOfRows<TActivation, TVectors>(
        ref T x, int xStride, ref T parameters, ref T y, int yStride, int rows, int inputs)
        where TActivation : struct, IActivationFunction<T>
        where TVectors : struct, IConstant
    {
        int lanes = Vector256<T>.Count;
        int tail = inputs % lanes;
        Vector256<T> mask = LaneMask(tail);
        Vector256<T> bias = Vector256.CreateScalar(Unsafe.Add(ref parameters, inputs));
        Unsafe.SkipInit(out FourVectors buffer);
        ref T folded = ref Unsafe.As<FourVectors, T>(ref buffer);

        // Behind the last vector of a row lies the next row, but nothing behind that of the last row.
        Vector256<T> behind = default;
        if (tail != 0)
            behind = LoadPartial(ref Unsafe.Add(ref x, ((nint)(rows - 1) * xStride) + inputs - tail), tail);
        ref T lastTail = ref Unsafe.As<Vector256<T>, T>(ref behind);
        for (; rows > 0; rows -= lanes)
        {
            for (int r = 0; r < lanes / 2; r++)
            {
                int upper = r + (lanes / 2);
                ref T x0 = ref Unsafe.Add(ref x, (nint)Math.Min(r, rows - 1) * xStride);
                ref T x1 = ref Unsafe.Add(ref x, (nint)Math.Min(upper, rows - 1) * xStride);
                Vector256<T> tail0 = Vector256.LoadUnsafe(ref r >= rows - 1 ? ref lastTail : ref Unsafe.Add(ref x0, inputs - tail));
                Vector256<T> tail1 = Vector256.LoadUnsafe(ref upper >= rows - 1 ? ref lastTail : ref Unsafe.Add(ref x1, inputs - tail));
                SumsOfRows<TVectors, Two>(
                    ref x0, ref x1, tail0, tail1, ref parameters, bias, (nuint)inputs, mask, out Vector256<T> sum0, out Vector256<T> sum1);
                Halves(sum0, sum1).StoreUnsafe(ref folded, (nuint)(r * lanes));
            }

            StoreColumn(default(TActivation).Value(AddFolded(ref folded)), ref y, yStride, Math.Min(rows, lanes));
            x = ref Unsafe.Add(ref x, (nint)lanes * xStride);
            y = ref Unsafe.Add(ref y, (nint)lanes * yStride);
        }
    }

    // The partial sums of one or two rows, folded to one vector. The tails are what fills no whole vector.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SumsOfRows<TVectors, TRows>(
        ref T x0,
        ref T x1,
        Vector256<T> tail0,
        Vector256<T> tail1,
        ref T w,
        Vector256<T> bias,
        nuint inputs,
        Vector256<T> mask,
        out Vector256<T> sum0,
        out Vector256<T> sum1)
        where TVectors : struct, IConstant
        where TRows : struct, IConstant
    {
        nuint lanes = (nuint)Vector256<T>.Count;
        Vector256<T> a0, a1, b0, b1, c0, c1, d0, d1;
        a0 = a1 = bias;
        b0 = b1 = c0 = c1 = d0 = d1 = Vector256<T>.Zero;
        nuint i = 0;
        for (nuint step = (nuint)TVectors.Value * lanes; i + step <= inputs; i += step)
        {
            MultiplyAdd<TRows>(ref x0, ref x1, ref w, i, ref a0, ref a1);
            if (TVectors.Value > 1)
                MultiplyAdd<TRows>(ref x0, ref x1, ref w, i + lanes, ref b0, ref b1);
            if (TVectors.Value > 2)
            {
                MultiplyAdd<TRows>(ref x0, ref x1, ref w, i + (2 * lanes), ref c0, ref c1);
                MultiplyAdd<TRows>(ref x0, ref x1, ref w, i + (3 * lanes), ref d0, ref d1);
            }
        }

        nuint whole = (inputs - i) / lanes;
        if (TVectors.Value > 1 && whole > 0)
            MultiplyAdd<TRows>(ref x0, ref x1, ref w, i, ref a0, ref a1);
        if (TVectors.Value > 2 && whole > 1)
            MultiplyAdd<TRows>(ref x0, ref x1, ref w, i + lanes, ref b0, ref b1);
        if (TVectors.Value > 2 && whole > 2)
            MultiplyAdd<TRows>(ref x0, ref x1, ref w, i + (2 * lanes), ref c0, ref c1);
        i += whole * lanes;
        if (i < inputs)
        {
            Vector256<T> last = Vector256.LoadUnsafe(ref w, i);
            if (TVectors.Value == 1 || whole == 0)
                MultiplyAddTail<TRows>(tail0, tail1, last, mask, ref a0, ref a1);
            else if (TVectors.Value == 2 || whole == 1)
                MultiplyAddTail<TRows>(tail0, tail1, last, mask, ref b0, ref b1);
            else if (whole == 2)
                MultiplyAddTail<TRows>(tail0, tail1, last, mask, ref c0, ref c1);
            else
                MultiplyAddTail<TRows>(tail0, tail1, last, mask, ref d0, ref d1);
        }

        sum0 = TVectors.Value > 2 ? (a0 + c0) + (b0 + d0) : TVectors.Value > 1 ? a0 + b0 : a0;
        sum1 = TVectors.Value > 2 ? (a1 + c1) + (b1 + d1) : TVectors.Value > 1 ? a1 + b1 : a1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyAdd<TRows>(ref T x0, ref T x1, ref T w, nuint i, ref Vector256<T> c0, ref Vector256<T> c1)
        where TRows : struct, IConstant
    {
        Vector256<T> weights = Vector256.LoadUnsafe(ref w, i);
        c0 = FusedMultiplyAdd(Vector256.LoadUnsafe(ref x0, i), weights, c0);
        if (TRows.Value > 1)
            c1 = FusedMultiplyAdd(Vector256.LoadUnsafe(ref x1, i), weights, c1);
    }

    // Lanes without an input keep their sum, even a negative zero.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyAddTail<TRows>(
        Vector256<T> x0, Vector256<T> x1, Vector256<T> weights, Vector256<T> mask, ref Vector256<T> c0, ref Vector256<T> c1)
        where TRows : struct, IConstant
    {
        c0 = Vector256.ConditionalSelect(mask, FusedMultiplyAdd(x0, weights, c0), c0);
        if (TRows.Value > 1)
            c1 = Vector256.ConditionalSelect(mask, FusedMultiplyAdd(x1, weights, c1), c1);
    }

    // The sum in lane 0: halves first, as in SumOfLanes, but without leaving the vector registers.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<T> AddHalves(Vector256<T> x)
    {
        Vector128<T> half = x.GetLower() + x.GetUpper();
        if (typeof(T) == typeof(double))
            return half + Vector128.Shuffle(half.AsDouble(), Vector128.Create(1L, 1)).As<double, T>();
        Vector128<float> quarter = half.AsSingle() + Vector128.Shuffle(half.AsSingle(), Vector128.Create(2, 3, 2, 3));
        return (quarter + Vector128.Shuffle(quarter, Vector128.Create(1, 1, 1, 1))).As<float, T>();
    }

    // The sums of as many rows as a vector has lanes, of which the halves are added: vector r has those of row r below those of row r + lanes / 2.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> AddFolded(ref T folded)
    {
        if (typeof(T) == typeof(double))
            return Neighbours(Vector256.LoadUnsafe(ref folded).AsDouble(), Vector256.LoadUnsafe(ref folded, 4).AsDouble()).As<double, T>();
        Vector256<float> q04 = Vector256.LoadUnsafe(ref folded).AsSingle();
        Vector256<float> q15 = Vector256.LoadUnsafe(ref folded, 8).AsSingle();
        Vector256<float> q26 = Vector256.LoadUnsafe(ref folded, 16).AsSingle();
        Vector256<float> q37 = Vector256.LoadUnsafe(ref folded, 24).AsSingle();
        return Quarters(Pairs(q04, q15), Pairs(q26, q37)).As<float, T>();
    }

    // Sum of each vector, in the order of SumOfLanes: halves, then the rest.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Sums(Vector256<double> t0, Vector256<double> t1, Vector256<double> t2, Vector256<double> t3)
        => Neighbours(Kernels<double>.Halves(t0, t2), Kernels<double>.Halves(t1, t3));

    // The halves of s added in the lower half, those of t in the upper half.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Halves(Vector256<T> s, Vector256<T> t)
        => Vector256.Create(s.GetLower(), t.GetLower()) + Vector256.Create(s.GetUpper(), t.GetUpper());

    // In both halves: neighbours added, those of s below those of t.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Neighbours(Vector256<double> s, Vector256<double> t)
        => Avx.IsSupported
            ? Avx.UnpackLow(s, t) + Avx.UnpackHigh(s, t)
            : Vector256.Create(s[0], t[0], s[2], t[2]) + Vector256.Create(s[1], t[1], s[3], t[3]);

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
