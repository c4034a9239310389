using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>One row of a network that is computed layer by layer: the smallest case of many rows.</summary>
internal sealed class LayerByLayerRow(NetworkPlan plan) : OneRowRoutines(plan)
{
    protected override void Numbers(CodeWriter writer)
    {
        string inputs = string.Join(", ", Names.Count(Network.Inputs).Select(i => Names.Activation(0, i)));
        writer.Line($"{Names.InputSpan} inputs = stackalloc {Names.Number}[] {{ {inputs} }};");
        writer.Line($"{Names.OutputSpan} outputs = stackalloc {Names.Number}[1];");
        writer.Line("FeedForward(inputs, outputs);");
        writer.Line("return outputs[0];");
    }

    protected override void FeedForwardRow(CodeWriter writer) => throw new NotSupportedException();
}
