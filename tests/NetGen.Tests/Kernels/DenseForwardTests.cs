using System.Numerics;
using System.Runtime.CompilerServices;
using NetGen.Tests;

namespace NetGen;

public class DenseForwardTests
{
    [Fact]
    public void Doubles_have_the_bits_of_the_naive_loops_for_every_shape_and_number_of_rows() => CompareUnpadded<double>();

    [Fact]
    public void Floats_have_the_bits_of_the_naive_loops_for_every_shape_and_number_of_rows() => CompareUnpadded<float>();

    [Fact]
    public void Doubles_in_padded_scratch_have_the_same_bits() => ComparePadded<double>();

    [Fact]
    public void Floats_in_padded_scratch_have_the_same_bits() => ComparePadded<float>();

    [Fact]
    public void Partial_sums_are_the_published_function_of_the_shape()
    {
        for (int inputs = 1; inputs < 200; inputs++)
        {
            for (int neurons = 1; neurons < 200; neurons++)
            {
                Assert.Equal(NaiveDense.Partials(4, inputs, neurons), Kernels<double>.Partials(inputs, neurons));
                Assert.Equal(NaiveDense.Partials(8, inputs, neurons), Kernels<float>.Partials(inputs, neurons));
            }
        }
    }

    [Fact]
    public void A_layer_allocates_nothing()
    {
        var memory = new AlignedStorage<float>(100_000);
        int[] rowCounts = [1, 7, 64];
        Assert.Equal(0, Allocation.Of(() =>
        {
            ref float m = ref memory.Reference;
            foreach (int rows in rowCounts)
            {
                Kernels<float>.Dense<TestRelu<float>>(ref m, 64, ref m, ref Unsafe.Add(ref m, 50_000), 64, rows, 64, 64);
                Kernels<float>.Dense<TestSquare<float>>(ref m, 64, ref m, ref Unsafe.Add(ref m, 50_000), 8, rows, 64, 4);
                Kernels<float>.Dense<TestSquare<float>>(ref m, 64, ref m, ref Unsafe.Add(ref m, 50_000), 1, rows, 64, 1);
            }
        }));
    }

    // Inputs and outputs are the user's own: they end where the memory ends.
    private static void CompareUnpadded<T>()
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach ((int inputs, int neurons) in NaiveDense.Shapes())
        {
            T[] x = NaiveDense.Random<T>(NaiveDense.MostRows * inputs, inputs);
            T[] parameters = NaiveDense.Random<T>((inputs + 1) * neurons, neurons);
            T[] z = NaiveDense.Forward(x, parameters, NaiveDense.MostRows, inputs, neurons);
            T[] relu = [.. z.Select(v => v > T.Zero ? v : T.Zero)];
            T[] square = [.. z.Select(v => v * v)];
            using var weights = new GuardedMemory<T>(parameters.Length, 64);
            parameters.CopyTo(weights.Span);
            foreach (int rows in NaiveDense.Rows(inputs, neurons))
            {
                using var input = new GuardedMemory<T>(rows * inputs);
                using var output = new GuardedMemory<T>(rows * neurons);
                x.AsSpan(0, rows * inputs).CopyTo(input.Span);
                string shape = $"{typeof(T).Name}, {rows} rows, {inputs} inputs, {neurons} neurons";

                Kernels<T>.Dense<TestRelu<T>>(in input.Reference, inputs, in weights.Reference, ref output.Reference, neurons, rows, inputs, neurons);
                NaiveDense.AssertSameBits<T>(relu.AsSpan(0, rows * neurons), output.Span, shape);
                output.AssertNothingWrittenBefore();

                Kernels<T>.Dense<TestSquare<T>>(in input.Reference, inputs, in weights.Reference, ref output.Reference, neurons, rows, inputs, neurons);
                NaiveDense.AssertSameBits<T>(square.AsSpan(0, rows * neurons), output.Span, shape);
                output.AssertNothingWrittenBefore();
            }
        }
    }

    // As between two layers: rows have room for whole vectors, and slopes are kept.
    private static void ComparePadded<T>()
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach ((int inputs, int neurons) in NaiveDense.Shapes())
        {
            T[] x = NaiveDense.Random<T>(NaiveDense.MostRows * inputs, inputs);
            T[] parameters = NaiveDense.Random<T>((inputs + 1) * neurons, neurons);
            T[] z = NaiveDense.Forward(x, parameters, NaiveDense.MostRows, inputs, neurons);
            int xStride = NaiveDense.WholeVectors<T>(inputs);
            int yStride = NaiveDense.WholeVectors<T>(neurons);
            using var weights = new GuardedMemory<T>(parameters.Length, 64);
            parameters.CopyTo(weights.Span);
            foreach (int rows in NaiveDense.Rows(inputs, neurons))
            {
                using var input = new GuardedMemory<T>(rows * xStride);
                using var output = new GuardedMemory<T>(rows * yStride);
                using var slope = new GuardedMemory<T>(rows * yStride);
                input.Span.Fill(T.NaN);
                NaiveDense.CopyRows(x, input.Span, rows, inputs, xStride);
                string shape = $"{typeof(T).Name}, {rows} rows, {inputs} inputs, {neurons} neurons";

                Kernels<T>.DenseWithSlope<TestSquare<T>>(
                    in input.Reference, xStride, in weights.Reference, ref output.Reference, ref slope.Reference, yStride, rows, inputs, neurons);
                for (int r = 0; r < rows; r++)
                {
                    T[] expected = z[(r * neurons)..((r + 1) * neurons)];
                    NaiveDense.AssertSameBits<T>(expected.Select(v => v * v).ToArray(), output.Span.Slice(r * yStride, neurons), shape);
                    NaiveDense.AssertSameBits<T>(expected.Select(v => v + v).ToArray(), slope.Span.Slice(r * yStride, neurons), shape);
                }

                slope.Span.Fill(T.NaN);
                Kernels<T>.DenseWithSlope<TestRelu<T>>(
                    in input.Reference, xStride, in weights.Reference, ref output.Reference, ref slope.Reference, yStride, rows, inputs, neurons);
                for (int r = 0; r < rows; r++)
                {
                    T[] expected = z[(r * neurons)..((r + 1) * neurons)];
                    NaiveDense.AssertSameBits<T>(expected.Select(v => v > T.Zero ? v : T.Zero).ToArray(), output.Span.Slice(r * yStride, neurons), shape);
                }

                Assert.DoesNotContain(false, slope.Span.ToArray().Select(T.IsNaN));
            }
        }
    }
}
