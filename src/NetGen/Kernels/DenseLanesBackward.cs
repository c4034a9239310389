using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetGen;

/// <content>The way back through layers with a row in every lane.</content>
public static partial class Kernels<T>
    where T : unmanaged
{
    /// <summary>Adds the losses of some rows, row r in lane r modulo the number of lanes.</summary>
    /// <param name="outputs">What the loss takes, [width, <paramref name="stride"/>].</param>
    /// <param name="stride">The distance between two columns of <paramref name="outputs"/>.</param>
    /// <param name="targets">Targets [rows, <paramref name="width"/>], row after row.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="width">The outputs of a row.</param>
    /// <param name="loss">The losses so far.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector256<T> LossLanes<TLoss>(ref readonly T outputs, int stride, ref readonly T targets, int rows, int width, Vector256<T> loss)
        where TLoss : struct, ILossFunction<T>
    {
        // A variable, because a vector that comes as an argument stays in memory, where every addition would wait for a store.
        Vector256<T> sum = loss;
        for (int row = 0; row < rows; row += Vector256<T>.Count)
        {
            int count = rows - row;
            Vector256<T> active = LaneMask(count);
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
    /// Adds the losses of some rows as <see cref="LossLanes{TLoss}"/> does, and writes dL/dz of the output layer times <paramref name="scale"/>; zero
    /// behind the last row.
    /// </summary>
    /// <param name="outputs">What the loss takes, [width, <paramref name="stride"/>].</param>
    /// <param name="valuesOrSlopes">The outputs where their activation tells the slope from the value, else the slopes.</param>
    /// <param name="d">Receives dL/dz, laid out as <paramref name="outputs"/>, which is another memory.</param>
    /// <param name="stride">The distance between two columns of the three.</param>
    /// <param name="targets">Targets [rows, <paramref name="width"/>], row after row.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="width">The outputs of a row.</param>
    /// <param name="scale">The factor of all derivatives.</param>
    /// <param name="loss">The losses so far.</param>
    /// <typeparam name="TActivation">The activation of the outputs; identity where the loss takes pre-activations.</typeparam>
    /// <typeparam name="TLoss">The loss.</typeparam>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector256<T> LossDeltaLanes<TActivation, TLoss>(
        ref readonly T outputs, ref readonly T valuesOrSlopes, ref T d, int stride, ref readonly T targets, int rows, int width, T scale, Vector256<T> loss)
        where TActivation : struct, IActivationFunction<T>
        where TLoss : struct, ILossFunction<T>
    {
        // The targets wait where their deltas will be: turned into lanes all together, they come cheaper than one column at a time.
        RowsToLanes(in targets, width, ref d, stride, rows);
        Vector256<T> sum = loss;
        for (int row = 0; row < rows; row += Vector256<T>.Count)
        {
            int count = rows - row;
            Vector256<T> active = LaneMask(count);
            Vector256<T> factor = ActiveLanes(count, scale);
            for (int j = 0; j < width; j++)
            {
                int place = (j * stride) + row;
                ref T delta = ref At(in d, place);
                sum += active & LossDelta<TActivation, TLoss>(
                    Vector256.LoadUnsafe(ref At(in outputs, place)), Vector256.LoadUnsafe(ref delta), Vector256.LoadUnsafe(ref At(in valuesOrSlopes, place)),
                    factor, out Vector256<T> column);
                column.StoreUnsafe(ref delta);
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
    public static void ErrorsToLanes(ref readonly T errors, int width, ref T lanes, int stride, int rows)
    {
        for (int row = 0; row < rows; row += Vector256<T>.Count)
        {
            Vector256<T> active = LaneMask(rows - row);
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
    public static void MultiplySlopesOfLanes<TActivation>(ref T errors, ref readonly T valuesOrSlopes, int stride, int rows, int width)
        where TActivation : struct, IActivationFunction<T>
    {
        ref T source = ref Unsafe.AsRef(in valuesOrSlopes);
        for (int j = 0; j < width; j++)
        {
            for (nint r = j * stride, end = r + rows; r < end; r += Vector256<T>.Count)
            {
                (Vector256.LoadUnsafe(ref Unsafe.Add(ref errors, r)) * Slope<TActivation>(Vector256.LoadUnsafe(ref Unsafe.Add(ref source, r))))
                    .StoreUnsafe(ref Unsafe.Add(ref errors, r));
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
    public static void InputGradientLanes(ref readonly T d, ref readonly T weights, ref T e, int stride, int rows, int inputs, int neurons)
        => InputGradientOfLanes<Nothing>(in d, in weights, ref e, ref e, stride, rows, inputs, neurons);

    /// <summary>As <see cref="InputGradientLanes"/>, times the slopes of the layer below: its dL/dz.</summary>
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
    public static void InputGradientLanes<TActivation>(
        ref readonly T d, ref readonly T weights, ref T valuesOrSlopes, int stride, int rows, int inputs, int neurons)
        where TActivation : struct, IActivationFunction<T>
        => InputGradientOfLanes<Backward<TActivation>>(in d, in weights, ref valuesOrSlopes, ref valuesOrSlopes, stride, rows, inputs, neurons);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void InputGradientOfLanes<TEnd>(
        ref readonly T d, ref readonly T weights, ref T stored, ref T e, int stride, int rows, int inputs, int neurons)
        where TEnd : struct, ITileEnd
    {
        scoped LanesProduct product = new()
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
        Multiply<TEnd>(ref product, inputs);
    }

    /// <summary>result[p] = the sum of the lanes of vector p, halves first.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void SumLanes(ref readonly T sums, ref T result, int count)
    {
        nint lanes = Vector256<T>.Count;
        ref T source = ref Unsafe.AsRef(in sums);
        if (count < lanes)
        {
            for (nint p = 0; p < count; p++)
                Unsafe.Add(ref result, p) = SumOfLanes(Vector256.LoadUnsafe(ref source, (nuint)(p * lanes)));
            return;
        }

        for (nint p = 0; p + lanes <= count; p += lanes)
            SumsOfLanes(ref source, p).StoreUnsafe(ref result, (nuint)p);

        // The last ones together with some before them, which come out as they did.
        if (count % lanes != 0)
            SumsOfLanes(ref source, count - lanes).StoreUnsafe(ref result, (nuint)(count - lanes));
    }

    /// <summary>The sum of the lanes of every vector in a structure that has nothing else, halves first.</summary>
    /// <param name="sums">The vectors.</param>
    /// <param name="result">One number for each, other memory than theirs, whose length has been checked.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SumLanes<TLanes>(ref readonly TLanes sums, Span<T> result)
        where TLanes : struct
        => SumLanes(in Unsafe.As<TLanes, T>(ref Unsafe.AsRef(in sums)), ref MemoryMarshal.GetReference(result), Unsafe.SizeOf<TLanes>() / Unsafe.SizeOf<Vector256<T>>());

    // The sums of as many vectors, from vector p on, as each has lanes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> SumsOfLanes(ref T source, nint p)
    {
        if (typeof(T) == typeof(double))
        {
            ref double sums = ref Unsafe.As<T, double>(ref Unsafe.Add(ref source, p * 4));
            return Sums(Vector256.LoadUnsafe(ref sums), Vector256.LoadUnsafe(ref sums, 4), Vector256.LoadUnsafe(ref sums, 8), Vector256.LoadUnsafe(ref sums, 12))
                .As<double, T>();
        }

        Vector256<float> q04 = HalvesAt(ref source, p, p + 4);
        Vector256<float> q15 = HalvesAt(ref source, p + 1, p + 5);
        Vector256<float> q26 = HalvesAt(ref source, p + 2, p + 6);
        Vector256<float> q37 = HalvesAt(ref source, p + 3, p + 7);
        return Quarters(Pairs(q04, q15), Pairs(q26, q37)).As<float, T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> HalvesAt(ref T sums, nint lower, nint upper)
        => Halves(Vector256.LoadUnsafe(ref Unsafe.Add(ref sums, lower * 8)), Vector256.LoadUnsafe(ref Unsafe.Add(ref sums, upper * 8))).AsSingle();
}
