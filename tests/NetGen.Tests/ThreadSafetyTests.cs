using static NetGen.Tests.AllocationNetworks;

namespace NetGen.Tests;

/// <summary>Many networks of one kind, and many threads on one network.</summary>
public class ThreadSafetyTests
{
    private const int Count = 64;

    [Fact]
    public void A_network_predicts_for_many_threads_at_once()
    {
        var small = new Small();
        var wide = new WideSingle();
        double[][] smallInputs = Rows(i => (double)i, 37 * 2);
        float[][] wideInputs = Rows(i => (float)i, 37 * 20);
        double[][] smallOutputs = New<double>(37);
        float[][] wideOutputs = New<float>(37 * 7);

        Parallel.For(0, Count, i =>
        {
            for (int repeat = 0; repeat < 20; repeat++)
            {
                small.FeedForward(smallInputs[i], smallOutputs[i]);
                wide.FeedForward(wideInputs[i], wideOutputs[i]);
            }
        });

        double[] expected = new double[37];
        float[] expectedWide = new float[37 * 7];
        for (int i = 0; i < Count; i++)
        {
            small.FeedForward(smallInputs[i], expected);
            wide.FeedForward(wideInputs[i], expectedWide);
            Close.SameBits<double>(expected, smallOutputs[i], $"outputs of {i}");
            Close.SameBits<float>(expectedWide, wideOutputs[i], $"outputs of {i}");
        }
    }

    [Fact]
    public void Gradients_of_one_network_are_computed_by_many_threads_into_an_array_of_parameter_sets()
    {
        var network = new Wide();
        var gradients = new Wide.ParameterSet[Count];
        double[][] inputs = Rows(i => (double)i, 9 * 20);
        double[][] targets = Rows(i => (double)i, 9 * 7);
        double[] losses = new double[Count];

        Parallel.For(0, Count, i => losses[i] = network.Backprop(inputs[i], targets[i], ref gradients[i]));

        for (int i = 0; i < Count; i++)
        {
            double[] expected = new double[Wide.ParameterCount];
            Assert.Equal(network.Backprop(inputs[i], targets[i], expected), losses[i]);
            Close.SameBits<double>(expected, gradients[i].AsSpan(), $"gradient {i}");
        }
    }

    [Fact]
    public void A_population_of_structs_is_trained_by_many_threads()
    {
        var population = new SmallStruct[Count];
        var alone = new SmallStruct[Count];
        double[] inputs = Rows(i => (double)i, 40)[3];
        double[] targets = Rows(i => (double)i, 20)[5];
        for (int i = 0; i < Count; i++)
        {
            population[i].Initialize(i);
            alone[i].Initialize(i);
        }

        Parallel.For(0, Count, i => population[i].Train(inputs, targets, 0.05, epochs: 50));

        for (int i = 0; i < Count; i++)
        {
            alone[i].Train(inputs, targets, 0.05, epochs: 50);
            Close.SameBits<double>(alone[i].ParameterSpan, population[i].ParameterSpan, $"weights of {i}");
        }

        Assert.False(population[0].ParameterSpan.SequenceEqual(population[1].ParameterSpan));
    }

    /// <summary>Other numbers in every row, all below 1.</summary>
    private static T[][] Rows<T>(Func<int, T> number, int length)
        where T : System.Numerics.IFloatingPoint<T>
        => [.. Enumerable.Range(0, Count).Select(i => Enumerable.Range(0, length).Select(j => number(((i * 31) + (j * 17)) % 97) / number(97)).ToArray())];

    private static T[][] New<T>(int length) => [.. Enumerable.Range(0, Count).Select(_ => new T[length])];
}
