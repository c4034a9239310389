using NetGen.Generator.Model;

namespace NetGen.Generator.Emission;

/// <summary>The statements of the forward pass, one a neuron, in either dialect.</summary>
internal static class ForwardPass
{
    /// <summary>Declares <c>x1 …</c>, the inputs of this pass.</summary>
    public static void LoadInputs(CodeWriter writer, Dialect dialect)
    {
        writer.Lines(dialect.LoadAll("inputs", dialect.Network.Inputs, i => Names.Activation(0, i))).Line();
    }

    /// <summary>Writes the activations of the output layer to <c>outputs</c>.</summary>
    public static void StoreOutputs(CodeWriter writer, Dialect dialect)
    {
        LayerSpec output = dialect.Network.Layers[dialect.Network.Layers.Count - 1];
        foreach (int j in Names.Count(output.Neurons))
        {
            writer.Line(dialect.Store(Names.Activation(output.Number, j), "outputs", output.Neurons, j - 1));
        }
    }

    /// <summary>Declares the memory of layers whose neurons depend on each other; before any loop, because a stack only grows.</summary>
    /// <param name="backward">With a place for the errors of the layer.</param>
    /// <param name="fused">The loss is computed from the pre-activations of the output layer, which need no place then.</param>
    public static void DeclareSpans(CodeWriter writer, Dialect dialect, bool backward, bool fused = false)
    {
        foreach (LayerSpec layer in dialect.Network.Layers.Where(layer => layer.ActivationEntry.CouplesNeurons))
        {
            if (!(fused && layer.Number == dialect.Network.Layers.Count))
            {
                DeclareSpan(writer, dialect, $"softmax{layer.Number}", layer.Neurons);
            }

            if (backward)
            {
                DeclareSpan(writer, dialect, $"errors{layer.Number}", layer.Neurons);
            }
        }
    }

    public static void DeclareSpan(CodeWriter writer, Dialect dialect, string name, int length)
        => writer.Line($"{Names.Span}<{dialect.Value}> {name} = stackalloc {dialect.Value}[{length}];");

    /// <summary>Declares a and, where <paramref name="slopes"/> says so, f'(z) of every neuron.</summary>
    /// <param name="outputActivation">False stops at the pre-activations of the output layer, for losses that are computed from them.</param>
    public static void Emit(CodeWriter writer, Dialect dialect, bool slopes, bool outputActivation = true)
    {
        foreach (LayerSpec layer in dialect.Network.Layers)
        {
            writer.Line($"// Layer {layer.Number}: {Prose.Neurons(layer)}");
            Layer(writer, dialect, layer, slopes, activated: outputActivation || layer.Number < dialect.Network.Layers.Count);
            writer.Line();
        }
    }

    /// <summary>Declares a and, where <paramref name="slopes"/> says so, f'(z) of the neurons of one layer.</summary>
    /// <param name="activated">False stops at the pre-activations.</param>
    public static void Layer(CodeWriter writer, Dialect dialect, LayerSpec layer, bool slopes, bool activated)
    {
        foreach (int j in Names.Count(layer.Neurons))
        {
            WeightedSum(writer, dialect, layer, j, activated && layer.ActivationEntry.IsIdentity ? Names.Activation(layer.Number, j) : Names.PreActivation(layer.Number, j));
        }

        if (activated && layer.ActivationEntry.CouplesNeurons)
        {
            Softmax(writer, dialect, layer);
        }
        else if (activated && !layer.ActivationEntry.IsIdentity)
        {
            writer.Lines(dialect.Activate(layer, slopes));
        }
    }

    /// <summary>The bias, then one fused multiply-add per input, ascending, in as many partial sums as the canonical order has.</summary>
    private static void WeightedSum(CodeWriter writer, Dialect dialect, LayerSpec layer, int neuron, string result)
    {
        const int NestedAtMost = 2;
        int partials = PartialSums.Count(layer.Inputs, layer.Neurons, dialect.Plan.Lanes);
        for (int first = 1; first <= partials; first++)
        {
            string name = first == 1 ? result : $"{result}_{(char)('a' + first - 1)}";
            string sum = first == 1 ? dialect.Parameter(Names.Bias(layer, neuron)) : dialect.Zero;
            for (int i = first, taken = 1; i <= layer.Inputs; i += partials, taken++)
            {
                sum = dialect.MultiplyAdd(dialect.Parameter(Names.Weight(layer, neuron, i)), Names.Activation(layer.Number - 1, i), sum);
                if (i + partials > layer.Inputs || taken % NestedAtMost == 0)
                {
                    writer.Line($"{(taken <= NestedAtMost ? dialect.Local + " " : "")}{name} = {sum};");
                    sum = name;
                }
            }
        }

        if (partials == 2)
        {
            writer.Line($"{result} += {result}_b;");
        }
    }

    private static void Softmax(CodeWriter writer, Dialect dialect, LayerSpec layer)
    {
        Fill(writer, $"softmax{layer.Number}", layer, j => Names.PreActivation(layer.Number, j));
        writer.Line($"{dialect.Names.Kernel("Softmax")}(softmax{layer.Number});");
        Read(writer, dialect, $"softmax{layer.Number}", layer, j => Names.Activation(layer.Number, j));
    }

    public static void Fill(CodeWriter writer, string span, LayerSpec layer, Func<int, string> value)
    {
        foreach (int j in Names.Count(layer.Neurons))
        {
            writer.Line($"{span}[{j - 1}] = {value(j)};");
        }
    }

    public static void Read(CodeWriter writer, Dialect dialect, string span, LayerSpec layer, Func<int, string> name)
    {
        foreach (int j in Names.Count(layer.Neurons))
        {
            writer.Line($"{dialect.Local} {name(j)} = {span}[{j - 1}];");
        }
    }
}
