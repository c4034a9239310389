using NetGen.Generator.Model;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>The public routines: documentation, signature and argument checks, around the body that the code shape supplies.</summary>
internal static class RoutinesEmitter
{
    private const string InputsDoc = "<param name=\"inputs\">Row-major, any number of rows × {0}.</param>";
    private const string TargetsDoc = "<param name=\"targets\">Row-major, rows × {0}.</param>";
    private const string LengthDoc = "<exception cref=\"global::System.ArgumentException\">A length does not fit; nothing was written.</exception>";

    public static void Emit(CodeWriter writer, NetworkPlan plan, CancellationToken cancellation)
    {
        StraightLineRoutines straight = new(plan);
        LayerByLayerRoutines layers = new(plan);
        Routines Of(CodeShape shape) => shape == CodeShape.StraightLine ? straight : layers;

        Names names = new(plan);
        NetworkSpec network = plan.Network;
        string inputs = string.Format(null, InputsDoc, Prose.Counted(network.Inputs, "value"));
        string targets = string.Format(null, TargetsDoc, Prose.Counted(network.Outputs, "value"));
        string meanLoss = $"<returns>The {network.LossEntry.Title}, mean over all {(network.LossEntry.IsMeanOverRows ? "rows" : "outputs and rows")}.</returns>";
        string readOnly = straight.ReadOnlyMember;
        string data = $"{names.InputSpan} inputs, {names.InputSpan} targets";

        OneRowRoutines oneRow = plan.OneRow switch
        {
            CodeShape.StraightLine => new StraightLineRow(plan),
            CodeShape.NeuronLanes => new NeuronLanesRow(plan),
            _ => new LayerByLayerRow(plan),
        };
        if (OneRowRoutines.HasNumbersForm(network))
        {
            string parameters = string.Join(", ", Names.Count(network.Inputs).Select(i => $"{plan.Number} x{i}"));
            Routine(writer, names, $"public {readOnly}{plan.Number} FeedForward({parameters})", hot: true, oneRow.FeedForwardNumbers,
                [
                    "<summary>Predicts one row: the activation of the output neuron.</summary>",
                    .. Names.Count(network.Inputs).Select(i => $"<param name=\"x{i}\">Input {i}.</param>"),
                ]);
        }

        Routine(writer, names, $"public {readOnly}void FeedForward({names.InputSpan} inputs, {names.OutputSpan} outputs)", hot: true, body =>
            {
                if (!OneRowRoutines.Exists(plan))
                {
                    Checks(body, names, 0, ("outputs", "OutputCount"));
                    body.Line();
                    Of(plan.ManyRows).FeedForwardRows(body);
                    return;
                }

                using (body.Block("if (inputs.Length == InputCount && outputs.Length == OutputCount)"))
                {
                    body.Line(oneRow.Call);
                    body.Line("return;");
                }

                body.Line();
                body.Line("FeedForwardRows(inputs, outputs);");
            },
            [
                "<summary>Predicts any number of rows.</summary>", inputs,
                $"<param name=\"outputs\">Receives rows × {Prose.Counted(network.Outputs, "value")}, row-major.</param>", LengthDoc,
            ]);

        Routine(writer, names, $"public {readOnly}{plan.Number} Evaluate({data})", hot: true, body =>
            {
                Checks(body, names, 1, ("targets", "OutputCount"));
                body.Line();
                Of(plan.ManyRows).Evaluate(body);
            },
            ["<summary>Computes the mean loss over all rows.</summary>", inputs, targets, meanLoss, LengthDoc]);

        Backprop(writer, plan, Of(plan.Backward), names, data, [inputs, targets, meanLoss, LengthDoc]);
        cancellation.ThrowIfCancellationRequested();
        BackpropFrom(writer, plan, Of(plan.Backward), names, inputs);
        Train(writer, plan, Of(plan.Train), names, data, [inputs, targets]);
        cancellation.ThrowIfCancellationRequested();
        oneRow.Helper(writer);
        if (OneRowRoutines.Exists(plan))
        {
            FeedForwardRows(writer, names, Of(plan.ManyRows));
        }

        straight.Helpers(writer);
        layers.Helpers(writer);
    }

    /// <summary>Many rows have a method of their own, so that one row does not pay for their stack frame and their checks.</summary>
    private static void FeedForwardRows(CodeWriter writer, Names names, Routines routines)
    {
        writer.Line();
        writer.Line("/// <summary>Any number of rows, if the lengths fit.</summary>");
        writer.Line(names.HotMethod);
        using (writer.Block($"private {routines.ReadOnlyMember}void FeedForwardRows({names.InputSpan} inputs, {names.OutputSpan} outputs)"))
        {
            Checks(writer, names, 0, ("outputs", "OutputCount"));
            writer.Line();
            routines.FeedForwardRows(writer);
        }
    }

