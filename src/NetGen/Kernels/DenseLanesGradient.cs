using System.Runtime.CompilerServices;

namespace NetGen;

/// <content>The gradient of a layer's parameters with a row in every lane.</content>
public static partial class Kernels<T>
    where T : unmanaged
{
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
    public static void WeightGradientLanes(
        ref readonly T x, ref readonly T d, int stride, ref T sums, int rows, int inputs, int neurons, bool accumulate)
    {
        // A tile has four columns of one and two of the other: the way round that leaves fewer of its sums unused.
        scoped LanesGradient gradient = new() { Sums = ref sums, Stride = stride, Rows = rows, Accumulates = accumulate };
        bool isTurned = WholeTiles(neurons, inputs) < WholeTiles(inputs, neurons);
        gradient.Fours = ref Unsafe.AsRef(in isTurned ? ref d : ref x);
        gradient.Twos = ref Unsafe.AsRef(in isTurned ? ref x : ref d);
        (gradient.FourCount, gradient.TwoCount) = isTurned ? (neurons, inputs) : (inputs, neurons);
        (gradient.FourStep, gradient.TwoStep) = isTurned ? (1, neurons) : (neurons, 1);
        AddProducts(in gradient);
        AddBiases(in d, stride, ref Unsafe.Add(ref sums, (nint)inputs * neurons * Vector256<T>.Count), rows, neurons, accumulate);
    }

    private static int WholeTiles(int fours, int twos) => ((fours + 3) / 4) * ((twos + 1) / 2);

    /// <summary>sums[i · FourStep + k · TwoStep] += Σ_r fours[i, r] twos[k, r], a vector each.</summary>
    private ref struct LanesGradient
    {
        public ref T Fours;
        public ref T Twos;
        public ref T Sums;
        public int FourCount;
        public int TwoCount;
        public int FourStep;
        public int TwoStep;
        public int Stride;
        public int Rows;
        public bool Accumulates;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void AddProducts(ref readonly LanesGradient gradient)
    {
        nint lanes = Vector256<T>.Count;
        nint stride = gradient.Stride;
        nint rows = gradient.Rows;
        nint line = gradient.FourStep * lanes;
        bool accumulates = gradient.Accumulates;
        for (int k = 0; k < gradient.TwoCount; k += 2)
        {
            // The last tiles repeat a column instead of reading behind the end; the same sum is stored twice then.
            ref T y = ref Unsafe.Add(ref gradient.Twos, k * stride);
            nint y1 = k + 1 < gradient.TwoCount ? stride : 0;
            nint next = k + 1 < gradient.TwoCount ? gradient.TwoStep * lanes : 0;
            ref T x = ref gradient.Fours;
            ref T sums = ref Unsafe.Add(ref gradient.Sums, k * gradient.TwoStep * lanes);
            int left = gradient.FourCount;
            for (; left >= 4; left -= 4)
            {
                AddTile(ref x, stride, 2 * stride, 3 * stride, ref y, y1, ref sums, line, 2 * line, 3 * line, next, rows, accumulates);
                x = ref Unsafe.Add(ref x, 4 * stride);
                sums = ref Unsafe.Add(ref sums, 4 * line);
            }

            if (left > 0)
            {
                nint second = left > 1 ? 1 : 0;
                nint third = left > 2 ? 2 : 0;
                AddTile(ref x, second * stride, third * stride, 0, ref y, y1, ref sums, second * line, third * line, 0, next, rows, accumulates);
            }
        }
    }

    // Four columns of x by two of y; the places of the others are relative to the first.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTile(
        ref T x, nint x1, nint x2, nint x3, ref T y, nint y1, ref T sums, nint sum1, nint sum2, nint sum3, nint next, nint rows, bool accumulates)
    {
        Vector256<T> a0, a1, b0, b1, c0, c1, e0, e1;
        a0 = a1 = b0 = b1 = c0 = c1 = e0 = e1 = Vector256<T>.Zero;
        if (accumulates)
        {
            a0 = Vector256.LoadUnsafe(ref sums);
            a1 = Vector256.LoadUnsafe(ref Unsafe.Add(ref sums, next));
            b0 = Vector256.LoadUnsafe(ref Unsafe.Add(ref sums, sum1));
            b1 = Vector256.LoadUnsafe(ref Unsafe.Add(ref sums, sum1 + next));
            c0 = Vector256.LoadUnsafe(ref Unsafe.Add(ref sums, sum2));
            c1 = Vector256.LoadUnsafe(ref Unsafe.Add(ref sums, sum2 + next));
            e0 = Vector256.LoadUnsafe(ref Unsafe.Add(ref sums, sum3));
            e1 = Vector256.LoadUnsafe(ref Unsafe.Add(ref sums, sum3 + next));
        }

        for (nint r = 0; r < rows; r += Vector256<T>.Count)
        {
            Vector256<T> value0 = Vector256.LoadUnsafe(ref Unsafe.Add(ref y, r));
            Vector256<T> value1 = Vector256.LoadUnsafe(ref Unsafe.Add(ref y, r + y1));
            MultiplyAddPair(Vector256.LoadUnsafe(ref Unsafe.Add(ref x, r)), value0, value1, ref a0, ref a1);
            MultiplyAddPair(Vector256.LoadUnsafe(ref Unsafe.Add(ref x, r + x1)), value0, value1, ref b0, ref b1);
            MultiplyAddPair(Vector256.LoadUnsafe(ref Unsafe.Add(ref x, r + x2)), value0, value1, ref c0, ref c1);
            MultiplyAddPair(Vector256.LoadUnsafe(ref Unsafe.Add(ref x, r + x3)), value0, value1, ref e0, ref e1);
        }

        StorePair(e0, e1, ref Unsafe.Add(ref sums, sum3), next);
        StorePair(c0, c1, ref Unsafe.Add(ref sums, sum2), next);
        StorePair(b0, b1, ref Unsafe.Add(ref sums, sum1), next);
        StorePair(a0, a1, ref sums, next);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void AddBiases(ref readonly T d, int stride, ref T sums, int rows, int neurons, bool accumulate)
    {
        nint lanes = Vector256<T>.Count;
        for (int j = 0; j < neurons; j += 4)
        {
            nint d1 = j + 1 < neurons ? 1 : 0;
            nint d2 = j + 2 < neurons ? 2 : 0;
            nint d3 = j + 3 < neurons ? 3 : 0;
            ref T first = ref At(in d, j * stride);
            ref T sum = ref Unsafe.Add(ref sums, j * lanes);
            Vector256<T> a, b, c, e;
            a = b = c = e = Vector256<T>.Zero;
            if (accumulate)
            {
                a = Vector256.LoadUnsafe(ref sum);
                b = Vector256.LoadUnsafe(ref Unsafe.Add(ref sum, d1 * lanes));
                c = Vector256.LoadUnsafe(ref Unsafe.Add(ref sum, d2 * lanes));
                e = Vector256.LoadUnsafe(ref Unsafe.Add(ref sum, d3 * lanes));
            }

            for (nint r = 0; r < rows; r += lanes)
            {
                a += Vector256.LoadUnsafe(ref Unsafe.Add(ref first, r));
                b += Vector256.LoadUnsafe(ref Unsafe.Add(ref first, r + (d1 * stride)));
                c += Vector256.LoadUnsafe(ref Unsafe.Add(ref first, r + (d2 * stride)));
                e += Vector256.LoadUnsafe(ref Unsafe.Add(ref first, r + (d3 * stride)));
            }

            e.StoreUnsafe(ref Unsafe.Add(ref sum, d3 * lanes));
            c.StoreUnsafe(ref Unsafe.Add(ref sum, d2 * lanes));
            b.StoreUnsafe(ref Unsafe.Add(ref sum, d1 * lanes));
            a.StoreUnsafe(ref sum);
        }
    }
}
