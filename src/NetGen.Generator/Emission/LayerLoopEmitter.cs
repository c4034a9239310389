using NetGen.Generator.Model;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>
/// The forward pass of a small network over a block of rows: a loop for every layer, with a row in every lane. Layer after layer, because a loop whose
/// steps are short and independent keeps the processor busier than one that runs through all layers; in methods of their own, because the inliner
/// stops after some functions.
/// </summary>
internal sealed class LayerLoopEmitter(NetworkPlan plan)
{
    private readonly NetworkSpec _network = plan.Network;
    private readonly Names _names = new(plan);
    private readonly LanesDialect _lanes = new(plan);

    /// <summary>Calls the methods one after the other.</summary>
    public void Calls(CodeWriter writer, LanesScratchPlan scratch)
    {
        writer.Line($"ref readonly ParameterSet p = ref global::System.Runtime.CompilerServices.Unsafe.As<{plan.Number}, ParameterSet>(ref P);");
        foreach (LayerSpec layer in _network.Layers.Take(_network.Layers.Count - 1))
        {
            int place = scratch.Values[layer.Number] - scratch.Values[1];
            writer.Line($"ref {plan.Number} a{layer.Number} = ref {(place == 0 ? "scratch" : $"{_names.Kernel("At")}(in scratch, {place})")};");
        }

        foreach (LayerSpec layer in _network.Layers)
        {
            string input = layer.Number == 1 ? Row("X", _network.Inputs) : $"a{layer.Number - 1}";
            string output = layer.Number == _network.Layers.Count ? Row("Y", _network.Outputs) : $"a{layer.Number}";
            writer.Line($"Layer{layer.Number}(in p, in {input}, ref {output}, rowCount);");
        }
    }

    public void Methods(CodeWriter writer, LanesScratchPlan scratch)
    {
        foreach (LayerSpec layer in _network.Layers)
        {
            bool isOutput = layer.Number == _network.Layers.Count;
            bool activatesLater = ActivatesLater(layer);
            string Result(int neuron) => activatesLater ? Names.PreActivation(layer.Number, neuron) : Names.Activation(layer.Number, neuron);
            writer.Line();
            writer.Line($"/// <summary>Layer {layer.Number} for a block of rows, {plan.Lanes} at a time: {Prose.Neurons(layer)}.</summary>");
            writer.Line(_names.HotMethod);
            using (writer.Block($"private static void Layer{layer.Number}(ref readonly ParameterSet p, ref readonly {plan.Number} inputs, "
                + $"ref {plan.Number} outputs, int rowCount)"))
            {
                using (writer.Block($"for (int row = 0; row < rowCount; row += {plan.Lanes})"))
                {
                    if (layer.Number == 1)
                    {
                        writer.Lines(_lanes.LoadAll("inputs", "rowCount - row", _network.Inputs, i => Names.Activation(0, i)));
                    }
                    else
                    {
                        writer.Lines(Names.Count(layer.Inputs).Select(
                            i => $"{_names.VectorLocal} {Names.Activation(layer.Number - 1, i)} = {_names.Instruction("LoadUnsafe")}(in {Column("inputs", i, scratch)});"));
                    }

                    writer.Line();
                    ForwardPass.Layer(writer, _lanes, layer, slopes: false, activated: !activatesLater);
                    writer.Line();
                    writer.Lines(Names.Count(layer.Neurons).Select(j => isOutput
                        ? $"{_names.Kernel("StoreColumn")}({Result(j)}, ref {LanesDialect.At(_names, "outputs", layer.Neurons, j - 1)}, "
                            + $"{layer.Neurons}, rowCount - row);"
                        : $"{_names.Kernel("StoreNeurons")}({Result(j)}, ref {Column("outputs", j, scratch)});"));
                }

                if (activatesLater)
                {
                    string function = $"<{_names.Function(layer.ActivationEntry.Name)}>(ref outputs";
                    writer.Line().Line($"// a{layer.Number}_j = {layer.ActivationEntry.TopologyName}(z{layer.Number}_j), in place");
                    writer.Line(isOutput
                        ? $"{_names.Kernel("Activate")}{function}, {layer.Neurons}, rowCount, neurons: {layer.Neurons});"
                        : $"{_names.Kernel("ActivateLanes")}{function}, {scratch.Rows}, rowCount, neurons: {layer.Neurons});");
                }
            }
        }
    }

    /// <summary>Copies of a costly function, one for each neuron, want more registers than there are: a loop over all of them has one.</summary>
    private static bool ActivatesLater(LayerSpec layer)
        => layer.Neurons > 1 && !layer.ActivationEntry.IsCheap;

    private string Column(string name, int neuron, LanesScratchPlan scratch)
        => $"{_names.Kernel("At")}(in {name}, {(neuron == 1 ? "row" : $"{(neuron - 1) * scratch.Rows} + row")})";

    private string Row(string span, int width) => $"{_names.Kernel("At")}(in {span}, {(width == 1 ? "firstRow" : $"firstRow * {width}")})";
}
