using System.Runtime.CompilerServices;

namespace NetGen;

// Two vectors of neurons with two partial sums at a time: twelve accumulators for three rows, or sixteen of 512 bits for eight. Of four sums 0 and 2
// come first, and what they add up to waits for 1 and 3.
public static partial class Kernels<T>
    where T : unmanaged
{
    private const int RowsOfPairedTile = 8;

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void PairedSumsPanel<TEnd>(ref readonly Product product)
        where TEnd : struct, ITileEnd
    {
        int row = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            for (; row + RowsOfPairedTile <= product.Rows; row += RowsOfPairedTile)
                EightRowsOfPairedSums<TEnd>(in product, row);
        }

        int rest = RowsBehindThrees(product.Rows - row);
        int threes = (product.Rows - row - rest) / 3;
        if (threes > 0)
            PairedSumsTiles<TEnd, Three>(in product, row, threes);
        row += 3 * threes;
        if (rest > 1)
            PairedSumsTiles<TEnd, Two>(in product, row, rest / 2);
        else if (rest == 1)
            PairedSumsTiles<TEnd, One>(in product, row, 1);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    private static void PairedSumsTiles<TEnd, TRows>(ref readonly Product product, int firstRow, int groups)
        where TEnd : struct, ITileEnd
        where TRows : struct, IConstant
    {
        nuint xStride = product.XStride;
        nuint yStride = product.YStride;
        nuint wStep = product.WStep;
        nuint half = (nuint)product.Partials / 2;
        nuint vector = (nuint)Unsafe.SizeOf<Vector256<T>>();
        nuint lanes = (nuint)Vector256<T>.Count;
        ref T x = ref Unsafe.AddByteOffset(ref product.X, (nuint)firstRow * xStride);
        ref T y = ref Unsafe.AddByteOffset(ref product.Y, (nuint)firstRow * yStride);
        Unsafe.SkipInit(out SixVectors sums);
        ref T waiting = ref Unsafe.As<SixVectors, T>(ref sums);
        Vector256<T> none = default;
        for (; groups > 0; groups--)
        {
            Vector256<T> a0, a1, a2, b0, b1, b2;
            a0 = a1 = a2 = Vector256.LoadUnsafe(ref product.Start);
            b0 = b1 = b2 = Vector256.LoadUnsafe(ref product.Start, lanes);
            for (nuint pass = 0; ;)
            {
                Vector256<T> c0, c1, c2, d0, d1, d2;
                c0 = c1 = c2 = d0 = d1 = d2 = Vector256<T>.Zero;
                ref T input = ref Unsafe.Add(ref x, pass);
                ref T w = ref Unsafe.AddByteOffset(ref product.W, pass * wStep);
                nuint left = (product.Terms - pass + half - 1) / half;
                for (; left >= 2; left -= 2)
                {
                    MultiplyAddTile<Two, TRows>(
                        ref input, ref input, xStride, Vector256.LoadUnsafe(ref w), Vector256.LoadUnsafe(ref w, lanes),
                        ref a0, ref a1, ref a2, ref none, ref none, ref none, ref b0, ref b1, ref b2, ref none, ref none, ref none);
                    input = ref Unsafe.Add(ref input, half);
                    w = ref Unsafe.AddByteOffset(ref w, half * wStep);
                    MultiplyAddTile<Two, TRows>(
                        ref input, ref input, xStride, Vector256.LoadUnsafe(ref w), Vector256.LoadUnsafe(ref w, lanes),
                        ref c0, ref c1, ref c2, ref none, ref none, ref none, ref d0, ref d1, ref d2, ref none, ref none, ref none);
                    input = ref Unsafe.Add(ref input, half);
                    w = ref Unsafe.AddByteOffset(ref w, half * wStep);
                }

                if (left > 0)
                {
                    MultiplyAddTile<Two, TRows>(
                        ref input, ref input, xStride, Vector256.LoadUnsafe(ref w), Vector256.LoadUnsafe(ref w, lanes),
                        ref a0, ref a1, ref a2, ref none, ref none, ref none, ref b0, ref b1, ref b2, ref none, ref none, ref none);
                }

                AddTile<Six>(ref a0, ref a1, ref a2, ref b0, ref b1, ref b2, c0, c1, c2, d0, d1, d2);
                if (++pass == half)
                    break;
                StoreTile<Six>(a0, a1, a2, b0, b1, b2, ref waiting, vector);
                a0 = a1 = a2 = b0 = b1 = b2 = Vector256<T>.Zero;
            }

            if (half > 1)
            {
                LoadTile<Six>(
                    ref waiting, vector,
                    out Vector256<T> c0, out Vector256<T> c1, out Vector256<T> c2, out Vector256<T> d0, out Vector256<T> d1, out Vector256<T> d2);
                AddTile<Six>(ref a0, ref a1, ref a2, ref b0, ref b1, ref b2, c0, c1, c2, d0, d1, d2);
            }

            // What the last vector of a row writes behind it is the first one of the next.
            EndTile<TEnd, TRows>(ref b0, ref b1, ref b2, ref none, ref none, ref none, ref Unsafe.Add(ref y, lanes), yStride);
            StoreTile<TRows>(b0, b1, b2, none, none, none, ref Unsafe.Add(ref y, lanes), yStride);
            EndTile<TEnd, TRows>(ref a0, ref a1, ref a2, ref none, ref none, ref none, ref y, yStride);
            StoreTile<TRows>(a0, a1, a2, none, none, none, ref y, yStride);
            x = ref Unsafe.AddByteOffset(ref x, (nuint)TRows.Value * xStride);
            y = ref Unsafe.AddByteOffset(ref y, (nuint)TRows.Value * yStride);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    private static void EightRowsOfPairedSums<TEnd>(ref readonly Product product, int firstRow)
        where TEnd : struct, ITileEnd
    {
        nuint stride = product.XStride;
        nuint half = (nuint)product.Partials / 2;
        nuint wHalf = half * product.WStep;
        nuint vector = (nuint)Unsafe.SizeOf<Vector512<T>>();
        Unsafe.SkipInit(out WideTile sums);
        ref T sum = ref Unsafe.As<WideTile, T>(ref sums);
        ref T x = ref Unsafe.AddByteOffset(ref product.X, (nuint)firstRow * stride);
        Vector512<T> a0, a1, a2, a3, a4, a5, a6, a7;
        a0 = a1 = a2 = a3 = a4 = a5 = a6 = a7 = Vector512.LoadUnsafe(ref product.Start);
        for (nuint pass = 0; ;)
        {
            Vector512<T> b0, b1, b2, b3, b4, b5, b6, b7;
            b0 = b1 = b2 = b3 = b4 = b5 = b6 = b7 = Vector512<T>.Zero;
            ref T x0 = ref Unsafe.Add(ref x, pass);
            ref T x4 = ref Unsafe.AddByteOffset(ref x0, 4 * stride);
            ref T w = ref Unsafe.AddByteOffset(ref product.W, pass * product.WStep);
            nuint left = (product.Terms - pass + half - 1) / half;
            for (; left >= 2; left -= 2)
            {
                Vector512<T> weights = Vector512.LoadUnsafe(ref w);
                MultiplyAddFour(ref x0, stride, weights, ref a0, ref a1, ref a2, ref a3);
                MultiplyAddFour(ref x4, stride, weights, ref a4, ref a5, ref a6, ref a7);
                x0 = ref Unsafe.Add(ref x0, half);
                x4 = ref Unsafe.Add(ref x4, half);
                weights = Vector512.LoadUnsafe(ref Unsafe.AddByteOffset(ref w, wHalf));
                MultiplyAddFour(ref x0, stride, weights, ref b0, ref b1, ref b2, ref b3);
                MultiplyAddFour(ref x4, stride, weights, ref b4, ref b5, ref b6, ref b7);
                x0 = ref Unsafe.Add(ref x0, half);
                x4 = ref Unsafe.Add(ref x4, half);
                w = ref Unsafe.AddByteOffset(ref w, 2 * wHalf);
            }

            if (left > 0)
            {
                Vector512<T> weights = Vector512.LoadUnsafe(ref w);
                MultiplyAddFour(ref x0, stride, weights, ref a0, ref a1, ref a2, ref a3);
                MultiplyAddFour(ref x4, stride, weights, ref a4, ref a5, ref a6, ref a7);
            }

            (a0, a1, a2, a3) = (a0 + b0, a1 + b1, a2 + b2, a3 + b3);
            (a4, a5, a6, a7) = (a4 + b4, a5 + b5, a6 + b6, a7 + b7);
            if (++pass == half)
                break;
            StoreFour(a0, a1, a2, a3, ref sum, vector, 0);
            StoreFour(a4, a5, a6, a7, ref sum, vector, 4);
            a0 = a1 = a2 = a3 = a4 = a5 = a6 = a7 = Vector512<T>.Zero;
        }

        if (half > 1)
        {
            LoadFour(ref sum, vector, 0, out Vector512<T> b0, out Vector512<T> b1, out Vector512<T> b2, out Vector512<T> b3);
            LoadFour(ref sum, vector, 4, out Vector512<T> b4, out Vector512<T> b5, out Vector512<T> b6, out Vector512<T> b7);
            (a0, a1, a2, a3) = (a0 + b0, a1 + b1, a2 + b2, a3 + b3);
            (a4, a5, a6, a7) = (a4 + b4, a5 + b5, a6 + b6, a7 + b7);
        }

        ref T y = ref Unsafe.AddByteOffset(ref product.Y, (nuint)firstRow * product.YStride);
        if (TEnd.IsNothing)
        {
            StoreFour(a0, a1, a2, a3, ref y, product.YStride, 0);
            StoreFour(a4, a5, a6, a7, ref y, product.YStride, 4);
        }
        else if (TEnd.IsShort)
        {
            EndFour<TEnd>(a0, a1, a2, a3, ref y, ref y, product.YStride, 0);
            EndFour<TEnd>(a4, a5, a6, a7, ref y, ref y, product.YStride, 4);
        }
        else
        {
            StoreFour(a0, a1, a2, a3, ref sum, vector, 0);
            StoreFour(a4, a5, a6, a7, ref sum, vector, 4);
            EndWideRows<TEnd>(ref sum, ref y, ref y, product.YStride, RowsOfPairedTile);
        }
    }
}
