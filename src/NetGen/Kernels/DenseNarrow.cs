using System.Runtime.CompilerServices;

namespace NetGen;

// Layers with partial sums and one vector of neurons, and the last vector of those with an odd number: again twelve accumulators.
public static partial class Kernels<T>
    where T : unmanaged
{
    // More than two partial sums: four at a time for three rows.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void ManySumsPanel<TEnd>(ref readonly Product product, int firstRow)
        where TEnd : struct, ITileEnd
    {
        if (product.Partials == 4)
            ManySumsPanel<TEnd, Four>(in product, firstRow);
        else
            ManySumsPanel<TEnd, Eight>(in product, firstRow);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static unsafe void ManySumsPanel<TEnd, TSums>(ref readonly Product product, int firstRow)
        where TEnd : struct, ITileEnd
        where TSums : struct, IConstant
    {
        int rest = RowsBehindThrees(product.Rows - firstRow);
        int threes = (product.Rows - firstRow - rest) / 3;

        // Pinned for TwoDoubles, which takes a pointer.
        fixed (byte* pinned = &Unsafe.As<T, byte>(ref product.X))
        {
            if (threes > 0)
                FourSumsTiles<TEnd, Three, TSums>(in product, firstRow, threes);
            if (rest > 1)
                FourSumsTiles<TEnd, Two, TSums>(in product, firstRow + (3 * threes), rest / 2);
            else if (rest == 1)
                FourSumsTiles<TEnd, One, TSums>(in product, firstRow + (3 * threes), 1);
        }
    }

    // Two pairs instead of three rows and one, which would leave the arithmetic units waiting.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int RowsBehindThrees(int rows) => rows > 1 && rows % 3 == 1 ? 4 : rows % 3;

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void TwoSumsTiles<TEnd, TRows>(ref readonly Product product, int firstRow, int groups)
        where TEnd : struct, ITileEnd
        where TRows : struct, IConstant
    {
        nuint xStride = product.XStride;
        nuint yStride = product.YStride;
        nuint wStep = product.WStep;
        ref T x = ref Unsafe.AddByteOffset(ref product.X, (nuint)firstRow * xStride);
        ref T y = ref Unsafe.AddByteOffset(ref product.Y, (nuint)firstRow * yStride);
        for (; groups > 0; groups--)
        {
            Vector256<T> a0, a1, a2, a3, a4, a5, b0, b1, b2, b3, b4, b5;
            a0 = a1 = a2 = a3 = a4 = a5 = Vector256.LoadUnsafe(ref product.Start);
            b0 = b1 = b2 = b3 = b4 = b5 = Vector256<T>.Zero;
            ref T upper = ref x;
            ref T lower = ref Unsafe.AddByteOffset(ref x, 3 * xStride);
            ref T w = ref product.W;
            nuint left = product.Terms;
            for (; left >= 2; left -= 2)
            {
                Vector256<T> w0 = Vector256.LoadUnsafe(ref w);
                Vector256<T> w1 = Vector256.LoadUnsafe(ref Unsafe.AddByteOffset(ref w, wStep));
                MultiplyAddRows<TRows>(ref upper, ref lower, xStride, w0, ref a0, ref a1, ref a2, ref a3, ref a4, ref a5);
                MultiplyAddRows<TRows>(
                    ref Unsafe.Add(ref upper, 1), ref Unsafe.Add(ref lower, 1), xStride, w1, ref b0, ref b1, ref b2, ref b3, ref b4, ref b5);
                upper = ref Unsafe.Add(ref upper, 2);
                lower = ref Unsafe.Add(ref lower, 2);
                w = ref Unsafe.AddByteOffset(ref w, 2 * wStep);
            }

            if (left > 0)
                MultiplyAddRows<TRows>(ref upper, ref lower, xStride, Vector256.LoadUnsafe(ref w), ref a0, ref a1, ref a2, ref a3, ref a4, ref a5);
            AddTile<TRows>(ref a0, ref a1, ref a2, ref a3, ref a4, ref a5, b0, b1, b2, b3, b4, b5);
            EndTile<TEnd, TRows>(ref a0, ref a1, ref a2, ref a3, ref a4, ref a5, ref y, yStride);
            StoreTile<TRows>(a0, a1, a2, a3, a4, a5, ref y, yStride);
            x = ref Unsafe.AddByteOffset(ref x, (nuint)TRows.Value * xStride);
            y = ref Unsafe.AddByteOffset(ref y, (nuint)TRows.Value * yStride);
        }
    }
}
