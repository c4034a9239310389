using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace NetGen;

// Tiles of three rows by one vector of neurons with four partial sums at a time: twelve accumulators.
public static partial class Kernels<T>
    where T : unmanaged
{
    // Of eight sums 0, 1, 4 and 5 come first, and their pairs are added before the others begin, so that two vectors of every row wait.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    private static void FourSumsTiles<TEnd, TRows, TSums>(ref readonly Product product, int firstRow, int groups)
        where TEnd : struct, ITileEnd
        where TRows : struct, IConstant
        where TSums : struct, IConstant
    {
        nuint xStride = product.XStride;
        nuint yStride = product.YStride;
        nuint wStep = product.WStep;
        nuint terms = product.Terms;
        nuint vector = (nuint)Unsafe.SizeOf<Vector256<T>>();
        ref T x = ref Unsafe.AddByteOffset(ref product.X, (nuint)firstRow * xStride);
        ref T y = ref Unsafe.AddByteOffset(ref product.Y, (nuint)firstRow * yStride);
        Unsafe.SkipInit(out SixVectors sums);
        ref T waiting = ref Unsafe.As<SixVectors, T>(ref sums);
        Vector256<T> none = default;
        for (; groups > 0; groups--)
        {
            Vector256<T> a0, a1, a2, b0, b1, b2;
            b0 = b1 = b2 = Vector256<T>.Zero;
            a0 = a1 = a2 = Vector256.LoadUnsafe(ref product.Start);
            for (nuint pair = 0; ; pair = 2)
            {
                AddFourSums<TRows, TSums>(
                    ref Unsafe.Add(ref x, pair), xStride, ref Unsafe.AddByteOffset(ref product.W, pair * wStep), wStep, terms - pair,
                    ref a0, ref a1, ref a2, ref b0, ref b1, ref b2);
                if (TSums.Value != 8 || pair != 0)
                    break;
                StoreTile<Six>(a0, a1, a2, b0, b1, b2, ref waiting, vector);
                a0 = a1 = a2 = b0 = b1 = b2 = Vector256<T>.Zero;
            }

            if (TSums.Value == 8)
            {
                a0 = Vector256.LoadUnsafe(ref waiting) + a0;
                b0 = Vector256.LoadUnsafe(ref Unsafe.AddByteOffset(ref waiting, 3 * vector)) + b0;
                if (TRows.Value > 1)
                {
                    a1 = Vector256.LoadUnsafe(ref Unsafe.AddByteOffset(ref waiting, vector)) + a1;
                    b1 = Vector256.LoadUnsafe(ref Unsafe.AddByteOffset(ref waiting, 4 * vector)) + b1;
                }

                if (TRows.Value > 2)
                {
                    a2 = Vector256.LoadUnsafe(ref Unsafe.AddByteOffset(ref waiting, 2 * vector)) + a2;
                    b2 = Vector256.LoadUnsafe(ref Unsafe.AddByteOffset(ref waiting, 5 * vector)) + b2;
                }
            }

            a0 += b0;
            a1 += b1;
            a2 += b2;
            EndTile<TEnd, TRows>(ref a0, ref a1, ref a2, ref none, ref none, ref none, ref y, yStride);
            StoreTile<TRows>(a0, a1, a2, none, none, none, ref y, yStride);
            x = ref Unsafe.AddByteOffset(ref x, (nuint)TRows.Value * xStride);
            y = ref Unsafe.AddByteOffset(ref y, (nuint)TRows.Value * yStride);
        }
    }

    // The partial sums a and b of every row, which go on from what they are, and those half of all sums further, which are added to them at the end.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddFourSums<TRows, TSums>(
        ref T x,
        nuint xStride,
        ref T w,
        nuint wStep,
        nuint terms,
        ref Vector256<T> a0,
        ref Vector256<T> a1,
        ref Vector256<T> a2,
        ref Vector256<T> b0,
        ref Vector256<T> b1,
        ref Vector256<T> b2)
        where TRows : struct, IConstant
        where TSums : struct, IConstant
    {
        Vector256<T> c0, c1, c2, d0, d1, d2;
        c0 = c1 = c2 = d0 = d1 = d2 = Vector256<T>.Zero;
        nuint sums = (nuint)TSums.Value;
        int half = TSums.Value / 2;
        nuint wHalf = (nuint)half * wStep;
        nuint steps = (terms + (nuint)half - 2) / sums;
        nint left = (nint)terms - (nint)(steps * sums);
        for (; steps != 0; steps--)
        {
            MultiplyAddPairs<TRows>(
                ref x, xStride, Vector256.LoadUnsafe(ref w), Vector256.LoadUnsafe(ref Unsafe.AddByteOffset(ref w, wStep)),
                ref a0, ref a1, ref a2, ref b0, ref b1, ref b2);
            w = ref Unsafe.AddByteOffset(ref w, wHalf);
            MultiplyAddThree<TRows>(ref Unsafe.Add(ref x, half), xStride, ref w, ref c0, ref c1, ref c2);
            MultiplyAddThree<TRows>(ref Unsafe.Add(ref x, half + 1), xStride, ref Unsafe.AddByteOffset(ref w, wStep), ref d0, ref d1, ref d2);
            w = ref Unsafe.AddByteOffset(ref w, wHalf);
            x = ref Unsafe.Add(ref x, sums);
        }

        if (left > 0)
            MultiplyAddThree<TRows>(ref x, xStride, ref w, ref a0, ref a1, ref a2);
        if (left > 1)
            MultiplyAddThree<TRows>(ref Unsafe.Add(ref x, 1), xStride, ref Unsafe.AddByteOffset(ref w, wStep), ref b0, ref b1, ref b2);
        if (left > half)
            MultiplyAddThree<TRows>(ref Unsafe.Add(ref x, half), xStride, ref Unsafe.AddByteOffset(ref w, wHalf), ref c0, ref c1, ref c2);
        a0 += c0;
        a1 += c1;
        a2 += c2;
        b0 += d0;
        b1 += d1;
        b2 += d2;
    }

    // Half of the inputs come in pairs, one load and two permutations for two of them: with a load for every input, loads would be the limit, and
    // with permutations alone the arithmetic units.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyAddPairs<TRows>(
        ref T x,
        nuint stride,
        Vector256<T> w0,
        Vector256<T> w1,
        ref Vector256<T> a0,
        ref Vector256<T> a1,
        ref Vector256<T> a2,
        ref Vector256<T> b0,
        ref Vector256<T> b1,
        ref Vector256<T> b2)
        where TRows : struct, IConstant
    {
        MultiplyAddPair(ref x, w0, w1, ref a0, ref b0);
        if (TRows.Value > 1)
            MultiplyAddPair(ref Unsafe.AddByteOffset(ref x, stride), w0, w1, ref a1, ref b1);
        if (TRows.Value > 2)
            MultiplyAddPair(ref Unsafe.AddByteOffset(ref x, 2 * stride), w0, w1, ref a2, ref b2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyAddPair(ref T x, Vector256<T> w0, Vector256<T> w1, ref Vector256<T> a, ref Vector256<T> b)
    {
        if (typeof(T) == typeof(double))
        {
            Vector256<double> pair = TwoDoubles(ref x);
            a = FusedMultiplyAdd(Vector256.Shuffle(pair, Vector256.Create(0L, 0, 2, 2)).As<double, T>(), w0, a);
            b = FusedMultiplyAdd(Vector256.Shuffle(pair, Vector256.Create(1L, 1, 3, 3)).As<double, T>(), w1, b);
            return;
        }

        Vector256<float> pairs = Vector256.Create(Unsafe.ReadUnaligned<double>(ref Unsafe.As<T, byte>(ref x))).AsSingle();
        a = FusedMultiplyAdd(Vector256.Shuffle(pairs, Vector256.Create(0, 0, 2, 2, 4, 4, 6, 6)).As<float, T>(), w0, a);
        b = FusedMultiplyAdd(Vector256.Shuffle(pairs, Vector256.Create(1, 1, 3, 3, 5, 5, 7, 7)).As<float, T>(), w1, b);
    }

    // Twice in one vector; without a pointer that would be a load and a permutation.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe Vector256<double> TwoDoubles(ref T pinned)
        => Avx.IsSupported
            ? Avx.BroadcastVector128ToVector256((double*)Unsafe.AsPointer(ref pinned))
            : Vector256.Create(Vector128.LoadUnsafe(ref pinned)).AsDouble();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyAddThree<TRows>(ref T x, nuint stride, ref T w, ref Vector256<T> c0, ref Vector256<T> c1, ref Vector256<T> c2)
        where TRows : struct, IConstant
    {
        Vector256<T> none = default;
        MultiplyAddRows<TRows>(ref x, ref x, stride, Vector256.LoadUnsafe(ref w), ref c0, ref c1, ref c2, ref none, ref none, ref none);
    }
}
