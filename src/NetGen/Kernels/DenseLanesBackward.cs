using System.Runtime.CompilerServices;

namespace NetGen;

/// <content>The way back through layers with a row in every lane.</content>
public static partial class Kernels
{
    /// <summary>Adds the losses of some rows, row r in lane r modulo the number of lanes.</summary>
    /// <param name="outputs">What the loss takes, [width, <paramref name="stride"/>].</param>
    /// <param name="stride">The distance between two columns of <paramref name="outputs"/>.</param>
    /// <param name="targets">Targets [rows, <paramref name="width"/>], row after row.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="width">The outputs of a row.</param>
    /// <param name="loss">The losses so far.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector256<T> LossLanes<T, TLoss>(ref readonly T outputs, int stride, ref readonly T targets, int rows, int width, Vector256<T> loss)
        where T : struct
        where TLoss : struct, ILossFunction
    {
        // A variable, because a vector that comes as an argument stays in memory, where every addition would wait for a store.
        Vector256<T> sum = loss;
        for (int row = 0; row < rows; row += Vector256<T>.Count)
        {
            int count = rows - row;
            Vector256<T> active = LaneMask<T>(count);
            for (int j = 0; j < width; j++)
            {
                Vector256<T> output = Vector256.LoadUnsafe(ref At(in outputs, (j * stride) + row));
                Vector256<T> target = LoadColumn(in At(in targets, (row * width) + j), width, count);
                sum += active & default(TLoss).Value(output, target);
            }
        }

        return sum;
    }

