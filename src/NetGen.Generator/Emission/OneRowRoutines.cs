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

    /// <summary>Numbers of scratch that the row needs beside registers; 0 where it needs none.</summary>
    protected virtual int ScratchLength => 0;

    /// <summary>The row is computed from memory to memory; otherwise inputs and the output may be variables.</summary>
    protected virtual bool NeedsMemory => false;

    /// <summary>FeedForward(x1, x2, …) → the output</summary>
    public void FeedForwardNumbers(CodeWriter writer)
    {
        if (!Exists(Plan))
        {
            Numbers(writer);
            return;
        }

        string inputs = Inputs(i => Names.Activation(0, i));
        if (TakesNumbers)
        {
            writer.Line($"return FeedForwardRow({inputs});");
            return;
        }

        writer.Line($"{Names.InputSpan} x = stackalloc {Names.Number}[] {{ {inputs} }};");
        writer.Line($"{Names.Number} y = 0;");
        writer.Line("FeedForwardRow(in x[0], ref y);");
        writer.Line("return y;");
    }

    /// <summary>From the inputs in variables to the output that is returned.</summary>
    protected abstract void Numbers(CodeWriter writer);

    /// <summary>From <c>x</c> to <c>y</c>: references, because a method with scratch on its stack copies spans about, in halves that have to wait for each other.</summary>
    protected abstract void FeedForwardRow(CodeWriter writer);

    /// <summary>The statement that computes one row.</summary>
    public string Call => TakesNumbers
        ? $"outputs[0] = FeedForwardRow({Inputs(i => $"inputs[{i - 1}]")});"
        : "FeedForwardRow(in inputs[0], ref outputs[0]);";

    private bool TakesNumbers => HasNumbersForm(Network) && !NeedsMemory;

    private string Inputs(Func<int, string> text) => string.Join(", ", Names.Count(Network.Inputs).Select(text));

    /// <summary>The private method behind <see cref="Call"/>.</summary>
    public void Helper(CodeWriter writer)
    {
        if (!Exists(Plan))
        {
            return;
        }

        string summary = $"/// <summary>One row, {(Plan.OneRow == CodeShape.NeuronLanes ? $"{Plan.Lanes} neurons of a layer at once" : "with plain numbers")}.</summary>";
        string readOnly = Network.Type.IsStruct ? "readonly " : "";
        writer.Line();
        if (TakesNumbers)
        {
            writer.Line(summary);

            // For so few operations the call alone is a tenth of the time; softmax would exhaust the inliner, one level deeper.
            bool isInlined = NetworkPlanner.IsTiny(Network) && !Network.Layers.Any(layer => layer.ActivationEntry.CouplesNeurons);
            writer.Line(isInlined ? Names.InlinedMethod : Names.HotMethod);
            using (writer.Block($"private {readOnly}{Names.Number} FeedForwardRow({Inputs(i => $"{Names.Number} {Names.Activation(0, i)}")})"))
            {
                Numbers(writer);
            }

            return;
        }

        string signature = $"private {readOnly}void FeedForwardRow(ref readonly {Names.Number} x, ref {Names.Number} y)";
        if (ScratchLength == 0)
        {
            writer.Line(summary);
            writer.Line(Names.HotMethod);
            using (writer.Block(signature))
            {
                FeedForwardRow(writer);
            }

            return;
        }

        // Only unsafe code may ask for memory as it is, and the library has some.
        writer.Line("/// <summary>One row, on scratch from the library: a stack of its own would be cleared at every call.</summary>");
        writer.Line(Names.InlinedMethod);
        using (writer.Block(signature))
        {
            writer.Line("scoped RowPass pass = default;");
            writer.Line("pass.X = ref x;");
            writer.Line("pass.Y = ref y;");
            writer.Line($"pass.P = ref {Names.Live};");
            writer.Line($"{Names.Kernel("ForEachBlock")}<RowPass>(ref pass, 1, 1, {ScratchLength});");
        }

        writer.Line();
        writer.Line(summary);
        using (writer.Block($"private ref struct RowPass : global::NetGen.IBlockBody<{Names.Number}>"))
        {
            writer.Line($"public ref readonly {Names.Number} X;  // inputs");
            writer.Line($"public ref {Names.Number} Y;  // outputs");
            writer.Line("public ref readonly ParameterSet P;  // parameters").Line();
            writer.Line(Names.HotMethod);
            using (writer.Block($"public void Run(ref {Names.Number} scratch, int firstRow, int rowCount)"))
            {
                writer.Line($"ref readonly {Names.Number} x = ref X;");
                writer.Line($"ref {Names.Number} y = ref Y;");
                FeedForwardRow(writer);
            }
        }
    }
}
