using System.Runtime.CompilerServices;

namespace NetGen;

// Tiles of twelve rows by one vector of columns. Every term takes a load for the weights and one for each row, so the more rows, the nearer loads come
// to one for a multiply-add, which is what the processor can do.
public static partial class Kernels<T>
    where T : unmanaged
{
    private const int RowsOfTallTile = 12;

    // One sum: twelve accumulators, as in the tiles of two vectors.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void TwelveRows<TEnd>(ref readonly Product product, int firstRow)
        where TEnd : struct, ITileEnd
    {
        nuint xStride = product.XStride;
        nuint xStep = product.XStep;
        ref T start = ref Unsafe.AddByteOffset(ref product.Start, (nuint)firstRow * product.StartStride);
        LoadTile<Six>(
            ref start, product.StartStride,
            out Vector256<T> a0, out Vector256<T> a1, out Vector256<T> a2, out Vector256<T> a3, out Vector256<T> a4, out Vector256<T> a5);
        LoadTile<Six>(
            ref Unsafe.AddByteOffset(ref start, 6 * product.StartStride), product.StartStride,
            out Vector256<T> b0, out Vector256<T> b1, out Vector256<T> b2, out Vector256<T> b3, out Vector256<T> b4, out Vector256<T> b5);
        ref T x0 = ref Unsafe.AddByteOffset(ref product.X, (nuint)firstRow * xStride);
        ref T x3 = ref Unsafe.AddByteOffset(ref x0, 3 * xStride);
        ref T x6 = ref Unsafe.AddByteOffset(ref x3, 3 * xStride);
        ref T x9 = ref Unsafe.AddByteOffset(ref x6, 3 * xStride);
        ref T w = ref product.W;
        for (nuint k = product.Terms; k != 0; k--)
        {
            Vector256<T> weights = Vector256.LoadUnsafe(ref w);
            MultiplyAddRows<Six>(ref x0, ref x3, xStride, weights, ref a0, ref a1, ref a2, ref a3, ref a4, ref a5);
            MultiplyAddRows<Six>(ref x6, ref x9, xStride, weights, ref b0, ref b1, ref b2, ref b3, ref b4, ref b5);
            x0 = ref Unsafe.AddByteOffset(ref x0, xStep);
            x3 = ref Unsafe.AddByteOffset(ref x3, xStep);
            x6 = ref Unsafe.AddByteOffset(ref x6, xStep);
            x9 = ref Unsafe.AddByteOffset(ref x9, xStep);
            w = ref Unsafe.AddByteOffset(ref w, product.WStep);
        }

        nuint yStride = product.YStride;
        ref T y = ref Unsafe.AddByteOffset(ref product.Y, (nuint)firstRow * yStride);
        if (product.Last && !TEnd.IsNothing)
        {
            ref T stored = ref Unsafe.AddByteOffset(ref product.Stored, (nuint)firstRow * yStride);
            EndTile<TEnd, Six>(ref a0, ref a1, ref a2, ref a3, ref a4, ref a5, ref stored, yStride);
            EndTile<TEnd, Six>(ref b0, ref b1, ref b2, ref b3, ref b4, ref b5, ref Unsafe.AddByteOffset(ref stored, 6 * yStride), yStride);
        }

        StoreTile<Six>(a0, a1, a2, a3, a4, a5, ref y, yStride);
        StoreTile<Six>(b0, b1, b2, b3, b4, b5, ref Unsafe.AddByteOffset(ref y, 6 * yStride), yStride);
    }

    // Two sums at a time, for processors with 32 registers. Of four sums 0 and 2 come first, of eight 0 and 4, then 2 and 6, 1 and 5, 3 and 7: so
    // at most two sums of a row wait.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    private static void TwelveRowsOfSums<TEnd>(ref readonly Product product, int firstRow)
        where TEnd : struct, ITileEnd
    {
        nuint xStride = product.XStride;
        nuint passes = (nuint)product.Partials / 2;
        nuint wHalf = passes * product.WStep;
        Unsafe.SkipInit(out TwelveVectors firstWaiting);
        Unsafe.SkipInit(out TwelveVectors secondWaiting);
        ref T first = ref Unsafe.As<TwelveVectors, T>(ref firstWaiting);
        ref T second = ref Unsafe.As<TwelveVectors, T>(ref secondWaiting);
        ref T x = ref Unsafe.AddByteOffset(ref product.X, (nuint)firstRow * xStride);
        Vector256<T> a0, a1, a2, a3, a4, a5, b0, b1, b2, b3, b4, b5;
        a0 = a1 = a2 = a3 = a4 = a5 = b0 = b1 = b2 = b3 = b4 = b5 = Vector256.LoadUnsafe(ref product.Start);
        for (nuint pass = 0; ;)
        {
            Vector256<T> c0, c1, c2, c3, c4, c5, d0, d1, d2, d3, d4, d5;
            c0 = c1 = c2 = c3 = c4 = c5 = d0 = d1 = d2 = d3 = d4 = d5 = Vector256<T>.Zero;
            nuint input = passes == 4 ? (2 * pass % 4) + (pass / 2) : pass;
            ref T x0 = ref Unsafe.Add(ref x, input);
            ref T x3 = ref Unsafe.AddByteOffset(ref x0, 3 * xStride);
            ref T x6 = ref Unsafe.AddByteOffset(ref x3, 3 * xStride);
            ref T x9 = ref Unsafe.AddByteOffset(ref x6, 3 * xStride);
            ref T w = ref Unsafe.AddByteOffset(ref product.W, input * product.WStep);
            nuint left = (product.Terms - input + passes - 1) / passes;
            for (; left >= 2; left -= 2)
            {
                Vector256<T> weights = Vector256.LoadUnsafe(ref w);
                MultiplyAddRows<Six>(ref x0, ref x3, xStride, weights, ref a0, ref a1, ref a2, ref a3, ref a4, ref a5);
                MultiplyAddRows<Six>(ref x6, ref x9, xStride, weights, ref b0, ref b1, ref b2, ref b3, ref b4, ref b5);
                x0 = ref Unsafe.Add(ref x0, passes);
                x3 = ref Unsafe.Add(ref x3, passes);
                x6 = ref Unsafe.Add(ref x6, passes);
                x9 = ref Unsafe.Add(ref x9, passes);
                weights = Vector256.LoadUnsafe(ref Unsafe.AddByteOffset(ref w, wHalf));
                MultiplyAddRows<Six>(ref x0, ref x3, xStride, weights, ref c0, ref c1, ref c2, ref c3, ref c4, ref c5);
                MultiplyAddRows<Six>(ref x6, ref x9, xStride, weights, ref d0, ref d1, ref d2, ref d3, ref d4, ref d5);
                x0 = ref Unsafe.Add(ref x0, passes);
                x3 = ref Unsafe.Add(ref x3, passes);
                x6 = ref Unsafe.Add(ref x6, passes);
                x9 = ref Unsafe.Add(ref x9, passes);
                w = ref Unsafe.AddByteOffset(ref w, 2 * wHalf);
            }

            if (left > 0)
            {
                Vector256<T> weights = Vector256.LoadUnsafe(ref w);
                MultiplyAddRows<Six>(ref x0, ref x3, xStride, weights, ref a0, ref a1, ref a2, ref a3, ref a4, ref a5);
                MultiplyAddRows<Six>(ref x6, ref x9, xStride, weights, ref b0, ref b1, ref b2, ref b3, ref b4, ref b5);
            }

            AddTile<Six>(ref a0, ref a1, ref a2, ref a3, ref a4, ref a5, c0, c1, c2, c3, c4, c5);
            AddTile<Six>(ref b0, ref b1, ref b2, ref b3, ref b4, ref b5, d0, d1, d2, d3, d4, d5);
            nuint vector = (nuint)Unsafe.SizeOf<Vector256<T>>();
            if (pass % 2 == 1)
                AddWaiting(ref second, vector, ref a0, ref a1, ref a2, ref a3, ref a4, ref a5, ref b0, ref b1, ref b2, ref b3, ref b4, ref b5);
            if (pass == 3)
                AddWaiting(ref first, vector, ref a0, ref a1, ref a2, ref a3, ref a4, ref a5, ref b0, ref b1, ref b2, ref b3, ref b4, ref b5);
            if (pass + 1 == passes)
                break;
            ref T waiting = ref pass % 2 == 0 ? ref second : ref first;
            StoreTile<Six>(a0, a1, a2, a3, a4, a5, ref waiting, vector);
            StoreTile<Six>(b0, b1, b2, b3, b4, b5, ref Unsafe.AddByteOffset(ref waiting, 6 * vector), vector);
            a0 = a1 = a2 = a3 = a4 = a5 = b0 = b1 = b2 = b3 = b4 = b5 = Vector256<T>.Zero;
            pass++;
        }

        nuint yStride = product.YStride;
        ref T y = ref Unsafe.AddByteOffset(ref product.Y, (nuint)firstRow * yStride);
        ref T lower = ref Unsafe.AddByteOffset(ref y, 6 * yStride);
        EndTile<TEnd, Six>(ref a0, ref a1, ref a2, ref a3, ref a4, ref a5, ref y, yStride);
        EndTile<TEnd, Six>(ref b0, ref b1, ref b2, ref b3, ref b4, ref b5, ref lower, yStride);
        StoreTile<Six>(a0, a1, a2, a3, a4, a5, ref y, yStride);
        StoreTile<Six>(b0, b1, b2, b3, b4, b5, ref lower, yStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddWaiting(
        ref T waiting,
        nuint vector,
        ref Vector256<T> a0,
        ref Vector256<T> a1,
        ref Vector256<T> a2,
        ref Vector256<T> a3,
        ref Vector256<T> a4,
        ref Vector256<T> a5,
        ref Vector256<T> b0,
        ref Vector256<T> b1,
        ref Vector256<T> b2,
        ref Vector256<T> b3,
        ref Vector256<T> b4,
        ref Vector256<T> b5)
    {
        LoadTile<Six>(
            ref waiting, vector,
            out Vector256<T> c0, out Vector256<T> c1, out Vector256<T> c2, out Vector256<T> c3, out Vector256<T> c4, out Vector256<T> c5);
        AddTile<Six>(ref a0, ref a1, ref a2, ref a3, ref a4, ref a5, c0, c1, c2, c3, c4, c5);
        LoadTile<Six>(ref Unsafe.AddByteOffset(ref waiting, 6 * vector), vector, out c0, out c1, out c2, out c3, out c4, out c5);
        AddTile<Six>(ref b0, ref b1, ref b2, ref b3, ref b4, ref b5, c0, c1, c2, c3, c4, c5);
    }
}
