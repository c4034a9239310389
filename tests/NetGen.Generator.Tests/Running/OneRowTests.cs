using System.Numerics;
using System.Reflection;

namespace NetGen.Generator.Tests;

/// <summary>Where the code for one row changes its shape: first layers around the limits of registers, unrolling and the first-level cache.</summary>
public class OneRowTests
{
    private static readonly int[] s_inputs = [2, 8];
    private static readonly int[] s_widths = [112, 132, 136, 256, 264, 520];
    private static readonly string[] s_ends = ["1", "3:identity", "4:relu-1"];

    [Fact]
    public void One_row_many_rows_and_plain_numbers_have_the_same_bits_in_double_precision() => Compare<double>("Double");

    [Fact]
    public void One_row_many_rows_and_plain_numbers_have_the_same_bits_in_single_precision() => Compare<float>("Single");

    private static void Compare<T>(string precision)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        string[] topologies = [.. from inputs in s_inputs from width in s_widths from end in s_ends select $"{inputs}-{width}-{end}"];
        string types = string.Concat(topologies.Select(
            (topology, n) => $"[Network(\"{topology}\", Activation.{(n % 2 == 0 ? "Relu" : "Tanh")}, Precision = Precision.{precision})] public partial class Net{n} {{ }}\n"));
        using var loaded = LoadedAssembly.Of(Corpus.In("N", types));
        for (int n = 0; n < topologies.Length; n++)
            Compare<T>(loaded[$"N.Net{n}"], topologies[n]);
    }

    private static void Compare<T>(Type type, string topology)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        const int Rows = 19;
        NetworkProbe<T> network = NetworkProbe.Of<T>(type);
        var random = new Random(7);
        T[] inputs = [.. Enumerable.Range(0, Rows * network.InputCount).Select(_ => T.CreateChecked((2 * random.NextDouble()) - 1))];
        T[] outputs = new T[Rows * network.OutputCount], one = new T[network.OutputCount];
        network.FeedForward(inputs, outputs);
        MethodInfo? numbers = type.GetMethod("FeedForward", [.. Enumerable.Repeat(typeof(T), network.InputCount)]);
        Assert.Equal(network.OutputCount == 1, numbers is not null);
        object instance = Activator.CreateInstance(type)!;
        for (int row = 0; row < Rows; row++)
        {
            T[] input = inputs.AsSpan(row * network.InputCount, network.InputCount).ToArray();
            network.FeedForward(input, one);
            Assert.True(one.AsSpan().SequenceEqual(outputs.AsSpan(row * one.Length, one.Length)), $"{topology}, row {row}");
            Assert.True(one.All(T.IsFinite), topology);
            if (numbers is not null)
                Assert.Equal(one[0], numbers.Invoke(instance, [.. input.Cast<object>()]));
        }
    }
}
