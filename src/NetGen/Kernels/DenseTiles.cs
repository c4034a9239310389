using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace NetGen;

// Every product of matrices here, forward and backward, is made of tiles: sums of some rows by one or two vectors of columns that stay in registers
// while all terms stream by. Twelve sums, two vectors of weights and one input fill the sixteen registers that every x64 processor has; six rows by two
// vectors are here, other tiles in files of their own.
public static partial class Kernels<T>
    where T : unmanaged
{
    // Tiles only know whole vectors. Where what they write behind the columns is not overwritten by later rows, they write to a buffer of 64 bytes a row.
    private const int BufferStride = 64;
    private const int BufferRows = 24;

    // sum[r, j] = start[r, j] + Σ_k x[r, k] w[k, j], k ascending; then the end of the tile, y = end(sum). Strides and steps are in bytes.
    private ref struct Product
    {
        public ref T X;
        public ref T W;
        public ref T Start;
        public ref T Y;
        public ref T Stored;
        public nuint XStride;
        public nuint XStep;
        public nuint WStep;
        public nuint StartStride;
        public nuint YStride;
        public nuint Terms;
        public int Rows;
        public int Partials;
        public bool Last;

        // What is written behind the columns, except behind the last row, is overwritten later.
        public bool IsOverwritten;
    }

    /// <summary>One or two vectors of columns, of which <paramref name="width"/> columns exist.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Panel<TEnd, TColumns>(ref readonly Product product, int width)
        where TEnd : struct, ITileEnd
        where TColumns : struct, IConstant
    {
        if (width >= Math.Max(TColumns.Value, 1) * Vector256<T>.Count)
            WholePanel<TEnd, TColumns>(in product);
        else
            PartialPanel<TEnd, TColumns>(in product, width);
    }

    // Tiles of sixteen rows where vectors of 512 bits take both columns, or of twelve by one column, then of six, but with no remainder of one or two
    // rows behind those, which would leave the arithmetic units waiting.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void WholePanel<TEnd, TColumns>(ref readonly Product product)
        where TEnd : struct, ITileEnd
        where TColumns : struct, IConstant
    {
        if (TColumns.Value == 2 && product.Partials > 1)
        {
            PairedSumsPanel<TEnd>(in product);
            return;
        }

        int wide = 0;
        if (TColumns.Value == 2 && Vector512.IsHardwareAccelerated)
        {
            for (; product.Rows - wide is RowsOfWideTile or >= RowsOfWideTile + 3; wide += RowsOfWideTile)
                SixteenRows<TEnd>(in product, wide);
        }
        else if (TColumns.Value == 1 || (TColumns.Value == 0 && Avx512F.VL.IsSupported))
        {
            for (; product.Rows - wide is RowsOfTallTile or >= RowsOfTallTile + 3; wide += RowsOfTallTile)
            {
                if (TColumns.Value == 1)
                    TwelveRows<TEnd>(in product, wide);
                else
                    TwelveRowsOfSums<TEnd>(in product, wide);
            }
        }

        if (wide == product.Rows)
            return;
        if (TColumns.Value == 0 && product.Partials > 2)
            ManySumsPanel<TEnd>(in product, wide);
        else
            RestOfPanel<TEnd, TColumns>(in product, wide);
    }

    // In a method of its own, which is only compiled where there is a rest.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void RestOfPanel<TEnd, TColumns>(ref readonly Product product, int wide)
        where TEnd : struct, ITileEnd
        where TColumns : struct, IConstant
    {
        int sixes = (product.Rows - wide) / 6;
        int rest = product.Rows - wide - (6 * sixes);
        int fours = rest == 4 ? 1 : 0;
        if (sixes > 0 && rest is 1 or 2)
        {
            sixes--;
            fours = rest;
            rest = rest == 1 ? 3 : 0;
        }

        if (sixes > 0)
            Tiles<TEnd, TColumns, Six>(in product, wide, sixes);
        if (fours > 0)
            Tiles<TEnd, TColumns, Four>(in product, wide + (6 * sixes), fours);
        int done = wide + (6 * sixes) + (4 * fours);
        if (rest == 5)
            Tiles<TEnd, TColumns, Five>(in product, done, 1);
        else if (rest == 3)
            Tiles<TEnd, TColumns, Three>(in product, done, 1);
        else if (rest == 2)
            Tiles<TEnd, TColumns, Two>(in product, done, 1);
        else if (rest == 1)
            Tiles<TEnd, TColumns, One>(in product, done, 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Tiles<TEnd, TColumns, TRows>(ref readonly Product product, int firstRow, int groups)
        where TEnd : struct, ITileEnd
        where TColumns : struct, IConstant
        where TRows : struct, IConstant
    {
        if (TColumns.Value == 0)
            TwoSumsTiles<TEnd, TRows>(in product, firstRow, groups);
        else
            WideTiles<TEnd, TColumns, TRows>(in product, firstRow, groups);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void WideTiles<TEnd, TColumns, TRows>(ref readonly Product product, int firstRow, int groups)
        where TEnd : struct, ITileEnd
        where TColumns : struct, IConstant
        where TRows : struct, IConstant
    {
        nuint xStride = product.XStride;
        nuint xStep = product.XStep;
        nuint wStep = product.WStep;
        nuint startStride = product.StartStride;
        nuint yStride = product.YStride;
        ref T x = ref Unsafe.AddByteOffset(ref product.X, (nuint)firstRow * xStride);
        ref T start = ref Unsafe.AddByteOffset(ref product.Start, (nuint)firstRow * startStride);
        ref T y = ref Unsafe.AddByteOffset(ref product.Y, (nuint)firstRow * yStride);
        ref T stored = ref Unsafe.AddByteOffset(ref product.Stored, (nuint)firstRow * yStride);
        for (; groups > 0; groups--)
        {
            LoadTile<TRows>(
                ref start, startStride,
                out Vector256<T> a0, out Vector256<T> a1, out Vector256<T> a2, out Vector256<T> a3, out Vector256<T> a4, out Vector256<T> a5);
            Vector256<T> b0 = default, b1 = default, b2 = default, b3 = default, b4 = default, b5 = default;
            if (TColumns.Value > 1)
                LoadTile<TRows>(ref Unsafe.Add(ref start, Vector256<T>.Count), startStride, out b0, out b1, out b2, out b3, out b4, out b5);
            ref T upper = ref x;
            ref T lower = ref Unsafe.AddByteOffset(ref x, 3 * xStride);
            ref T w = ref product.W;
            for (nuint k = product.Terms; k != 0; k--)
            {
                Vector256<T> w0 = Vector256.LoadUnsafe(ref w);
                Vector256<T> w1 = TColumns.Value > 1 ? Vector256.LoadUnsafe(ref w, (nuint)Vector256<T>.Count) : default;
                MultiplyAddTile<TColumns, TRows>(
                    ref upper, ref lower, xStride, w0, w1,
                    ref a0, ref a1, ref a2, ref a3, ref a4, ref a5, ref b0, ref b1, ref b2, ref b3, ref b4, ref b5);
                upper = ref Unsafe.AddByteOffset(ref upper, xStep);
                lower = ref Unsafe.AddByteOffset(ref lower, xStep);
                w = ref Unsafe.AddByteOffset(ref w, wStep);
            }

            if (product.Last && !TEnd.IsNothing)
            {
                EndTile<TEnd, TRows>(ref a0, ref a1, ref a2, ref a3, ref a4, ref a5, ref stored, yStride);
                if (TColumns.Value > 1)
                    EndTile<TEnd, TRows>(ref b0, ref b1, ref b2, ref b3, ref b4, ref b5, ref Unsafe.Add(ref stored, Vector256<T>.Count), yStride);
            }

            // What the last vector of a row writes behind it is the first one of the next.
            if (TColumns.Value > 1)
                StoreTile<TRows>(b0, b1, b2, b3, b4, b5, ref Unsafe.Add(ref y, Vector256<T>.Count), yStride);
            StoreTile<TRows>(a0, a1, a2, a3, a4, a5, ref y, yStride);
            x = ref Unsafe.AddByteOffset(ref x, (nuint)TRows.Value * xStride);
            start = ref Unsafe.AddByteOffset(ref start, (nuint)TRows.Value * startStride);
            y = ref Unsafe.AddByteOffset(ref y, (nuint)TRows.Value * yStride);
            stored = ref Unsafe.AddByteOffset(ref stored, (nuint)TRows.Value * yStride);
        }
    }

    // Where it is overwritten later, a tile may write behind the columns, but not behind the last row. The others go through buffers, some rows at
    // a time.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    private static void PartialPanel<TEnd, TColumns>(ref readonly Product product, int width)
        where TEnd : struct, ITileEnd
        where TColumns : struct, IConstant
    {
        Unsafe.SkipInit(out PartialRows sums);
        Unsafe.SkipInit(out PartialRows slopes);
        ref T buffer = ref Unsafe.As<PartialRows, T>(ref sums);
        scoped Product tile = product;
        int row = 0;
        if (product.IsOverwritten)
        {
            nuint behind = (nuint)(((Math.Max(TColumns.Value, 1) * Vector256<T>.Count) - width) * Unsafe.SizeOf<T>());
            row = Math.Max(0, product.Rows - (int)((behind + product.YStride - 1) / product.YStride));

            // Whole tiles, and the rest of the rows in the buffer: a few single rows would take longer than copying them.
            row -= row % (TColumns.Value != 2 ? RowsOfTallTile : product.Partials > 1 ? RowsOfPairedTile : RowsOfWideTile);
            tile.Rows = row;
            WholePanel<TEnd, TColumns>(in tile);
        }

        tile.Y = ref buffer;
        tile.YStride = BufferStride;
        tile.Stored = ref Unsafe.As<PartialRows, T>(ref slopes);
        for (; row < product.Rows; row += BufferRows)
        {
            tile.Rows = Math.Min(BufferRows, product.Rows - row);
            tile.X = ref Unsafe.AddByteOffset(ref product.X, (nuint)row * product.XStride);
            ref T y = ref Unsafe.AddByteOffset(ref product.Y, (nuint)row * product.YStride);
            if (product.StartStride != 0)
            {
                ref T start = ref Unsafe.AddByteOffset(ref product.Start, (nuint)row * product.StartStride);
                CopyColumns(ref start, product.StartStride, ref buffer, BufferStride, tile.Rows, width);
                tile.Start = ref buffer;
                tile.StartStride = BufferStride;
            }

            if (TEnd.NeedsStored)
            {
                ref T stored = ref Unsafe.AddByteOffset(ref product.Stored, (nuint)row * product.YStride);
                CopyColumns(ref stored, product.YStride, ref tile.Stored, BufferStride, tile.Rows, width);
            }

            WholePanel<TEnd, TColumns>(in tile);
            CopyColumns(ref buffer, BufferStride, ref y, product.YStride, tile.Rows, width);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void CopyColumns(ref T from, nuint fromStride, ref T to, nuint toStride, int rows, int width)
    {
        int lanes = Vector256<T>.Count;
        for (; rows > 0; rows--)
        {
            int first = 0;
            if (width > lanes)
            {
                Vector256.LoadUnsafe(ref from).StoreUnsafe(ref to);
                first = lanes;
            }

            StorePartial(LoadPartial(ref Unsafe.Add(ref from, first), width - first), ref Unsafe.Add(ref to, first), width - first);
            from = ref Unsafe.AddByteOffset(ref from, fromStride);
            to = ref Unsafe.AddByteOffset(ref to, toStride);
        }
    }
}
