using NetGen.Generator.Model;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>FeedForward of a single row, for one code shape.</summary>
internal abstract class OneRowRoutines(NetworkPlan plan)
{
    protected NetworkPlan Plan { get; } = plan;

    protected NetworkSpec Network => Plan.Network;

    protected Names Names { get; } = new(plan);

    /// <summary>The row has code of its own; otherwise it is the smallest case of many rows.</summary>
    public static bool Exists(NetworkPlan plan) => plan.OneRow != CodeShape.LayerByLayer && plan.Network.Target.HasVectors;

    /// <summary>There is a FeedForward that takes the inputs as plain numbers.</summary>
    public static bool HasNumbersForm(NetworkSpec network) => network.Outputs == 1 && network.Inputs <= 8;

    /// <summary>FeedForward(x1, x2, …) → the output</summary>
    public abstract void FeedForwardNumbers(CodeWriter writer);

    /// <summary>From <c>x</c> to <c>y</c>: references, because a method with scratch on its stack copies spans about, in halves that have to wait for each other.</summary>
    protected abstract void FeedForwardRow(CodeWriter writer);

    /// <summary>The statement that computes one row.</summary>
    public string Call => HasNumbersForm(Network)
        ? $"outputs[0] = FeedForward({string.Join(", ", Names.Count(Network.Inputs).Select(i => $"inputs[{i - 1}]"))});"
        : "FeedForwardRow(in inputs[0], ref outputs[0]);";

    /// <summary>The private method behind <see cref="Call"/>.</summary>
    public void Helper(CodeWriter writer)
    {
        if (!Exists(Plan) || HasNumbersForm(Network))
        {
            return;
        }

        writer.Line();
        writer.Line($"/// <summary>One row, {(Plan.OneRow == CodeShape.NeuronLanes ? $"{Plan.Lanes} neurons of a layer at once" : "with plain numbers")}.</summary>");
        writer.Line(Names.HotMethod);
        string readOnly = Network.Type.IsStruct ? "readonly " : "";
        using (writer.Block($"private {readOnly}void FeedForwardRow(ref readonly {Names.Number} x, ref {Names.Number} y)"))
        {
            FeedForwardRow(writer);
        }
    }
}
