using NetGen.Generator.Model;

namespace NetGen.Generator.Emission;

/// <summary>The statements of the backward pass, in either dialect: the chain rule from the outputs to the first layer.</summary>
/// <remarks>
/// Four steps, which the routines combine: errors of the outputs (from the loss or from the caller), deltas of all layers, what to do with the
/// derivative of every parameter, errors of the inputs. All deltas come before the first parameter changes, so every partial derivative is
/// one of the old weights.
/// </remarks>
internal static class BackwardPass
{
    /// <summary>
    /// Declares the targets of a pass of several rows beside its inputs: fewer rows than lanes are loaded by a call, and whatever is in registers then
    /// would go to memory in every pass.
    /// </summary>
    public static void LoadTargets(CodeWriter writer, Dialect dialect)
    {
        if (LoadsTargetsFirst(dialect))
        {
            writer.Lines(dialect.LoadAll("targets", Output(dialect).Neurons, Names.Target));
        }
    }

    private static bool LoadsTargetsFirst(Dialect dialect) => dialect.RowsPerPass > 1 && !dialect.Network.LossEntry.IsMeanOverRows;

    /// <summary>Adds the loss of this pass and declares <c>e</c> = dL/da (for fused losses dL/dz) of every output.</summary>
    public static void LossErrors(CodeWriter writer, Dialect dialect)
    {
        LayerSpec output = Output(dialect);
        LossEntry(writer, dialect);
        if (dialect.Network.LossEntry.IsMeanOverRows)
        {
            FillTargets(writer, dialect, output, "errors");
            writer.Line(dialect.AddLoss($"{RowLoss(dialect, "Gradient")}(errors{output.Number}, targets{output.Number})"));
            ForwardPass.Read(writer, dialect, $"errors{output.Number}", output, j => Names.Error(output.Number, j));
        }
        else
        {
            foreach (int j in Names.Count(output.Neurons))
            {
                writer.Line(dialect.AddLoss(LossCall(dialect, output, j, $", out {dialect.Local} {Names.Error(output.Number, j)}")));
            }
        }

        writer.Line();
    }

    /// <summary>Adds the loss of this pass, without derivatives.</summary>
    public static void LossOnly(CodeWriter writer, Dialect dialect)
    {
        LayerSpec output = Output(dialect);
        LossEntry(writer, dialect);
        if (dialect.Network.LossEntry.IsMeanOverRows)
        {
            FillTargets(writer, dialect, output, "softmax");
            writer.Line(dialect.AddLoss($"{RowLoss(dialect, "")}(softmax{output.Number}, targets{output.Number})"));
            return;
        }

        foreach (int j in Names.Count(output.Neurons))
        {
            writer.Line(dialect.AddLoss(LossCall(dialect, output, j, "")));
        }
    }

    /// <summary>Declares the targets of a loss over whole rows; before any loop.</summary>
    public static void DeclareLossSpan(CodeWriter writer, Dialect dialect)
    {
        LayerSpec output = Output(dialect);
        if (dialect.Network.LossEntry.IsMeanOverRows)
        {
            ForwardPass.DeclareSpan(writer, dialect, $"targets{output.Number}", output.Neurons);
        }
    }

    /// <summary>Declares <c>e</c> of every output as the caller's dL/da.</summary>
    public static void GivenErrors(CodeWriter writer, Dialect dialect)
    {
        LayerSpec output = Output(dialect);
        writer.Line("// e = dL/da of every output, as given");
        writer.Lines(dialect.LoadAll("outputGradients", output.Neurons, j => Names.Error(output.Number, j))).Line();
    }

    /// <summary>Declares <c>d</c> = dL/dz of every neuron, from the last layer to the first.</summary>
    /// <param name="fused">The errors of the outputs are dL/dz already.</param>
    public static void Deltas(CodeWriter writer, Dialect dialect, bool fused)
    {
        for (int l = dialect.Network.Layers.Count; l >= 1; l--)
        {
            LayerSpec layer = dialect.Network.Layers[l - 1];
            bool isOutput = l == dialect.Network.Layers.Count;
            bool isDone = (isOutput && fused) || layer.ActivationEntry.IsIdentity;
            writer.Line($"// Layer {l}: {Prose.ChainRule(layer, isOutput, isDone)}");
            if (!isOutput)
            {
                Errors(writer, dialect, dialect.Network.Layers[l], j => Names.Error(l, j));
            }

            Func<int, string> error = j => isOutput ? $"scale * {Names.Error(l, j)}" : Names.Error(l, j);
            if (layer.ActivationEntry.CouplesNeurons && !isDone)
            {
                ForwardPass.Fill(writer, $"errors{l}", layer, error);
                writer.Line($"{dialect.Names.Kernel("SoftmaxBackward")}(softmax{l}, errors{l});");
                ForwardPass.Read(writer, dialect, $"errors{l}", layer, j => Names.Delta(l, j));
            }
            else
            {
                foreach (int j in Names.Count(layer.Neurons))
                {
                    writer.Line($"{dialect.Local} {Names.Delta(l, j)} = {error(j)}{(isDone ? "" : $" * {Names.Slope(l, j)}")};");
                }
            }

            writer.Line();
        }
    }

