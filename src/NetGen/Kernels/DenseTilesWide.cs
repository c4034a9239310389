using System.Runtime.CompilerServices;

namespace NetGen;

// Tiles of sixteen rows by one vector of 512 bits, which is two of the canonical vectors, where the processor has them: a third more
// accumulators, and half the instructions. The rows go in groups of four.
public static partial class Kernels<T>
    where T : unmanaged
{
    private const int RowsOfWideTile = 16;

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    private static void SixteenRows<TEnd>(ref readonly Product product, int firstRow)
        where TEnd : struct, ITileEnd
    {
        ref T start = ref Unsafe.AddByteOffset(ref product.Start, (nuint)firstRow * product.StartStride);
        ref T x0 = ref Unsafe.AddByteOffset(ref product.X, (nuint)firstRow * product.XStride);
        LoadFour(ref start, product.StartStride, 0, out Vector512<T> a0, out Vector512<T> a1, out Vector512<T> a2, out Vector512<T> a3);
        LoadFour(ref start, product.StartStride, 4, out Vector512<T> b0, out Vector512<T> b1, out Vector512<T> b2, out Vector512<T> b3);
        LoadFour(ref start, product.StartStride, 8, out Vector512<T> c0, out Vector512<T> c1, out Vector512<T> c2, out Vector512<T> c3);
        LoadFour(ref start, product.StartStride, 12, out Vector512<T> d0, out Vector512<T> d1, out Vector512<T> d2, out Vector512<T> d3);
        nuint stride = product.XStride;
        nuint step = product.XStep;
        nuint wStep = product.WStep;
        ref T x4 = ref Unsafe.AddByteOffset(ref x0, 4 * stride);
        ref T x8 = ref Unsafe.AddByteOffset(ref x4, 4 * stride);
        ref T x12 = ref Unsafe.AddByteOffset(ref x8, 4 * stride);
        ref T w = ref product.W;
        for (nuint k = product.Terms; k != 0; k--)
        {
            Vector512<T> weights = Vector512.LoadUnsafe(ref w);
            MultiplyAddFour(ref x0, stride, weights, ref a0, ref a1, ref a2, ref a3);
            MultiplyAddFour(ref x4, stride, weights, ref b0, ref b1, ref b2, ref b3);
            MultiplyAddFour(ref x8, stride, weights, ref c0, ref c1, ref c2, ref c3);
            MultiplyAddFour(ref x12, stride, weights, ref d0, ref d1, ref d2, ref d3);
            x0 = ref Unsafe.AddByteOffset(ref x0, step);
            x4 = ref Unsafe.AddByteOffset(ref x4, step);
            x8 = ref Unsafe.AddByteOffset(ref x8, step);
            x12 = ref Unsafe.AddByteOffset(ref x12, step);
            w = ref Unsafe.AddByteOffset(ref w, wStep);
        }

        ref T y = ref Unsafe.AddByteOffset(ref product.Y, (nuint)firstRow * product.YStride);
        nuint yStride = product.YStride;

        // Types are compared before anything is inlined, so that there is no code for other ends to compile.
        if (typeof(TEnd) == typeof(Nothing) || typeof(TEnd) == typeof(Forward<Functions.Identity>) || !product.Last)
        {
            StoreFour(a0, a1, a2, a3, ref y, yStride, 0);
            StoreFour(b0, b1, b2, b3, ref y, yStride, 4);
            StoreFour(c0, c1, c2, c3, ref y, yStride, 8);
            StoreFour(d0, d1, d2, d3, ref y, yStride, 12);
            return;
        }

        ref T stored = ref Unsafe.AddByteOffset(ref product.Stored, (nuint)firstRow * product.YStride);
        if (typeof(TEnd) == typeof(Forward<Functions.Relu>))
        {
            EndFour<TEnd>(a0, a1, a2, a3, ref stored, ref y, yStride, 0);
            EndFour<TEnd>(b0, b1, b2, b3, ref stored, ref y, yStride, 4);
            EndFour<TEnd>(c0, c1, c2, c3, ref stored, ref y, yStride, 8);
            EndFour<TEnd>(d0, d1, d2, d3, ref stored, ref y, yStride, 12);
            return;
        }

        Unsafe.SkipInit(out WideTile sums);
        ref T sum = ref Unsafe.As<WideTile, T>(ref sums);
        nuint vector = (nuint)Unsafe.SizeOf<Vector512<T>>();
        StoreFour(a0, a1, a2, a3, ref sum, vector, 0);
        StoreFour(b0, b1, b2, b3, ref sum, vector, 4);
        StoreFour(c0, c1, c2, c3, ref sum, vector, 8);
        StoreFour(d0, d1, d2, d3, ref sum, vector, 12);
        EndWideRows<TEnd>(ref sum, ref stored, ref y, yStride, RowsOfWideTile);
    }

    // From memory to memory: more copies of the end of a tile would exhaust the inliner, and comparisons use sixteen of the registers only.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void EndWideRows<TEnd>(ref T sum, ref T stored, ref T y, nuint stride, int rows)
        where TEnd : struct, ITileEnd
    {
        nuint lanes = (nuint)Vector256<T>.Count;
        for (int r = 0; r < rows; r++)
        {
            Vector256<T> lower = TEnd.Apply(Vector256.LoadUnsafe(ref sum), ref stored);
            Vector256<T> upper = TEnd.Apply(Vector256.LoadUnsafe(ref sum, lanes), ref Unsafe.Add(ref stored, lanes));
            lower.StoreUnsafe(ref y);
            upper.StoreUnsafe(ref y, lanes);
            sum = ref Unsafe.Add(ref sum, 2 * lanes);
            y = ref Unsafe.AddByteOffset(ref y, stride);
            stored = ref Unsafe.AddByteOffset(ref stored, stride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void EndFour<TEnd>(
        Vector512<T> c0, Vector512<T> c1, Vector512<T> c2, Vector512<T> c3, ref T stored, ref T y, nuint stride, nuint row)
        where TEnd : struct, ITileEnd
    {
        stored = ref Unsafe.AddByteOffset(ref stored, row * stride);
        y = ref Unsafe.AddByteOffset(ref y, row * stride);
        EndPair<TEnd>(c0, ref stored, ref y);
        EndPair<TEnd>(c1, ref Unsafe.AddByteOffset(ref stored, stride), ref Unsafe.AddByteOffset(ref y, stride));
        EndPair<TEnd>(c2, ref Unsafe.AddByteOffset(ref stored, 2 * stride), ref Unsafe.AddByteOffset(ref y, 2 * stride));
        EndPair<TEnd>(c3, ref Unsafe.AddByteOffset(ref stored, 3 * stride), ref Unsafe.AddByteOffset(ref y, 3 * stride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void EndPair<TEnd>(Vector512<T> sum, ref T stored, ref T y)
        where TEnd : struct, ITileEnd
    {
        nuint lanes = (nuint)Vector256<T>.Count;
        Vector256<T> lower = TEnd.Apply(sum.GetLower(), ref stored);
        Vector256<T> upper = TEnd.Apply(sum.GetUpper(), ref Unsafe.Add(ref stored, lanes));
        lower.StoreUnsafe(ref y);
        upper.StoreUnsafe(ref y, lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LoadFour(
        ref T start, nuint stride, nuint row, out Vector512<T> c0, out Vector512<T> c1, out Vector512<T> c2, out Vector512<T> c3)
    {
        ref T first = ref Unsafe.AddByteOffset(ref start, row * stride);
        c0 = Vector512.LoadUnsafe(ref first);
        c1 = Vector512.LoadUnsafe(ref Unsafe.AddByteOffset(ref first, stride));
        c2 = Vector512.LoadUnsafe(ref Unsafe.AddByteOffset(ref first, 2 * stride));
        c3 = Vector512.LoadUnsafe(ref Unsafe.AddByteOffset(ref first, 3 * stride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyAddFour(
        ref T x, nuint stride, Vector512<T> w, ref Vector512<T> c0, ref Vector512<T> c1, ref Vector512<T> c2, ref Vector512<T> c3)
    {
        c0 = FusedMultiplyAdd(Vector512.Create(x), w, c0);
        c1 = FusedMultiplyAdd(Vector512.Create(Unsafe.AddByteOffset(ref x, stride)), w, c1);
        c2 = FusedMultiplyAdd(Vector512.Create(Unsafe.AddByteOffset(ref x, 2 * stride)), w, c2);
        c3 = FusedMultiplyAdd(Vector512.Create(Unsafe.AddByteOffset(ref x, 3 * stride)), w, c3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreFour(Vector512<T> c0, Vector512<T> c1, Vector512<T> c2, Vector512<T> c3, ref T y, nuint stride, nuint row)
    {
        ref T first = ref Unsafe.AddByteOffset(ref y, row * stride);
        c0.StoreUnsafe(ref first);
        c1.StoreUnsafe(ref Unsafe.AddByteOffset(ref first, stride));
        c2.StoreUnsafe(ref Unsafe.AddByteOffset(ref first, 2 * stride));
        c3.StoreUnsafe(ref Unsafe.AddByteOffset(ref first, 3 * stride));
    }
}
