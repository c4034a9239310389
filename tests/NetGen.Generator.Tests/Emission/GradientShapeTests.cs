namespace NetGen.Generator.Tests;

/// <summary>Which layers with many inputs have their gradient computed with a row in every lane.</summary>
public class GradientShapeTests
{
    [Theory]
    [InlineData("60-3", "Single", true)]
    [InlineData("100-2", "Single", true)]
    [InlineData("50-5-3", "Double", true)]
    [InlineData("100-2", "Double", false)]
    [InlineData("60-3", "Double", false)]
    [InlineData("60-8", "Single", false)]
    [InlineData("60-7", "Single", false)]
    [InlineData("84-6", "Single", true)]
    [InlineData("70-1", "Single", false)]
    [InlineData("123-13-9", "Single", false)]
    public void Rows_are_the_lanes_where_neurons_would_leave_many_empty(string topology, string precision, bool areLanes)
    {
        string code = GeneratorRun.Of(Corpus.In("N", $"[Network(\"{topology}\", Precision = Precision.{precision})] public partial class Net {{ }}")).Source;
        Assert.Equal(areLanes, code.Contains(" WeightGradientLanes<", StringComparison.Ordinal));
    }
}
