using System.Runtime.CompilerServices;

namespace NetGen;

/// <content>
/// Layers with a row in every lane. The values of a layer lie neuron after neuron: those of neuron j for all rows of a block, side by side, from
/// j · stride on. Rows come in whole vectors; what stands behind the last row is computed too and read by nobody.
/// </content>
public static partial class Kernels<T>
    where T : unmanaged
{
    /// <summary>Turns rows into lanes: column i of row r goes to i · <paramref name="stride"/> + r. The last row fills up its vector.</summary>
    /// <param name="source">Values [rows, <paramref name="width"/>].</param>
    /// <param name="width">The values of a row.</param>
    /// <param name="lanes">Receives values [width, <paramref name="stride"/>].</param>
    /// <param name="stride">The distance between two columns: at least the number of rows, a whole number of vectors.</param>
    /// <param name="rows">The number of rows.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void RowsToLanes(ref readonly T source, int width, ref T lanes, int stride, int rows)
    {
        if (width < 4)
        {
            FewColumnsToLanes(in source, width, ref lanes, stride, rows);
            return;
        }

        nint last = width - 4;
        RowOffsets offsets = new(width, Math.Min(rows, Vector256<T>.Count));
        for (int row = 0; row < rows; row += Vector256<T>.Count)
        {
            if (rows - row < Vector256<T>.Count)
                offsets = new RowOffsets(width, rows - row);

            // Four columns at a time; the last four may have been among those before.
            ref T first = ref At(in source, row * width);
            ref T column = ref At(in lanes, row);
            for (nint i = 0; ; i = Math.Min(i + 4, last))
            {
                LoadColumns(
                    ref Unsafe.Add(ref first, i), offsets, out Vector256<T> x0, out Vector256<T> x1, out Vector256<T> x2, out Vector256<T> x3);
                ref T destination = ref Unsafe.Add(ref column, i * stride);
                x0.StoreUnsafe(ref destination);
                x1.StoreUnsafe(ref Unsafe.Add(ref destination, (nint)stride));
                x2.StoreUnsafe(ref Unsafe.Add(ref destination, 2 * (nint)stride));
                x3.StoreUnsafe(ref Unsafe.Add(ref destination, 3 * (nint)stride));
                if (i == last)
                    break;
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void FewColumnsToLanes(ref readonly T source, int width, ref T lanes, int stride, int rows)
    {
        for (int row = 0; row < rows; row += Vector256<T>.Count)
        {
            int count = rows - row;
            ref T first = ref At(in source, row * width);
            ref T column = ref At(in lanes, row);
            if (width > 1)
            {
                LoadColumns(in first, width, count, out Vector256<T> x0, out Vector256<T> x1);
                x0.StoreUnsafe(ref column);
                x1.StoreUnsafe(ref At(in column, stride));
            }

            if (width != 2)
                LoadColumn(in At(in first, width - 1), width, count).StoreUnsafe(ref At(in column, (width - 1) * stride));
        }
    }

    /// <summary>Turns lanes into rows, the reverse of <see cref="RowsToLanes"/>.</summary>
    /// <param name="lanes">Values [width, <paramref name="stride"/>].</param>
    /// <param name="stride">The distance between two columns.</param>
    /// <param name="destination">Receives values [rows, <paramref name="width"/>].</param>
    /// <param name="width">The values of a row.</param>
    /// <param name="rows">The number of rows.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void LanesToRows(ref readonly T lanes, int stride, ref T destination, int width, int rows)
    {
        for (int row = 0; row < rows; row += Vector256<T>.Count)
        {
            int j = 0;
            ref T first = ref At(in destination, row * width);
            for (; j + 4 <= width && rows - row >= Vector256<T>.Count; j += 4)
            {
                ref T column = ref At(in lanes, (j * stride) + row);
                StoreColumns(
                    Vector256.LoadUnsafe(ref column), Vector256.LoadUnsafe(ref At(in column, stride)), Vector256.LoadUnsafe(ref At(in column, 2 * stride)),
                    Vector256.LoadUnsafe(ref At(in column, 3 * stride)), ref At(in first, j), width);
            }

            for (; j < width; j++)
                StoreColumn(Vector256.LoadUnsafe(ref At(in lanes, (j * stride) + row)), ref At(in first, j), width, rows - row);
        }
    }

    /// <summary>The activations of a layer for all rows: y[j, r] = f(bias[j] + Σ_i x[i, r] w[i, j]), in the order that <see cref="Partials"/> says.</summary>
    /// <param name="x">Inputs [inputs, <paramref name="stride"/>].</param>
    /// <param name="parameters">Weights [inputs, neurons], then biases [neurons].</param>
    /// <param name="y">Receives activations [neurons, <paramref name="stride"/>].</param>
    /// <param name="stride">The distance between two columns of <paramref name="x"/> and <paramref name="y"/>.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="inputs">The number of inputs.</param>
    /// <param name="neurons">The number of neurons.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void DenseLanes<TActivation>(
        ref readonly T x, ref readonly T parameters, ref T y, int stride, int rows, int inputs, int neurons)
        where TActivation : struct, IActivationFunction<T>
    {
        if (default(TActivation).HasSlopeFromValue)
        {
            LayerOfLanes<Forward<TActivation>>(in x, in parameters, ref y, stride, rows, inputs, neurons);
            return;
        }

        // Costly functions get a loop of their own instead of a copy for every register of a tile.
        LayerOfLanes<Nothing>(in x, in parameters, ref y, stride, rows, inputs, neurons);
        ActivateLanes<TActivation>(ref y, stride, rows, neurons);
    }

    /// <summary>As <see cref="DenseLanes{TActivation}"/>, and stores the slopes f'(z) for the backward pass.</summary>
    /// <param name="x">Inputs [inputs, <paramref name="stride"/>].</param>
    /// <param name="parameters">Weights [inputs, neurons], then biases [neurons].</param>
    /// <param name="y">Receives activations [neurons, <paramref name="stride"/>].</param>
    /// <param name="slope">Receives slopes, laid out as <paramref name="y"/>.</param>
    /// <param name="stride">The distance between two columns.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="inputs">The number of inputs.</param>
    /// <param name="neurons">The number of neurons.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void DenseLanesWithSlope<TActivation>(
        ref readonly T x, ref readonly T parameters, ref T y, ref T slope, int stride, int rows, int inputs, int neurons)
        where TActivation : struct, IActivationFunction<T>
    {
        LayerOfLanes<Nothing>(in x, in parameters, ref y, stride, rows, inputs, neurons);
        ActivateLanesWithSlope<TActivation>(ref y, ref slope, stride, rows, neurons);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void LayerOfLanes<TEnd>(ref readonly T x, ref readonly T parameters, ref T z, int stride, int rows, int inputs, int neurons)
        where TEnd : struct, ITileEnd
    {
        scoped LanesProduct product = new()
        {
            X = ref Unsafe.AsRef(in x),
            W = ref Unsafe.AsRef(in parameters),
            Start = ref At(in parameters, inputs * neurons),
            Y = ref z,
            Stored = ref z,
            Stride = stride,
            TermStep = neurons,
            ResultStep = 1,
            Terms = inputs,
            Partials = Partials(inputs, neurons),
            Vectors = (rows + Vector256<T>.Count - 1) / Vector256<T>.Count,
        };
        Multiply<TEnd>(ref product, neurons);
    }

    /// <summary>y = f(y) for every neuron of a layer.</summary>
    /// <param name="y">Values [neurons, <paramref name="stride"/>].</param>
    /// <param name="stride">The distance between two columns.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="neurons">The number of neurons.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void ActivateLanes<TActivation>(ref T y, int stride, int rows, int neurons)
        where TActivation : struct, IActivationFunction<T>
    {
        for (int j = 0; j < neurons; j++)
        {
            ref T column = ref At(in y, j * stride);
            for (nint r = 0; r < rows; r += Vector256<T>.Count)
                default(TActivation).Value(Vector256.LoadUnsafe(ref Unsafe.Add(ref column, r))).StoreUnsafe(ref Unsafe.Add(ref column, r));
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void ActivateLanesWithSlope<TActivation>(ref T y, ref T slope, int stride, int rows, int neurons)
        where TActivation : struct, IActivationFunction<T>
    {
        for (int j = 0; j < neurons; j++)
        {
            for (nint r = j * stride, end = r + rows; r < end; r += Vector256<T>.Count)
            {
                Vector256<T> value = default(TActivation).Value(Vector256.LoadUnsafe(ref Unsafe.Add(ref y, r)), out Vector256<T> derivative);
                value.StoreUnsafe(ref Unsafe.Add(ref y, r));
                derivative.StoreUnsafe(ref Unsafe.Add(ref slope, r));
            }
        }
    }
}
