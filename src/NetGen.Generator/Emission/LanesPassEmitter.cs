using NetGen.Generator.Model;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>The passes of a network over one block of rows with a row in every lane: one kernel call a layer, for layers too narrow to fill vectors.</summary>
internal sealed class LanesPassEmitter(NetworkPlan plan)
{
    private readonly NetworkSpec _network = plan.Network;
    private readonly Names _names = new(plan);
    private readonly PassWriter _passes = new(plan);
    private readonly LayerLoopEmitter _loops = new(plan);

    private string T => _names.Number;

    private LayerSpec Output => _network.Layers[_network.Layers.Count - 1];

    public void Emit(CodeWriter writer)
    {
        if (plan.ManyRows == CodeShape.RowLanes)
        {
            LanesScratchPlan scratch = LanesScratchPlan.Forward(plan);
            _passes.FeedForward(
                writer, scratch.Rows, body => FeedForward(body, scratch), plan.HasLayerLoops ? members => _loops.Methods(members, scratch) : null);
            _passes.Evaluate(writer, scratch.Rows, body => Evaluate(body, scratch));
        }

        if (plan.Backward == CodeShape.RowLanes)
        {
            LanesScratchPlan scratch = LanesScratchPlan.Backward(plan);
            _passes.Backprop(writer, scratch.Rows, CodeShape.RowLanes, body => Backprop(body, scratch));
            _passes.BackpropFrom(writer, scratch.Rows, CodeShape.RowLanes, body => BackpropFrom(body, scratch));
        }
    }

    private void FeedForward(CodeWriter writer, LanesScratchPlan scratch)
    {
        if (plan.HasLayerLoops)
        {
            _loops.Calls(writer, scratch);
            return;
        }

        Forward(writer, scratch, slopes: false, fused: false);
        writer.Line($"{Kernel("LanesToRows")}(in a{Output.Number}, {scratch.Rows}, ref {Row("Y", _network.Outputs)}, {_network.Outputs}, rowCount);");
    }

    private void Evaluate(CodeWriter writer, LanesScratchPlan scratch)
    {
        Forward(writer, scratch, slopes: false, _network.LossEntry.IsFused);
        writer.Line($"Loss = {Kernel("LossLanes", _network.LossEntry.Kernel)}(in a{Output.Number}, {scratch.Rows}, in {Row("T", _network.Outputs)}, rowCount, "
            + $"{_network.Outputs}, Loss);");
    }

    private void Backprop(CodeWriter writer, LanesScratchPlan scratch)
    {
        int l = Output.Number;
        Forward(writer, scratch, slopes: true, _network.LossEntry.IsFused);
        writer.Line(_passes.LossComment);
        Place(writer, $"d{l}", scratch.OutputDeltas);
        writer.Line($"Loss = {_passes.LossDeltas("LossDeltaLanes")}, {scratch.Rows}, in {Row("T", _network.Outputs)}, rowCount, {_network.Outputs}, Scale, Loss);");
        writer.Line();
        Backward(writer, scratch, null);
        writer.Line();
        Reduce(writer, scratch, "firstRow + rowCount == Rows");
    }

    private void BackpropFrom(CodeWriter writer, LanesScratchPlan scratch)
    {
        int l = Output.Number;
        Forward(writer, scratch, slopes: true, fused: false);
        writer.Line("// dL/dy, as given");
        Place(writer, $"d{l}", scratch.OutputDeltas);
        writer.Line($"{Kernel("ErrorsToLanes")}(in {Row("E", _network.Outputs)}, {_network.Outputs}, ref d{l}, {scratch.Rows}, rowCount);");
        MultiplySlopes(writer, Output, scratch);
        writer.Line();
        Backward(writer, scratch, "WantsGradient");
        writer.Line();
        Reduce(writer, scratch, "WantsGradient && firstRow + rowCount == Rows");
        writer.Line();
        using (writer.Block("if (WantsInputGradients)"))
        {
            LayerSpec first = _network.Layers[0];
            writer.Line($"{Kernel("InputGradientLanes")}(in d1, in P, ref x, {scratch.Rows}, rowCount, inputs: {first.Inputs}, neurons: {first.Neurons});");
            writer.Line($"{Kernel("LanesToRows")}(in x, {scratch.Rows}, ref {Row("D", _network.Inputs)}, {_network.Inputs}, rowCount);");
        }
    }

