using NetGen.Generator.Model;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>Sizes and topology, as constants and for the interface.</summary>
internal static class ConstantsEmitter
{
    public static void Emit(CodeWriter writer, NetworkPlan plan)
    {
        NetworkSpec network = plan.Network;
        writer.Line("/// <summary>Number of inputs of a row.</summary>");
        writer.Line($"public const int InputCount = {network.Inputs};").Line();
        writer.Line("/// <summary>Number of outputs of a row.</summary>");
        writer.Line($"public const int OutputCount = {network.Outputs};").Line();
        writer.Line("/// <summary>Number of weights and biases.</summary>");
        writer.Line($"public const int ParameterCount = {network.ParameterCount};").Line();
        writer.Line("/// <summary>The shape in canonical form, every layer with its activation.</summary>");
        writer.Line($"public const string Topology = \"{network.CanonicalTopology}\";");
        if (!network.Type.KeepsToString)
        {
            ToText(writer, network);
        }

        if (!network.Target.HasVectors)
        {
            return;
        }

        string contract = $"global::NetGen.INetwork<{network.Type.Name}, {plan.Number}>";
        writer.Line();
        foreach (string name in new[] { "InputCount", "OutputCount", "ParameterCount" })
        {
            writer.Line($"static int {contract}.{name} => {name};").Line();
        }

        writer.Line($"static string {contract}.Topology => Topology;").Line();
        writer.Line($"static global::NetGen.Loss {contract}.Loss => global::NetGen.Loss.{network.Loss};");
    }

    /// <summary>The same words in every culture, and for an object as for a row in a log.</summary>
    private static void ToText(CodeWriter writer, NetworkSpec network)
    {
        string facts = $"{network.Loss}, {network.Precision}, {Prose.Counted(network.ParameterCount, "parameter")}";
        writer.Line();
        writer.Line("/// <summary>Name, shape, loss, precision and number of parameters.</summary>");
        writer.Line($"public {(network.Type.IsStruct ? "readonly " : "")}override string ToString() => \"{network.Type.Name.TrimStart('@')} \" + Topology + \", {facts}\";");
    }
}
