using System.Numerics;
using static NetGen.Tests.AllocationNetworks;

namespace NetGen.Tests;

/// <summary>Feedforward, backpropagation and training allocate not one byte.</summary>
[Collection(MeasuredAlone.Name)]
public class NetworkAllocationTests
{
    private delegate T Row<T>(ReadOnlySpan<T> inputs);

    private delegate T Rows<T>(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets);

    [Fact]
    public void A_small_class()
    {
        var network = new Small();
        Small.ParameterSet gradient = default;
        Check<Small, double>(network, (x, t) => network.Backprop(x, t, ref gradient), x => network.FeedForward(x[0], x[1]));
    }

    [Fact]
    public void A_small_class_in_single_precision()
    {
        var network = new SmallSingle();
        SmallSingle.ParameterSet gradient = default;
        Check<SmallSingle, float>(network, (x, t) => network.Backprop(x, t, ref gradient), x => network.FeedForward(x[0], x[1]));
    }

    [Fact]
    public void A_small_struct()
    {
        SmallStruct network = default;
        SmallStruct.ParameterSet gradient = default;
        Check<SmallStruct, double>(network, (x, t) => network.Backprop(x, t, ref gradient), x => network.FeedForward(x[0], x[1]));
    }

    [Fact]
    public void A_small_struct_in_single_precision()
    {
        SmallSingleStruct network = default;
        SmallSingleStruct.ParameterSet gradient = default;
        Check<SmallSingleStruct, float>(network, (x, t) => network.Backprop(x, t, ref gradient), x => network.FeedForward(x[0], x[1]));
    }

    [Fact]
    public void A_wide_class()
    {
        var network = new Wide();
        Wide.ParameterSet gradient = default;
        Check<Wide, double>(network, (x, t) => network.Backprop(x, t, ref gradient));
    }

    [Fact]
    public void A_wide_class_in_single_precision()
    {
        var network = new WideSingle();
        WideSingle.ParameterSet gradient = default;
        Check<WideSingle, float>(network, (x, t) => network.Backprop(x, t, ref gradient));
    }

    [Fact]
    public void A_wide_struct()
    {
        WideStruct network = default;
        WideStruct.ParameterSet gradient = default;
        Check<WideStruct, double>(network, (x, t) => network.Backprop(x, t, ref gradient));
    }

    [Fact]
    public void A_wide_struct_in_single_precision()
    {
        WideSingleStruct network = default;
        WideSingleStruct.ParameterSet gradient = default;
        Check<WideSingleStruct, float>(network, (x, t) => network.Backprop(x, t, ref gradient));
    }

    [Fact]
    public void A_network_without_names_for_its_weights()
    {
        var network = new InBlocks();
        InBlocks.ParameterSet gradient = default;
        Check<InBlocks, double>(network, (x, t) => network.Backprop(x, t, ref gradient));
    }

    private static void Check<TNetwork, T>(TNetwork network, Rows<T> backpropIntoSet, Row<T>? feedForward = null)
        where TNetwork : INetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (int rows in new[] { 1, 3, 100 })
        {
            T[] x = Numbers<T>(rows * TNetwork.InputCount);
            T[] t = Numbers<T>(rows * TNetwork.OutputCount);
            T[] y = new T[t.Length];
            T[] dx = new T[x.Length];
            T[] gradient = new T[TNetwork.ParameterCount];
            string of = $" of {rows} rows";
            AllocatesNothing("FeedForward" + of, () => network.FeedForward(x, y));
            AllocatesNothing("Evaluate" + of, () => network.Evaluate(x, t));
            AllocatesNothing("Backprop" + of, () => network.Backprop(x, t, gradient));
            AllocatesNothing("Backprop into a ParameterSet" + of, () => backpropIntoSet(x, t));
            AllocatesNothing("BackpropFrom" + of, () => network.BackpropFrom(x, t, gradient, dx));
            AllocatesNothing("Train" + of, () => network.Train(x, t, T.CreateChecked(0.01), epochs: 2));
            if (feedForward is not null)
                AllocatesNothing("FeedForward of numbers", () => feedForward(x));
        }
    }

    private static void AllocatesNothing(string what, Action call)
    {
        long bytes = Allocation.Of(() =>
        {
            for (int i = 0; i < 10; i++)
                call();
        });
        Assert.True(bytes == 0, $"{what} allocates {bytes} bytes in ten calls.");
    }

    private static T[] Numbers<T>(int count)
        where T : unmanaged, IFloatingPointIeee754<T>
        => [.. Enumerable.Range(0, count).Select(i => T.CreateChecked((i * 37 % 101) / 101.0))];
}
