using System.Globalization;
using System.Text.RegularExpressions;

namespace NetGen.Generator.Tests;

/// <summary>How the code of one row goes through the inputs of its layers.</summary>
public partial class RowLoopTests
{
    [Theory]
    [InlineData("63-5:relu-2:identity", "Single")]
    [InlineData("6-40:relu-24:relu-4:identity", "Double")]
    public void Layers_with_few_products_are_straight_lines(string topology, string precision)
        => Assert.DoesNotContain("for (", Row(topology, precision), StringComparison.Ordinal);

    [Theory]
    [InlineData("70-5:relu-2:identity", "Single", "i < 64; i += 8")]
    [InlineData("70-9:relu-2:identity", "Single", "i < 68; i += 4")]
    [InlineData("64-20:relu-2:identity", "Double", "i < 64; i += 4")]
    [InlineData("8-64:relu-4:identity", "Double", "i < 64; i += 8")]
    [InlineData("8-64:relu-64:relu-4:identity", "Double", "i < 64; i += 4")]
    [InlineData("6-50:relu-120:relu-4:identity", "Double", "i < 48; i += 4")]
    public void Layers_with_many_inputs_load_four_at_a_time(string topology, string precision, string loop)
    {
        string row = Row(topology, precision);
        Assert.Contains(loop, row, StringComparison.Ordinal);
        Assert.Contains("LoadFourInputs(in input", row, StringComparison.Ordinal);
        Assert.DoesNotContain("Dense<", row, StringComparison.Ordinal);
    }

    /// <summary>Numbers that the caller has just written one by one cannot be loaded together without a wait.</summary>
    [Fact]
    public void A_few_inputs_of_the_network_are_loaded_one_by_one()
    {
        string row = Row("30-60:relu-3:identity", "Double");
        Assert.Contains("i < 30; i++", row, StringComparison.Ordinal);
        Assert.DoesNotContain("LoadFourInputs(", row, StringComparison.Ordinal);
    }

    /// <summary>Aligned vectors are only aligned if the indices are right, and nothing in front of the parameters or behind them may be read.</summary>
    [Theory]
    [InlineData("57-39:relu", "Double")]
    [InlineData("41-126:relu", "Single")]
    [InlineData("9-50:relu-31:relu-29:relu", "Single")]
    [InlineData("13-45:relu-24:relu-34:relu", "Single")]
    [InlineData("11-37:relu-24:relu-35:relu-16:relu", "Double")]
    public void Weights_that_straddle_vectors_are_read_as_aligned_vectors(string topology, string precision)
    {
        int lanes = precision == "Double" ? 4 : 8;
        int[] widths = [.. topology.Split('-').Select(part => int.Parse(part.Split(':')[0], CultureInfo.InvariantCulture))];
        int parameters = widths.Zip(widths.Skip(1), (from, to) => (from + 1) * to).Sum();
        var calls = StraddlingCall().Matches(Row(topology, precision));
        Assert.NotEmpty(calls);
        foreach (Match call in calls)
        {
            int layer = int.Parse(call.Groups["layer"].Value, CultureInfo.InvariantCulture);
            int start = Enumerable.Range(1, layer - 1).Sum(l => (widths[l - 1] + 1) * widths[l]);
            int first = start + int.Parse(call.Groups["first"].Value, CultureInfo.InvariantCulture);
            int offset = call.Groups["offset"].Success ? int.Parse(call.Groups["offset"].Value, CultureInfo.InvariantCulture) : 0;
            Assert.Equal(0, (first - offset) % lanes);
            Assert.InRange(first - offset, 0, parameters - lanes);
            Assert.InRange(offset, 0, lanes - 1);
        }
    }

    /// <summary>What lies in an object or on the stack is not aligned.</summary>
    [Theory]
    [InlineData("struct", "57-39:relu")]
    [InlineData("record", "57-39:relu")]
    [InlineData("class", "9-21:relu")]
    public void Parameters_in_the_object_are_read_as_they_lie(string kind, string topology)
        => Assert.DoesNotContain("AddProducts(", GeneratorRun.Of(Corpus.In("N", $"[Network(\"{topology}\")] public partial {kind} Net;")).Source, StringComparison.Ordinal);

    [GeneratedRegex(@"(LoadBelow\(|AddProducts\(\w+, )in (p\.W|weights)(?<layer>\d+)(_1_1)?, (?<first>-?\d+)(, (?<offset>\d+))?")]
    private static partial Regex StraddlingCall();

    private static string Row(string topology, string precision)
        => GeneratorRun.Of(Corpus.In("N", $"[Network(\"{topology}\", Precision = Precision.{precision})] public partial class Net {{ }}")).RowRoutine;
}
