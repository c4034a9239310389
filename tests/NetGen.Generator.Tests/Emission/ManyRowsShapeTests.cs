namespace NetGen.Generator.Tests;

/// <summary>Which single layers have many rows computed with a row in every lane.</summary>
public class ManyRowsShapeTests
{
    [Theory]
    [InlineData("12-1", "Single", true)]
    [InlineData("12-1", "Double", true)]
    [InlineData("12-3", "Double", true)]
    [InlineData("13-3", "Double", false)]
    [InlineData("15-4", "Double", false)]
    [InlineData("15-5", "Single", true)]
    [InlineData("15-6", "Single", false)]
    [InlineData("29-3", "Single", true)]
    [InlineData("80-4", "Single", true)]
    [InlineData("81-4", "Single", false)]
    [InlineData("18-5", "Single", false)]
    [InlineData("29-3", "Double", false)]
    [InlineData("29-1", "Single", false)]
    public void Inputs_are_turned_where_neurons_would_leave_many_lanes_empty(string topology, string precision, bool areLanes)
    {
        string code = GeneratorRun.Of(
            Corpus.In("N", $"[Network(\"{topology}\", Activation.Sigmoid, Precision = Precision.{precision})] public partial class Net {{ }}")).Source;
        string pass = code[code.IndexOf("struct FeedForwardPass", StringComparison.Ordinal)..];
        pass = pass[..pass.IndexOf("ref struct", StringComparison.Ordinal)];
        Assert.Equal(areLanes, pass.Contains("RowsToLanes(", StringComparison.Ordinal) || pass.Contains("LoadColumn", StringComparison.Ordinal));
    }
}
