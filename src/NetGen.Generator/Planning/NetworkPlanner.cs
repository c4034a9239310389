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
    private const int MaximumStraightWidth = 16;

    /// <summary>The JIT stops inlining at 512 locals in a method; every inlined activation brings about 20.</summary>
    private const int MaximumStraightActivations = 20;

    /// <summary>A local copy of more parameters than this lies on the stack anyway.</summary>
    private const int MaximumRegisterParameters = 48;

    public static NetworkPlan Plan(NetworkSpec network)
    {
        CodeShape shape = IsStraightLine(network) ? CodeShape.StraightLine : CodeShape.LayerByLayer;

        // A record's copy constructor copies fields, so its parameters must lie in the object itself.
        bool inline = shape == CodeShape.StraightLine || network.Type.IsStruct || network.Type.IsRecord;
        return new NetworkPlan(
            network,
            shape,
            inline ? ParameterStorage.Inline : ParameterStorage.Aligned,
            HasNamedWeights: network.ParameterCount <= MaximumNamedWeights,
            TrainsInRegisters: network.ParameterCount <= MaximumRegisterParameters);
    }

    private static bool IsStraightLine(NetworkSpec network)
        => network.Inputs <= MaximumStraightWidth
            && network.MultiplyAdds <= MaximumStraightNetwork
            && network.Layers.All(layer => layer.Neurons <= MaximumStraightWidth && layer.WeightCount <= MaximumStraightLayer)
            && network.Layers.Sum(layer => layer.ActivationEntry.IsCheap ? 0 : layer.Neurons) <= MaximumStraightActivations;
}
