using System.Runtime.CompilerServices;

namespace NetGen;

// Tiles of twelve rows by two vectors of 512 bits. Sixteen rows by one load an input for every multiply-add; here every input serves two, and a
// processor with two multiply-adds and two loads a cycle waits for the multiply-adds alone.
public static partial class Kernels<T>
    where T : unmanaged
{
    private const int RowsOfBroadTile = 12;

    /// <summary>Whether the pair of vectors that begins at a column and the one before it go together.</summary>
    private static bool TakesBroadTiles(int rows, int columns, int column)
        => Vector512.IsHardwareAccelerated
            && column >= 2 * Vector256<T>.Count && columns - column >= 2 * Vector256<T>.Count && RowsInBroadTiles(rows) > 0;

    /// <summary>Four whole vectors of columns.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void BroadPanel<TEnd>(ref readonly Product product)
        where TEnd : struct, ITileEnd
    {
        int rows = RowsInBroadTiles(product.Rows);
        for (int row = 0; row < rows; row += RowsOfBroadTile)
            TwelveRowsOfBroad<TEnd>(in product, row);
        if (rows == product.Rows)
            return;
        scoped Product rest = product;
        rest.Rows -= rows;
        rest.X = ref Unsafe.AddByteOffset(ref product.X, (nuint)rows * product.XStride);
        for (int half = 2; half >= 0; half -= 2)
        {
            int column = half * Vector256<T>.Count;
            rest.W = ref Unsafe.Add(ref product.W, column);
            rest.Start = ref Unsafe.AddByteOffset(ref Unsafe.Add(ref product.Start, column), (nuint)rows * product.StartStride);
            rest.Y = ref Unsafe.AddByteOffset(ref Unsafe.Add(ref product.Y, column), (nuint)rows * product.YStride);
            rest.Stored = ref Unsafe.AddByteOffset(ref Unsafe.Add(ref product.Stored, column), (nuint)rows * product.YStride);
            WholePanel<TEnd, Two>(in rest);
        }
    }

    /// <summary>As many tiles as leave whole tiles of sixteen rows, and up to three more rows as far as <c>WholePanel</c> has those behind sixteen.</summary>
    private static int RowsInBroadTiles(int rows)
    {
        int tiles = rows / RowsOfBroadTile;
        int rest = rows - (tiles * RowsOfBroadTile);
        while (tiles > 0 && (rest % RowsOfWideTile > 3 || (rest > RowsOfWideTile && rest % RowsOfWideTile is 1 or 2)))
        {
            tiles--;
            rest += RowsOfBroadTile;
        }

        return tiles * RowsOfBroadTile;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    private static void TwelveRowsOfBroad<TEnd>(ref readonly Product product, int firstRow)
        where TEnd : struct, ITileEnd
    {
        nuint vector = (nuint)Vector512<T>.Count;
        nuint startStride = product.StartStride;
        ref T start = ref Unsafe.AddByteOffset(ref product.Start, (nuint)firstRow * startStride);
        ref T start1 = ref Unsafe.Add(ref start, vector);
        LoadFour(ref start, startStride, 0, out Vector512<T> a0, out Vector512<T> a1, out Vector512<T> a2, out Vector512<T> a3);
        LoadFour(ref start, startStride, 4, out Vector512<T> a4, out Vector512<T> a5, out Vector512<T> a6, out Vector512<T> a7);
        LoadFour(ref start, startStride, 8, out Vector512<T> a8, out Vector512<T> a9, out Vector512<T> a10, out Vector512<T> a11);
        LoadFour(ref start1, startStride, 0, out Vector512<T> b0, out Vector512<T> b1, out Vector512<T> b2, out Vector512<T> b3);
        LoadFour(ref start1, startStride, 4, out Vector512<T> b4, out Vector512<T> b5, out Vector512<T> b6, out Vector512<T> b7);
        LoadFour(ref start1, startStride, 8, out Vector512<T> b8, out Vector512<T> b9, out Vector512<T> b10, out Vector512<T> b11);
        nuint stride = product.XStride;
        nuint step = product.XStep;
        nuint wStep = product.WStep;
        ref T x0 = ref Unsafe.AddByteOffset(ref product.X, (nuint)firstRow * product.XStride);
        ref T x3 = ref Unsafe.AddByteOffset(ref x0, 3 * stride);
        ref T x6 = ref Unsafe.AddByteOffset(ref x3, 3 * stride);
        ref T x9 = ref Unsafe.AddByteOffset(ref x6, 3 * stride);
        ref T w = ref product.W;
        for (nuint k = product.Terms; k != 0; k--)
        {
            Vector512<T> w0 = Vector512.LoadUnsafe(ref w);
            Vector512<T> w1 = Vector512.LoadUnsafe(ref w, vector);
            MultiplyAddThree(ref x0, stride, w0, w1, ref a0, ref a1, ref a2, ref b0, ref b1, ref b2);
            MultiplyAddThree(ref x3, stride, w0, w1, ref a3, ref a4, ref a5, ref b3, ref b4, ref b5);
            MultiplyAddThree(ref x6, stride, w0, w1, ref a6, ref a7, ref a8, ref b6, ref b7, ref b8);
            MultiplyAddThree(ref x9, stride, w0, w1, ref a9, ref a10, ref a11, ref b9, ref b10, ref b11);
            x0 = ref Unsafe.AddByteOffset(ref x0, step);
            x3 = ref Unsafe.AddByteOffset(ref x3, step);
            x6 = ref Unsafe.AddByteOffset(ref x6, step);
            x9 = ref Unsafe.AddByteOffset(ref x9, step);
            w = ref Unsafe.AddByteOffset(ref w, wStep);
        }

        nuint yStride = product.YStride;
        ref T y = ref Unsafe.AddByteOffset(ref product.Y, (nuint)firstRow * yStride);
        ref T y1 = ref Unsafe.Add(ref y, vector);
        StoreFour(a0, a1, a2, a3, ref y, yStride, 0);
        StoreFour(a4, a5, a6, a7, ref y, yStride, 4);
        StoreFour(a8, a9, a10, a11, ref y, yStride, 8);
        StoreFour(b0, b1, b2, b3, ref y1, yStride, 0);
        StoreFour(b4, b5, b6, b7, ref y1, yStride, 4);
        StoreFour(b8, b9, b10, b11, ref y1, yStride, 8);
        if (product.Last && !TEnd.IsNothing)
        {
            ref T stored = ref Unsafe.AddByteOffset(ref product.Stored, (nuint)firstRow * yStride);
            EndBroadRows<TEnd>(ref y, ref stored, yStride);
        }
    }

    // In place, from memory to memory: copies of the end of a tile would exhaust the inliner.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void EndBroadRows<TEnd>(ref T y, ref T stored, nuint stride)
        where TEnd : struct, ITileEnd
    {
        int lanes = Vector256<T>.Count;
        for (int r = 0; r < RowsOfBroadTile; r++)
        {
            for (int j = 0; j < 4 * lanes; j += lanes)
                TEnd.Apply(Vector256.LoadUnsafe(ref Unsafe.Add(ref y, j)), ref Unsafe.Add(ref stored, j)).StoreUnsafe(ref Unsafe.Add(ref y, j));
            y = ref Unsafe.AddByteOffset(ref y, stride);
            stored = ref Unsafe.AddByteOffset(ref stored, stride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyAddThree(
        ref T x, nuint stride, Vector512<T> w0, Vector512<T> w1,
        ref Vector512<T> a0, ref Vector512<T> a1, ref Vector512<T> a2, ref Vector512<T> b0, ref Vector512<T> b1, ref Vector512<T> b2)
    {
        Vector512<T> input = Vector512.Create(x);
        a0 = FusedMultiplyAdd(input, w0, a0);
        b0 = FusedMultiplyAdd(input, w1, b0);
        input = Vector512.Create(Unsafe.AddByteOffset(ref x, stride));
        a1 = FusedMultiplyAdd(input, w0, a1);
        b1 = FusedMultiplyAdd(input, w1, b1);
        input = Vector512.Create(Unsafe.AddByteOffset(ref x, 2 * stride));
        a2 = FusedMultiplyAdd(input, w0, a2);
        b2 = FusedMultiplyAdd(input, w1, b2);
    }
}
