using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>One row with plain numbers: one statement for every neuron.</summary>
internal sealed class StraightLineRow(NetworkPlan plan) : OneRowRoutines(plan)
{
    private readonly RowScalarDialect _scalar = new(plan);

    protected override void Numbers(CodeWriter writer)
    {
        writer.Line($"ref readonly ParameterSet p = ref {Names.Live};");
        ForwardPass.DeclareSpans(writer, _scalar, backward: false);
        writer.Line();
        ForwardPass.Emit(writer, _scalar, slopes: false);
        writer.Line($"return {Names.Activation(Network.Layers.Count, 1)};");
    }

    protected override void FeedForwardRow(CodeWriter writer)
    {
        writer.Line($"ref readonly ParameterSet p = ref {Names.Live};");
        ForwardPass.DeclareSpans(writer, _scalar, backward: false);
        foreach (int i in Names.Count(Network.Inputs))
        {
            writer.Line($"{Names.Number} {Names.Activation(0, i)} = {Names.Kernel("At")}(in x, {i - 1});");
        }

        writer.Line();
        ForwardPass.Emit(writer, _scalar, slopes: false);
        foreach (int j in Names.Count(Network.Outputs))
        {
            writer.Line($"{Names.Kernel("At")}(in y, {j - 1}) = {Names.Activation(Network.Layers.Count, j)};");
        }
    }
}
