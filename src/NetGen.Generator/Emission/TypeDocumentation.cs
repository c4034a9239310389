using NetGen.Generator.Model;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>The documentation of the class: topology, formulas and cost, layer by layer.</summary>
internal static class TypeDocumentation
{
    public static void Emit(CodeWriter writer, NetworkPlan plan)
    {
        NetworkSpec network = plan.Network;
        string precision = network.Precision == Precision.Double ? "double" : "single";
        string layers = string.Join(", ", network.Layers.Select(layer
            => layer.Number == network.Layers.Count ? Outputs(layer) : Prose.Neurons(layer)));
        writer.Line("/// <summary>");
        string summary = $"A {network.Shape} network in {precision} precision: {Prose.Counted(network.Inputs, "input")}, {layers}; {network.LossEntry.Title}.";
        writer.Lines(Prose.Wrapped(summary).Select(line => "/// " + line));
        writer.Line("/// </summary>");
        writer.Line("/// <remarks>");
        writer.Line("/// <code>");
        Table(writer, network);
        writer.Line("/// </code>");
        writer.Line($"/// {Prose.Counted(network.ParameterCount, "parameter")} ({Prose.Counted((long)network.ParameterCount * plan.NumberSize, "byte")}), "
            + $"{Prose.Counted(network.MultiplyAdds, "multiply-add")} a row.");
        writer.Line($"/// {ShapeOf(plan)}");
        writer.Line("/// </remarks>");
    }

    private static string Outputs(LayerSpec layer)
        => layer.ActivationEntry.CouplesNeurons
            ? $"softmax over {Prose.Counted(layer.Neurons, "output")}"
            : Prose.Counted(layer.Neurons, layer.ActivationEntry.TopologyName + " output");

    private static void Table(CodeWriter writer, NetworkSpec network)
    {
        string[][] rows =
        [
            ["layer", "neurons", "activation", "weights", "biases", ""],
            .. network.Layers.Select(layer => new[]
            {
                $"{layer.Number}", $"{layer.Neurons}", layer.ActivationEntry.TopologyName, $"{layer.WeightCount}", $"{layer.Neurons}", Prose.Formula(layer),
            }),
        ];
        int[] widths = [.. Enumerable.Range(0, 5).Select(column => rows.Max(row => row[column].Length))];
        foreach (string[] row in rows)
        {
            string[] cells = [.. row.Take(5).Select((cell, column) => column == 2 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))];
            writer.Line($"/// {string.Join("  ", cells)}    {row[5]}".TrimEnd());
        }
    }

    private static string ShapeOf(NetworkPlan plan) => (plan.OneRow, plan.ManyRows) switch
    {
        (CodeShape.StraightLine, CodeShape.StraightLine) => "Small enough for straight-line code: one statement for every neuron.",
        (CodeShape.StraightLine, _) => "One row is straight-line code with a statement for every neuron; many rows are computed layer by layer, block after block.",
        (_, CodeShape.StraightLine) => "One row is computed with vectors of neurons; many rows are straight-line code, a row in every lane.",
        _ => "Computed layer by layer, block after block of rows.",
    };
}
