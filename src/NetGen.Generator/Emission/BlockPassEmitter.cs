using NetGen.Generator.Model;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>
/// The passes of a wide network over one block of rows: private ref structs that hold references to the data, because the uncleared memory they work
/// in, on the stack or the thread's own, can only be had inside NetGen.dll, which calls them back.
/// </summary>
internal sealed class BlockPassEmitter(NetworkPlan plan)
{
    private readonly NetworkSpec _network = plan.Network;
    private readonly Names _names = new(plan);
    private readonly PassWriter _passes = new(plan);

    private string T => _names.Number;

    public void Emit(CodeWriter writer)
    {
        if (plan.ManyRows == CodeShape.LayerByLayer)
        {
            ScratchPlan forward = ScratchPlan.Forward(plan, keepsOutputs: false);
            ScratchPlan evaluate = ScratchPlan.Forward(plan, keepsOutputs: true);
            _passes.FeedForward(writer, forward.Rows, body => FeedForward(body, forward));
            _passes.Evaluate(writer, evaluate.Rows, body => Evaluate(body, evaluate));
        }

        if (plan.Backward == CodeShape.LayerByLayer || plan.HasGradientOfFewRows)
        {
            ScratchPlan scratch = ScratchPlan.Backward(plan, oneRow: false);
            _passes.Backprop(writer, scratch.Rows, CodeShape.LayerByLayer, body => Backprop(body, scratch));
            _passes.BackpropFrom(writer, scratch.Rows, CodeShape.LayerByLayer, body => BackpropFrom(body, scratch));
        }

        if (plan.Train == CodeShape.LayerByLayer)
        {
            ScratchPlan scratch = ScratchPlan.Backward(plan, oneRow: true);
            _passes.Train(writer, scratch.Rows, body => Train(body, scratch));
        }
    }

    private void Backprop(CodeWriter writer, ScratchPlan scratch)
    {
        ForwardWithSlopes(writer, scratch, _network.LossEntry.IsFused);
        PlaceDeltas(writer, scratch);
        LossDeltas(writer);
        Backward(writer, "G", updates: false);
    }

    private void Train(CodeWriter writer, ScratchPlan scratch)
    {
        ForwardWithSlopes(writer, scratch, _network.LossEntry.IsFused);
        PlaceDeltas(writer, scratch);
        LossDeltas(writer);
        Backward(writer, "P", updates: true);
    }

    private void FeedForward(CodeWriter writer, ScratchPlan scratch)
        => Forward(writer, scratch, outputPlace: $"ref {Row("Y", _network.Outputs)}", outputStride: _network.Outputs, fused: false);

    private void Evaluate(CodeWriter writer, ScratchPlan scratch)
    {
        Forward(writer, scratch, "ref y", OutputStride, _network.LossEntry.IsFused, declareOutput: true);
        string kernel = _network.LossEntry.IsMeanOverRows ? Kernel(_network.LossEntry.Kernel + "Rows") : Kernel("LossRows", _network.LossEntry.Kernel);
        writer.Line($"Loss = {kernel}(in y, {OutputStride}, in {Row("T", _network.Outputs)}, firstRow, rowCount, {_network.Outputs}, Loss);");
    }

    private void BackpropFrom(CodeWriter writer, ScratchPlan scratch)
    {
        ForwardWithSlopes(writer, scratch, fused: false);
        PlaceDeltas(writer, scratch);
        writer.Line("// dL/dy, as given");
        writer.Line($"{Kernel("CopyRows")}(in {Row("E", _network.Outputs)}, {_network.Outputs}, ref {OutputDelta}, {OutputStride}, rowCount, {_network.Outputs});");
        OutputDeltas(writer);
        writer.Line();
        Backward(writer, "G", updates: false, condition: "WantsGradient");
        writer.Line();
        using (writer.Block("if (WantsInputGradients)"))
        {
            LayerSpec first = _network.Layers[0];
            writer.Line($"{Kernel("InputGradient")}(in d1, {Stride(first.Neurons)}, in P, ref {Row("D", _network.Inputs)}, {_network.Inputs}, "
                + $"rowCount, inputs: {first.Inputs}, neurons: {first.Neurons}, ref scratch);");
        }
    }

