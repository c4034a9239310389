namespace NetGen.Generator.Tests;

/// <summary>Which networks have their gradient computed with a row in every lane.</summary>
public class GradientShapeTests
{
    [Theory]
    [InlineData("60-3", "Single", true)]
    [InlineData("100-2", "Single", true)]
    [InlineData("36-5-3", "Double", true)]
    [InlineData("50-5-3", "Double", false)]
    [InlineData("100-2", "Double", false)]
    [InlineData("60-3", "Double", false)]
    [InlineData("13-8", "Double", false)]
    [InlineData("13-8", "Single", true)]
    [InlineData("13-7", "Double", false)]
    [InlineData("13-6", "Double", true)]
    [InlineData("8-8-8", "Double", true)]
    [InlineData("60-8", "Single", false)]
    [InlineData("60-7", "Single", false)]
    [InlineData("84-6", "Single", true)]
    [InlineData("70-1", "Single", false)]
    [InlineData("123-13-9", "Single", false)]
    [InlineData("156-15-4", "Single", false)]
    [InlineData("129-3-29-5", "Single", true)]
    [InlineData("31-29-11", "Single", true)]
    [InlineData("37-29-11", "Single", false)]
    [InlineData("24-30-28", "Single", false)]
    [InlineData("20-20-20-4", "Single", true)]
    [InlineData("20-20-20-4", "Double", false)]
    [InlineData("9-19-18-14", "Double", true)]
    [InlineData("15-23-4", "Double", false)]
    [InlineData("36-19-18-14", "Double", false)]
    [InlineData("19-18", "Single", true)]
    [InlineData("20-22", "Single", false)]
    [InlineData("19-18", "Double", false)]
    [InlineData("10-24", "Single", false)]
    [InlineData("8-64-64-4", "Single", false)]
    public void Rows_are_the_lanes_where_neurons_would_leave_many_empty(string topology, string precision, bool areLanes)
    {
        string code = GeneratorRun.Of(Corpus.In("N", $"[Network(\"{topology}\", Precision = Precision.{precision})] public partial class Net {{ }}")).Source;
        Assert.Equal(areLanes, code.Contains(" WeightGradientLanes(", StringComparison.Ordinal));
    }

    /// <summary>A few rows would leave most lanes empty; small networks have but one way.</summary>
    [Theory]
    [InlineData("20-20-20-4", true)]
    [InlineData("100-2", true)]
    [InlineData("9-9-3", false)]
    [InlineData("8-64-64-4", false)]
    public void Few_rows_have_a_pass_of_their_own(string topology, bool hasOwn)
    {
        string code = GeneratorRun.Of(Corpus.In("N", $"[Network(\"{topology}\", Precision = Precision.Single)] public partial class Net {{ }}")).Source;
        Assert.Equal(hasOwn, code.Contains("if (rows < 16)", StringComparison.Ordinal));
        Assert.Equal(hasOwn, code.Contains("struct BackpropFewRowsPass", StringComparison.Ordinal));
        Assert.Equal(hasOwn, code.Contains("struct BackpropFromFewRowsPass", StringComparison.Ordinal));
    }
}
