namespace NetGen.Generator.Tests;

/// <summary>How the code of one row goes through the inputs of its layers.</summary>
public class RowLoopTests
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

    private static string Row(string topology, string precision)
        => GeneratorRun.Of(Corpus.In("N", $"[Network(\"{topology}\", Precision = Precision.{precision})] public partial class Net {{ }}")).RowRoutine;
}
