using System.Numerics;
using System.Runtime.CompilerServices;
using NetGen.Tests;

namespace NetGen;

public class DenseGradientTests
{
    [Fact]
    public void Weight_gradients_in_double_have_the_bits_of_the_naive_loops() => CompareWeightGradient<double>();

    [Fact]
    public void Weight_gradients_in_float_have_the_bits_of_the_naive_loops() => CompareWeightGradient<float>();

    [Fact]
    public void Input_gradients_in_double_have_the_bits_of_the_naive_loops() => CompareInputGradient<double>();

    [Fact]
    public void Input_gradients_in_float_have_the_bits_of_the_naive_loops() => CompareInputGradient<float>();

    [Fact]
    public void Slopes_in_double_are_multiplied_in_after_the_sum() => CompareSlopes<double>();

    [Fact]
    public void Slopes_in_float_are_multiplied_in_after_the_sum() => CompareSlopes<float>();

    [Fact]
    public void Gradients_allocate_nothing()
    {
        var memory = new AlignedStorage<double>(100_000);
        int[] rowCounts = [1, 7, 64];
        Assert.Equal(0, Allocation.Of(() =>
        {
            ref double m = ref memory.Reference;
            foreach (int rows in rowCounts)
            {
                ref double panel = ref Unsafe.Add(ref m, 60_000);
                Kernels<double>.WeightGradient(in m, 64, in m, 64, ref Unsafe.Add(ref m, 50_000), rows, 64, 64);
                Kernels<double>.InputGradient(in m, 64, in m, ref Unsafe.Add(ref m, 50_000), 64, rows, 64, 64, ref panel);
                Kernels<double>.InputGradient<TestRelu<double>>(in m, 64, in m, in m, ref Unsafe.Add(ref m, 50_000), 64, rows, 64, 64, ref panel);
            }
        }));
    }