    private void Forward(CodeWriter writer, LanesScratchPlan scratch, bool slopes, bool fused)
    {
        writer.Line("// Inputs, a row in every lane");
        Place(writer, "x", scratch.Values[0]);
        writer.Line($"{Kernel("RowsToLanes")}(in {Row("X", _network.Inputs)}, {_network.Inputs}, ref x, {scratch.Rows}, rowCount);").Line();
        foreach (LayerSpec layer in _network.Layers)
        {
            int l = layer.Number;
            bool activated = !(fused && l == Output.Number);
            bool hasSlopes = slopes && activated && !layer.ActivationEntry.HasSlopeFromValue;
            string function = activated ? layer.ActivationEntry.Name : "Identity";
            writer.Line($"// Layer {l}: {Prose.Neurons(layer)}{(hasSlopes ? " and their slopes f'(z)" : "")}");
            Place(writer, $"a{l}", scratch.Values[l]);
            if (hasSlopes)
            {
                Place(writer, $"s{l}", scratch.Slopes[l]);
            }

            string kernel = Kernel(hasSlopes ? "DenseLanesWithSlope" : "DenseLanes", function);
            writer.Line($"{kernel}(in {Input(l)}, in {Parameters(layer)}, ref a{l}{(hasSlopes ? $", ref s{l}" : "")}, {scratch.Rows}, rowCount, "
                + $"inputs: {layer.Inputs}, neurons: {layer.Neurons});");
            writer.Line();
        }
    }

    /// <summary>From the deltas of the output layer to those of the first, with the derivatives of the parameters.</summary>
    private void Backward(CodeWriter writer, LanesScratchPlan scratch, string? condition)
    {
        writer.Line($"// dL/dparameter, {plan.Lanes} sums for each: lane k has every {plan.Lanes}th row from row k on");
        Place(writer, "g", 0);
        writer.Line();
        for (int l = Output.Number; l >= 1; l--)
        {
            LayerSpec layer = _network.Layers[l - 1];
            writer.Line($"// Layer {l}: dL/dW{l}_j_i = dL/dz{l}_j · {Prose.InputOf(layer)}, dL/dB{l}_j = dL/dz{l}_j");
            string gradient = $"{Kernel("WeightGradientLanes")}(in {Input(l)}, in d{l}, {scratch.Rows}, ref {At("g", OffsetOf(layer) * plan.Lanes)}, rowCount, "
                + $"inputs: {layer.Inputs}, neurons: {layer.Neurons}, accumulate: firstRow > 0);";
            if (condition is null)
            {
                writer.Line(gradient);
            }
            else
            {
                using (writer.Block($"if ({condition})"))
                {
                    writer.Line(gradient);
                }
            }

            if (l > 1)
            {
                LayerSpec below = _network.Layers[l - 2];
                writer.Line().Line($"// {Prose.ChainRule(below, isOutput: false, isDone: false)}, in place");
                writer.Line($"ref {T} d{l - 1} = ref {(below.ActivationEntry.HasSlopeFromValue ? "a" : "s")}{l - 1};");
                writer.Line($"{Kernel("InputGradientLanes", below.ActivationEntry.Name)}(in d{l}, in {Parameters(layer)}, ref d{l - 1}, {scratch.Rows}, rowCount, "
                    + $"inputs: {layer.Inputs}, neurons: {layer.Neurons});");
                writer.Line();
            }
        }
    }

    private void MultiplySlopes(CodeWriter writer, LayerSpec layer, LanesScratchPlan scratch)
    {
        if (layer.ActivationEntry.IsIdentity)
        {
            return;
        }

        int l = layer.Number;
        writer.Line($"// {Prose.ChainRule(layer, isOutput: true, isDone: false)}, in place");
        writer.Line($"{Kernel("MultiplySlopesOfLanes", layer.ActivationEntry.Name)}(ref d{l}, in {(layer.ActivationEntry.HasSlopeFromValue ? "a" : "s")}{l}, "
            + $"{scratch.Rows}, rowCount, {layer.Neurons});");
    }

    private void Reduce(CodeWriter writer, LanesScratchPlan scratch, string condition)
    {
        using (writer.Block($"if ({condition})"))
        {
            writer.Line($"{Kernel("SumLanes")}(in g, ref G, {_network.ParameterCount});");
        }
    }

    private static string Input(int layer) => layer == 1 ? "x" : $"a{layer - 1}";

    private string Row(string span, int width) => $"{_names.Kernel("At")}(in {span}, {(width == 1 ? "firstRow" : $"firstRow * {width}")})";

    private int OffsetOf(LayerSpec layer) => _network.Layers.Take(layer.Number - 1).Sum(before => before.ParameterCount);

    private string Parameters(LayerSpec layer) => At("P", OffsetOf(layer));

    private string At(string name, int offset) => offset == 0 ? name : $"{_names.Kernel("At")}(in {name}, {offset})";

    private void Place(CodeWriter writer, string name, int offset) => writer.Line($"ref {T} {name} = ref {At("scratch", offset)};");

    private string Kernel(string name, params string[] functions) => _names.Kernel(name, functions);
}
