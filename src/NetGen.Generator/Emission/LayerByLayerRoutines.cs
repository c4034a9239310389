using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>Bodies for wide networks: for every block of rows one kernel call a layer, written by <see cref="BlockPassEmitter"/>.</summary>
internal sealed class LayerByLayerRoutines(NetworkPlan plan) : Routines(plan)
{
    private readonly BlockPassEmitter _passes = new(plan);

    public override void FeedForwardRows(CodeWriter writer)
    {
        Pass(writer, "FeedForwardPass", [("X", "inputs"), ("Y", "outputs")]);
        Run(writer, "FeedForwardPass", ScratchPlan.Forward(Plan, keepsOutputs: false));
    }

    public override void Evaluate(CodeWriter writer)
    {
        Pass(writer, "EvaluatePass", [("X", "inputs"), ("T", "targets")]);
        Run(writer, "EvaluatePass", ScratchPlan.Forward(Plan, keepsOutputs: true));
        writer.Line($"return {MeanLoss($"{Names.Kernel("SumOfLanes")}(pass.Loss)")};");
    }

    public override void Backprop(CodeWriter writer)
    {
        Pass(writer, "BackpropPass", [("X", "inputs"), ("T", "targets"), ("G", "gradient")]);
        writer.Line($"pass.Scale = {MeanLoss(Names.Literal(1))};");
        Run(writer, "BackpropPass", ScratchPlan.Backward(Plan, oneRow: false));
        writer.Line($"return {MeanLoss($"{Names.Kernel("SumOfLanes")}(pass.Loss)")};");
    }

    public override void BackpropFrom(CodeWriter writer)
    {
        using (writer.Block("if (rows == 0)"))
        {
            writer.Line("gradient.Clear();").Line("return;");
        }

        writer.Line();
        Pass(writer, "BackpropFromPass", [("X", "inputs"), ("E", "outputGradients"), ("G", "gradient"), ("D", "inputGradients")]);
        writer.Line("pass.WantsGradient = !gradient.IsEmpty;");
        writer.Line("pass.WantsInputGradients = !inputGradients.IsEmpty;");
        Run(writer, "BackpropFromPass", ScratchPlan.Backward(Plan, oneRow: false));
    }

    public override void Train(CodeWriter writer)
    {
        // The step is added, so the derivatives carry the negative learning rate and the mean over the outputs of the row from the start.
        Pass(writer, "TrainPass", [("X", "inputs"), ("T", "targets")]);
        writer.Line($"pass.Scale = {(Network.LossEntry.IsMeanOverRows ? "-learningRate" : "-learningRate / OutputCount")};");
        using (writer.Block("for (int epoch = 0; epoch < epochs; epoch++)"))
        {
            writer.Line("pass.Loss = default;");
            Run(writer, "TrainPass", ScratchPlan.Backward(Plan, oneRow: true));
        }

        writer.Line().Line($"return {MeanLoss($"{Names.Kernel("SumOfLanes")}(pass.Loss)")};");
    }

    public override void Helpers(CodeWriter writer) => _passes.Emit(writer);

    private void Pass(CodeWriter writer, string name, (string Field, string Span)[] spans)
    {
        writer.Line($"scoped {name} pass = default;");
        string parameters = Plan.Storage == ParameterStorage.Aligned
            ? "_storage.Reference"
            : $"{Names.Kernel("FirstParameter")}<ParameterSet, {Names.Number}>(in {Names.Live})";
        writer.Line($"pass.P = ref {parameters};");
        foreach ((string field, string span) in spans)
        {
            writer.Line($"pass.{field} = ref global::System.Runtime.InteropServices.MemoryMarshal.GetReference({span});");
        }
    }

    private void Run(CodeWriter writer, string pass, ScratchPlan scratch)
        => writer.Line($"{Names.Kernel("ForEachBlock")}<{Names.Number}, {pass}>(ref pass, rows, {scratch.Rows}, {scratch.Length});");
}
