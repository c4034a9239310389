using System.Globalization;
using NetGen.Generator.Model;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>
/// One row where every vector holds neighbouring neurons of a layer: the weights from one input to all neurons lie side by side, so they are loaded
/// as they are, and the input is broadcast. Lanes behind the last neuron hold what lies there; nobody reads them.
/// </summary>
internal sealed partial class NeuronLanesRow(NetworkPlan plan) : OneRowRoutines(plan)
{
    /// <summary>Beyond this many multiply-adds of vectors a layer is a loop over its inputs.</summary>
    private const int MaximumUnrolled = 256;

    /// <summary>Beyond this many vectors of inputs a single neuron is a kernel's.</summary>
    private const int MaximumInputVectors = 16;

    private readonly RowCopies _copies = new(plan);

    private StraddlingWeights? _straddling;

    protected override int ScratchLength => Network.Layers.Where(IsInScratch).Sum(PaddedLength);

    protected override bool NeedsMemory => ScratchLength > 0 || IsLoop(Network.Layers[0]) || IsStored(Network.Layers[Network.Layers.Count - 1]);

    protected override void Numbers(CodeWriter writer)
    {
        writer.Line($"ref readonly ParameterSet p = ref {Names.Live};");
        string[] inputs = [.. Names.Count(Network.Inputs).Select(i => Names.Activation(0, i))];
        Emit(writer, index => inputs[int.Parse(index, CultureInfo.InvariantCulture)], returns: true);
    }

    protected override void FeedForwardRow(CodeWriter writer)
    {
        writer.Line($"ref readonly ParameterSet p = ref {(ScratchLength > 0 ? "P" : Names.Live)};");
        Scratch(writer);
        Emit(writer, index => Element("x", index), returns: false);
    }

    /// <param name="writer">Receives the statements.</param>
    /// <param name="input">The input with an index, counted from 0.</param>
    /// <param name="returns">The only output is returned instead of stored.</param>
    private void Emit(CodeWriter writer, Func<string, string> input, bool returns)
    {
        foreach (LayerSpec layer in Network.Layers)
        {
            bool isOutput = layer.Number == Network.Layers.Count;
            string straddling = Straddling.Contains(layer, out _) ? "; weights that begin inside one are put together from two" : "";
            writer.Line().Line($"// Layer {layer.Number}: {Prose.Neurons(layer)}, {Plan.Lanes} to a vector{straddling}");
            if (AreLanes(layer) && AreWholeVectors(layer))
            {
                LanesOfSums(writer, layer);
            }
            else if (IsCall(layer))
            {
                KernelCall(writer, layer);
            }
            else
            {
                Layer(writer, layer, layer.Number == 1 ? input : index => InputOf(layer, index));
            }

            if (isOutput && returns)
            {
                writer.Line($"return {Activation(layer, 0)}[0];");
            }
            else if (isOutput && !IsStored(layer))
            {
                for (int v = 0; v < Vectors(layer); v++)
                {
                    writer.Line(Store(Activation(layer, v), "y", v, layer.Neurons));
                }
            }
        }
    }

    /// <summary>Says where the layers lie that are stored: aligned, because what a vector store leaves in two cache lines cannot be read back at once.</summary>
    private void Scratch(CodeWriter writer)
    {
        int length = 0;
        foreach (LayerSpec layer in Network.Layers.Where(IsInScratch))
        {
            writer.Line($"ref {Names.Number} a{layer.Number} = ref {Element("scratch", Text(length))};");
            length += PaddedLength(layer);
        }
    }

    private bool IsInScratch(LayerSpec layer) => IsStored(layer) && layer.Number < Network.Layers.Count;

    /// <summary>Whole cache lines.</summary>
    private int PaddedLength(LayerSpec layer)
    {
        int line = 64 / Plan.NumberSize;
        return (layer.Neurons + line - 1) / line * line;
    }

