using System.Runtime.CompilerServices;

namespace NetGen;

public static partial class Kernels<T>
    where T : unmanaged
{
    // Of one row: its panel of weights, 16 times as much in single precision and 8 times in double, stays in the first-level cache.
    private const int InputBlockBytes = 1600;

    // Splits a layer into panels; which tile computes an element never changes its bits.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void RowsOfLayer<TActivation>(ref T x, int xStride, ref T parameters, ref T y, int yStride, int rows, int inputs, int neurons)
        where TActivation : struct, IActivationFunction<T>
    {
        int lanes = Vector256<T>.Count;
        int vectors = (neurons + lanes - 1) / lanes;
        int columns = ((vectors - 1) * lanes) + TailLanes(yStride, neurons);
        int partials = Partials(inputs, neurons);
        nuint element = (nuint)Unsafe.SizeOf<T>();
        var product = new Product
        {
            X = ref x,
            W = ref parameters,
            Start = ref Unsafe.Add(ref parameters, (nint)inputs * neurons),
            Y = ref y,
            Stored = ref y,
            XStride = (nuint)xStride * element,
            XStep = element,
            WStep = (nuint)neurons * element,
            YStride = (nuint)yStride * element,
            Terms = (nuint)inputs,
            Rows = rows,
            Partials = partials,
            Last = true,
        };
        if (partials == 1)
            OneSum<TActivation>(ref product, columns);
        else if (vectors > 1)
            PairedSums<TActivation>(ref product, columns);
        else if (HasHalfVectors(in product))
            HalfVectors<Forward<TActivation>>(in product, columns);
        else
            ManySums<TActivation>(ref product, 0, columns);
    }

    // The sums wait in y while the next block of inputs is loaded. From the last panel to the first: what a partial one writes behind a row without
    // padding is the beginning of the next.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void OneSum<TActivation>(ref Product layer, int columns)
        where TActivation : struct, IActivationFunction<T>
    {
        int lanes = Vector256<T>.Count;
        int inputs = (int)layer.Terms;
        int blocks = ((inputs * Unsafe.SizeOf<T>()) + InputBlockBytes - 1) / InputBlockBytes;
        int inputBlock = (inputs + blocks - 1) / blocks;
        Product part = layer;
        part.IsOverwritten = blocks == 1 && layer.YStride == layer.WStep;
        for (int first = 0; first < inputs; first += inputBlock)
        {
            int count = Math.Min(inputBlock, inputs - first);
            part.X = ref Unsafe.Add(ref layer.X, first);
            part.Terms = (nuint)count;
            part.Last = first + count == inputs;
            part.StartStride = first == 0 ? 0 : layer.YStride;
            for (int j = (columns - 1) / (2 * lanes) * 2 * lanes; j >= 0; j -= 2 * lanes)
            {
                bool isBroad = TakesBroadTiles(layer.Rows, columns, j);
                j = isBroad ? j - (2 * lanes) : j;
                part.W = ref Unsafe.AddByteOffset(ref Unsafe.Add(ref layer.W, j), (nuint)first * layer.WStep);
                part.Y = ref Unsafe.Add(ref layer.Y, j);
                part.Start = ref first == 0 ? ref Unsafe.Add(ref layer.Start, j) : ref part.Y;
                if (isBroad)
                    BroadPanel<Forward<TActivation>>(in part);
                else if (columns - j > lanes)
                    Panel<Forward<TActivation>, Two>(in part, columns - j);
                else
                    Panel<Forward<TActivation>, One>(in part, columns - j);
            }
        }
    }

    // More than one vector has four partial sums at most: pairs of vectors, and before them a last single one.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void PairedSums<TActivation>(ref Product layer, int columns)
        where TActivation : struct, IActivationFunction<T>
    {
        int lanes = Vector256<T>.Count;
        int pairs = (columns + lanes - 1) / lanes / 2 * 2 * lanes;
        if (pairs < columns)
            ManySums<TActivation>(ref layer, pairs, columns);
        Product part = layer;
        part.IsOverwritten = layer.YStride == layer.WStep;
        for (int j = pairs - (2 * lanes); j >= 0; j -= 2 * lanes)
        {
            part.W = ref Unsafe.Add(ref layer.W, j);
            part.Start = ref Unsafe.Add(ref layer.Start, j);
            part.Y = ref Unsafe.Add(ref layer.Y, j);
            Panel<Forward<TActivation>, Two>(in part, columns - j);
        }
    }

    // From the last vector to the first, for the same reason.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void ManySums<TActivation>(ref Product layer, int first, int columns)
        where TActivation : struct, IActivationFunction<T>
    {
        int lanes = Vector256<T>.Count;
        Product part = layer;
        part.IsOverwritten = layer.YStride == layer.WStep;
        for (int j = first + ((columns - first - 1) / lanes * lanes); j >= first; j -= lanes)
        {
            part.W = ref Unsafe.Add(ref layer.W, j);
            part.Start = ref Unsafe.Add(ref layer.Start, j);
            part.Y = ref Unsafe.Add(ref layer.Y, j);
            Panel<Forward<TActivation>, Narrow>(in part, columns - j);
        }
    }
}
