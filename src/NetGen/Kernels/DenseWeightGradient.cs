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
        nuint element = (nuint)Unsafe.SizeOf<T>();
        (Vector256<T>, Vector256<T>) zeros = default;

        // The product of the transposed inputs and d: what the forward pass calls rows are inputs here, and rows are its inputs.
        scoped Product<T> product = new()
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
        product.Start = ref Unsafe.As<(Vector256<T>, Vector256<T>), T>(ref zeros);
        for (int first = 0; first < inputs; first += GradientInputs)
        {
            product.X = ref Unsafe.Add(ref Unsafe.AsRef(in x), first);
            product.Rows = Math.Min(GradientInputs, inputs - first);
            for (int j = (neurons - 1) / (2 * lanes) * 2 * lanes; j >= 0; j -= 2 * lanes)
            {
                product.W = ref Unsafe.Add(ref Unsafe.AsRef(in d), j);
                product.Y = ref Unsafe.Add(ref gradient, ((nint)first * neurons) + j);
                if (accumulate)
                    product.Start = ref product.Y;
                if (j + lanes < neurons)
                    Panel<T, Nothing, Two>(in product, neurons - j);
                else
                    Panel<T, Nothing, One>(in product, neurons - j);
            }
        }

        BiasGradient(ref Unsafe.AsRef(in d), dStride, ref Unsafe.Add(ref gradient, (nint)inputs * neurons), rows, neurons, accumulate);
    }

    // The inputs of some rows that stay in the first-level cache while all neurons pass by.
    private const int GradientInputs = 48;

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
}