    /// <summary>Some vectors of neurons at a time, with as many partial sums for each as the canonical order of the layer has.</summary>
    private void Layer(CodeWriter writer, LayerSpec layer, Func<string, string> input)
    {
        RowLayer shape = new(layer, Plan.Lanes);
        int vectors = shape.Vectors;
        bool isOutput = layer.Number == Network.Layers.Count;
        string target = isOutput ? "y" : $"a{layer.Number}";
        int length = isOutput ? layer.Neurons : vectors * Plan.Lanes;
        if (MayTakePairs(layer))
        {
            string function = Names.Function(ActivatesAtOnce(layer) ? layer.ActivationEntry.Name : "Identity");
            string call = $"{Names.Kernel("DenseInPairs")}<{function}>(in {Source(layer)}, in p.{Names.Weight(layer, 1, 1)}, ref {target}, {length}, inputs: {layer.Inputs}, neurons: {layer.Neurons})";
            writer.Line("// By the library where the processor loads two of these vectors at once");
            using (writer.Block($"if (global::NetGen.Processor.LoadsPairs)"))
            {
                writer.Line($"{call};");
            }

            using (writer.Block("else"))
            {
                Chunks(writer, layer, target, length, input);
            }
        }
        else
        {
            Chunks(writer, layer, target, length, input);
        }

        if (layer.ActivationEntry.CouplesNeurons)
        {
            writer.Line($"{Names.Kernel("SoftmaxRows")}(ref {target}, {length}, 1, {layer.Neurons});");
        }
        else if (!ActivatesAtOnce(layer))
        {
            string function = $"<{Names.Function(layer.ActivationEntry.Name)}>(ref {target}";
            string kernel = _copies.Contains(layer) ? "ActivateVectors" : "ActivateInLoop";
            writer.Line(isOutput
                ? $"{Names.Kernel("Activate")}{function}, {length}, 1, {length});"
                : $"{Names.Kernel(kernel)}{function}, vectors: {vectors});");
        }
    }

    /// <summary>A layer that a kernel computes, from memory to memory.</summary>
    private void KernelCall(CodeWriter writer, LayerSpec layer)
    {
        string function = layer.ActivationEntry.CouplesNeurons ? "Identity" : layer.ActivationEntry.Name;
        string target = layer.Number == Network.Layers.Count ? "y" : $"a{layer.Number}";
        writer.Line($"{Names.Kernel("Dense")}<{Names.Function(function)}>(in {Source(layer)}, {layer.Inputs}, in p.{Names.Weight(layer, 1, 1)}, "
            + $"ref {target}, {layer.Neurons}, 1, inputs: {layer.Inputs}, neurons: {layer.Neurons});");
        if (layer.ActivationEntry.CouplesNeurons)
        {
            writer.Line($"{Names.Kernel("SoftmaxRows")}(ref {target}, {layer.Neurons}, 1, {layer.Neurons});");
        }
    }

    /// <summary>The inputs of a single neuron are whole vectors, few enough for straight lines.</summary>
    private bool AreWholeVectors(LayerSpec layer)
        => layer.Number > 1 && layer.Inputs % Plan.Lanes == 0 && layer.Inputs <= MaximumInputVectors * Plan.Lanes && !layer.ActivationEntry.CouplesNeurons;

    /// <summary>Whether a layer leaves its activations in memory, for a kernel or a loop; otherwise they stay in registers.</summary>
    private bool IsStored(LayerSpec layer)
    {
        LayerSpec? next = layer.Number == Network.Layers.Count ? null : Network.Layers[layer.Number];
        return IsCall(layer) || !ActivatesAtOnce(layer) || (next is null ? HasPairs(layer) : IsLoop(next) || IsCall(next));
    }

    /// <summary>Layers in loops that are wide enough for vectors of 512 bits; what they read is in memory.</summary>
    private bool HasPairs(LayerSpec layer)
        => Plan.Storage == ParameterStorage.Aligned && IsLoop(layer) && new RowLayer(layer, Plan.Lanes).Vectors >= PartialSums.MinimumVectorsOfPairs;

    /// <summary>The library computes such a layer in half as many loads where the processor is one that gains from it, if it goes to memory anyway.</summary>
    private bool MayTakePairs(LayerSpec layer) => HasPairs(layer) && IsStored(layer);

    private bool ActivatesAtOnce(LayerSpec layer)
        => !layer.ActivationEntry.CouplesNeurons
            && (layer.ActivationEntry.IsCheap || layer.Neurons == 1 || _copies.AreAtOnce(layer));

