using NetGen.Generator.Emission;
using NetGen.Generator.Model;
using NetGen.Generator.Parsing;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Tests;

/// <summary>A block without a row would never get through the rows of a call.</summary>
public class ScratchTests
{
    [Theory]
    [InlineData("Double")]
    [InlineData("Single")]
    public void However_deep_a_network_is_its_blocks_have_rows(string precision)
    {
        foreach (int width in (int[])[1, 2, 5, 6, 7, 11, 16])
        {
            foreach (int depth in (int[])[1, 8, 30, 90, 200, 400, 700])
            {
                string topology = $"{width}{string.Concat(Enumerable.Repeat($"-{width}:tanh", depth))}";
                NetworkPlan plan = Plan($"[NetGen.Network(\"{topology}\", Precision = NetGen.Precision.{precision})] public partial class Deep;");
                if (plan.ManyRows == CodeShape.RowLanes)
                    Assert.InRange(LanesScratchPlan.Forward(plan).Rows, plan.Lanes, 64);
                if (plan.Backward == CodeShape.RowLanes)
                    Assert.InRange(LanesScratchPlan.Backward(plan).Rows, plan.Lanes, 64);
                Assert.DoesNotContain("rows, 0, ", NetworkEmitter.Emit(plan, TestContext.Current.CancellationToken), StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData(1, 8, 4)]
    [InlineData(10, 16, 12)]
    [InlineData(64, 80, 72)]
    [InlineData(128, 144, 136)]
    [InlineData(100, 112, 104)]
    public void Rows_of_scratch_are_whole_vectors_and_an_odd_number_of_cache_lines_when_wide(int neurons, int floats, int doubles)
    {
        Assert.Equal(floats, ScratchPlan.Stride(Plan("[NetGen.Network(\"2-2\", Precision = NetGen.Precision.Single)] public partial class Deep;"), neurons));
        Assert.Equal(doubles, ScratchPlan.Stride(Plan("[NetGen.Network(\"2-2\")] public partial class Deep;"), neurons));
    }

    private static NetworkPlan Plan(string source)
    {
        Microsoft.CodeAnalysis.CSharp.CSharpCompilation compilation = Compilations.Of(source);
        NetworkSpec network = NetworkParser.Parse(compilation.GetTypeByMetadataName("Deep")!, compilation, TestContext.Current.CancellationToken)!.Specification!;
        return NetworkPlanner.Plan(network);
    }
}
