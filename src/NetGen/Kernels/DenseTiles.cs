using System.Runtime.CompilerServices;

namespace NetGen;

public static partial class Kernels
{
    // Splits a layer into tiles; which tile computes an element never changes its bits.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void RowsOfLayer<T, TActivation>(ref T x, int xStride, ref T parameters, ref T y, int yStride, int rows, int inputs, int neurons)
        where T : struct
        where TActivation : struct, IActivationFunction
    {
        int lanes = Vector256<T>.Count;
        int vectors = (neurons + lanes - 1) / lanes;
        int tail = TailLanes<T>(yStride, neurons);
        int partials = Partials<T>(inputs, neurons);
        (int sixes, int fours, int rest) = SplitRows(rows);
        var block = new Block<T>
        {
            X = ref x,
            W = ref parameters,
            Start = ref Unsafe.Add(ref parameters, (nint)inputs * neurons),
            Y = ref y,
            Slope = ref y,
            XStep = (nuint)Unsafe.SizeOf<T>(),
            XStride = (nuint)xStride * (nuint)Unsafe.SizeOf<T>(),
            WStride = (nuint)neurons * (nuint)Unsafe.SizeOf<T>(),
            YStride = (nuint)yStride * (nuint)Unsafe.SizeOf<T>(),
            Inputs = (nuint)inputs,
            Partials = partials,
            Last = true,
        };
        if (partials > 1)
        {
            int inPairs = partials == 2 ? vectors & ~1 : 0;
            if (inPairs > 0)
                TwoSums<T, TActivation>(in block, inPairs, inPairs == vectors ? tail : lanes, sixes, fours, rest);
            for (int v = inPairs; v < vectors; v++)
            {
                block.Tail = v == vectors - 1 ? tail : lanes;
                Panel<T, Forward<TActivation>, Narrow>(in block, v * lanes, sixes, fours, rest);
            }

            return;
        }

        // The accumulators wait in y while the next block of inputs is loaded.
        int blocks = ((inputs * Unsafe.SizeOf<T>()) + InputBlockBytes - 1) / InputBlockBytes;
        int inputBlock = (inputs + blocks - 1) / blocks;
        for (int first = 0; first < inputs; first += inputBlock)
        {
            int count = Math.Min(inputBlock, inputs - first);
            block.X = ref Unsafe.Add(ref x, first);
            block.W = ref Unsafe.Add(ref parameters, (nint)first * neurons);
            block.Inputs = (nuint)count;
            block.Last = first + count == inputs;
            if (first > 0)
            {
                block.Start = ref y;
                block.StartStride = block.YStride;
            }

            for (int v = 0; v < vectors; v += 2)
            {
                block.Tail = v >= vectors - 2 ? tail : lanes;
                if (v + 1 < vectors)
                    Panel<T, Forward<TActivation>, Two>(in block, v * lanes, sixes, fours, rest);
                else
                    Panel<T, Forward<TActivation>, One>(in block, v * lanes, sixes, fours, rest);
            }
        }
    }

    // Two partial sums as two passes over every other input: the first leaves its sums in y, the second adds them to its own.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TwoSums<T, TActivation>(ref readonly Block<T> layer, int vectors, int tail, int sixes, int fours, int rest)
        where T : struct
        where TActivation : struct, IActivationFunction
    {
        int lanes = Vector256<T>.Count;
        (Vector256<T>, Vector256<T>) zeros = default;
        scoped Block<T> even = layer;
        even.XStep *= 2;
        even.WStride *= 2;
        even.Inputs = (layer.Inputs + 1) / 2;
        even.Last = false;
        scoped Block<T> odd = even;
        odd.X = ref Unsafe.AddByteOffset(ref odd.X, layer.XStep);
        odd.W = ref Unsafe.AddByteOffset(ref odd.W, layer.WStride);
        odd.Inputs = layer.Inputs / 2;
        odd.Last = true;
        for (int v = 0; v < vectors; v += 2)
        {
            int column = v * lanes;
            even.Tail = v == vectors - 2 ? tail : lanes;
            odd.Tail = even.Tail;
            odd.Start = ref Unsafe.Subtract(ref Unsafe.As<(Vector256<T>, Vector256<T>), T>(ref zeros), column);
            Panel<T, Forward<PreActivation>, Two>(in even, column, sixes, fours, rest);
            Panel<T, ForwardSum<TActivation>, Two>(in odd, column, sixes, fours, rest);
        }
    }

