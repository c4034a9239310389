using NetGen.Generator.Model;

namespace NetGen.Generator.Planning;

/// <summary>Chooses the shape of a network's code from its layer sizes. CONTRIBUTING.md tells where the limits come from.</summary>
internal static class NetworkPlanner
{
    /// <summary>Above this many parameters a field for each costs more build time than it is worth.</summary>
    public const int MaximumNamedWeights = 8_192;

    /// <summary>Straight-line code stops paying at 100-200 multiply-adds a layer.</summary>
    private const int MaximumStraightLayer = 128;

    /// <summary>Beyond this much straight-line code for the whole network, first calls and register pressure suffer.</summary>
    private const int MaximumStraightNetwork = 256;

    /// <summary>More inputs or neurons than vector registers, held in variables, spill to the stack again and again.</summary>
    private const int MaximumStraightWidth = 15;

    /// <summary>The JIT stops inlining at 512 locals in a method, and every inlined function brings about 20.</summary>
    private const int MaximumInlinedFunctions = 20;

    /// <summary>The same for vectors with a row in every lane, whose multiply-adds take locals too.</summary>
    private const int MaximumLaneFunctions = 16;

    /// <summary>A local copy of more parameters than this lies on the stack anyway.</summary>
    private const int MaximumRegisterParameters = 48;

    public static NetworkPlan Plan(NetworkSpec network)
    {
        // Numbers of one row are packed into vectors, so one function serves several neurons; in lanes of rows every neuron needs its own.
        int lanes = network.Precision == Precision.Double ? 4 : 8;
        int packed = network.Layers.Sum(layer => Functions(layer, lanes));
        int single = network.Layers.Sum(layer => Functions(layer, 1));
        CodeShape oneRow = Choose(network, packed <= MaximumInlinedFunctions);
        CodeShape manyRows = network.Target.HasVectors ? Choose(network, single + (network.MultiplyAdds / 10) <= MaximumLaneFunctions) : oneRow;
        CodeShape backward = network.Target.HasVectors ? Choose(network, (2 * single) + (network.MultiplyAdds / 5) <= MaximumLaneFunctions) : oneRow;

        // A record's copy constructor copies fields, so its parameters must lie in the object itself.
        bool inline = oneRow == CodeShape.StraightLine || network.Type.IsStruct || network.Type.IsRecord;
        return new NetworkPlan(
            network,
            oneRow,
            manyRows,
            backward,
            Train: oneRow,
            inline ? ParameterStorage.Inline : ParameterStorage.Aligned,
            HasNamedWeights: network.ParameterCount <= MaximumNamedWeights,
            TrainsInRegisters: network.ParameterCount <= MaximumRegisterParameters);
    }

    /// <summary>How many inlined functions the activations of a layer take, <paramref name="atOnce"/> neurons each; cheap ones count a quarter.</summary>
    private static int Functions(LayerSpec layer, int atOnce)
        => layer.ActivationEntry.IsIdentity ? 0
            : layer.ActivationEntry.IsCheap ? (layer.Neurons + 3) / 4
            : (layer.Neurons + atOnce - 1) / atOnce;

    private static CodeShape Choose(NetworkSpec network, bool inlines)
        => inlines
            && network.Inputs <= MaximumStraightWidth
            && network.MultiplyAdds <= MaximumStraightNetwork
            && network.Layers.All(layer => layer.Neurons <= MaximumStraightWidth && layer.WeightCount <= MaximumStraightLayer)
                ? CodeShape.StraightLine
                : CodeShape.LayerByLayer;
}