    /// <summary>The forward pass alone: layers take turns in two places.</summary>
    private void Forward(CodeWriter writer, ScratchPlan scratch, string outputPlace, int outputStride, bool fused, bool declareOutput = false)
    {
        foreach (LayerSpec layer in _network.Layers)
        {
            bool isOutput = layer.Number == _network.Layers.Count;
            writer.Line($"// Layer {layer.Number}: {Prose.Neurons(layer)}");
            if (!isOutput || declareOutput)
            {
                Place(writer, isOutput ? "y" : $"a{layer.Number}", scratch.Values[layer.Number - 1]);
            }

            string place = isOutput ? outputPlace : $"ref a{layer.Number}";
            int stride = isOutput ? outputStride : Stride(layer.Neurons);
            bool activated = !(isOutput && fused) && !layer.ActivationEntry.CouplesNeurons;
            writer.Line($"{Kernel("Dense", activated ? layer.ActivationEntry.Name : "Identity")}({InputsOf(layer)}, in {Parameters(layer)}, {place}, {stride}, "
                + $"rowCount, inputs: {layer.Inputs}, neurons: {layer.Neurons});");
            if (layer.ActivationEntry.CouplesNeurons && !(isOutput && fused))
            {
                writer.Line($"{Kernel("SoftmaxRows")}({place}, {stride}, rowCount, {layer.Neurons});");
            }

            writer.Line();
        }
    }

