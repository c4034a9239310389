using System.Runtime.CompilerServices;

namespace NetGen;

public static partial class Kernels<T>
    where T : unmanaged
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
    public static void WeightGradient(
        ref readonly T x, int xStride, ref readonly T d, int dStride, ref T gradient, int rows, int inputs, int neurons, bool accumulate = true)
    {
        int lanes = Vector256<T>.Count;
        nuint element = (nuint)Unsafe.SizeOf<T>();
        (Vector512<T>, Vector512<T>) zeros = default;

        // The product of the transposed inputs and d: what the forward pass calls rows are inputs here, and rows are its inputs.
        scoped Product product = new()
        {
            XStride = element,
            XStep = (nuint)xStride * element,
            WStep = (nuint)dStride * element,
            YStride = (nuint)neurons * element,
            StartStride = accumulate ? (nuint)neurons * element : 0,
            Stored = ref gradient,
            Terms = (nuint)rows,
            IsOverwritten = !accumulate,
        };
        product.Start = ref Unsafe.As<(Vector512<T>, Vector512<T>), T>(ref zeros);

        // Blocks of about the same size, of whole tiles: a last one of a few inputs would leave the arithmetic units waiting.
        int blocks = (inputs + GradientInputs - 1) / GradientInputs;
        int block = (((inputs + blocks - 1) / blocks) + RowsOfWideTile - 1) / RowsOfWideTile * RowsOfWideTile;
        for (int first = 0; first < inputs; first += block)
        {
            product.X = ref Unsafe.Add(ref Unsafe.AsRef(in x), first);
            product.Rows = Math.Min(block, inputs - first);
            for (int j = (neurons - 1) / (2 * lanes) * 2 * lanes; j >= 0; j -= 2 * lanes)
            {
                bool isBroad = TakesBroadTiles(product.Rows, neurons, j);
                j = isBroad ? j - (2 * lanes) : j;
                product.W = ref Unsafe.Add(ref Unsafe.AsRef(in d), j);
                product.Y = ref Unsafe.Add(ref gradient, ((nint)first * neurons) + j);
                if (accumulate)
                    product.Start = ref product.Y;
                if (isBroad)
                    BroadPanel<Nothing>(in product);
                else if (j + lanes < neurons)
                    Panel<Nothing, Two>(in product, neurons - j);
                else
                    Panel<Nothing, One>(in product, neurons - j);
            }
        }

        BiasGradient(ref Unsafe.AsRef(in d), dStride, ref Unsafe.Add(ref gradient, (nint)inputs * neurons), rows, neurons, accumulate);
    }

    // The inputs of some rows that stay in the first-level cache while all neurons pass by.
    private const int GradientInputs = 48;

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void BiasGradient(ref T d, int dStride, ref T gradient, int rows, int neurons, bool accumulate)
    {
        int lanes = Vector256<T>.Count;
        int j = 0;
        for (; neurons - j > 3 * lanes; j += 4 * lanes)
            BiasSums<Four>(ref Unsafe.Add(ref d, j), dStride, ref Unsafe.Add(ref gradient, j), rows, neurons - j, accumulate);
        for (; neurons - j > lanes; j += 2 * lanes)
            BiasSums<Two>(ref Unsafe.Add(ref d, j), dStride, ref Unsafe.Add(ref gradient, j), rows, neurons - j, accumulate);
        if (j < neurons)
            BiasSums<One>(ref Unsafe.Add(ref d, j), dStride, ref Unsafe.Add(ref gradient, j), rows, neurons - j, accumulate);
    }

    // Some vectors of neurons, of which count neurons exist, side by side: the additions of one would wait for each other.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void BiasSums<TVectors>(ref T d, int dStride, ref T gradient, int rows, int count, bool accumulate)
        where TVectors : struct, IConstant
    {
        nuint lanes = (nuint)Vector256<T>.Count;
        int last = (TVectors.Value - 1) * Vector256<T>.Count;
        Vector256<T> a, b, c, e;
        a = b = c = e = Vector256<T>.Zero;
        if (accumulate)
        {
            if (TVectors.Value > 1)
                a = Vector256.LoadUnsafe(ref gradient);
            if (TVectors.Value > 2)
            {
                b = Vector256.LoadUnsafe(ref gradient, lanes);
                c = Vector256.LoadUnsafe(ref gradient, 2 * lanes);
            }

            e = LoadPartial(ref Unsafe.Add(ref gradient, last), count - last);
        }

        ref T row = ref d;
        for (int r = 0; r < rows; r++)
        {
            if (TVectors.Value > 1)
                a += Vector256.LoadUnsafe(ref row);
            if (TVectors.Value > 2)
            {
                b += Vector256.LoadUnsafe(ref row, lanes);
                c += Vector256.LoadUnsafe(ref row, 2 * lanes);
            }

            e += Vector256.LoadUnsafe(ref Unsafe.Add(ref row, last));
            row = ref Unsafe.Add(ref row, dStride);
        }

        if (TVectors.Value > 1)
            a.StoreUnsafe(ref gradient);
        if (TVectors.Value > 2)
        {
            b.StoreUnsafe(ref gradient, lanes);
            c.StoreUnsafe(ref gradient, 2 * lanes);
        }

        StorePartial(e, ref Unsafe.Add(ref gradient, last), count - last);
    }
}
