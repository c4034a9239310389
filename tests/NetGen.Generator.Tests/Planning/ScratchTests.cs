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

    private static NetworkPlan Plan(string source)
    {
        Microsoft.CodeAnalysis.CSharp.CSharpCompilation compilation = Compilations.Of(source);
        NetworkSpec network = NetworkParser.Parse(compilation.GetTypeByMetadataName("Deep")!, compilation, TestContext.Current.CancellationToken)!.Specification!;
        return NetworkPlanner.Plan(network);
    }
}
