using System.Globalization;
using NetGen.Generator.Model;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>
/// One row where every vector holds neighbouring neurons of a layer: the weights from one input to all neurons lie side by side, so they are loaded
/// as they are, and the input is broadcast. Lanes behind the last neuron hold what lies there; nobody reads them.
/// </summary>
internal sealed class NeuronLanesRow(NetworkPlan plan) : OneRowRoutines(plan)
{
    /// <summary>Beyond this many multiply-adds of vectors a layer is a loop over its inputs.</summary>
    private const int MaximumUnrolled = 256;

    /// <summary>Beyond this many vectors of inputs a single neuron is a kernel's.</summary>
    private const int MaximumInputVectors = 16;

    /// <summary>The layers in whose code the variable for one input has been declared.</summary>
    private readonly HashSet<int> _layersWithValue = [];

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

    /// <summary>Some vectors of neurons at a time, as many as registers hold the sums of.</summary>
    private void Chunks(CodeWriter writer, LayerSpec layer, string target, int length, Func<string, string> input)
    {
        RowLayer shape = new(layer, Plan.Lanes);
        int partials = shape.Partials;
        int first = 0;
        foreach (int count in shape.Chunks)
        {
            int[] chunk = [.. Enumerable.Range(first, count)];
            first += count;
            Sums(writer, layer, chunk, partials, input);
            foreach (int v in chunk)
            {
                string z = Sum(layer, v, partials, 0);
                string value = ActivatesAtOnce(layer) && !layer.ActivationEntry.IsIdentity ? $"{Names.Kernel(layer.ActivationEntry.Name)}({z})" : z;
                writer.Line(IsStored(layer) ? Store(value, target, v, length) : $"{Names.VectorLocal} {Activation(layer, v)} = {value};");
            }

            if (first < shape.Vectors)
            {
                writer.Line();
            }
        }
    }

    private void Sums(CodeWriter writer, LayerSpec layer, int[] chunk, int partials, Func<string, string> input)
    {
        foreach (int v in chunk)
        {
            for (int k = 0; k < partials; k++)
            {
                string start = k == 0 ? $"{Names.Instruction("LoadUnsafe")}(in p.{Names.Bias(layer, (v * Plan.Lanes) + 1)})" : $"{Names.Vector}.Zero";
                writer.Line($"{Names.VectorLocal} {Sum(layer, v, partials, k)} = {start};");
            }
        }

        Straddling.Contains(layer, out int turn);
        int step = new RowLayer(layer, Plan.Lanes).Step(turn);
        int looped = IsLoop(layer) ? layer.Inputs / step * step : 0;
        if (looped > 0)
        {
            Loop(writer, layer, chunk, partials, step, looped);
        }

        for (int i = looped; i < layer.Inputs; i++)
        {
            string value = Broadcast(input(Text(i)));
            if (chunk.Length > 1 || Names.IsQualified)
            {
                writer.Line($"{(_layersWithValue.Add(layer.Number) ? Names.VectorLocal + " " : "")}value{layer.Number} = {value};");
                value = $"value{layer.Number}";
            }

            Products(writer, layer, chunk, i, partials, value, $"p.{Names.Weight(layer, 1, 1)}", (i * layer.Neurons) + (chunk[0] * Plan.Lanes), suffix: null);
        }

        Fold(writer, layer, chunk, partials);
    }

    /// <summary>One input times its weights, the first of which lies <paramref name="first"/> behind the reference; in a loop variables have a suffix.</summary>
    private void Products(CodeWriter writer, LayerSpec layer, int[] chunk, int input, int partials, string value, string weights, int first, string? suffix)
    {
        bool isInLoop = suffix is not null;
        string[] sums = [.. chunk.Select(v => Sum(layer, v, partials, input % partials))];
        int longVectors = new RowLayer(layer, Plan.Lanes).LongVectors;
        string[] longSums = [.. sums.Where((_, k) => chunk[k] < longVectors)];
        for (int k = Straddling.Products(writer, layer, input, value, longSums, weights, first, suffix); k < sums.Length; k++)
        {
            int index = first + (k * Plan.Lanes);
            string own = $"p.{Names.Weight(layer, (chunk[k] * Plan.Lanes) + 1, input + 1)}";
            int neurons = layer.Neurons - (chunk[k] * Plan.Lanes);
            string place = isInLoop ? Element(weights, Text(index)) : own;
            string loaded = neurons == 1 ? $"{Names.Instruction("CreateScalarUnsafe")}({place})"
                : $"{(2 * neurons <= Plan.Lanes ? Names.Kernel("LoadNeurons") : Names.Instruction("LoadUnsafe"))}(in {(isInLoop && index > 0 ? $"{weights}, {index}" : place)})";
            writer.Line($"{sums[k]} = {MultiplyAdd(value, loaded, sums[k])};");
        }
    }

