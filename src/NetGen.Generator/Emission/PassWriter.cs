using NetGen.Generator.Model;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>Writes the passes of a network over one block of rows, around the statements that the code shape supplies.</summary>
internal sealed class PassWriter(NetworkPlan plan)
{
    private readonly Names _names = new(plan);

    /// <param name="writer">Receives the pass.</param>
    /// <param name="rows">The most rows of a block.</param>
    /// <param name="body">Writes the statements.</param>
    /// <param name="members">Writes what else the pass has.</param>
    public void FeedForward(CodeWriter writer, int rows, Action<CodeWriter> body, Action<CodeWriter>? members = null)
        => Pass(writer, "FeedForwardPass", "Outputs of a block of rows.", rows, ["X", "Y", "P"], body, members);

    public void Evaluate(CodeWriter writer, int rows, Action<CodeWriter> body)
        => Pass(writer, "EvaluatePass", "Loss of a block of rows.", rows, ["X", "T", "P", "Loss"], body);

    /// <param name="writer">Receives the pass.</param>
    /// <param name="rows">The most rows of a block.</param>
    /// <param name="shape">The shape of the statements.</param>
    /// <param name="body">Writes them.</param>
    public void Backprop(CodeWriter writer, int rows, CodeShape shape, Action<CodeWriter> body)
        => Pass(writer, Name("Backprop", shape), "Loss of a block of rows and its derivatives.", rows,
            ["X", "T", "P", "G", .. Rows(shape), "Loss", "Scale"], body);

    public void BackpropFrom(CodeWriter writer, int rows, CodeShape shape, Action<CodeWriter> body)
        => Pass(writer, Name("BackpropFrom", shape), "The caller's derivatives of a block of rows, propagated back.", rows,
            ["X", "E", "P", "G", "D", .. Rows(shape), "WantsGradient", "WantsInputGradients"], body);

    /// <summary>The name of a pass that computes gradients in one of the network's shapes.</summary>
    public string Name(string routine, CodeShape shape) => routine + (shape == plan.Backward ? "Pass" : "FewRowsPass");

    /// <summary>With rows in lanes the last block adds up the lanes, so it must know that it is the last.</summary>
    private static string[] Rows(CodeShape shape) => shape == CodeShape.RowLanes ? ["Rows"] : [];

    public void Train(CodeWriter writer, int rows, Action<CodeWriter> body)
        => Pass(writer, "TrainPass", "One step on the loss of one row.", rows, ["X", "T", "P", "Loss", "Scale"], body);

    /// <summary>Says what the loss gives the output layer.</summary>
    public string LossComment
    {
        get
        {
            string derivative = (OutputHasSlopes, IsOutputCoupled) switch
            {
                (true, _) => $"dL/dz{Output.Number} = dL/da{Output.Number} · {Output.ActivationEntry.TopologyName}'(z{Output.Number})",
                (_, true) => $"dL/da{Output.Number}",
                _ => $"dL/dz{Output.Number}",
            };
            return $"// {Prose.Capitalized(plan.Network.LossEntry.Title)}: d{Output.Number} = {derivative}";
        }
    }

    /// <summary>dL/da of a layer whose neurons depend on each other, which the Jacobian still has to turn into dL/dz.</summary>
    public bool IsOutputCoupled => Output.ActivationEntry.CouplesNeurons && !plan.Network.LossEntry.IsFused;

    private bool OutputHasSlopes => !plan.Network.LossEntry.IsFused && !Output.ActivationEntry.CouplesNeurons && !Output.ActivationEntry.IsIdentity;

    private LayerSpec Output => plan.Network.Layers[plan.Network.Layers.Count - 1];

    /// <summary>The call that adds the losses of single outputs and writes <c>d</c> of the output layer, up to those arguments.</summary>
    /// <param name="kernel">The kernel for outputs that lie as they do.</param>
    public string LossDeltas(string kernel)
    {
        string source = OutputHasSlopes && !Output.ActivationEntry.HasSlopeFromValue ? "s" : "a";
        string function = _names.Kernel(kernel, [OutputHasSlopes ? Output.ActivationEntry.Name : "Identity", plan.Network.LossEntry.Kernel]);
        return $"{function}(in a{Output.Number}, in {source}{Output.Number}, ref d{Output.Number}";
    }

    private void Pass(CodeWriter writer, string name, string summary, int rows, string[] fields, Action<CodeWriter> body, Action<CodeWriter>? members = null)
    {
        writer.Line();
        writer.Line($"/// <summary>{summary} {Prose.Counted(rows, "row")} at most.</summary>");
        using (writer.Block($"private ref struct {name} : global::NetGen.IBlockBody<{plan.Number}>"))
        {
            foreach (string field in fields)
            {
                writer.Line(Field(field));
            }

            writer.Line();
            writer.Line(_names.HotMethod);
            using (writer.Block($"public void Run(ref {plan.Number} scratch, int firstRow, int rowCount)"))
            {
                body(writer);
            }

            members?.Invoke(writer);
        }
    }

    private string Field(string name) => name switch
    {
        "X" => $"public ref {plan.Number} X;  // inputs",
        "Y" => $"public ref {plan.Number} Y;  // outputs",
        "T" => $"public ref {plan.Number} T;  // targets",
        "P" => $"public ref {plan.Number} P;  // parameters",
        "G" => $"public ref {plan.Number} G;  // gradient",
        "E" => $"public ref {plan.Number} E;  // dL/dy",
        "D" => $"public ref {plan.Number} D;  // dL/dx",
        "Rows" => "public int Rows;  // of all blocks",
        "Loss" => $"public {_names.Vector} Loss;",
        "Scale" => $"public {plan.Number} Scale;",
        _ => $"public bool {name};",
    };
}
