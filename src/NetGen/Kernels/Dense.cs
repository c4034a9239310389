using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace NetGen;

public static partial class Kernels<T>
    where T : unmanaged
{
    /// <summary>
    /// How many interleaved partial sums a pre-activation of a layer has: a function of the shape and the precision, never of the machine or the
    /// number of rows. Input i goes to partial sum i mod P. The first starts from the bias, the others from zero; each takes its inputs
    /// ascending, one fused multiply-add per input. At the end, while P is above one, the upper half is added to the lower half, sum by sum, and P halved.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Partials(int inputs, int neurons)
        => PartialSums.Count(inputs, neurons, Vector256<T>.Count);

    /// <summary>
    /// The activations of a layer for all rows: y[r, j] = f(bias[j] + Σ_i x[r, i] w[i, j]), in the order that <see cref="Partials"/> says.
    /// </summary>
    /// <param name="x">Inputs [rows, <paramref name="xStride"/>], of which <paramref name="inputs"/> columns are read and nothing behind them.</param>
    /// <param name="xStride">The distance between two rows of inputs.</param>
    /// <param name="parameters">Weights [inputs, neurons], then biases [neurons]; up to 64 bytes behind them may be read.</param>
    /// <param name="y">Activations [rows, <paramref name="yStride"/>].</param>
    /// <param name="yStride">
    /// The distance between two rows of <paramref name="y"/>. Where it is the number of neurons, nothing else is written; where it leaves room
    /// for whole vectors, the padding behind the neurons is overwritten with finite numbers.
    /// </param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="inputs">The number of inputs.</param>
    /// <param name="neurons">The number of neurons.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Dense<TActivation>(
        ref readonly T x, int xStride, ref readonly T parameters, ref T y, int yStride, int rows, int inputs, int neurons)
        where TActivation : struct, IActivationFunction<T>
    {
        if (PartialSums.AreLanes(inputs, neurons))
        {
            DenseSingle<TActivation>(ref Unsafe.AsRef(in x), xStride, ref Unsafe.AsRef(in parameters), ref y, yStride, rows, inputs);
        }
        else if (rows == 1)
        {
            RowOfLayer<TActivation>(ref Unsafe.AsRef(in x), ref Unsafe.AsRef(in parameters), ref y, yStride, inputs, neurons);
        }
        else if (default(TActivation).HasSlopeFromValue)
        {
            RowsOfLayer<TActivation>(ref Unsafe.AsRef(in x), xStride, ref Unsafe.AsRef(in parameters), ref y, yStride, rows, inputs, neurons);
        }
        else
        {
            // Costly functions get a loop of their own instead of a copy for every register of a tile.
            RowsOfLayer<Functions.Identity>(ref Unsafe.AsRef(in x), xStride, ref Unsafe.AsRef(in parameters), ref y, yStride, rows, inputs, neurons);
            Activate<TActivation>(ref y, yStride, rows, neurons);
        }
    }

    /// <summary>
    /// As <see cref="Dense{TActivation}"/>, and stores the slopes f'(z) for the backward pass where the activation cannot tell them from its value.
    /// </summary>
    /// <param name="x">Inputs [rows, <paramref name="xStride"/>], of which <paramref name="inputs"/> columns are read and nothing behind them.</param>
    /// <param name="xStride">The distance between two rows of inputs.</param>
    /// <param name="parameters">Weights [inputs, neurons], then biases [neurons]; up to 64 bytes behind them may be read.</param>
    /// <param name="y">Activations [rows, <paramref name="yStride"/>].</param>
    /// <param name="slope">Slopes, laid out as <paramref name="y"/>; untouched when <see cref="IActivationFunction{T}.HasSlopeFromValue"/>.</param>
    /// <param name="yStride">The distance between two rows of <paramref name="y"/> and <paramref name="slope"/>.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="inputs">The number of inputs.</param>
    /// <param name="neurons">The number of neurons.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void DenseWithSlope<TActivation>(
        ref readonly T x, int xStride, ref readonly T parameters, ref T y, ref T slope, int yStride, int rows, int inputs, int neurons)
        where TActivation : struct, IActivationFunction<T>
    {
        if (default(TActivation).HasSlopeFromValue)
        {
            Dense<TActivation>(in x, xStride, in parameters, ref y, yStride, rows, inputs, neurons);
            return;
        }

        Dense<Functions.Identity>(in x, xStride, in parameters, ref y, yStride, rows, inputs, neurons);
        ActivateWithSlope<TActivation>(ref y, ref slope, yStride, rows, neurons);
    }

    /// <summary>y = f(y) for every row of a layer; the padding behind the neurons is overwritten where the stride leaves room for whole vectors.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Activate<TActivation>(ref T y, int yStride, int rows, int neurons)
        where TActivation : struct, IActivationFunction<T>
    {
        OneLongRow(yStride, ref rows, ref neurons);
        int lanes = Vector256<T>.Count;
        int tail = TailLanes(yStride, neurons);
        int whole = ((neurons + lanes - 1) / lanes * lanes) - (tail < lanes ? lanes : 0);
        for (int r = 0; r < rows; r++)
        {
            ref T row = ref Unsafe.Add(ref y, (nint)r * yStride);
            Vector256<T> last = tail < lanes ? LoadEnd(ref row, neurons, tail) : default;
            for (nint j = 0; j < whole; j += lanes)
                default(TActivation).Value(Vector256.LoadUnsafe(ref Unsafe.Add(ref row, j))).StoreUnsafe(ref Unsafe.Add(ref row, j));
            if (tail < lanes)
                StoreEnd(default(TActivation).Value(last), ref row, neurons, tail);
        }
    }

    /// <summary>y = f(y) for some whole vectors of neurons.</summary>
    /// <param name="y">The first of the neurons.</param>
    /// <param name="vectors">How many vectors of them, a constant.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ActivateVectors<TActivation>(ref T y, int vectors)
        where TActivation : struct, IActivationFunction<T>
    {
        // With sixteen registers, copy after copy of the function spills more than a loop costs.
        if (!Avx512F.VL.IsSupported || vectors > 8)
        {
            ActivateInLoop<TActivation>(ref y, vectors);
            return;
        }

        ActivateVector<TActivation>(ref y, 0, vectors);
        ActivateVector<TActivation>(ref y, 1, vectors);
        ActivateVector<TActivation>(ref y, 2, vectors);
        ActivateVector<TActivation>(ref y, 3, vectors);
        ActivateVector<TActivation>(ref y, 4, vectors);
        ActivateVector<TActivation>(ref y, 5, vectors);
        ActivateVector<TActivation>(ref y, 6, vectors);
        ActivateVector<TActivation>(ref y, 7, vectors);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ActivateVector<TActivation>(ref T y, int vector, int vectors)
        where TActivation : struct, IActivationFunction<T>
    {
        if (vector < vectors)
        {
            ref T neurons = ref Unsafe.Add(ref y, vector * Vector256<T>.Count);
            default(TActivation).Value(Vector256.LoadUnsafe(ref neurons)).StoreUnsafe(ref neurons);
        }
    }

    /// <summary>As <see cref="ActivateVectors{TActivation}"/>, for functions or numbers of vectors of which copies would be too many.</summary>
    /// <param name="y">The first of the neurons.</param>
    /// <param name="vectors">How many vectors of them.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void ActivateInLoop<TActivation>(ref T y, int vectors)
        where TActivation : struct, IActivationFunction<T>
    {
        for (nint j = 0, end = (nint)vectors * Vector256<T>.Count; j < end; j += Vector256<T>.Count)
            default(TActivation).Value(Vector256.LoadUnsafe(ref Unsafe.Add(ref y, j))).StoreUnsafe(ref Unsafe.Add(ref y, j));
    }

    /// <summary>As <see cref="Activate{TActivation}"/>, and slope = f'(y), laid out as <paramref name="y"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void ActivateWithSlope<TActivation>(ref T y, ref T slope, int yStride, int rows, int neurons)
        where TActivation : struct, IActivationFunction<T>
    {
        OneLongRow(yStride, ref rows, ref neurons);
        int lanes = Vector256<T>.Count;
        int tail = TailLanes(yStride, neurons);
        int whole = ((neurons + lanes - 1) / lanes * lanes) - (tail < lanes ? lanes : 0);
        for (int r = 0; r < rows; r++)
        {
            nint row = (nint)r * yStride;
            Vector256<T> last = tail < lanes ? LoadEnd(ref Unsafe.Add(ref y, row), neurons, tail) : default;
            for (nint j = row; j < row + whole; j += lanes)
            {
                Vector256<T> value = default(TActivation).Value(Vector256.LoadUnsafe(ref Unsafe.Add(ref y, j)), out Vector256<T> derivative);
                value.StoreUnsafe(ref Unsafe.Add(ref y, j));
                derivative.StoreUnsafe(ref Unsafe.Add(ref slope, j));
            }

            if (tail < lanes)
            {
                Vector256<T> value = default(TActivation).Value(last, out Vector256<T> derivative);
                StoreEnd(value, ref Unsafe.Add(ref y, row), neurons, tail);
                StoreEnd(derivative, ref Unsafe.Add(ref slope, row), neurons, tail);
            }
        }
    }

    // The last vector of a row that may not be written beyond. It reaches back to what the vectors before also hold, and is read before they are
    // overwritten, so both write the same there; less than a vector is read and written number by number.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> LoadEnd(ref T row, int width, int tail)
        => width >= Vector256<T>.Count
            ? Vector256.LoadUnsafe(ref Unsafe.Add(ref row, width - Vector256<T>.Count)) : LoadPartial(ref Unsafe.Add(ref row, width - tail), tail);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreEnd(Vector256<T> value, ref T row, int width, int tail)
    {
        if (width >= Vector256<T>.Count)
            value.StoreUnsafe(ref Unsafe.Add(ref row, width - Vector256<T>.Count));
        else
            StorePartial(value, ref Unsafe.Add(ref row, width - tail), tail);
    }

    // Rows without padding are one array.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void OneLongRow(int stride, ref int rows, ref int neurons)
    {
        if (stride == neurons)
            (rows, neurons) = (1, rows * neurons);
    }

    // The lanes of a row's last vector that may be written: all of them where the row has room behind it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int TailLanes(int stride, int width)
    {
        int lanes = Vector256<T>.Count;
        int tail = width % lanes;
        return tail == 0 || stride >= width - tail + lanes ? lanes : tail;
    }
}