    /// <summary>
    /// Two forms, of which one calls the other: a named gradient can be seen as a span, or a span (where the platform cannot do that) as a named gradient.
    /// </summary>
    private static void Backprop(CodeWriter writer, NetworkPlan plan, Routines routines, Names names, string data, string[] docs)
    {
        string start = $"public {routines.ReadOnlyMember}{plan.Number} Backprop({data}, ";
        string requireLength = $"{names.Kernel("RequireLength")}(gradient.Length, ParameterCount, \"gradient\");";
        bool spanIsPrimary = plan.Network.Target.HasVectors;
        Routine(writer, names, start + "ref ParameterSet gradient)", hot: !spanIsPrimary, body =>
            {
                if (spanIsPrimary)
                {
                    body.Line("return Backprop(inputs, targets, gradient.AsSpan());");
                    return;
                }

                Checks(body, names, 1, ("targets", "OutputCount"));
                body.Line();
                routines.Backprop(body);
            },
            [
                "<summary>Computes the mean loss over all rows and its derivative by every parameter.</summary>", docs[0], docs[1],
                "<param name=\"gradient\">Overwritten with the derivatives.</param>", docs[2], docs[3],
            ]);

        Routine(writer, names, start + $"{names.OutputSpan} gradient)", hot: spanIsPrimary, body =>
            {
                if (!spanIsPrimary)
                {
                    body.Line(requireLength);
                    body.Line($"return Backprop(inputs, targets, ref {names.Kernel("ParametersIn")}<ParameterSet>(gradient));");
                    return;
                }

                Checks(body, names, 1, ("targets", "OutputCount"));
                body.Line(requireLength).Line();
                routines.Backprop(body);
            },
            [
                "<summary>Computes the mean loss over all rows and its derivative by every parameter, in flat order.</summary>", docs[0], docs[1],
                $"<param name=\"gradient\">Overwritten with the {Prose.Counted(plan.Network.ParameterCount, "derivative")}.</param>", docs[2], docs[3],
            ]);
    }

    private static void BackpropFrom(CodeWriter writer, NetworkPlan plan, Routines routines, Names names, string inputs)
    {
        string signature = $"public {routines.ReadOnlyMember}void BackpropFrom({names.InputSpan} inputs, {names.InputSpan} outputGradients, "
            + $"{names.OutputSpan} gradient, {names.OutputSpan} inputGradients)";
        Routine(writer, names, signature, hot: true, body =>
            {
                Checks(body, names, 0, ("outputGradients", "OutputCount"));
                body.Line($"{names.Kernel("RequireLength")}(gradient.Length, ParameterCount, \"gradient\", canBeEmpty: true);");
                body.Line($"{names.Kernel("RequireRows")}(inputGradients.Length, rows, InputCount, \"inputGradients\", canBeEmpty: true);").Line();
                routines.BackpropFrom(body);
            },
            [
                "<summary>Propagates the derivatives of a loss of your own back: the vector-Jacobian product.</summary>", inputs,
                $"<param name=\"outputGradients\">dL/dy, row-major, rows × {Prose.Counted(plan.Network.Outputs, "value")}.</param>",
                "<param name=\"gradient\">Overwritten with dL/dparameter, summed over the rows; an empty span skips it.</param>",
                $"<param name=\"inputGradients\">Overwritten with dL/dx, rows × {Prose.Counted(plan.Network.Inputs, "value")}; an empty span skips it.</param>",
                LengthDoc,
            ]);
    }

    private static void Train(CodeWriter writer, NetworkPlan plan, Routines routines, Names names, string data, string[] dataDocs)
        => Routine(writer, names, $"public {plan.Number} Train({data}, {plan.Number} learningRate, int epochs = 1)", hot: true, body =>
            {
                Checks(body, names, 1, ("targets", "OutputCount"));
                body.Line($"{names.Kernel("RequireLearningRate")}(learningRate, \"learningRate\");");
                body.Line($"{names.Kernel("RequireEpochs")}(epochs, \"epochs\");").Line();
                routines.Train(body);
            },
            [
                "<summary>",
                "Trains by stochastic gradient descent: for every row in order one step on the loss of that row, with all partial derivatives",
                "taken from the old weights.",
                "</summary>",
                .. dataDocs,
                "<param name=\"learningRate\">The step: parameter -= learningRate · derivative.</param>",
                "<param name=\"epochs\">How often to pass over all rows; at least 1.</param>",
                "<returns>The mean over rows of the losses seen during the last epoch.</returns>",
                LengthDoc,
                "<exception cref=\"global::System.ArgumentOutOfRangeException\">The learning rate is not finite, or epochs is less than 1.</exception>",
            ]);

    private static void Routine(CodeWriter writer, Names names, string signature, bool hot, Action<CodeWriter> body, string[] documentation)
    {
        writer.Line();
        writer.Lines(documentation.Select(line => "/// " + line));
        writer.Line(NetworkEmitter.GeneratedCode);
        if (hot)
        {
            writer.Line(names.HotMethod);
        }

        using (writer.Block(Wrapped(writer, signature)))
        {
            body(writer);
        }
    }

    /// <summary>Writes all but the last line of a signature that is too long for one, and returns the last.</summary>
    private static string Wrapped(CodeWriter writer, string signature)
    {
        int open = signature.IndexOf('(') + 1;
        if (signature.Length <= 120)
        {
            return signature;
        }

        writer.Line(signature.Substring(0, open));
        string[] parameters = signature.Substring(open).Split([", "], StringSplitOptions.None);
        writer.Lines(parameters.Take(parameters.Length - 1).Select(parameter => $"    {parameter},"));
        return "    " + parameters[parameters.Length - 1];
    }

    private static void Checks(CodeWriter writer, Names names, int minimumRows, (string Span, string Width) other)
    {
        string minimum = minimumRows == 0 ? "" : $", minimum: {minimumRows}";
        writer.Line($"int rows = {names.Kernel("RowCount")}(inputs.Length, InputCount, \"inputs\"{minimum});");
        writer.Line($"{names.Kernel("RequireRows")}({other.Span}.Length, rows, {other.Width}, \"{other.Span}\");");
    }
}