    private static void CompareWeightGradient<T>()
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach ((int inputs, int neurons) in NaiveDense.Shapes())
        {
            T[] x = NaiveDense.Random<T>(NaiveDense.MostRows * inputs, inputs);
            T[] d = NaiveDense.Random<T>(NaiveDense.MostRows * neurons, neurons);
            T[] start = NaiveDense.Random<T>((inputs + 1) * neurons, 7);
            var zeros = new T[start.Length];
            int dStride = NaiveDense.WholeVectors<T>(neurons);
            using var gradient = new GuardedMemory<T>(start.Length);
            foreach (int rows in NaiveDense.Rows(inputs, neurons))
            {
                if (inputs * neurons > 10_000 && rows is not (1 or 13))
                    continue;
                using var input = new GuardedMemory<T>(rows * inputs);
                using var scratch = new GuardedMemory<T>(rows * dStride);
                x.AsSpan(0, rows * inputs).CopyTo(input.Span);
                scratch.Span.Fill(T.NaN);
                NaiveDense.CopyRows(d, scratch.Span, rows, neurons, dStride);
                string shape = $"{typeof(T).Name}, {rows} rows, {inputs} inputs, {neurons} neurons";

                start.CopyTo(gradient.Span);
                Kernels<T>.WeightGradient(in input.Reference, inputs, in scratch.Reference, dStride, ref gradient.Reference, rows, inputs, neurons);
                NaiveDense.AssertSameBits<T>(NaiveDense.WeightGradient(x, d, start, rows, inputs, neurons), gradient.Span, shape);

                gradient.Span.Fill(T.NaN);
                Kernels<T>.WeightGradient(
                    in input.Reference, inputs, in scratch.Reference, dStride, ref gradient.Reference, rows, inputs, neurons, accumulate: false);
                NaiveDense.AssertSameBits<T>(NaiveDense.WeightGradient(x, d, zeros, rows, inputs, neurons), gradient.Span, shape);
                gradient.AssertNothingWrittenBefore();
            }
        }
    }

    // Into the user's own memory, which ends behind the last row.
    private static void CompareInputGradient<T>()
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach ((int inputs, int neurons) in NaiveDense.Shapes())
        {
            T[] d = NaiveDense.Random<T>(NaiveDense.MostRows * neurons, neurons);
            T[] parameters = NaiveDense.Random<T>((inputs + 1) * neurons, inputs);
            T[] expected = NaiveDense.InputGradient(d, parameters, NaiveDense.MostRows, inputs, neurons);
            int dStride = NaiveDense.WholeVectors<T>(neurons);
            using var weights = new GuardedMemory<T>(parameters.Length, 64);
            parameters.CopyTo(weights.Span);
            using var panel = new GuardedMemory<T>(Kernels<T>.PanelBytes / Unsafe.SizeOf<T>());
            foreach (int rows in NaiveDense.Rows(inputs, neurons))
            {
                using var scratch = new GuardedMemory<T>(rows * dStride);
                using var dx = new GuardedMemory<T>(rows * inputs);
                scratch.Span.Fill(T.NaN);
                NaiveDense.CopyRows(d, scratch.Span, rows, neurons, dStride);
                Kernels<T>.InputGradient(
                    in scratch.Reference, dStride, in weights.Reference, ref dx.Reference, inputs, rows, inputs, neurons, ref panel.Reference);
                NaiveDense.AssertSameBits<T>(
                    expected.AsSpan(0, rows * inputs), dx.Span, $"{typeof(T).Name}, {rows} rows, {inputs} inputs, {neurons} neurons");
                dx.AssertNothingWrittenBefore();
                panel.AssertNothingWrittenBefore();
            }
        }
    }

    private static void CompareSlopes<T>()
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach ((int inputs, int neurons) in NaiveDense.Shapes().Where(shape => shape.Inputs % 3 == 1))
        {
            T[] d = NaiveDense.Random<T>(NaiveDense.MostRows * neurons, neurons);
            T[] parameters = NaiveDense.Random<T>((inputs + 1) * neurons, inputs);
            T[] values = NaiveDense.Random<T>(NaiveDense.MostRows * inputs, 5);
            T[] sums = NaiveDense.InputGradient(d, parameters, NaiveDense.MostRows, inputs, neurons);
            int dStride = NaiveDense.WholeVectors<T>(neurons);
            int xStride = NaiveDense.WholeVectors<T>(inputs);
            var panel = new AlignedStorage<T>(Kernels<T>.PanelBytes / Unsafe.SizeOf<T>());
            using var weights = new GuardedMemory<T>(parameters.Length, 64);
            parameters.CopyTo(weights.Span);
            foreach (int rows in NaiveDense.Rows(inputs, neurons))
            {
                using var scratch = new GuardedMemory<T>(rows * dStride);
                using var slope = new GuardedMemory<T>(rows * xStride);
                using var dx = new GuardedMemory<T>(rows * xStride);
                NaiveDense.CopyRows(d, scratch.Span, rows, neurons, dStride);
                NaiveDense.CopyRows(values, slope.Span, rows, inputs, xStride);
                string shape = $"{typeof(T).Name}, {rows} rows, {inputs} inputs, {neurons} neurons";
                Kernels<T>.InputGradient<TestSquare<T>>(
                    in scratch.Reference, dStride, in weights.Reference, in slope.Reference, ref dx.Reference, xStride,
                    rows, inputs, neurons, ref panel.Reference);
                AssertRows((sum, value) => sum * value);
                Kernels<T>.InputGradient<TestRelu<T>>(
                    in scratch.Reference, dStride, in weights.Reference, in slope.Reference, ref dx.Reference, xStride,
                    rows, inputs, neurons, ref panel.Reference);
                AssertRows((sum, value) => sum * (value > T.Zero ? T.One : T.Zero));

                void AssertRows(Func<T, T, T> expected)
                {
                    for (int r = 0; r < rows; r++)
                    {
                        T[] row = [.. Enumerable.Range(r * inputs, inputs).Select(i => expected(sums[i], values[i]))];
                        NaiveDense.AssertSameBits<T>(row, dx.Span.Slice(r * xStride, inputs), shape);
                    }
                }
            }
        }
    }
}
