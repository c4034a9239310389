using System.Runtime.CompilerServices;

namespace NetGen;

public static partial class Kernels<T>
    where T : unmanaged
{
    /// <summary>The scratch, in bytes, that <see cref="InputGradient"/> needs for a panel of transposed weights, whatever the layer.</summary>
    public const int PanelBytes = 8 * 1024;

    // Two vectors, 64 bytes, for each neuron of a panel.
    private const int PanelStride = 64;
    private const int PanelNeurons = PanelBytes / PanelStride;

    /// <summary>
    /// The gradient with respect to the inputs of a layer: dx[r, i] = Σ_j d[r, j] w[i, j], the first product alone, then one fused multiply-add per
    /// neuron, ascending.
    /// </summary>
    /// <param name="d">dL/dz of the layer [rows, <paramref name="dStride"/>], of which <paramref name="neurons"/> columns are read.</param>
    /// <param name="dStride">The distance between two rows of <paramref name="d"/>.</param>
    /// <param name="parameters">Weights [inputs, neurons], then biases [neurons]; up to 64 bytes behind them may be read.</param>
    /// <param name="dx">dL/dx [rows, <paramref name="dxStride"/>].</param>
    /// <param name="dxStride">
    /// The distance between two rows of <paramref name="dx"/>. Where it is the number of inputs, nothing else is written; where it leaves room
    /// for whole vectors, the padding behind the inputs is overwritten with finite numbers.
    /// </param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="inputs">The number of inputs.</param>
    /// <param name="neurons">The number of neurons.</param>
    /// <param name="panel">Scratch of <see cref="PanelBytes"/>, aligned to 64 bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void InputGradient(
        ref readonly T d, int dStride, ref readonly T parameters, ref T dx, int dxStride, int rows, int inputs, int neurons, ref T panel)
        => InputGradientTiles<Nothing>(
            ref Unsafe.AsRef(in d), dStride, ref Unsafe.AsRef(in parameters), ref dx, ref dx, dxStride, rows, inputs, neurons, ref panel);

    /// <summary>
    /// As <see cref="InputGradient"/>, times the slopes of the layer before: dL/dz of that layer, whose activation is <typeparamref name="TActivation"/>.
    /// </summary>
    /// <param name="d">dL/dz of the layer [rows, <paramref name="dStride"/>], of which <paramref name="neurons"/> columns are read.</param>
    /// <param name="dStride">The distance between two rows of <paramref name="d"/>.</param>
    /// <param name="parameters">Weights [inputs, neurons], then biases [neurons]; up to 64 bytes behind them may be read.</param>
    /// <param name="valueOrSlope">
    /// Laid out as <paramref name="dx"/>: the values of the layer before if its activation <see cref="IActivationFunction{T}.HasSlopeFromValue"/>,
    /// else its slopes.
    /// </param>
    /// <param name="dx">dL/dz of the layer before [rows, <paramref name="dxStride"/>].</param>
    /// <param name="dxStride">The distance between two rows of <paramref name="dx"/> and <paramref name="valueOrSlope"/>.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="inputs">The number of inputs.</param>
    /// <param name="neurons">The number of neurons.</param>
    /// <param name="panel">Scratch of <see cref="PanelBytes"/>, aligned to 64 bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void InputGradient<TActivation>(
        ref readonly T d,
        int dStride,
        ref readonly T parameters,
        ref readonly T valueOrSlope,
        ref T dx,
        int dxStride,
        int rows,
        int inputs,
        int neurons,
        ref T panel)
        where TActivation : struct, IActivationFunction<T>
        => InputGradientTiles<Backward<TActivation>>(
            ref Unsafe.AsRef(in d), dStride, ref Unsafe.AsRef(in parameters), ref Unsafe.AsRef(in valueOrSlope), ref dx, dxStride,
            rows, inputs, neurons, ref panel);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void InputGradientTiles<TEnd>(
        ref T d, int dStride, ref T w, ref T slope, ref T dx, int dxStride, int rows, int inputs, int neurons, ref T panel)
        where TEnd : struct, ITileEnd
    {
        int lanes = Vector256<T>.Count;
        int columns = ((inputs + lanes - 1) / lanes * lanes) - lanes + TailLanes(dxStride, inputs);
        nuint element = (nuint)Unsafe.SizeOf<T>();

        // Sums start from -0, so that the first fused multiply-add is the product.
        (Vector256<T>, Vector256<T>) none = (NegativeZero(), NegativeZero());
        scoped Product product = new()
        {
            W = ref panel,
            XStride = (nuint)dStride * element,
            XStep = element,
            WStep = PanelStride,
            YStride = (nuint)dxStride * element,
            Rows = rows,
        };
        for (int i = 0; i < inputs; i += 2 * lanes)
        {
            bool both = i + lanes < inputs;
            product.Y = ref Unsafe.Add(ref dx, i);
            product.Stored = ref Unsafe.Add(ref slope, i);
            for (int j = 0; j < neurons; j += PanelNeurons)
            {
                int count = Math.Min(PanelNeurons, neurons - j);
                ref T corner = ref Unsafe.Add(ref w, ((nint)i * neurons) + j);
                TransposeStrip(ref corner, neurons, Math.Min(lanes, inputs - i), count, ref panel);
                if (both)
                {
                    ref T nextCorner = ref Unsafe.Add(ref corner, (nint)lanes * neurons);
                    TransposeStrip(ref nextCorner, neurons, Math.Min(lanes, inputs - i - lanes), count, ref Unsafe.Add(ref panel, lanes));
                }

                product.X = ref Unsafe.Add(ref d, j);
                product.Terms = (nuint)count;
                product.Last = j + count == neurons;
                product.StartStride = j == 0 ? 0 : product.YStride;
                product.Start = ref product.Y;
                if (j == 0)
                    product.Start = ref Unsafe.As<(Vector256<T>, Vector256<T>), T>(ref none);
                if (both)
                    Panel<TEnd, Two>(in product, columns - i);
                else
                    Panel<TEnd, One>(in product, columns - i);
            }
        }
    }

    // One vector of inputs: their weights to count neurons become rows of the panel. Lanes without an input repeat the last one.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void TransposeStrip(ref T w, int neurons, int rows, int count, ref T panel)
    {
        int width = PanelStride / Unsafe.SizeOf<T>();
        RowOffsets offsets = new(neurons, rows);

        // Up to three columns behind the last belong to the next input or to the biases; their place in the panel is its padding.
        for (int j = 0; j < count; j += 4)
        {
            LoadColumns(
                ref Unsafe.Add(ref w, j), offsets,
                out Vector256<T> column0, out Vector256<T> column1, out Vector256<T> column2, out Vector256<T> column3);
            ref T row = ref Unsafe.Add(ref panel, j * width);
            column0.StoreUnsafe(ref row);
            column1.StoreUnsafe(ref row, (nuint)width);
            column2.StoreUnsafe(ref row, (nuint)(2 * width));
            column3.StoreUnsafe(ref row, (nuint)(3 * width));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> NegativeZero()
        => typeof(T) == typeof(double) ? Vector256.Create(-0.0).As<double, T>() : Vector256.Create(-0f).As<float, T>();
}
