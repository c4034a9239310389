using NetGen.Generator.Model;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>Bodies for small networks: one statement for every neuron.</summary>
internal sealed class StraightLineRoutines(NetworkPlan plan) : Routines(plan)
{
    private readonly RowScalarDialect _scalar = new(plan);

    /// <summary>Many rows at once where vectors exist, otherwise row by row.</summary>
    private Dialect Rows => Plan.Network.Target.HasVectors ? new LanesDialect(Plan) : _scalar;

    public override void FeedForwardRows(CodeWriter writer)
    {
        Parameters(writer);
        ForwardPass.DeclareSpans(writer, Rows, backward: false);
        using (Pass(writer))
        {
            ForwardPass.LoadInputs(writer, Rows);
            ForwardPass.Emit(writer, Rows, slopes: false);
            ForwardPass.StoreOutputs(writer, Rows);
        }
    }

    public override void Helpers(CodeWriter writer)
    {
        if (!Network.Target.HasVectors)
        {
            return;
        }

        if (Plan.Backward == CodeShape.StraightLine)
        {
            ParameterLanes(writer);
        }
    }

    public override void Evaluate(CodeWriter writer)
    {
        Parameters(writer);
        ForwardPass.DeclareSpans(writer, Rows, backward: false);
        BackwardPass.DeclareLossSpan(writer, Rows);
        writer.Line($"{Rows.Value} loss = default;");
        using (Pass(writer))
        {
            Active(writer);
            BackwardPass.LoadTargets(writer, Rows);
            ForwardPass.LoadInputs(writer, Rows);
            ForwardPass.Emit(writer, Rows, slopes: false, outputActivation: !Network.LossEntry.IsFused);
            BackwardPass.LossOnly(writer, Rows);
        }

        writer.Line().Line($"return {MeanLoss(Rows.Total("loss"))};");
    }

    public override void Backprop(CodeWriter writer)
    {
        Parameters(writer);
        Accumulators(writer);
        ForwardPass.DeclareSpans(writer, Rows, backward: true, fused: Network.LossEntry.IsFused);
        BackwardPass.DeclareLossSpan(writer, Rows);
        writer.Line($"{Rows.Value} loss = default;");
        using (Pass(writer))
        {
            Active(writer);
            writer.Line($"{Rows.Local} scale = {Rows.RowFactor(MeanLoss(Names.Literal(1)))};");
            BackwardPass.LoadTargets(writer, Rows);
            ForwardPass.LoadInputs(writer, Rows);
            ForwardPass.Emit(writer, Rows, slopes: true, outputActivation: !Network.LossEntry.IsFused);
            BackwardPass.LossErrors(writer, Rows);
            BackwardPass.Deltas(writer, Rows, Network.LossEntry.IsFused);
            Accumulate(writer);
        }

        writer.Line();
        SumLanes(writer, "gradient");
        writer.Line($"return {MeanLoss(Rows.Total("loss"))};");
    }

    public override void BackpropFrom(CodeWriter writer)
    {
        Parameters(writer);
        writer.Line("bool wantsGradient = !gradient.IsEmpty;");
        writer.Line("bool wantsInputGradients = !inputGradients.IsEmpty;");
        Accumulators(writer);
        ForwardPass.DeclareSpans(writer, Rows, backward: true);
        using (Pass(writer))
        {
            writer.Line($"{Rows.Local} scale = {Rows.RowFactor(Names.Literal(1))};");
            ForwardPass.LoadInputs(writer, Rows);
            ForwardPass.Emit(writer, Rows, slopes: true);
            BackwardPass.GivenErrors(writer, Rows);
            BackwardPass.Deltas(writer, Rows, fused: false);
            using (writer.Block("if (wantsGradient)"))
            {
                Accumulate(writer);
            }

            writer.Line();
            using (writer.Block("if (wantsInputGradients)"))
            {
                BackwardPass.InputErrors(writer, Rows);
            }
        }

        writer.Line();
        using (writer.Block("if (wantsGradient)"))
        {
            SumLanes(writer, $"{Names.Kernel("ParametersIn")}<ParameterSet>(gradient)");
        }
    }

