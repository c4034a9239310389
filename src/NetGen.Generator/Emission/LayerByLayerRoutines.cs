using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>
/// Bodies that run layer by layer: for every block of rows one kernel call a layer, written by <see cref="BlockPassEmitter"/> with neurons in the lanes
/// or by <see cref="LanesPassEmitter"/> with rows.
/// </summary>
internal sealed class LayerByLayerRoutines(NetworkPlan plan) : Routines(plan)
{
    private readonly BlockPassEmitter _passes = new(plan);
    private readonly LanesPassEmitter _lanes = new(plan);
    private readonly PassWriter _writer = new(plan);

    public override void FeedForwardRows(CodeWriter writer)
    {
        Pass(writer, "FeedForwardPass", [("X", "inputs"), ("Y", "outputs")]);
        RunForward(writer, "FeedForwardPass", keepsOutputs: false);
    }

    public override void Evaluate(CodeWriter writer)
    {
        Pass(writer, "EvaluatePass", [("X", "inputs"), ("T", "targets")]);
        RunForward(writer, "EvaluatePass", keepsOutputs: true);
        writer.Line($"return {MeanLoss($"{Names.Kernel("SumOfLanes")}(pass.Loss)")};");
    }

    public override void Backprop(CodeWriter writer) => Gradient(writer, shape =>
    {
        string name = _writer.Name("Backprop", shape);
        Pass(writer, name, [("X", "inputs"), ("T", "targets"), ("G", "gradient")]);
        writer.Line($"pass.Scale = {MeanLoss(Names.Literal(1))};");
        RunBackward(writer, name, shape);
        writer.Line($"return {MeanLoss($"{Names.Kernel("SumOfLanes")}(pass.Loss)")};");
    });

    public override void BackpropFrom(CodeWriter writer)
    {
        using (writer.Block("if (rows == 0)"))
        {
            writer.Line("gradient.Clear();").Line("return;");
        }

        writer.Line();
        Gradient(writer, shape =>
        {
            string name = _writer.Name("BackpropFrom", shape);
            Pass(writer, name, [("X", "inputs"), ("E", "outputGradients"), ("G", "gradient"), ("D", "inputGradients")]);
            writer.Line("pass.WantsGradient = !gradient.IsEmpty;");
            writer.Line("pass.WantsInputGradients = !inputGradients.IsEmpty;");
            RunBackward(writer, name, shape);
        });
    }

    /// <summary>The statements of one shape, or of two where few rows have another.</summary>
    private void Gradient(CodeWriter writer, Action<CodeShape> body)
    {
        if (!Plan.HasGradientOfFewRows)
        {
            body(Plan.Backward);
            return;
        }

        using (writer.Block($"if (rows < {NetworkPlan.FewRows})"))
        {
            body(CodeShape.LayerByLayer);
        }

        using (writer.Block("else"))
        {
            body(Plan.Backward);
        }
    }

    public override void Train(CodeWriter writer)
    {
        // The step is added, so the derivatives carry the negative learning rate and the mean over the outputs of the row from the start.
        Pass(writer, "TrainPass", [("X", "inputs"), ("T", "targets")]);
        writer.Line($"pass.Scale = {(Network.LossEntry.IsMeanOverRows ? "-learningRate" : "-learningRate / OutputCount")};");
        using (writer.Block("for (int epoch = 0; epoch < epochs; epoch++)"))
        {
            writer.Line("pass.Loss = default;");
            ScratchPlan scratch = ScratchPlan.Backward(Plan, oneRow: true);
            Run(writer, "TrainPass", scratch.Rows, scratch.Length);
        }

        writer.Line().Line($"return {MeanLoss($"{Names.Kernel("SumOfLanes")}(pass.Loss)")};");
    }

    public override void Helpers(CodeWriter writer)
    {
        _passes.Emit(writer);
        _lanes.Emit(writer);
    }

    private void Pass(CodeWriter writer, string name, (string Field, string Span)[] spans)
    {
        writer.Line($"scoped {name} pass = default;");
        string parameters = Plan.Storage == ParameterStorage.Aligned
            ? "_storage.Reference"
            : $"{Names.Kernel("FirstParameter")}<ParameterSet>(in {Names.Live})";
        writer.Line($"pass.P = ref {parameters};");
        foreach ((string field, string span) in spans)
        {
            writer.Line($"pass.{field} = ref global::System.Runtime.InteropServices.MemoryMarshal.GetReference({span});");
        }
    }

    private void RunForward(CodeWriter writer, string pass, bool keepsOutputs)
    {
        if (Plan.ManyRows == CodeShape.RowLanes)
        {
            LanesScratchPlan lanes = LanesScratchPlan.Forward(Plan);
            Run(writer, pass, lanes.Rows, lanes.Length);
            return;
        }

        ScratchPlan scratch = ScratchPlan.Forward(Plan, keepsOutputs);
        Run(writer, pass, scratch.Rows, scratch.Length);
    }

    private void RunBackward(CodeWriter writer, string pass, CodeShape shape)
    {
        if (shape == CodeShape.RowLanes)
        {
            LanesScratchPlan lanes = LanesScratchPlan.Backward(Plan);
            writer.Line("pass.Rows = rows;");
            Run(writer, pass, lanes.Rows, lanes.Length);
            return;
        }

        ScratchPlan scratch = ScratchPlan.Backward(Plan, oneRow: false);
        Run(writer, pass, scratch.Rows, scratch.Length);
    }

    private void Run(CodeWriter writer, string pass, int rows, int length)
        => writer.Line($"{Names.Kernel("ForEachBlock")}<{pass}>(ref pass, rows, {rows}, {length});");
}
