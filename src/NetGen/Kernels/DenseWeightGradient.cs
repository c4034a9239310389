using System.Runtime.CompilerServices;

namespace NetGen;

public static partial class Kernels
{
    /// <summary>
    /// The gradient with respect to the parameters of a layer, added row after row: gradient[i, j] += x[r, i] d[r, j], one fused multiply-add per
    /// row, and gradient of bias j += d[r, j].
    /// </summary>
    /// <param name="x">
    /// The layer's inputs [rows, <paramref name="xStride"/>], of which <paramref name="inputs"/> columns are read and nothing behind them.
    /// </param>
    /// <param name="xStride">The distance between two rows of <paramref name="x"/>.</param>
    /// <param name="d">dL/dz [rows, <paramref name="dStride"/>]; up to a whole number of vectors of each row is read.</param>
    /// <param name="dStride">The distance between two rows of <paramref name="d"/>.</param>
    /// <param name="gradient">Weights [inputs, neurons], then biases [neurons]; nothing else is read or written.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="inputs">The number of inputs.</param>
    /// <param name="neurons">The number of neurons.</param>
    /// <param name="accumulate">False for the first rows: the gradient starts from zero, whatever it held.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void WeightGradient<T>(
        ref readonly T x, int xStride, ref readonly T d, int dStride, ref T gradient, int rows, int inputs, int neurons, bool accumulate = true)
        where T : struct
    {
        int lanes = Vector256<T>.Count;
        int tail = neurons % lanes == 0 ? lanes : neurons % lanes;
        scoped GradientBlock<T> block = new()
        {
            X = ref Unsafe.AsRef(in x),
            XStride = (nuint)xStride * (nuint)Unsafe.SizeOf<T>(),
            DStride = (nuint)dStride * (nuint)Unsafe.SizeOf<T>(),
            GradientStride = (nuint)neurons * (nuint)Unsafe.SizeOf<T>(),
            Rows = (nuint)rows,
            Accumulate = accumulate,
        };
        for (int first = 0; first < inputs; first += GradientInputs)
        {
            int count = Math.Min(GradientInputs, inputs - first);
            (int sixes, int fours, int rest) = SplitRows(count);
            block.X = ref Unsafe.Add(ref Unsafe.AsRef(in x), first);
            for (int j = 0; j < neurons; j += 2 * lanes)
            {
                block.D = ref Unsafe.Add(ref Unsafe.AsRef(in d), j);
                block.Gradient = ref Unsafe.Add(ref gradient, ((nint)first * neurons) + j);
                block.Tail = j + (2 * lanes) >= neurons ? tail : lanes;
                if (j + lanes < neurons)
                    GradientPanel<T, Two>(in block, sixes, fours, rest);
                else
                    GradientPanel<T, One>(in block, sixes, fours, rest);
            }
        }

        BiasGradient(ref Unsafe.AsRef(in d), dStride, ref Unsafe.Add(ref gradient, (nint)inputs * neurons), rows, neurons, accumulate);
    }

    // The inputs of some rows that stay in the first-level cache while all neurons pass by.
    private const int GradientInputs = 48;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void GradientPanel<T, TVectors>(ref readonly GradientBlock<T> block, int sixes, int fours, int rest)
        where T : struct
        where TVectors : struct, IConstant
    {
        if (sixes > 0)
            GradientTiles<T, TVectors, Six>(in block, 0, sixes);
        if (fours > 0)
            GradientTiles<T, TVectors, Four>(in block, 6 * sixes, fours);
        int done = (6 * sixes) + (4 * fours);
        if (rest == 5)
            GradientTiles<T, TVectors, Five>(in block, done, 1);
        else if (rest == 3)
            GradientTiles<T, TVectors, Three>(in block, done, 1);
        else if (rest == 2)
            GradientTiles<T, TVectors, Two>(in block, done, 1);
        else if (rest == 1)
            GradientTiles<T, TVectors, One>(in block, done, 1);
    }

    // Inputs x vectors of neurons: their gradient stays in registers while the rows stream by.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void GradientTiles<T, TVectors, TInputs>(ref readonly GradientBlock<T> block, int firstInput, int groups)
        where T : struct
        where TVectors : struct, IConstant
        where TInputs : struct, IConstant
    {
        int lanes = Vector256<T>.Count;
        nuint xStride = block.XStride;
        nuint dStride = block.DStride;
        nuint stride = block.GradientStride;
        nuint element = (nuint)Unsafe.SizeOf<T>();
        ref T x = ref Unsafe.Add(ref block.X, firstInput);
        ref T gradient = ref Unsafe.AddByteOffset(ref block.Gradient, (nuint)firstInput * stride);
        for (; groups > 0; groups--)
        {
            Vector256<T> a0 = default, a1 = default, a2 = default, a3 = default, a4 = default, a5 = default;
            Vector256<T> b0 = default, b1 = default, b2 = default, b3 = default, b4 = default, b5 = default;
            if (block.Accumulate)
            {
                LoadTile<T, TInputs>(ref gradient, stride, TVectors.Value > 1 ? lanes : block.Tail, out a0, out a1, out a2, out a3, out a4, out a5);
                if (TVectors.Value > 1)
                    LoadTile<T, TInputs>(ref Unsafe.Add(ref gradient, lanes), stride, block.Tail, out b0, out b1, out b2, out b3, out b4, out b5);
            }

            ref T input = ref x;
            ref T d = ref block.D;
            for (nuint r = block.Rows; r != 0; r--)
            {
                Vector256<T> d0 = Vector256.LoadUnsafe(ref d);
                MultiplyAddRows<T, TInputs>(
                    ref input, ref Unsafe.AddByteOffset(ref input, 3 * element), element, d0, ref a0, ref a1, ref a2, ref a3, ref a4, ref a5);
                if (TVectors.Value > 1)
                {
                    Vector256<T> d1 = Vector256.LoadUnsafe(ref d, (nuint)lanes);
                    MultiplyAddRows<T, TInputs>(
                        ref input, ref Unsafe.AddByteOffset(ref input, 3 * element), element, d1, ref b0, ref b1, ref b2, ref b3, ref b4, ref b5);
                }

                input = ref Unsafe.AddByteOffset(ref input, xStride);
                d = ref Unsafe.AddByteOffset(ref d, dStride);
            }

            StoreTile<T, TInputs>(a0, a1, a2, a3, a4, a5, ref gradient, stride, TVectors.Value > 1 ? lanes : block.Tail);
            if (TVectors.Value > 1)
                StoreTile<T, TInputs>(b0, b1, b2, b3, b4, b5, ref Unsafe.Add(ref gradient, lanes), stride, block.Tail);
            x = ref Unsafe.Add(ref x, TInputs.Value);
            gradient = ref Unsafe.AddByteOffset(ref gradient, (nuint)TInputs.Value * stride);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void BiasGradient<T>(ref T d, int dStride, ref T gradient, int rows, int neurons, bool accumulate)
        where T : struct
    {
        int lanes = Vector256<T>.Count;
        for (int j = 0; j < neurons; j += lanes)
        {
            int count = Math.Min(lanes, neurons - j);
            Vector256<T> sum = accumulate ? LoadPartial(ref Unsafe.Add(ref gradient, j), count) : Vector256<T>.Zero;
            ref T row = ref Unsafe.Add(ref d, j);
            for (int r = 0; r < rows; r++)
                sum += Vector256.LoadUnsafe(ref Unsafe.Add(ref row, (nint)r * dStride));
            StorePartial(sum, ref Unsafe.Add(ref gradient, j), count);
        }
    }

    private ref struct GradientBlock<T>
        where T : struct
    {
        public ref T X;
        public ref T D;
        public ref T Gradient;
        public nuint XStride;
        public nuint DStride;
        public nuint GradientStride;
        public nuint Rows;
        public int Tail;
        public bool Accumulate;
    }
}