    /// <summary>An activation of the layer below: from memory, or the lane of a register.</summary>
    private string InputOf(LayerSpec layer, string index)
    {
        LayerSpec below = Network.Layers[layer.Number - 2];
        if (IsStored(below))
        {
            return Element($"a{below.Number}", index);
        }

        int i = int.Parse(index, CultureInfo.InvariantCulture);
        (string vector, int lane) = (Activation(below, i / Plan.Lanes), i % Plan.Lanes);
        if (lane == 0)
        {
            return $"{vector}[0]";
        }

        string suffix = Plan.Network.Precision == Precision.Double ? "L" : "";
        return 2 * layer.Neurons <= Plan.Lanes && 2 * lane < Plan.Lanes
            ? $"{Names.Kernel("ShuffleLower")}({vector}, {lane})"
            : $"{Names.Instruction("Shuffle")}({vector}, {Names.Instruction("Create")}({lane}{suffix}))";
    }

    private StraddlingWeights Straddling => _straddling ??= new(Plan, _copies.Variables);

    private static string Text(int index) => index.ToString(CultureInfo.InvariantCulture);

    private string Element(string name, string index) => index == "0" ? $"{name}" : $"{Names.Kernel("At")}(in {name}, {index})";

    private string Store(string value, string target, int vector, int length)
    {
        int first = vector * Plan.Lanes;
        int count = Math.Min(Plan.Lanes, length - first);
        return $"{Names.Kernel("StoreNeurons")}({value}, {(first == 0 ? $"ref {target}" : $"ref {Names.Kernel("At")}(in {target}, {first})")}{(count < Plan.Lanes ? $", {count}" : "")});";
    }

    /// <summary>Where the inputs of a layer lie that reads memory.</summary>
    private static string Source(LayerSpec layer) => layer.Number == 1 ? "x" : $"a{layer.Number - 1}";

    /// <summary>A number in every lane; what comes from a register is there already.</summary>
    private string Broadcast(string input)
    {
        string create = Names.Instruction("Create");
        bool isThere = input.StartsWith(Names.Instruction("Shuffle"), StringComparison.Ordinal) || input.StartsWith(Names.Kernel("ShuffleLower"), StringComparison.Ordinal);
        return isThere ? input : $"{create}({input})";
    }

    private string MultiplyAdd(string a, string b, string c) => $"{Names.Instruction("FusedMultiplyAdd")}({a}, {b}, {c})";

    /// <summary>
    /// Layers that a kernel computes best: a single neuron whose inputs do not lie in registers, and half a vector of neurons, which takes two inputs
    /// at a time.
    /// </summary>
    private bool IsCall(LayerSpec layer)
        => (AreLanes(layer) && !AreWholeVectors(layer))
            || (2 * layer.Neurons == Plan.Lanes && layer.Inputs % 8 == 0 && PartialSums.Count(layer.Inputs, layer.Neurons, Plan.Lanes) == 8);

    private bool IsLoop(LayerSpec layer)
        => !IsCall(layer) && !AreLanes(layer)
            && new RowLayer(layer, Plan.Lanes).IsLoop(Straddling.Contains(layer, out _) ? StraddlingWeights.MaximumUnrolled : MaximumUnrolled);

    private static bool AreLanes(LayerSpec layer) => PartialSums.AreLanes(layer.Inputs, layer.Neurons);

    private int Vectors(LayerSpec layer) => new RowLayer(layer, Plan.Lanes).Vectors;

    private string Sum(LayerSpec layer, int vector, int partials, int partial)
        => $"z{Range(layer, vector)}{(partials == 1 ? "" : $"_{(char)('a' + partial)}")}";

    private string Activation(LayerSpec layer, int vector) => "a" + Range(layer, vector);

    /// <summary>The neurons of a vector: «1_5to8».</summary>
    private string Range(LayerSpec layer, int vector)
    {
        int first = (vector * Plan.Lanes) + 1;
        int last = Math.Min(first + Plan.Lanes - 1, layer.Neurons);
        return $"{layer.Number}_{(first == last ? $"{first}" : $"{first}to{last}")}";
    }
}