    /// <summary>The forward pass for a backward pass to follow: every layer keeps its activations and slopes.</summary>
    private void ForwardWithSlopes(CodeWriter writer, ScratchPlan scratch, bool fused)
    {
        foreach (LayerSpec layer in _network.Layers)
        {
            int l = layer.Number;
            bool isOutput = l == _network.Layers.Count;
            bool activated = !(isOutput && fused) && !layer.ActivationEntry.CouplesNeurons;
            string function = activated ? layer.ActivationEntry.Name : "Identity";
            bool hasSlopes = activated && !layer.ActivationEntry.HasSlopeFromValue;
            writer.Line($"// Layer {l}: {Prose.Neurons(layer)}{(hasSlopes ? $" and their slopes f'(z)" : "")}");
            Place(writer, $"a{l}", scratch.Values[l - 1]);
            if (hasSlopes)
            {
                Place(writer, $"s{l}", scratch.Slopes[l - 1]);
            }

            string kernel = hasSlopes ? Kernel("DenseWithSlope", function) : Kernel("Dense", function);
            string slopes = hasSlopes ? $", ref s{l}" : "";
            writer.Line($"{kernel}({InputsOf(layer)}, in {Parameters(layer)}, ref a{l}{slopes}, {Stride(layer.Neurons)}, rowCount, inputs: {layer.Inputs}, neurons: {layer.Neurons});");
            if (layer.ActivationEntry.CouplesNeurons && !(isOutput && fused))
            {
                writer.Line($"{Kernel("SoftmaxRows")}(ref a{l}, {Stride(layer.Neurons)}, rowCount, {layer.Neurons});");
            }

            writer.Line();
        }
    }

    private void PlaceDeltas(CodeWriter writer, ScratchPlan scratch)
    {
        writer.Line($"// d = dL/dz of every layer{(scratch.Rows > 1 ? ", over slopes or activations that are not needed any more" : "")}");
        foreach (LayerSpec layer in _network.Layers)
        {
            Place(writer, $"d{layer.Number}", scratch.Deltas[layer.Number - 1]);
        }

        writer.Line();
    }

    private void LossDeltas(CodeWriter writer)
    {
        writer.Line(_passes.LossComment);
        string call = _network.LossEntry.IsMeanOverRows
            ? $"{Kernel(_network.LossEntry.Kernel + "ErrorRows")}(in a{_network.Layers.Count}, ref {OutputDelta}"
            : _passes.LossDeltas("LossDeltaRows");
        writer.Line($"Loss = {call}, {OutputStride}, in {Row("T", _network.Outputs)}, firstRow, rowCount, {_network.Outputs}, Scale, Loss);");
        if (_passes.IsOutputCoupled)
        {
            OutputDeltas(writer);
        }

        writer.Line();
    }

    /// <summary>Turns dL/da of the output layer into dL/dz.</summary>
    private void OutputDeltas(CodeWriter writer)
    {
        LayerSpec output = _network.Layers[_network.Layers.Count - 1];
        int l = output.Number;
        if (output.ActivationEntry.IsIdentity)
        {
            return;
        }

        writer.Line($"// {Prose.ChainRule(output, isOutput: true, isDone: false)}, in place");
        writer.Line(output.ActivationEntry.CouplesNeurons
            ? $"{Kernel("SoftmaxRowsBackward")}(in a{l}, ref {OutputDelta}, {OutputStride}, rowCount, {output.Neurons});"
            : $"{Kernel("MultiplySlopes", output.ActivationEntry.Name)}(ref {OutputDelta}, in {(output.ActivationEntry.HasSlopeFromValue ? "a" : "s")}{l}, {OutputStride}, rowCount, {output.Neurons});");
    }

    /// <summary>From the deltas of the output layer to those of the first, with the derivatives of the parameters.</summary>
    /// <param name="target">What the derivatives are added to: the gradient, or with <paramref name="updates"/> the parameters themselves.</param>
    private void Backward(CodeWriter writer, string target, bool updates, string? condition = null)
    {
        for (int l = _network.Layers.Count; l >= 1; l--)
        {
            LayerSpec layer = _network.Layers[l - 1];
            string d = $"d{l}";
            writer.Line(updates
                ? $"// Layer {l}: {(l > 1 ? "the layer below first, with the old weights, then " : "")}one step"
                : $"// Layer {l}: dL/dW{l}_j_i = dL/dz{l}_j · {Prose.InputOf(layer)}, dL/dB{l}_j = dL/dz{l}_j");
            string accumulate = updates ? "" : ", accumulate: firstRow > 0";
            string gradient = $"{Kernel("WeightGradient")}({InputsOf(layer)}, in {d}, {Stride(layer.Neurons)}, ref {Parameters(layer, target)}, "
                + $"rowCount, inputs: {layer.Inputs}, neurons: {layer.Neurons}{accumulate});";
            if (updates)
            {
                Below(writer, layer, d);
                writer.Line(gradient);
            }
            else
            {
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

                Below(writer, layer, d);
            }

            if (l > 1)
            {
                writer.Line();
            }
        }
    }

    /// <summary>The deltas of the layer below.</summary>
    private void Below(CodeWriter writer, LayerSpec layer, string d)
    {
        if (layer.Number == 1)
        {
            return;
        }

        LayerSpec below = _network.Layers[layer.Number - 2];
        int b = below.Number;
        string sizes = $"{Stride(below.Neurons)}, rowCount, inputs: {layer.Inputs}, neurons: {layer.Neurons}, ref scratch);";
        writer.Line($"// {Prose.ChainRule(below, isOutput: false, isDone: false)}");
        if (below.ActivationEntry.CouplesNeurons)
        {
            writer.Line($"{Kernel("InputGradient")}(in {d}, {Stride(layer.Neurons)}, in {Parameters(layer)}, ref d{b}, {sizes}");
            writer.Line($"{Kernel("SoftmaxRowsBackward")}(in a{b}, ref d{b}, {Stride(below.Neurons)}, rowCount, {below.Neurons});");
            return;
        }

        string slopes = below.ActivationEntry.HasSlopeFromValue ? $"a{b}" : $"s{b}";
        writer.Line($"{Kernel("InputGradient", below.ActivationEntry.Name)}(in {d}, {Stride(layer.Neurons)}, in {Parameters(layer)}, in {slopes}, ref d{b}, {sizes}");
    }

    private string OutputDelta => $"d{_network.Layers.Count}";

    private int OutputStride => Stride(_network.Outputs);

    private int Stride(int neurons) => ScratchPlan.Stride(plan, neurons);

    private string InputsOf(LayerSpec layer)
        => layer.Number == 1 ? $"in {Row("X", _network.Inputs)}, {_network.Inputs}" : $"in a{layer.Number - 1}, {Stride(layer.Inputs)}";

    private string Row(string span, int width) => $"{_names.Kernel("At")}(in {span}, firstRow * {width})";

    private string Parameters(LayerSpec layer, string target = "P")
    {
        int offset = _network.Layers.Take(layer.Number - 1).Sum(before => before.ParameterCount);
        return offset == 0 ? target : $"{_names.Kernel("At")}(in {target}, {offset})";
    }

    private void Place(CodeWriter writer, string name, int offset)
        => writer.Line($"ref {T} {name} = ref {(offset == 0 ? "scratch" : $"{_names.Kernel("At")}(in scratch, {offset})")};");

    private string Kernel(string name, params string[] functions) => _names.Kernel(name, functions);
}
