using System.Globalization;
using System.Reflection;

namespace NetGen.Tests;

/// <summary>The weights by name, and in flat order.</summary>
public class ParameterSetTests
{
    [Fact]
    public void Names_stand_in_flat_order_layer_by_layer_input_by_input_then_the_biases()
    {
        GenderNet.ParameterSet p = default;
        double next = 1;
        foreach (ref double value in p.AsSpan())
            value = next++;

        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9], new[] { p.W1_1_1, p.W1_2_1, p.W1_1_2, p.W1_2_2, p.B1_1, p.B1_2, p.W2_1_1, p.W2_1_2, p.B2_1 });
    }

    [Fact]
    public void Every_name_has_its_place()
    {
        // 20-33-18-7, boxed so that reflection can read it.
        int[] widths = [20, 33, 18, 7];
        LengthsWide.ParameterSet set = default;
        double next = 0;
        foreach (ref double value in set.AsSpan())
            value = next++;

        object boxed = set;
        FieldInfo[] fields = typeof(LengthsWide.ParameterSet).GetFields(BindingFlags.Instance | BindingFlags.Public);
        Assert.Equal(LengthsWide.ParameterCount, fields.Length);
        foreach (FieldInfo field in fields)
        {
            int[] numbers = [.. field.Name[1..].Split('_').Select(part => int.Parse(part, CultureInfo.InvariantCulture))];
            int layer = numbers[0];
            int start = Enumerable.Range(1, layer - 1).Sum(l => (widths[l - 1] + 1) * widths[l]);
            int place = field.Name[0] == 'W'
                ? start + ((numbers[2] - 1) * widths[layer]) + numbers[1] - 1
                : start + (widths[layer - 1] * widths[layer]) + numbers[1] - 1;
            Assert.Equal(place, (double)field.GetValue(boxed)!);
        }
    }

    [Fact]
    public void Parameters_are_live_and_copies_are_not()
    {
        var network = new GenderNet();
        GenderNet.ParameterSet start = network.Parameters;
        double before = network.FeedForward(1, 2);

        network.Parameters.W1_2_1 += 1;
        double after = network.FeedForward(1, 2);
        Assert.NotEqual(before, after);
        Assert.Equal(network.Parameters.W1_2_1, network.ParameterSpan[1]);
        network.ParameterSpan[1] -= 0.5;
        Assert.Equal(start.W1_2_1 + 1 - 0.5, network.Parameters.W1_2_1);

        network.Train([1, 2], [0], 0.5, epochs: 10);
        network.Parameters = start;
        Assert.Equal(before, network.FeedForward(1, 2));
    }

    [Fact]
    public void A_wide_network_has_live_parameters_too()
    {
        var network = new LengthsWide();
        double[] inputs = [.. Enumerable.Range(0, 20).Select(i => i / 20.0)];
        double[] before = new double[7], after = new double[7];
        network.FeedForward(inputs, before);
        LengthsWide.ParameterSet start = network.Parameters;
        network.Parameters.B3_7 += 0.25;
        network.FeedForward(inputs, after);
        Close.SameBits<double>(before.AsSpan(0, 6), after.AsSpan(0, 6), "outputs that do not depend on it");
        Assert.NotEqual(before[6], after[6]);
        network.Parameters = start;
        network.FeedForward(inputs, after);
        Close.SameBits<double>(before, after, "outputs");
    }

    [Fact]
    public void A_copy_of_a_struct_is_another_network()
    {
        GenderNetStruct network = default;
        network.Initialize(1);
        GenderNetStruct copy = network;
        copy.Parameters.B2_1 = 5;
        Assert.NotEqual(network.FeedForward(1, 2), copy.FeedForward(1, 2));
        Assert.NotEqual(5, network.Parameters.B2_1);
    }
}