    /// <summary>Does something with the derivative of every parameter, layer by layer in flat order.</summary>
    /// <param name="comment">What is done, per layer.</param>
    /// <param name="weight">The statement for a weight: its name, delta and activation, whose product is its derivative.</param>
    /// <param name="bias">The statement for a bias: its name and delta, which is its derivative.</param>
    public static void Parameters(
        CodeWriter writer, Dialect dialect, Func<LayerSpec, string> comment, Func<string, string, string, string> weight, Func<string, string, string> bias)
    {
        foreach (LayerSpec layer in dialect.Network.Layers)
        {
            if (layer.Number > 1)
            {
                writer.Line();
            }

            writer.Line($"// Layer {layer.Number}: {comment(layer)}");
            foreach (int i in Names.Count(layer.Inputs))
            {
                foreach (int j in Names.Count(layer.Neurons))
                {
                    writer.Line(weight(Names.Weight(layer, j, i), Names.Delta(layer.Number, j), Names.Activation(layer.Number - 1, i)));
                }
            }

            foreach (int j in Names.Count(layer.Neurons))
            {
                writer.Line(bias(Names.Bias(layer, j), Names.Delta(layer.Number, j)));
            }
        }
    }

    /// <summary>Writes dL/dx of this pass to <c>inputGradients</c>.</summary>
    public static void InputErrors(CodeWriter writer, Dialect dialect)
    {
        Errors(writer, dialect, dialect.Network.Layers[0], j => Names.Error(0, j));
        foreach (int i in Names.Count(dialect.Network.Inputs))
        {
            writer.Line(dialect.Store(Names.Error(0, i), "inputGradients", dialect.Network.Inputs, i - 1));
        }
    }

    /// <summary>dL/da of the neurons below a layer: the sum over its neurons, ascending, of weight times delta.</summary>
    private static void Errors(CodeWriter writer, Dialect dialect, LayerSpec layer, Func<int, string> name)
    {
        const int NestedAtMost = 2;
        foreach (int i in Names.Count(layer.Inputs))
        {
            string sum = "";
            for (int j = 1; j <= layer.Neurons; j++)
            {
                string weight = dialect.Parameter(Names.Weight(layer, j, i));
                string delta = Names.Delta(layer.Number, j);
                sum = j == 1 ? $"{weight} * {delta}" : dialect.MultiplyAdd(weight, delta, sum);
                if (j == layer.Neurons || j % NestedAtMost == 0)
                {
                    writer.Line($"{(j <= NestedAtMost ? dialect.Local + " " : "")}{name(i)} = {sum};");
                    sum = name(i);
                }
            }
        }
    }

    private static void LossEntry(CodeWriter writer, Dialect dialect)
        => writer.Line($"// {Prose.Capitalized(dialect.Network.LossEntry.Title)}{(dialect.Network.LossEntry.IsFused ? ", from the pre-activations" : "")}");

    private static string LossCall(Dialect dialect, LayerSpec output, int neuron, string slope)
    {
        string value = dialect.Network.LossEntry.IsFused ? Names.PreActivation(output.Number, neuron) : Names.Activation(output.Number, neuron);
        string target = LoadsTargetsFirst(dialect) ? Names.Target(neuron) : dialect.Load("targets", output.Neurons, neuron - 1);
        return $"{dialect.Names.Kernel(dialect.Network.LossEntry.Kernel)}({value}, {target}{slope})";
    }

    /// <summary>A loss over whole rows.</summary>
    private static string RowLoss(Dialect dialect, string suffix)
        => dialect.Names.Kernel(dialect.Network.LossEntry.Kernel + suffix);

    private static void FillTargets(CodeWriter writer, Dialect dialect, LayerSpec output, string preActivations)
    {
        ForwardPass.Fill(writer, $"{preActivations}{output.Number}", output, j => Names.PreActivation(output.Number, j));
        ForwardPass.Fill(writer, $"targets{output.Number}", output, j => dialect.Load("targets", output.Neurons, j - 1));
    }

    private static LayerSpec Output(Dialect dialect) => dialect.Network.Layers[dialect.Network.Layers.Count - 1];
}
