using System.Numerics;
using System.Runtime.Intrinsics;

namespace NetGen;

/// <summary>Layers with a row in every lane have the bits of the naive loops, as those with neurons in the lanes do.</summary>
public class DenseLanesTests
{
    [Fact]
    public void Doubles_have_the_bits_of_the_naive_loops_forward_and_backward() => Compare<double>();

    [Fact]
    public void Floats_have_the_bits_of_the_naive_loops_forward_and_backward() => Compare<float>();

    [Fact]
    public void Gradients_of_doubles_are_sums_of_every_fourth_row() => CompareGradients<double>(4);

    [Fact]
    public void Gradients_of_floats_are_sums_of_every_eighth_row() => CompareGradients<float>(8);

    [Fact]
    public void Losses_of_doubles_are_sums_of_every_fourth_row() => CompareLosses<double>(4);

    [Fact]
    public void Losses_of_floats_are_sums_of_every_eighth_row() => CompareLosses<float>(8);

    private static IEnumerable<(int Inputs, int Neurons)> Shapes()
        => NaiveDense.Shapes().Where(shape => shape.Inputs * shape.Neurons <= 1600 && (shape.Inputs + (3 * shape.Neurons)) % 5 == 0);

    private static void Compare<T>()
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach ((int inputs, int neurons) in Shapes())
        {
            T[] parameters = NaiveDense.Random<T>((inputs + 1) * neurons, neurons);
            foreach (int rows in NaiveDense.Rows(inputs, neurons))
            {
                T[] x = NaiveDense.Random<T>(rows * inputs, inputs);
                T[] d = NaiveDense.Random<T>(rows * neurons, neurons + 1);
                T[] z = NaiveDense.Forward(x, parameters, rows, inputs, neurons);
                T[] dx = NaiveDense.InputGradient(d, parameters, rows, inputs, neurons);
                int stride = (rows + 7) / 8 * 8;
                using var lanes = new GuardedMemory<T>(Math.Max(inputs, neurons) * stride);
                using var result = new GuardedMemory<T>(Math.Max(inputs, neurons) * stride);
                using var slope = new GuardedMemory<T>(Math.Max(inputs, neurons) * stride);
                using var weights = new GuardedMemory<T>(parameters.Length);
                parameters.CopyTo(weights.Span);
                string shape = $"{typeof(T).Name}, {rows} rows, {inputs} inputs, {neurons} neurons";

                T[] Rows(GuardedMemory<T> memory, int width)
                {
                    using var row = new GuardedMemory<T>(rows * width);
                    Kernels<T>.LanesToRows(in memory.Reference, stride, ref row.Reference, width, rows);
                    row.AssertNothingWrittenBefore();
                    return row.Span.ToArray();
                }

                ToLanes(x, inputs, lanes, stride, rows);
                Kernels<T>.DenseLanes<TestRelu<T>>(in lanes.Reference, in weights.Reference, ref result.Reference, stride, rows, inputs, neurons);
                NaiveDense.AssertSameBits<T>(z.Select(v => v > T.Zero ? v : T.Zero).ToArray(), Rows(result, neurons), shape);
                Kernels<T>.DenseLanesWithSlope<TestSquare<T>>(
                    in lanes.Reference, in weights.Reference, ref result.Reference, ref slope.Reference, stride, rows, inputs, neurons);
                NaiveDense.AssertSameBits<T>(z.Select(v => v * v).ToArray(), Rows(result, neurons), shape);
                NaiveDense.AssertSameBits<T>(z.Select(v => v + v).ToArray(), Rows(slope, neurons), shape);

                ToLanes(d, neurons, lanes, stride, rows);
                Kernels<T>.InputGradientLanes(in lanes.Reference, in weights.Reference, ref result.Reference, stride, rows, inputs, neurons);
                NaiveDense.AssertSameBits<T>(dx, Rows(result, inputs), shape);
                T[] slopes = NaiveDense.Random<T>(rows * inputs, 5);
                ToLanes(slopes, inputs, slope, stride, rows);
                Kernels<T>.InputGradientLanes<TestSquare<T>>(in lanes.Reference, in weights.Reference, ref slope.Reference, stride, rows, inputs, neurons);
                NaiveDense.AssertSameBits<T>(dx.Select((v, i) => v * slopes[i]).ToArray(), Rows(slope, inputs), shape);
            }
        }
    }

    private static void CompareGradients<T>(int lanes)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach ((int inputs, int neurons) in Shapes().Where(shape => shape.Inputs <= 20).Concat([(100, 2), (61, 3), (50, 5)]))
        {
            foreach (int rows in NaiveDense.Rows(inputs, neurons))
            {
                int first = rows / 2 / lanes * lanes;
                int stride = (rows + 7) / 8 * 8;
                T[] x = NaiveDense.Random<T>(rows * inputs, inputs);
                T[] d = NaiveDense.Random<T>(rows * neurons, neurons);
                using var inputLanes = new GuardedMemory<T>(inputs * stride);
                using var deltaLanes = new GuardedMemory<T>(neurons * stride);
                using var sums = new GuardedMemory<T>((inputs + 1) * neurons * lanes);
                using var gradient = new GuardedMemory<T>((inputs + 1) * neurons);
                foreach ((int start, int count) in new[] { (0, first), (first, rows - first) }.Where(block => block.Item2 > 0))
                {
                    ToLanes(x.AsSpan(start * inputs, count * inputs).ToArray(), inputs, inputLanes, stride, count);
                    T[] errors = d.AsSpan(start * neurons, count * neurons).ToArray();
                    Kernels<T>.ErrorsToLanes(in errors[0], neurons, ref deltaLanes.Reference, stride, count);
                    Kernels<T>.WeightGradientLanes(
                        in inputLanes.Reference, in deltaLanes.Reference, stride, ref sums.Reference, count, inputs, neurons, accumulate: start > 0);
                }

                Kernels<T>.SumLanes(in sums.Reference, ref gradient.Reference, gradient.Length);
                string shape = $"{typeof(T).Name}, {rows} rows, {inputs} inputs, {neurons} neurons";
                NaiveDense.AssertSameBits<T>(Expected(x, d, rows, inputs, neurons, lanes), gradient.Span, shape);
                gradient.AssertNothingWrittenBefore();
            }
        }
    }

    private static void CompareLosses<T>(int lanes)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (int width in (int[])[1, 2, 3, 4, 5, 8, 9, 16])
        {
            foreach (int rows in (int[])[1, 3, 4, 5, 8, 11, 16, 21])
            {
                int stride = (rows + 7) / 8 * 8;
                T scale = T.CreateChecked(0.25);
                T[] y = NaiveDense.Random<T>(rows * width, width), t = NaiveDense.Random<T>(rows * width, rows);
                using var outputs = new GuardedMemory<T>(width * stride);
                using var slopes = new GuardedMemory<T>(width * stride);
                using var deltas = new GuardedMemory<T>(width * stride);
                using var rectified = new GuardedMemory<T>(width * stride);
                using var targets = new GuardedMemory<T>(rows * width);
                t.CopyTo(targets.Span);
                T[] s = NaiveDense.Random<T>(rows * width, width + rows);
                ToLanes(y, width, outputs, stride, rows);
                ToLanes(s, width, slopes, stride, rows);
                Vector256<T> loss = Kernels<T>.LossDeltaLanes<Kernels<T>.Functions.Tanh, Kernels<T>.Functions.SquaredError>(
                    in outputs.Reference, in slopes.Reference, ref deltas.Reference, stride, in targets.Reference, rows, width, scale, Vector256<T>.Zero);
                Assert.Equal(loss, Kernels<T>.LossLanes<Kernels<T>.Functions.SquaredError>(in outputs.Reference, stride, in targets.Reference, rows, width, Vector256<T>.Zero));
                Assert.Equal(loss, Kernels<T>.LossDeltaLanes<Kernels<T>.Functions.Relu, Kernels<T>.Functions.SquaredError>(
                    in outputs.Reference, in outputs.Reference, ref rectified.Reference, stride, in targets.Reference, rows, width, scale, Vector256<T>.Zero));

                T[] expected = new T[lanes];
                for (int r = 0; r < stride; r++)
                {
                    for (int j = 0; j < width; j++)
                    {
                        int place = (j * stride) + r;
                        T difference = r < rows ? y[(r * width) + j] - t[(r * width) + j] : T.Zero;
                        expected[r % lanes] += difference * difference;
                        if (r < (rows + lanes - 1) / lanes * lanes)
                        {
                            T error = scale * (difference + difference);
                            Assert.Equal(r < rows ? error * s[(r * width) + j] : T.Zero, deltas.Span[place]);
                            Assert.Equal(r < rows && y[(r * width) + j] > T.Zero ? error : T.Zero, rectified.Span[place]);
                        }
                    }
                }

                Assert.Equal(expected, Enumerable.Range(0, lanes).Select(i => loss[i]));
            }
        }
    }

    // The rows of each lane alone, then the lanes in a tree, halves first.
    private static T[] Expected<T>(T[] x, T[] d, int rows, int inputs, int neurons, int lanes)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[][] sums = [.. Enumerable.Range(0, lanes).Select(lane =>
        {
            int[] own = [.. Enumerable.Range(0, rows).Where(r => r % lanes == lane)];
            return NaiveDense.WeightGradient(
                own.SelectMany(r => x.AsSpan(r * inputs, inputs).ToArray()).ToArray(),
                own.SelectMany(r => d.AsSpan(r * neurons, neurons).ToArray()).ToArray(),
                new T[(inputs + 1) * neurons], own.Length, inputs, neurons);
        })];
        for (int half = lanes / 2; half > 0; half /= 2)
        {
            for (int lane = 0; lane < half; lane++)
                sums[lane] = [.. sums[lane].Zip(sums[lane + half], (a, b) => a + b)];
        }

        return sums[0];
    }

    private static void ToLanes<T>(T[] rowMajor, int width, GuardedMemory<T> lanes, int stride, int rows)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using var source = new GuardedMemory<T>(rowMajor.Length);
        rowMajor.CopyTo(source.Span);
        lanes.Span.Fill(T.NaN);
        Kernels<T>.RowsToLanes(in source.Reference, width, ref lanes.Reference, stride, rows);
    }
}
