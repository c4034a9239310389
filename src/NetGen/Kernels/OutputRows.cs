using System.Runtime.CompilerServices;

namespace NetGen;

/// <summary>What wide networks do with the rows of their output layer. Like in small networks a vector holds one neuron of several rows.</summary>
public static partial class Kernels<T>
    where T : unmanaged
{
    /// <summary>The most outputs whose losses are added up with a row in every lane.</summary>
    public const int WidestInRows = 16;

    /// <summary>The first parameter of a set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref T FirstParameter<TSet>(ref readonly TSet set)
        where TSet : struct
        => ref Unsafe.As<TSet, T>(ref Unsafe.AsRef(in set));

    /// <summary>Copies rows without padding to rows with padding, which becomes zero.</summary>
    /// <param name="source">Values [rows, <paramref name="width"/>], the distance between two rows being <paramref name="sourceStride"/>.</param>
    /// <param name="sourceStride">The distance between two rows of the source.</param>
    /// <param name="destination">Values [rows, <paramref name="stride"/>].</param>
    /// <param name="stride">The distance between two rows of the destination.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="width">The values of a row.</param>
    public static void CopyRows(ref readonly T source, int sourceStride, ref T destination, int stride, int rows, int width)
    {
        for (int r = 0; r < rows; r++)
        {
            for (int j = 0; j < stride; j++)
            {
                At(in destination, (r * stride) + j) = j < width ? At(in source, (r * sourceStride) + j) : default;
            }
        }
    }

    /// <summary>
    /// Adds the losses of some rows. Those of up to <see cref="WidestInRows"/> outputs go to the lane that is the row's number among all rows modulo the
    /// number of lanes; those of more outputs to the lane that is the output's number modulo the number of lanes,
    /// and each row is added up first, in two sums that its vectors take in turn, so that rows wait for each other with a single addition.
    /// </summary>
    /// <param name="outputs">What the loss takes, [rows, <paramref name="stride"/>].</param>
    /// <param name="stride">The distance between two rows of <paramref name="outputs"/>: a whole number of vectors, which are read.</param>
    /// <param name="targets">Targets [rows, <paramref name="width"/>].</param>
    /// <param name="firstRow">The number of the first of these rows among all.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="width">The outputs of a row.</param>
    /// <param name="loss">The losses so far.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector256<T> LossRows<TLoss>(ref readonly T outputs, int stride, ref readonly T targets, int firstRow, int rows, int width, Vector256<T> loss)
        where TLoss : struct, ILossFunction<T>
    {
        if (width > WidestInRows)
            return LossOfWideRows<TLoss>(in outputs, stride, in targets, rows, width, loss);

        // A variable, because a vector that comes as an argument stays in memory, where every addition would wait for a store.
        Vector256<T> sum = loss;

        for (int row = 0; row < rows;)
        {
            int count = RowsOfLanes(firstRow + row, rows - row);
            for (int j = 0; j < width; j++)
            {
                Vector256<T> output = LoadColumn(in At(in outputs, (row * stride) + j), stride, count);
                Vector256<T> target = LoadColumn(in At(in targets, (row * width) + j), width, count);
                sum = AddRows(sum, default(TLoss).Value(output, target), firstRow + row, count);
            }

            row += count;
        }

        return sum;
    }

    /// <summary>As <see cref="LossRows{TLoss}"/>, and writes dL/dz of the output layer times <paramref name="scale"/>.</summary>
    /// <param name="outputs">What the loss takes, [rows, <paramref name="stride"/>].</param>
    /// <param name="valuesOrSlopes">The outputs where their activation tells the slope from the value, else the slopes.</param>
    /// <param name="d">Receives dL/dz, laid out as <paramref name="outputs"/>; any numbers may be written to the padding behind them.</param>
    /// <param name="stride">The distance between two rows of the three: a whole number of vectors, which are read.</param>
    /// <param name="targets">Targets [rows, <paramref name="width"/>].</param>
    /// <param name="firstRow">The number of the first of these rows among all.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="width">The outputs of a row.</param>
    /// <param name="scale">The factor of all derivatives.</param>
    /// <param name="loss">The losses so far.</param>
    /// <typeparam name="TActivation">The activation of the outputs; identity where the loss takes pre-activations, or for dL/da.</typeparam>
    /// <typeparam name="TLoss">The loss.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector256<T> LossDeltaRows<TActivation, TLoss>(
        ref readonly T outputs, ref readonly T valuesOrSlopes, ref T d, int stride, ref readonly T targets, int firstRow, int rows, int width, T scale,
        Vector256<T> loss)
        where TActivation : struct, IActivationFunction<T>
        where TLoss : struct, ILossFunction<T>
    {
        if (width > WidestInRows)
            return LossDeltasOfWideRows<TActivation, TLoss>(in outputs, in valuesOrSlopes, ref d, stride, in targets, rows, width, scale, loss);
        Vector256<T> sum = loss;
        Vector256<T> factor = Lanes(scale);
        for (int row = 0; row < rows;)
        {
            int count = RowsOfLanes(firstRow + row, rows - row);
            ref T output = ref At(in outputs, row * stride);
            ref T source = ref At(in valuesOrSlopes, row * stride);
            ref T target = ref At(in targets, row * width);
            ref T delta = ref At(in d, row * stride);
            if (count == Vector256<T>.Count)
            {
                for (int j = 0; j < width; j += 4)
                {
                    sum = FourLossDeltas<TActivation, TLoss>(
                        ref At(in output, j), ref At(in source, j), ref At(in delta, j), stride, ref At(in target, j), width, width - j, factor, sum);
                }
            }
            else
            {
                sum = LossDeltasOfShortColumns<TActivation, TLoss>(
                    ref output, ref source, ref delta, stride, ref target, width, count, factor, sum, firstRow + row);
            }

            row += count;
        }

        return sum;
    }

    // Fewer rows than lanes, or a single row that belongs in another lane than the first.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static Vector256<T> LossDeltasOfShortColumns<TActivation, TLoss>(
        ref T output, ref T source, ref T delta, int stride, ref T target, int width, int count, Vector256<T> factor, Vector256<T> loss, int row)
        where TActivation : struct, IActivationFunction<T>
        where TLoss : struct, ILossFunction<T>
    {
        Vector256<T> sum = loss;
        for (int j = 0; j < width; j++)
        {
            Vector256<T> value = LossDelta<TActivation, TLoss>(
                LoadColumn(in At(in output, j), stride, count), LoadColumn(in At(in target, j), width, count), LoadColumn(in At(in source, j), stride, count),
                factor, out Vector256<T> column);
            sum = AddRows(sum, value, row, count);
            StoreColumn(column, ref At(in delta, j), stride, count);
        }

        return sum;
    }

    // Up to four neighbouring outputs of as many rows as there are lanes. Rows of outputs and deltas have room for four, those of targets have not.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> FourLossDeltas<TActivation, TLoss>(
        ref T output, ref T source, ref T delta, int stride, ref T target, int width, int count, Vector256<T> factor, Vector256<T> loss)
        where TActivation : struct, IActivationFunction<T>
        where TLoss : struct, ILossFunction<T>
    {
        Vector256<T> t0, t1 = default, t2 = default, t3 = default;
        if (count >= 4)
            LoadColumns(in target, width, out t0, out t1, out t2, out t3);
        else if (count > 1)
            LoadColumns(in target, width, out t0, out t1);
        else
            t0 = LoadColumn(in target, width);
        if (count == 3)
            t2 = LoadColumn(in At(in target, 2), width);
        LoadColumns(in output, stride, out Vector256<T> y0, out Vector256<T> y1, out Vector256<T> y2, out Vector256<T> y3);
        Vector256<T> s0 = default, s1 = default, s2 = default, s3 = default;
        if (typeof(TActivation) != typeof(Functions.Identity))
            LoadColumns(in source, stride, out s0, out s1, out s2, out s3);
        Vector256<T> d1 = default, d2 = default, d3 = default;
        Vector256<T> sum = loss + LossDelta<TActivation, TLoss>(y0, t0, s0, factor, out Vector256<T> d0);
        if (count > 1)
            sum += LossDelta<TActivation, TLoss>(y1, t1, s1, factor, out d1);
        if (count > 2)
            sum += LossDelta<TActivation, TLoss>(y2, t2, s2, factor, out d2);
        if (count > 3)
            sum += LossDelta<TActivation, TLoss>(y3, t3, s3, factor, out d3);
        StoreColumns(d0, d1, d2, d3, ref delta, stride);
        return sum;
    }

    // The loss, and dL/dz times the factor.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> LossDelta<TActivation, TLoss>(
        Vector256<T> output, Vector256<T> target, Vector256<T> valueOrSlope, Vector256<T> factor, out Vector256<T> delta)
        where TActivation : struct, IActivationFunction<T>
        where TLoss : struct, ILossFunction<T>
    {
        Vector256<T> loss = default(TLoss).Value(output, target, out Vector256<T> error);
        delta = factor * error;
        if (typeof(TActivation) != typeof(Functions.Identity))
            delta *= Slope<TActivation>(valueOrSlope);
        return loss;
    }

    // Rows with many outputs: a vector holds neighbouring outputs of one row. The vectors of a row take turns with two sums.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static Vector256<T> LossOfWideRows<TLoss>(ref readonly T outputs, int stride, ref readonly T targets, int rows, int width, Vector256<T> loss)
        where TLoss : struct, ILossFunction<T>
    {
        Vector256<T> sum = loss;
        int lanes = Vector256<T>.Count;
        Vector256<T> present = LaneMask(width % lanes);
        for (int row = 0; row < rows; row++)
        {
            ref T output = ref At(in outputs, row * stride);
            ref T target = ref At(in targets, row * width);
            Vector256<T> next = Vector256<T>.Zero;
            Vector256<T> other = Vector256<T>.Zero;
            int j = 0;
            for (; j <= width - lanes; j += lanes)
            {
                next += default(TLoss).Value(Vector256.LoadUnsafe(ref At(in output, j)), Vector256.LoadUnsafe(ref At(in target, j)));
                (next, other) = (other, next);
            }

            if (j < width)
                next += present & default(TLoss).Value(Vector256.LoadUnsafe(ref At(in output, j)), LoadEndOfTargets(ref At(in target, j), width - j, rows - row));
            sum += next + other;
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static Vector256<T> LossDeltasOfWideRows<TActivation, TLoss>(
        ref readonly T outputs, ref readonly T valuesOrSlopes, ref T d, int stride, ref readonly T targets, int rows, int width, T scale, Vector256<T> loss)
        where TActivation : struct, IActivationFunction<T>
        where TLoss : struct, ILossFunction<T>
    {
        Vector256<T> sum = loss;
        int lanes = Vector256<T>.Count;
        Vector256<T> factor = Lanes(scale);
        Vector256<T> present = LaneMask(width % lanes);
        for (int row = 0; row < rows; row++)
        {
            ref T output = ref At(in outputs, row * stride);
            ref T source = ref At(in valuesOrSlopes, row * stride);
            ref T target = ref At(in targets, row * width);
            ref T delta = ref At(in d, row * stride);
            Vector256<T> next = Vector256<T>.Zero;
            Vector256<T> other = Vector256<T>.Zero;
            int j = 0;
            for (; j <= width - lanes; j += lanes)
            {
                next += LossDelta<TActivation, TLoss>(
                    Vector256.LoadUnsafe(ref At(in output, j)), Vector256.LoadUnsafe(ref At(in target, j)), Vector256.LoadUnsafe(ref At(in source, j)),
                    factor, out Vector256<T> deltas);
                (next, other) = (other, next);
                deltas.StoreUnsafe(ref At(in delta, j));
            }

            if (j < width)
            {
                next += present & LossDelta<TActivation, TLoss>(
                    Vector256.LoadUnsafe(ref At(in output, j)), LoadEndOfTargets(ref At(in target, j), width - j, rows - row),
                    Vector256.LoadUnsafe(ref At(in source, j)), factor, out Vector256<T> deltas);
                deltas.StoreUnsafe(ref At(in delta, j));
            }

            sum += next + other;
        }

        return sum;
    }

    // Behind a row of targets is the next one, but for the last.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> LoadEndOfTargets(ref T target, int count, int rowsLeft)
        => rowsLeft > 1 ? Vector256.LoadUnsafe(ref target) : LoadPartial(in target, count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Slope<TActivation>(Vector256<T> valueOrSlope)
        where TActivation : struct, IActivationFunction<T>
        => default(TActivation).HasSlopeFromValue ? default(TActivation).SlopeFromValue(valueOrSlope) : valueOrSlope;

    /// <summary>errors *= f'(z), for every neuron of a layer.</summary>
    /// <param name="errors">dL/da [rows, <paramref name="stride"/>], which become dL/dz.</param>
    /// <param name="valuesOrSlopes">The layer's values where its activation tells the slope from the value, else its slopes.</param>
    /// <param name="stride">The distance between two rows of both: a whole number of vectors.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="width">The neurons of the layer.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MultiplySlopes<TActivation>(ref T errors, ref readonly T valuesOrSlopes, int stride, int rows, int width)
        where TActivation : struct, IActivationFunction<T>
    {
        for (int row = 0; row < rows; row++)
        {
            for (int j = 0; j < width; j += Vector256<T>.Count)
            {
                ref T error = ref At(in errors, (row * stride) + j);
                (Vector256.LoadUnsafe(ref error) * Slope<TActivation>(Vector256.LoadUnsafe(ref At(in valuesOrSlopes, (row * stride) + j)))).StoreUnsafe(ref error);
            }
        }
    }

    /// <summary>A whole vector of rows where the first belongs in lane 0; one row elsewhere, which happens in blocks of fewer rows than lanes.</summary>
    private static int RowsOfLanes(int row, int rows)
        => row % Vector256<T>.Count == 0 ? Math.Min(rows, Vector256<T>.Count) : 1;

    /// <summary>Adds the values of some rows, the first of which has the number <paramref name="row"/>, to the sums in their lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> AddRows(Vector256<T> sum, Vector256<T> value, int row, int count)
        => row % Vector256<T>.Count == 0
            ? sum + (LaneMask(count) & value)
            : sum + Vector256<T>.Zero.WithElement(row % Vector256<T>.Count, value.ToScalar());
}
