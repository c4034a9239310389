using NetGen.Generator.Model;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>The struct of all parameters: a field for every weight, or a block for every layer of a large network.</summary>
internal static class ParameterSetEmitter
{
    private const string Sequential = "global::System.Runtime.InteropServices.LayoutKind.Sequential";

    public static void Emit(CodeWriter writer, NetworkPlan plan)
    {
        writer.Line();
        writer.Line("/// <summary>");
        writer.Line("/// One value for every parameter of the network: its weights and biases, a gradient, or an optimizer's state.");
        writer.Line("/// In flat order: layer by layer, in a layer the weights input by input (all neurons of input 1, then of");
        writer.Line("/// input 2, …), then the biases.");
        writer.Line("/// </summary>");
        writer.Line(NetworkEmitter.GeneratedCode);
        writer.Line($"[global::System.Runtime.InteropServices.StructLayout({Sequential})]");
        using (writer.Block("public struct ParameterSet"))
        {
            foreach (LayerSpec layer in plan.Network.Layers)
            {
                if (plan.HasNamedWeights)
                {
                    Fields(writer, plan, layer);
                }
                else
                {
                    Blocks(writer, plan, layer);
                }
            }

            if (plan.Network.Target.HasVectors)
            {
                AsSpan(writer, plan);
            }
        }
    }

    private static void Fields(CodeWriter writer, NetworkPlan plan, LayerSpec layer)
    {
        foreach (int i in Names.Count(layer.Inputs))
        {
            foreach (int j in Names.Count(layer.Neurons))
            {
                string from = layer.Number == 1 ? $"input {i}" : $"neuron {i} of layer {layer.Number - 1}";
                writer.Line($"/// <summary>weight from {from} to neuron {j} of layer {layer.Number}</summary>");
                writer.Line($"public {plan.Number} {Names.Weight(layer, j, i)};").Line();
            }
        }

        foreach (int j in Names.Count(layer.Neurons))
        {
            writer.Line($"/// <summary>bias of neuron {j} of layer {layer.Number}</summary>");
            writer.Line($"public {plan.Number} {Names.Bias(layer, j)};").Line();
        }
    }

    private static void Blocks(CodeWriter writer, NetworkPlan plan, LayerSpec layer)
    {
        int l = layer.Number;
        string source = l == 1 ? "inputs" : $"neurons of layer {l - 1}";
        writer.Line($"/// <summary>weights of layer {l}: {layer.Inputs} {source} × {layer.Neurons} neurons</summary>");
        writer.Line($"public Weights{l} W{l};").Line();
        writer.Line($"/// <summary>biases of layer {l}: {layer.Neurons} neurons</summary>");
        writer.Line($"public Biases{l} B{l};").Line();

        Block(writer, plan, $"Weights{l}", $"The weights of layer {l}.", layer.WeightCount, () =>
        {
            writer.Line($"/// <summary>The weight into neuron <paramref name=\"to\"/> from input <paramref name=\"from\"/>, both counted from 0.</summary>");
            writer.Line("/// <exception cref=\"global::System.IndexOutOfRangeException\">There is no such weight.</exception>");
            return ("int to, int from", $"{Index(plan, "from", layer.Inputs)} * {layer.Neurons} + {Index(plan, "to", layer.Neurons)}");
        });
        Block(writer, plan, $"Biases{l}", $"The biases of layer {l}.", layer.Neurons, () =>
        {
            writer.Line($"/// <summary>The bias of neuron <paramref name=\"to\"/>, counted from 0.</summary>");
            writer.Line("/// <exception cref=\"global::System.IndexOutOfRangeException\">There is no such bias.</exception>");
            return ("int to", Index(plan, "to", layer.Neurons));
        });
    }

    private static void Block(CodeWriter writer, NetworkPlan plan, string name, string summary, int length, Func<(string Parameters, string Offset)> indexer)
    {
        writer.Line($"/// <summary>{summary}</summary>");
        writer.Line($"[global::System.Runtime.InteropServices.StructLayout({Sequential}, Size = {length} * sizeof({plan.Number}))]");
        using (writer.Block($"public struct {name}"))
        {
            writer.Line($"private {plan.Number} _first;").Line();
            (string parameters, string offset) = indexer();
            using (writer.Block($"public ref {plan.Number} this[{parameters}]"))
            {
                Unscoped(writer);
                writer.Line($"get => ref global::System.Runtime.CompilerServices.Unsafe.Add(ref _first, {offset});");
            }
        }

        writer.Line();
    }

    private static string Index(NetworkPlan plan, string name, int count) => $"{new Names(plan).Kernel("IndexBelow")}({name}, {count})";

    private static void AsSpan(CodeWriter writer, NetworkPlan plan)
    {
        LayerSpec first = plan.Network.Layers[0];
        string start = plan.HasNamedWeights ? Names.Weight(first, 1, 1) : "W1[0, 0]";
        writer.Line("/// <summary>All values in flat order; a view, not a copy.</summary>");
        Unscoped(writer);
        writer.Line($"public {Names.Span}<{plan.Number}> AsSpan()");
        using (writer.Indented())
        {
            writer.Line($"=> global::System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref {start}, ParameterCount);");
        }
    }

    internal static void Unscoped(CodeWriter writer) => writer.Line("[global::System.Diagnostics.CodeAnalysis.UnscopedRef]");
}
