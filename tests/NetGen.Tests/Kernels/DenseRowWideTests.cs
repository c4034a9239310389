using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen;

/// <summary>Rows in vectors of 512 bits, both ways of loading weights, whichever this processor would take.</summary>
public class DenseRowWideTests
{
    [Fact]
    public void Doubles_have_the_bits_of_the_naive_loops_for_every_number_of_pairs() => Compare<double>();

    [Fact]
    public void Floats_have_the_bits_of_the_naive_loops_for_every_number_of_pairs() => Compare<float>();

    private static void Compare<T>()
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Assert.SkipUnless(Vector512.IsHardwareAccelerated, "This processor has no vectors of 512 bits.");
        int lanes = Vector256<T>.Count;
        for (int vectors = PartialSums.MinimumVectorsOfPairs; vectors <= 60; vectors++)
        {
            // A last vector of one neuron, of some and of all, and weights that end at every distance from a line.
            foreach (int tail in new[] { 1, lanes / 2, lanes - 1, lanes })
            {
                Compare<T>(inputs: 1 + (vectors % 5), ((vectors - 1) * lanes) + tail, vectors, tail);
            }
        }
    }

    private static void Compare<T>(int inputs, int neurons, int vectors, int tail)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] x = NaiveDense.Random<T>(inputs, inputs);
        T[] parameters = NaiveDense.Random<T>((inputs + 1) * neurons, neurons);
        T[] z = NaiveDense.Forward(x, parameters, 1, inputs, neurons);
        using var input = new GuardedMemory<T>(inputs);
        using var weights = new GuardedMemory<T>(parameters.Length, 64);
        using var output = new GuardedMemory<T>(neurons);
        x.CopyTo(input.Span);
        parameters.CopyTo(weights.Span);
        foreach (bool joins in new[] { false, true })
        {
            output.Span.Clear();
            Kernels<T>.PairsOfRow(
                joins, vectors, ref input.Reference, ref weights.Reference, ref Unsafe.Add(ref weights.Reference, inputs * neurons), ref output.Reference,
                (nuint)inputs, (nuint)neurons, tail);
            NaiveDense.AssertSameBits<T>(z, output.Span, $"{typeof(T).Name}, {inputs} inputs, {neurons} neurons, joins {joins}");
            output.AssertNothingWrittenBefore();
        }
    }
}