    public override void Train(CodeWriter writer)
    {
        if (Plan.TrainsInRegisters)
        {
            writer.Line("// A copy, so that the parameters stay in registers.");
            writer.Line($"ParameterSet p = {Names.Live};").Line();
        }
        else
        {
            writer.Line($"ref ParameterSet p = ref {Names.Live};").Line();
        }

        writer.Line("// The errors of the outputs are scaled by this, so that every derivative below is the step of its parameter.");
        writer.Line($"{Names.Number} scale = {(Network.LossEntry.IsMeanOverRows ? "-learningRate" : "-learningRate / OutputCount")};");
        ForwardPass.DeclareSpans(writer, _scalar, backward: true, fused: Network.LossEntry.IsFused);
        BackwardPass.DeclareLossSpan(writer, _scalar);
        writer.Line($"{Names.Number} loss = 0;");
        using (writer.Block("for (int epoch = 0; epoch < epochs; epoch++)"))
        {
            writer.Line("loss = 0;");
            using (writer.Block("for (int row = 0; row < rows; row++)"))
            {
                ForwardPass.LoadInputs(writer, _scalar);
                ForwardPass.Emit(writer, _scalar, slopes: true, outputActivation: !Network.LossEntry.IsFused);
                BackwardPass.LossErrors(writer, _scalar);
                BackwardPass.Deltas(writer, _scalar, Network.LossEntry.IsFused);
                BackwardPass.Parameters(
                    writer,
                    _scalar,
                    layer => $"one step: d{layer.Number}_j · {Prose.InputOf(layer)} for W{layer.Number}_j_i and d{layer.Number}_j for B{layer.Number}_j",
                    (name, delta, activation) => $"p.{name} = {_scalar.MultiplyAdd(delta, activation, "p." + name)};",
                    (name, delta) => $"p.{name} += {delta};");
            }
        }

        writer.Line();
        if (Plan.TrainsInRegisters)
        {
            writer.Line($"{Names.Live} = p;");
        }

        writer.Line($"return {MeanLoss("loss")};");
    }

    /// <summary>A twin of the parameter set that holds the derivatives of several rows side by side until they are summed.</summary>
    private void ParameterLanes(CodeWriter writer)
    {
        writer.Line();
        writer.Line($"/// <summary>The derivative by every parameter, in flat order, summed over every {Plan.Lanes}th row in each of the {Plan.Lanes} lanes.</summary>");
        using (writer.Block("private struct ParameterLanes"))
        {
            foreach (LayerSpec layer in Network.Layers)
            {
                writer.Line($"public {Names.Vector}");
                using (writer.Indented())
                {
                    string[] rows = [.. Names.Count(layer.Inputs).Select(i => string.Join(", ", Names.Count(layer.Neurons).Select(j => Names.Weight(layer, j, i))))];
                    writer.Lines(rows.Select(row => row + ","));
                    writer.Line(string.Join(", ", Names.Count(layer.Neurons).Select(j => Names.Bias(layer, j))) + ";");
                }
            }
        }
    }

    private void Parameters(CodeWriter writer) => writer.Line($"ref readonly ParameterSet p = ref {Names.Live};");

    private void Accumulators(CodeWriter writer)
        => writer.Line($"{(Network.Target.HasVectors ? "ParameterLanes" : "ParameterSet")} g = default;");

    private void Accumulate(CodeWriter writer)
        => BackwardPass.Parameters(
            writer,
            Rows,
            layer => $"dL/dW{layer.Number}_j_i = d{layer.Number}_j · {Prose.InputOf(layer)}, dL/dB{layer.Number}_j = d{layer.Number}_j",
            (name, delta, activation) => $"g.{name} = {Rows.MultiplyAdd(delta, activation, "g." + name)};",
            (name, delta) => $"g.{name} += {delta};");

    /// <param name="set">Where the derivatives go when they are summed already, without vectors.</param>
    private void SumLanes(CodeWriter writer, string set)
    {
        if (!Network.Target.HasVectors)
        {
            writer.Line($"{set} = g;");
            return;
        }

        writer.Line($"{Names.Kernel("SumLanes")}<ParameterLanes>(in g, gradient);");
    }

    private void Active(CodeWriter writer)
    {
        if (Network.Target.HasVectors)
        {
            writer.Line($"{Rows.Local} active = {Names.Kernel("LaneMask")}(count);");
        }
    }

    /// <summary>The loop over the rows, as many at a time as the dialect computes.</summary>
    private CodeWriter.Scope Pass(CodeWriter writer)
    {
        if (Rows.RowsPerPass == 1)
        {
            return writer.Block("for (int row = 0; row < rows; row++)");
        }

        writer.Line();
        writer.Line($"// {Rows.RowsPerPass} rows at a time: lane k of every variable belongs to row + k.");
        CodeWriter.Scope scope = writer.Block($"for (int row = 0; row < rows; row += {Rows.RowsPerPass})");
        writer.Line($"int count = {Names.Kernel("RowsInBlock")}(row, rows, {Rows.RowsPerPass});");
        return scope;
    }
}