    /// <summary>Adds the upper half of the partial sums to the lower half until one is left.</summary>
    private void Fold(CodeWriter writer, LayerSpec layer, int[] chunk, int partials)
    {
        for (int half = partials / 2; half >= 1; half /= 2)
        {
            foreach (int v in chunk)
            {
                for (int k = 0; k < half; k++)
                {
                    writer.Line($"{Sum(layer, v, partials, k)} += {Sum(layer, v, partials, k + half)};");
                }
            }
        }
    }

    /// <summary>The bulk of the inputs, <paramref name="step"/> a turn; references walk along, because an index would be computed anew for every load.</summary>
    private void Loop(CodeWriter writer, LayerSpec layer, int[] chunk, int partials, int step, int count)
    {
        (string input, string weights) = ($"input{layer.Number}", $"weights{layer.Number}");
        string declare = chunk[0] == 0 ? $"ref readonly {Names.Number} " : "";
        writer.Line($"{declare}{input} = ref {Source(layer)};");
        writer.Line($"{declare}{weights} = ref p.{Names.Weight(layer, (chunk[0] * Plan.Lanes) + 1, 1)};");
        using (writer.Block($"for (int i = 0; i < {count}; i{(step == 1 ? "++" : $" += {step}")})"))
        {
            for (int i = 0; i < step; i++)
            {
                string four = step > 4 ? $"four_{(i / 4 * 4) + 1}to{(i / 4 * 4) + 4}" : "four";
                if (new RowLayer(layer, Plan.Lanes).LoadsFours && i % 4 == 0)
                {
                    writer.Line($"{Names.VectorLocal} {four} = {Names.Kernel("LoadFourInputs")}(in {Element(input, Text(i))});");
                }

                string suffix = step == 1 ? "" : $"_{(char)('a' + i)}";
                string value = "value" + suffix;
                string lanes = new RowLayer(layer, Plan.Lanes).LoadsFours ? $"{Names.Kernel("InputOfFour")}({four}, {i % 4})" : Broadcast(Element(input, Text(i)));
                writer.Line($"{Names.VectorLocal} {value} = {lanes};");
                Products(writer, layer, chunk, i, partials, value, weights, i * layer.Neurons, suffix);
            }

            writer.Line($"{input} = ref {Element(input, Text(step))};");
            writer.Line($"{weights} = ref {Element(weights, Text(step * layer.Neurons))};");
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

    /// <summary>A single neuron with many inputs: whole vectors of them times whole vectors of weights, so that its partial sums are the lanes.</summary>
    private void LanesOfSums(CodeWriter writer, LayerSpec layer)
    {
        LayerSpec below = Network.Layers[layer.Number - 2];
        int sums = PartialSums.Count(layer.Inputs, 1, Plan.Lanes) / Plan.Lanes;
        for (int k = 0; k < sums; k++)
        {
            string start = k == 0 ? $"{Names.Instruction("CreateScalar")}(p.{Names.Bias(layer, 1)})" : $"{Names.Vector}.Zero";
            writer.Line($"{Names.VectorLocal} {Sum(layer, 0, sums, k)} = {start};");
        }

        for (int v = 0; v < Vectors(below); v++)
        {
            string z = Sum(layer, 0, sums, v % sums);
            string weights = $"{Names.Instruction("LoadUnsafe")}(in p.{Names.Weight(layer, 1, (v * Plan.Lanes) + 1)})";
            string values = IsStored(below)
                ? $"{Names.Instruction("LoadUnsafe")}(in {Element($"a{below.Number}", Text(v * Plan.Lanes))})" : Activation(below, v);
            writer.Line($"{z} = {MultiplyAdd(values, weights, z)};");
        }

        Fold(writer, layer, [0], sums);

        string sum = $"{Names.Kernel("SumOfLanes")}({Sum(layer, 0, sums, 0)})";
        string function = layer.ActivationEntry.IsIdentity ? Names.Instruction("CreateScalar") : Names.Kernel(layer.ActivationEntry.Name);
        string argument = layer.ActivationEntry.IsIdentity ? sum : $"{Names.Instruction("CreateScalar")}({sum})";
        writer.Line($"{Names.VectorLocal} {Activation(layer, 0)} = {function}({argument});");
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
