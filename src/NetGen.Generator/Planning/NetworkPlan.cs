using NetGen.Generator.Model;

namespace NetGen.Generator.Planning;

/// <summary>The decisions about one network that emission only writes down.</summary>
/// <param name="OneRow">The shape of FeedForward for a single row.</param>
/// <param name="ManyRows">The shape of FeedForward and Evaluate for many rows.</param>
/// <param name="Backward">The shape of Backprop and BackpropFrom.</param>
/// <param name="HasGradientOfFewRows">With fewer than <see cref="FewRows"/> rows Backprop and BackpropFrom run layer by layer all the same.</param>
/// <param name="Train">The shape of Train, a step after every row.</param>
/// <param name="Storage">Where the live parameters lie.</param>
/// <param name="HasNamedWeights">One field a weight; otherwise one block a layer.</param>
/// <param name="HasLayerLoops">FeedForward of many rows has a loop in generated code for every layer, instead of a call of a kernel.</param>
/// <param name="TrainsInRegisters">Train works on a local copy of the parameters, which the JIT keeps in registers as far as they go.</param>
internal sealed record NetworkPlan(
    NetworkSpec Network,
    CodeShape OneRow,
    CodeShape ManyRows,
    CodeShape Backward,
    bool HasGradientOfFewRows,
    CodeShape Train,
    ParameterStorage Storage,
    bool HasNamedWeights,
    bool HasLayerLoops,
    bool TrainsInRegisters)
{
    /// <summary>With fewer rows, lanes of their own take longer: measured in both precisions.</summary>
    public const int FewRows = 16;

    /// <summary>Numbers in the 256-bit block that is the unit of all vector code, whatever the machine.</summary>
    public int Lanes => Network.Precision == Precision.Double ? 4 : 8;

    /// <summary>Some routine has vector loads that may reach 64 bytes behind the parameters.</summary>
    public bool NeedsSlack => OneRow is CodeShape.LayerByLayer or CodeShape.NeuronLanes || ManyRows is CodeShape.LayerByLayer
        || Backward == CodeShape.LayerByLayer || HasGradientOfFewRows || Train == CodeShape.LayerByLayer;

    /// <summary>Some routine is written in instructions on vectors.</summary>
    public bool UsesInstructions => Network.Target.HasVectors
        && (HasLayerLoops || OneRow == CodeShape.NeuronLanes || ManyRows == CodeShape.StraightLine || Backward == CodeShape.StraightLine);

    /// <summary>Bytes of one number.</summary>
    public int NumberSize => Network.Precision == Precision.Double ? 8 : 4;

    /// <summary>The C# keyword of the number type.</summary>
    public string Number => Network.Precision == Precision.Double ? "double" : "float";
}

/// <summary>What the code of a network looks like.</summary>
internal enum CodeShape
{
    /// <summary>One statement for every neuron: with plain numbers for one row, with a row in every lane for many.</summary>
    StraightLine,

    /// <summary>One row, with neighbouring neurons of a layer in the lanes of a vector.</summary>
    NeuronLanes,

    /// <summary>One kernel call for every layer, on blocks of rows with a row in every lane.</summary>
    RowLanes,

    /// <summary>One kernel call for every layer, on blocks of rows.</summary>
    LayerByLayer,
}

/// <summary>Where the live parameters of a network lie.</summary>
internal enum ParameterStorage
{
    /// <summary>In the object or struct itself.</summary>
    Inline,

    /// <summary>In pinned memory aligned to 64 bytes, because vector loads that cross a cache line cost up to a third more.</summary>
    Aligned,

    /// <summary>In an array, where the platform has no way to make a span over fields.</summary>
    Array,
}
