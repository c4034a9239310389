using NetGen.Generator.Model;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <content>The sums of a layer: inputs times weights, in straight lines or in a loop over the inputs.</content>
internal sealed partial class NeuronLanesRow
{
    /// <summary>The layers in whose code the variable for one input has been declared.</summary>
    private readonly HashSet<int> _layersWithValue = [];

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
}