    // Of one row: its panel of weights, 16 times as much in single precision and 8 times in double, stays in the first-level cache.
    private const int InputBlockBytes = 1600;

    // Tiles of six rows, but no remainder of one or two rows, which would leave the arithmetic units waiting.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (int Sixes, int Fours, int Last) SplitRows(int rows)
    {
        int sixes = rows / 6;
        int rest = rows - (6 * sixes);
        if (sixes > 0 && rest is 1 or 2 && rows > 2)
            return (sixes - 1, rest, rest == 1 ? 3 : 0);
        return rest == 4 ? (sixes, 1, 0) : (sixes, 0, rest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Panel<T, TEnd, TVectors>(ref readonly Block<T> block, int column, int sixes, int fours, int rest)
        where T : struct
        where TEnd : struct, ITileEnd
        where TVectors : struct, IConstant
    {
        if (sixes > 0)
            Tiles<T, TEnd, TVectors, Six>(in block, column, 0, sixes);
        if (fours > 0)
            Tiles<T, TEnd, TVectors, Four>(in block, column, 6 * sixes, fours);
        int done = (6 * sixes) + (4 * fours);
        if (rest == 5)
            Tiles<T, TEnd, TVectors, Five>(in block, column, done, 1);
        else if (rest == 3)
            Tiles<T, TEnd, TVectors, Three>(in block, column, done, 1);
        else if (rest == 2)
            Tiles<T, TEnd, TVectors, Two>(in block, column, done, 1);
        else if (rest == 1)
            Tiles<T, TEnd, TVectors, One>(in block, column, done, 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Tiles<T, TEnd, TVectors, TRows>(ref readonly Block<T> block, int column, int firstRow, int groups)
        where T : struct
        where TEnd : struct, ITileEnd
        where TVectors : struct, IConstant
        where TRows : struct, IConstant
    {
        if (TVectors.Value == 0)
            NarrowTiles<T, TEnd, TRows>(in block, column, firstRow, groups);
        else
            WideTiles<T, TEnd, TVectors, TRows>(in block, column, firstRow, groups);
    }

    // Rows x vectors of accumulators stay in registers while all inputs of the block stream by: 6 x 2 of them, two vectors of weights and one input fill
    // the sixteen registers that every x64 processor has.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void WideTiles<T, TEnd, TVectors, TRows>(ref readonly Block<T> block, int column, int firstRow, int groups)
        where T : struct
        where TEnd : struct, ITileEnd
        where TVectors : struct, IConstant
        where TRows : struct, IConstant
    {
        nuint xStride = block.XStride;
        nuint wStride = block.WStride;
        nuint startStride = block.StartStride;
        nuint yStride = block.YStride;
        nuint step = block.XStep;
        int startCount = startStride == 0 ? Vector256<T>.Count : block.Tail;
        ref T x = ref Unsafe.AddByteOffset(ref block.X, (nuint)firstRow * xStride);
        ref T panel = ref Unsafe.Add(ref block.W, column);
        ref T start = ref Unsafe.AddByteOffset(ref Unsafe.Add(ref block.Start, column), (nuint)firstRow * startStride);
        ref T y = ref Unsafe.AddByteOffset(ref Unsafe.Add(ref block.Y, column), (nuint)firstRow * yStride);
        ref T slope = ref Unsafe.AddByteOffset(ref Unsafe.Add(ref block.Slope, column), (nuint)firstRow * yStride);
        for (; groups > 0; groups--)
        {
            LoadTile<T, TRows>(
                ref start,
                startStride,
                TVectors.Value > 1 ? Vector256<T>.Count : startCount,
                out Vector256<T> a0,
                out Vector256<T> a1,
                out Vector256<T> a2,
                out Vector256<T> a3,
                out Vector256<T> a4,
                out Vector256<T> a5);
            Unsafe.SkipInit(out Vector256<T> b0);
            Unsafe.SkipInit(out Vector256<T> b1);
            Unsafe.SkipInit(out Vector256<T> b2);
            Unsafe.SkipInit(out Vector256<T> b3);
            Unsafe.SkipInit(out Vector256<T> b4);
            Unsafe.SkipInit(out Vector256<T> b5);
            if (TVectors.Value > 1)
                LoadTile<T, TRows>(ref Unsafe.Add(ref start, Vector256<T>.Count), startStride, startCount, out b0, out b1, out b2, out b3, out b4, out b5);
            ref T upper = ref x;
            ref T lower = ref Unsafe.AddByteOffset(ref x, 3 * xStride);
            ref T w = ref panel;
            for (nuint k = block.Inputs; k != 0; k--)
            {
                Vector256<T> w0 = Vector256.LoadUnsafe(ref w);
                Vector256<T> w1 = TVectors.Value > 1 ? Vector256.LoadUnsafe(ref w, (nuint)Vector256<T>.Count) : default;
                Vector256<T> s = Vector256.Create(upper);
                a0 = FusedMultiplyAdd(s, w0, a0);
                if (TVectors.Value > 1)
                    b0 = FusedMultiplyAdd(s, w1, b0);
                if (TRows.Value > 1)
                {
                    s = Vector256.Create(Unsafe.AddByteOffset(ref upper, xStride));
                    a1 = FusedMultiplyAdd(s, w0, a1);
                    if (TVectors.Value > 1)
                        b1 = FusedMultiplyAdd(s, w1, b1);
                }

                if (TRows.Value > 2)
                {
                    s = Vector256.Create(Unsafe.AddByteOffset(ref upper, 2 * xStride));
                    a2 = FusedMultiplyAdd(s, w0, a2);
                    if (TVectors.Value > 1)
                        b2 = FusedMultiplyAdd(s, w1, b2);
                }

                if (TRows.Value > 3)
                {
                    s = Vector256.Create(lower);
                    a3 = FusedMultiplyAdd(s, w0, a3);
                    if (TVectors.Value > 1)
                        b3 = FusedMultiplyAdd(s, w1, b3);
                }

                if (TRows.Value > 4)
                {
                    s = Vector256.Create(Unsafe.AddByteOffset(ref lower, xStride));
                    a4 = FusedMultiplyAdd(s, w0, a4);
                    if (TVectors.Value > 1)
                        b4 = FusedMultiplyAdd(s, w1, b4);
                }

                if (TRows.Value > 5)
                {
                    s = Vector256.Create(Unsafe.AddByteOffset(ref lower, 2 * xStride));
                    a5 = FusedMultiplyAdd(s, w0, a5);
                    if (TVectors.Value > 1)
                        b5 = FusedMultiplyAdd(s, w1, b5);
                }

                upper = ref Unsafe.AddByteOffset(ref upper, step);
                lower = ref Unsafe.AddByteOffset(ref lower, step);
                w = ref Unsafe.AddByteOffset(ref w, wStride);
            }

            if (block.Last)
            {
                EndTile<T, TEnd, TRows>(
                    ref a0, ref a1, ref a2, ref a3, ref a4, ref a5, ref slope, yStride, TVectors.Value > 1 ? Vector256<T>.Count : block.Tail);
                if (TVectors.Value > 1)
                {
                    EndTile<T, TEnd, TRows>(
                        ref b0, ref b1, ref b2, ref b3, ref b4, ref b5, ref Unsafe.Add(ref slope, Vector256<T>.Count), yStride, block.Tail);
                }
            }

            StoreTile<T, TRows>(a0, a1, a2, a3, a4, a5, ref y, yStride, TVectors.Value > 1 ? Vector256<T>.Count : block.Tail);
            if (TVectors.Value > 1)
                StoreTile<T, TRows>(b0, b1, b2, b3, b4, b5, ref Unsafe.Add(ref y, Vector256<T>.Count), yStride, block.Tail);
            x = ref Unsafe.AddByteOffset(ref x, (nuint)TRows.Value * xStride);
            start = ref Unsafe.AddByteOffset(ref start, (nuint)TRows.Value * startStride);
            y = ref Unsafe.AddByteOffset(ref y, (nuint)TRows.Value * yStride);
            slope = ref Unsafe.AddByteOffset(ref slope, (nuint)TRows.Value * yStride);
        }
    }

    // One layer, or a block of its inputs, in bytes where it says stride.
    private ref struct Block<T>
        where T : struct
    {
        public ref T X;
        public ref T W;
        public ref T Start;
        public ref T Y;
        public ref T Slope;
        public nuint XStep;
        public nuint XStride;
        public nuint WStride;
        public nuint StartStride;
        public nuint YStride;
        public nuint Inputs;
        public int Partials;
        public int Tail;
        public bool Last;
    }
}
