using NetGen.Generator.Catalogue;
using NetGen.Generator.Model;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>The live parameters: where they lie, how to reach them and how they start.</summary>
internal static class StorageEmitter
{
    public static void Emit(CodeWriter writer, NetworkPlan plan)
    {
        Names names = new(plan);
        bool isStruct = plan.Network.Type.IsStruct;

        writer.Line();
        if (plan.Storage != ParameterStorage.Inline)
        {
            writer.Line($"private readonly {StorageType(plan)} _storage = InitialParameters();");
        }
        else
        {
            Inline(writer, names, isStruct ? "" : "InitialParameters()");
        }

        writer.Line();
        writer.Line("/// <summary>The live parameters, by name; assigning a whole set replaces them all.</summary>");
        if (isStruct)
        {
            ParameterSetEmitter.Unscoped(writer);
        }

        (string place, string span) = plan.Storage switch
        {
            ParameterStorage.Inline => (names.Live, names.Live + ".AsSpan()"),
            ParameterStorage.Aligned => (names.Live, "_storage.Span"),
            _ => ($"{names.Kernel("ParametersIn")}<ParameterSet>(_storage)", "_storage"),
        };
        writer.Line($"public ref ParameterSet Parameters => ref {place};").Line();
        writer.Line("/// <summary>The live parameters in flat order.</summary>");
        if (isStruct)
        {
            ParameterSetEmitter.Unscoped(writer);
        }

        writer.Line($"public {names.OutputSpan} ParameterSpan => {span};").Line();
        Initialize(writer, plan, names);
    }

    /// <summary>The parameters in the object itself; with padding where vector loads of the last weights may read up to 64 bytes further.</summary>
    private static void Inline(CodeWriter writer, Names names, string start)
    {
        if (names.Live == "_parameters")
        {
            writer.Line($"private ParameterSet _parameters{(start.Length == 0 ? "" : " = " + start)};");
            return;
        }

        writer.Line($"private PaddedParameters _padded{(start.Length == 0 ? "" : $" = new() {{ Parameters = {start} }}")};").Line();
        writer.Line("/// <summary>The parameters, and some room behind them where vector loads of the last weights may reach.</summary>");
        writer.Line("[global::System.Runtime.InteropServices.StructLayout(global::System.Runtime.InteropServices.LayoutKind.Sequential)]");
        using (writer.Block("private struct PaddedParameters"))
        {
            writer.Line("public ParameterSet Parameters;");
            writer.Line("public global::NetGen.ParameterSlack Slack;");
        }
    }

    private static void Initialize(CodeWriter writer, NetworkPlan plan, Names names)
    {
        const string Initializer = "global::NetGen.Initializer";
        NetworkSpec network = plan.Network;
        writer.Line("/// <summary>Draws new start values for all parameters.</summary>");
        writer.Line("/// <param name=\"seed\">Chooses the random numbers: the same seed gives the same bits on every platform.</param>");
        writer.Line("/// <param name=\"initializer\">The distribution; the default takes He behind relu-like activations, otherwise Glorot.</param>");
        writer.Line("/// <exception cref=\"global::System.ArgumentOutOfRangeException\"><paramref name=\"initializer\"/> has no defined value.</exception>");
        writer.Line($"public void Initialize(int seed = 0, {Initializer} initializer = {Initializer}.{network.Initializer})");
        using (writer.Indented())
        {
            writer.Line("=> InitializeParameters(ParameterSpan, seed, initializer);");
        }

        writer.Line();
        using (writer.Block($"private static void InitializeParameters({names.OutputSpan} parameters, int seed, {Initializer} initializer)"))
        {
            writer.Line("global::NetGen.Xoshiro256 random = new global::NetGen.Xoshiro256(seed);");
            int offset = 0;
            foreach (LayerSpec layer in network.Layers)
            {
                string slice = $"parameters.Slice({offset}, {layer.ParameterCount})";
                string fallback = $"{Initializer}.{Initializers.DefaultFor(layer.ActivationEntry)}";
                writer.Line($"{names.Kernel("InitializeLayer")}(ref random, {slice}, {layer.Inputs}, {layer.Neurons}, initializer, {fallback});");
                offset += layer.ParameterCount;
            }
        }

        if (network.Type.IsStruct)
        {
            return;
        }

        writer.Line();
        using (writer.Block($"private static {StorageType(plan)} InitialParameters()"))
        {
            (string start, string span) = plan.Storage switch
            {
                ParameterStorage.Inline => ("default", "parameters.AsSpan()"),
                ParameterStorage.Aligned => ("new(ParameterCount)", "parameters.Span"),
                _ => ($"new {plan.Number}[ParameterCount]", "parameters"),
            };
            writer.Line($"{StorageType(plan)} parameters = {start};");
            writer.Line($"InitializeParameters({span}, 0, {Initializer}.{network.Initializer});");
            writer.Line("return parameters;");
        }
    }

    private static string StorageType(NetworkPlan plan) => plan.Storage switch
    {
        ParameterStorage.Inline => "ParameterSet",
        ParameterStorage.Aligned => $"global::NetGen.AlignedStorage<{plan.Number}>",
        _ => plan.Number + "[]",
    };
}