    /// <summary>
    /// As <see cref="LossLanes{T, TLoss}"/>, and writes the derivative of the loss by every output times <paramref name="scale"/>; zero behind the last row.
    /// </summary>
    /// <param name="outputs">What the loss takes, [width, <paramref name="stride"/>].</param>
    /// <param name="errors">Receives the derivatives, laid out as <paramref name="outputs"/>, which is another memory.</param>
    /// <param name="stride">The distance between two columns of <paramref name="outputs"/> and <paramref name="errors"/>.</param>
    /// <param name="targets">Targets [rows, <paramref name="width"/>], row after row.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="width">The outputs of a row.</param>
    /// <param name="scale">The factor of all derivatives.</param>
    /// <param name="loss">The losses so far.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector256<T> LossErrorLanes<T, TLoss>(
        ref readonly T outputs, ref T errors, int stride, ref readonly T targets, int rows, int width, T scale, Vector256<T> loss)
        where T : struct
        where TLoss : struct, ILossFunction
    {
        // The targets wait where their errors will be: turned into lanes all together, they come cheaper than one column at a time.
        RowsToLanes(in targets, width, ref errors, stride, rows);
        Vector256<T> sum = loss;
        for (int row = 0; row < rows; row += Vector256<T>.Count)
        {
            int count = rows - row;
            Vector256<T> active = LaneMask<T>(count);
            Vector256<T> factor = ActiveLanes(count, scale);
            for (int j = 0; j < width; j++)
            {
                Vector256<T> output = Vector256.LoadUnsafe(ref At(in outputs, (j * stride) + row));
                ref T error = ref At(in errors, (j * stride) + row);
                sum += active & default(TLoss).Value(output, Vector256.LoadUnsafe(ref error), out Vector256<T> slope);
                (factor * slope).StoreUnsafe(ref error);
            }
        }

        return sum;
    }

    /// <summary>Copies the caller's dL/dy into lanes; zero behind the last row.</summary>
    /// <param name="errors">dL/dy [rows, <paramref name="width"/>], row after row.</param>
    /// <param name="lanes">Receives them as [width, <paramref name="stride"/>].</param>
    /// <param name="stride">The distance between two columns of <paramref name="lanes"/>.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="width">The outputs of a row.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void ErrorsToLanes<T>(ref readonly T errors, int width, ref T lanes, int stride, int rows)
        where T : struct
    {
        for (int row = 0; row < rows; row += Vector256<T>.Count)
        {
            Vector256<T> active = LaneMask<T>(rows - row);
            for (int j = 0; j < width; j++)
                (active & LoadColumn(in At(in errors, (row * width) + j), width, rows - row)).StoreUnsafe(ref At(in lanes, (j * stride) + row));
        }
    }

    /// <summary>errors *= f'(z), for every neuron of a layer.</summary>
    /// <param name="errors">dL/da [width, <paramref name="stride"/>], which become dL/dz.</param>
    /// <param name="valuesOrSlopes">The layer's values where its activation tells the slope from the value, else its slopes.</param>
    /// <param name="stride">The distance between two columns of both.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="width">The neurons of the layer.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void MultiplySlopesOfLanes<T, TActivation>(ref T errors, ref readonly T valuesOrSlopes, int stride, int rows, int width)
        where T : struct
        where TActivation : struct, IActivationFunction
    {
        ref T source = ref Unsafe.AsRef(in valuesOrSlopes);
        for (int j = 0; j < width; j++)
        {
            for (nint r = j * stride, end = r + rows; r < end; r += Vector256<T>.Count)
            {
                Vector256<T> slope = Vector256.LoadUnsafe(ref Unsafe.Add(ref source, r));
                slope = default(TActivation).HasSlopeFromValue ? default(TActivation).SlopeFromValue(slope) : slope;
                (Vector256.LoadUnsafe(ref Unsafe.Add(ref errors, r)) * slope).StoreUnsafe(ref Unsafe.Add(ref errors, r));
            }
        }
    }

    /// <summary>dL/da of the layer below: e[i, r] = Σ_j w[i, j] d[j, r], j ascending.</summary>
    /// <param name="d">dL/dz [neurons, <paramref name="stride"/>].</param>
    /// <param name="weights">Weights [inputs, neurons].</param>
    /// <param name="e">Receives [inputs, <paramref name="stride"/>].</param>
    /// <param name="stride">The distance between two columns of both.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="inputs">The inputs of the layer.</param>
    /// <param name="neurons">The neurons of the layer.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void InputGradientLanes<T>(ref readonly T d, ref readonly T weights, ref T e, int stride, int rows, int inputs, int neurons)
        where T : struct
        => InputGradientOfLanes<T, Nothing>(in d, in weights, ref e, ref e, stride, rows, inputs, neurons);

    /// <summary>As <see cref="InputGradientLanes{T}"/>, times the slopes of the layer below: its dL/dz.</summary>
    /// <param name="d">dL/dz [neurons, <paramref name="stride"/>].</param>
    /// <param name="weights">Weights [inputs, neurons].</param>
    /// <param name="valuesOrSlopes">
    /// The values of the layer below where its activation tells the slope from the value, else its slopes; overwritten with its dL/dz.
    /// </param>
    /// <param name="stride">The distance between two columns of all.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="inputs">The inputs of the layer.</param>
    /// <param name="neurons">The neurons of the layer.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void InputGradientLanes<T, TActivation>(
        ref readonly T d, ref readonly T weights, ref T valuesOrSlopes, int stride, int rows, int inputs, int neurons)
        where T : struct
        where TActivation : struct, IActivationFunction
        => InputGradientOfLanes<T, Backward<TActivation>>(in d, in weights, ref valuesOrSlopes, ref valuesOrSlopes, stride, rows, inputs, neurons);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void InputGradientOfLanes<T, TEnd>(
        ref readonly T d, ref readonly T weights, ref T stored, ref T e, int stride, int rows, int inputs, int neurons)
        where T : struct
        where TEnd : struct, ITileEnd
    {
        scoped LanesProduct<T> product = new()
        {
            X = ref Unsafe.AsRef(in d),
            W = ref Unsafe.AsRef(in weights),
            Start = ref Unsafe.NullRef<T>(),
            Y = ref e,
            Stored = ref stored,
            Stride = stride,
            TermStep = 1,
            ResultStep = neurons,
            Terms = neurons,
            Partials = 1,
            Vectors = (rows + Vector256<T>.Count - 1) / Vector256<T>.Count,
        };
        Multiply<T, TEnd>(ref product, inputs);
    }

    /// <summary>
    /// The gradient with respect to the parameters of a layer, a sum in every lane: g[i, j] += x[i, r] d[j, r] for every row r in lane r modulo the
    /// number of lanes, one fused multiply-add per row, and for bias j += d[j, r].
    /// </summary>
    /// <param name="x">The layer's inputs [inputs, <paramref name="stride"/>].</param>
    /// <param name="d">dL/dz [neurons, <paramref name="stride"/>], zero behind the last row.</param>
    /// <param name="stride">The distance between two columns of both.</param>
    /// <param name="sums">A vector for every weight [inputs, neurons] and bias [neurons].</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="inputs">The number of inputs.</param>
    /// <param name="neurons">The number of neurons.</param>
    /// <param name="accumulate">False for the first rows: the sums start from zero, whatever they held.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void WeightGradientLanes<T>(
        ref readonly T x, ref readonly T d, int stride, ref T sums, int rows, int inputs, int neurons, bool accumulate)
        where T : struct
    {
        nint lanes = Vector256<T>.Count;
        nint rest = accumulate ? 0 : ~(nint)0;
        for (int j = 0; j < neurons; j += 2)
        {
            // The last tiles repeat a row or column instead of reading behind the end; the same sum is stored twice then.
            ref T d0 = ref At(in d, j * stride);
            nint d1 = j + 1 < neurons ? stride : 0;
            for (int i = 0; i < inputs; i += 4)
            {
                nint x1 = i + 1 < inputs ? stride : 0;
                nint x2 = i + 2 < inputs ? 2 * stride : 0;
                nint x3 = i + 3 < inputs ? 3 * stride : 0;
                ref T x0 = ref At(in x, i * stride);
                ref T sum0 = ref Unsafe.Add(ref sums, (((nint)i * neurons) + j) * lanes);
                ref T sum1 = ref Unsafe.Add(ref sum0, x1 == 0 ? 0 : neurons * lanes);
                ref T sum2 = ref Unsafe.Add(ref sum0, x2 == 0 ? 0 : 2 * neurons * lanes);
                ref T sum3 = ref Unsafe.Add(ref sum0, x3 == 0 ? 0 : 3 * neurons * lanes);
                nint next = d1 == 0 ? 0 : lanes;
                Vector256<T> a0, a1, b0, b1, c0, c1, e0, e1;
                a0 = a1 = b0 = b1 = c0 = c1 = e0 = e1 = Vector256<T>.Zero;
                if (rest == 0)
                {
                    a0 = Vector256.LoadUnsafe(ref sum0);
                    a1 = Vector256.LoadUnsafe(ref Unsafe.Add(ref sum0, next));
                    b0 = Vector256.LoadUnsafe(ref sum1);
                    b1 = Vector256.LoadUnsafe(ref Unsafe.Add(ref sum1, next));
                    c0 = Vector256.LoadUnsafe(ref sum2);
                    c1 = Vector256.LoadUnsafe(ref Unsafe.Add(ref sum2, next));
                    e0 = Vector256.LoadUnsafe(ref sum3);
                    e1 = Vector256.LoadUnsafe(ref Unsafe.Add(ref sum3, next));
                }

                for (nint r = 0; r < rows; r += lanes)
                {
                    Vector256<T> delta0 = Vector256.LoadUnsafe(ref Unsafe.Add(ref d0, r));
                    Vector256<T> delta1 = Vector256.LoadUnsafe(ref Unsafe.Add(ref d0, r + d1));
                    MultiplyAddPair(Vector256.LoadUnsafe(ref Unsafe.Add(ref x0, r)), delta0, delta1, ref a0, ref a1);
                    MultiplyAddPair(Vector256.LoadUnsafe(ref Unsafe.Add(ref x0, r + x1)), delta0, delta1, ref b0, ref b1);
                    MultiplyAddPair(Vector256.LoadUnsafe(ref Unsafe.Add(ref x0, r + x2)), delta0, delta1, ref c0, ref c1);
                    MultiplyAddPair(Vector256.LoadUnsafe(ref Unsafe.Add(ref x0, r + x3)), delta0, delta1, ref e0, ref e1);
                }

                StorePair(e0, e1, ref sum3, next);
                StorePair(c0, c1, ref sum2, next);
                StorePair(b0, b1, ref sum1, next);
                StorePair(a0, a1, ref sum0, next);
            }

            BiasSum(ref d0, rows, ref Unsafe.Add(ref sums, (((nint)inputs * neurons) + j) * lanes), accumulate);
            if (d1 != 0)
                BiasSum(ref Unsafe.Add(ref d0, d1), rows, ref Unsafe.Add(ref sums, (((nint)inputs * neurons) + j + 1) * lanes), accumulate);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void BiasSum<T>(ref T d, int rows, ref T sum, bool accumulate)
        where T : struct
    {
        Vector256<T> total = accumulate ? Vector256.LoadUnsafe(ref sum) : Vector256<T>.Zero;
        for (nint r = 0; r < rows; r += Vector256<T>.Count)
            total += Vector256.LoadUnsafe(ref Unsafe.Add(ref d, r));
        total.StoreUnsafe(ref sum);
    }

    /// <summary>result[p] = the sum of the lanes of vector p, halves first.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void SumLanes<T>(ref readonly T sums, ref T result, int count)
        where T : struct
    {
        nint lanes = Vector256<T>.Count;
        ref T source = ref Unsafe.AsRef(in sums);
        nint p = 0;
        for (; p + 4 <= count && typeof(T) == typeof(double); p += 4)
        {
            Sums(
                Vector256.LoadUnsafe(ref source, (nuint)(p * lanes)).AsDouble(),
                Vector256.LoadUnsafe(ref source, (nuint)((p + 1) * lanes)).AsDouble(),
                Vector256.LoadUnsafe(ref source, (nuint)((p + 2) * lanes)).AsDouble(),
                Vector256.LoadUnsafe(ref source, (nuint)((p + 3) * lanes)).AsDouble()).As<double, T>().StoreUnsafe(ref result, (nuint)p);
        }

        for (; p + 8 <= count && typeof(T) == typeof(float); p += 8)
        {
            Vector256<float> q04 = HalvesAt(ref source, p, p + 4);
            Vector256<float> q15 = HalvesAt(ref source, p + 1, p + 5);
            Vector256<float> q26 = HalvesAt(ref source, p + 2, p + 6);
            Vector256<float> q37 = HalvesAt(ref source, p + 3, p + 7);
            Quarters(Pairs(q04, q15), Pairs(q26, q37)).As<float, T>().StoreUnsafe(ref result, (nuint)p);
        }

        for (; p < count; p++)
            Unsafe.Add(ref result, p) = SumOfLanes(Vector256.LoadUnsafe(ref source, (nuint)(p * lanes)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> HalvesAt<T>(ref T sums, nint lower, nint upper)
        where T : struct
        => Halves(Vector256.LoadUnsafe(ref Unsafe.Add(ref sums, lower * 8)).AsSingle(), Vector256.LoadUnsafe(ref Unsafe.Add(ref sums, upper * 8)).AsSingle());
}
