using NetGen.Generator.Catalogue;
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

    /// <summary>Up to this width straight lines for many rows pay in double precision; in single they do as long as the network is small at all.</summary>
    private const int MaximumStraightRowsWidthInDouble = 8;

    /// <summary>Up to this width rows fill vectors better than neurons.</summary>
    private const int MaximumRowLanesWidth = 6;

    /// <summary>The same where activations are cheap and straight lines do not fit.</summary>
    private const int MaximumRowLanesWidthIfCheap = 3;

    /// <summary>The same where activations are costly and neurons leave lanes empty.</summary>
    private const int MaximumRowLanesWidthIfCostly = 11;

    /// <summary>The same where they leave this share of the lanes empty, in percent, or more.</summary>
    private const int MaximumRowLanesWidthIfEmpty = 16, ManyEmptyLanes = 30;

    /// <summary>A single layer of more inputs than neurons may gain from rows in lanes up to so many neurons, if it has few inputs.</summary>
    private const int MaximumNeuronsIfTurned = 5, MaximumNeuronsIfTurnedInDouble = 3;

    /// <summary>In single precision, half a vector of neurons gains up to so many inputs.</summary>
    private const int MaximumTurnedInputs = 80;

    /// <summary>The same for gradients, where neurons in lanes need transposed weights too.</summary>
    private const int MaximumRowLanesWidthOfGradient = 11, MaximumRowLanesWidthOfGradientIfCostly = 16;

    /// <summary>Empty lanes, in percent, that are worth turning many inputs for a gradient in single precision.</summary>
    private const int ManyEmptyLanesOfInputs = 25;

    /// <summary>In double precision, so many inputs at most are worth turning for a gradient.</summary>
    private const int MaximumInputsOfTurnedGradientInDouble = 40;

    /// <summary>What a gradient with a row in every lane may take; with more, its sums cost what they save.</summary>
    private const int MaximumBytesOfLanesGradient = 128 * 1024;

    /// <summary>Up to these widths gradients of middling networks may gain from rows in lanes, if no more than these shares of the lanes, in percent, would be filled otherwise.</summary>
    private const int MaximumMiddlingWidth = 40, MaximumFilled = 78, MaximumFilledIfDeep = 86;

    /// <summary>The same in double precision, where single layers do not gain.</summary>
    private const int MaximumMiddlingWidthInDouble = 30, MaximumFilledInDouble = 91;

    /// <summary>More inputs take longer to turn than that gains, but for several layers in single precision, of which the first leaves many lanes empty.</summary>
    private const int MaximumInputsOfLanesGradient = 32, MaximumFilledIfTurned = 75;

    /// <summary>A gradient of more multiply-adds than this in straight lines needs more registers than there are.</summary>
    private const int MaximumStraightGradient = 24;

    /// <summary>Up to so many multiply-adds, plain numbers are as fast as neurons in lanes.</summary>
    private const int MaximumScalarRow = 12;

    /// <summary>Groups of eight vectors of neurons that a network may have in the code for one row.</summary>
    private const int MaximumGroups = 16;

    /// <summary>More inputs or neurons than vector registers, held in variables, spill to the stack again and again.</summary>
    private const int MaximumStraightWidth = 15;

    /// <summary>
    /// The JIT stops inlining at 512 locals in a method; then every further function is a call that passes vectors by memory, ten times slower.
    /// In units of <see cref="KernelCost"/>.
    /// </summary>
    private const int MaximumInlined = 40;

    /// <summary>The same where every variable is a vector with a row in every lane, and multiply-adds take locals too.</summary>
    private const int MaximumInlinedLanes = 32;

    /// <summary>
    /// Pinned memory takes longer to get than a small object, and alignment gains next to nothing for so few bytes of parameters.
    /// </summary>
    private const int MaximumInlineBytes = 2048;

    /// <summary>A local copy of more parameters than this lies on the stack anyway.</summary>
    private const int MaximumRegisterParameters = 48;

    public static NetworkPlan Plan(NetworkSpec network)
    {
        if (!network.Target.HasVectors)
        {
            return WithoutVectors(network);
        }

        // Numbers of one row are packed into vectors, so one function serves several neurons; in lanes of rows every neuron needs its own.
        int lanes = network.Precision == Precision.Double ? 4 : 8;
        int packed = network.Layers.Sum(layer => Inlined(network, layer, lanes));
        int single = network.Layers.Sum(layer => Inlined(network, layer, 1));
        int multiplyAdds = network.MultiplyAdds / 5;
        CodeShape train = Choose(network, packed <= MaximumInlined);
        CodeShape oneRow = PrefersNeuronLanes(network, lanes) ? CodeShape.NeuronLanes : train;
        bool allowsRowLanes = AllowsRowLanes(network);
        CodeShape manyRows = allowsRowLanes
            ? ManyRows(network, lanes)
            : Choose(network, single + multiplyAdds <= MaximumInlinedLanes);
        CodeShape backward = Choose(
            network, 2 * (single + multiplyAdds) <= MaximumInlinedLanes && (!allowsRowLanes || network.MultiplyAdds <= MaximumStraightGradient));
        bool allowsLanesOfGradient = backward == CodeShape.LayerByLayer && allowsRowLanes;
        int widest = IsCheap(network) ? MaximumRowLanesWidthOfGradient : MaximumRowLanesWidthOfGradientIfCostly;
        bool fitsOnStack = LanesScratchPlan.FitsBackward(network, lanes, 32 / lanes, ScratchPlan.MaximumStackBytes);
        bool isNarrow = allowsLanesOfGradient && fitsOnStack && Widest(network) <= widest && !FillsLanesInDouble(network, lanes);
        bool hasGradientOfFewRows = allowsLanesOfGradient && !isNarrow
            && ((fitsOnStack && TurnsAnyInputs(network, lanes) && WidestLayer(network) <= widest) || GainsFromLanesOfGradient(network, lanes));
        backward = isNarrow || hasGradientOfFewRows ? CodeShape.RowLanes : backward;

        // A record's copy constructor copies fields, so its parameters must lie in the object itself.
        bool inline = oneRow == CodeShape.StraightLine || network.Type.IsStruct || network.Type.IsRecord
            || network.ParameterCount * (32 / lanes) <= MaximumInlineBytes;
        return new NetworkPlan(
            network,
            oneRow,
            manyRows,
            backward,
            hasGradientOfFewRows,
            train,
            inline ? ParameterStorage.Inline : ParameterStorage.Aligned,
            HasNamedWeights: network.ParameterCount <= MaximumNamedWeights,
            HasLayerLoops: manyRows == CodeShape.RowLanes && IsSmall(network.Inputs, network.Layers),
            TrainsInRegisters: network.ParameterCount <= MaximumRegisterParameters);
    }

    /// <summary>Straight-line code is all there is without the vector kernels; a call that is not inlined is slower there, but not wrong.</summary>
    public static bool FitsWithoutVectors(int inputs, EquatableArray<LayerSpec> layers) => IsSmall(inputs, layers);

    /// <summary>Whether a row is so little work that plain numbers do best, and that a call would show.</summary>
    public static bool IsTiny(NetworkSpec network) => network.MultiplyAdds <= MaximumScalarRow;

    /// <summary>Whether there are kernels for a row in every lane: neurons do not depend on each other, nor losses of outputs.</summary>
    private static bool AllowsRowLanes(NetworkSpec network)
        => network.Layers.All(layer => !layer.ActivationEntry.CouplesNeurons) && !network.LossEntry.IsMeanOverRows;

    /// <summary>Many rows where there are kernels for a row in every lane.</summary>
    private static CodeShape ManyRows(NetworkSpec network, int lanes)
    {
        LayerSpec first = network.Layers[0];
        if (network.Layers.Count == 1 && first.Neurons <= lanes && network.Inputs >= 2 * first.Neurons && network.Inputs > MaximumRowLanesWidth)
        {
            if (!TurnsFewNeurons(network.Inputs, first.Neurons, lanes))
            {
                return CodeShape.LayerByLayer;
            }

            if (network.Inputs > MaximumStraightWidth)
            {
                return LanesScratchPlan.FitsForward(network, lanes, 32 / lanes) ? CodeShape.RowLanes : CodeShape.LayerByLayer;
            }
        }

        // In straight lines, rows pass through all layers in registers; what costly functions leave of those is too little. Cheap ones are so few
        // instructions that the inliner's limits are far away.
        bool prefersStraightLines = lanes == 8 || (network.Layers.Count > 1 && Widest(network) <= MaximumStraightRowsWidthInDouble);
        if (IsCheap(network) && prefersStraightLines && !FillsVectors(network, lanes) && IsSmall(network.Inputs, network.Layers))
        {
            return CodeShape.StraightLine;
        }

        return PrefersRowLanes(network, lanes) ? CodeShape.RowLanes : CodeShape.LayerByLayer;
    }

    /// <summary>
    /// Whether a single layer may gain from a row in every lane although it has more inputs to turn than neurons: neurons would leave many lanes empty,
    /// and inputs are few. Measured.
    /// </summary>
    private static bool TurnsFewNeurons(int inputs, int neurons, int lanes)
        => inputs <= MaximumStraightWidth
            ? neurons <= (lanes == 8 ? MaximumNeuronsIfTurned : MaximumNeuronsIfTurnedInDouble)
            : lanes == 8 && neurons > 1 && neurons <= lanes / 2 && inputs <= MaximumTurnedInputs;

    /// <summary>Whether many rows are computed with a row in every lane: vectors of neurons would be partly empty, or cost more than they save.</summary>
    private static bool PrefersRowLanes(NetworkSpec network, int lanes)
    {
        if (!LanesScratchPlan.FitsForward(network, lanes, 32 / lanes))
        {
            return false;
        }

        if (Widest(network) <= (IsCheap(network) ? MaximumRowLanesWidthIfCheap : MaximumRowLanesWidth))
        {
            return !(FillsVectors(network, lanes) && IsCheap(network));
        }

        int places = network.Layers.Sum(layer => Places(layer.Neurons, lanes));
        int empty = places - network.Layers.Sum(layer => layer.Neurons);
        bool isEmpty = Widest(network) <= MaximumRowLanesWidthIfEmpty && 100 * empty >= ManyEmptyLanes * places;
        return IsCheap(network)
            ? lanes == 8 && isEmpty
            : isEmpty || (Widest(network) <= MaximumRowLanesWidthIfCostly && !FillsVectors(network, lanes) && network.Layers.Count > 1);
    }

    private static bool FillsVectors(NetworkSpec network, int lanes) => network.Layers.All(layer => layer.Neurons % lanes == 0);

    private static bool IsCheap(NetworkSpec network) => network.Layers.All(layer => layer.ActivationEntry.IsCheap);

    /// <summary>The neurons of the widest layer, or half of the inputs, which are turned into lanes but not computed.</summary>
    private static int Widest(NetworkSpec network) => Math.Max((network.Inputs + 1) / 2, WidestLayer(network));

    /// <summary>The lanes of the vectors that so many neurons take.</summary>
    private static int Places(int neurons, int lanes) => (neurons + lanes - 1) / lanes * lanes;

    private static int WidestLayer(NetworkSpec network) => network.Layers.Max(layer => layer.Neurons);

    /// <summary>
    /// Whether the gradient of a narrow network does without rows in lanes: a single layer whose neurons fill seven of eight, in double precision.
    /// Measured.
    /// </summary>
    private static bool FillsLanesInDouble(NetworkSpec network, int lanes)
        => lanes == 4 && network.Layers.Count == 1 && 8 * WidestLayer(network) >= 7 * Places(WidestLayer(network), lanes);

    /// <summary>
    /// Whether a gradient gains from rows in lanes however many inputs have to be turned: vectors of the first layer's neurons would leave many lanes
    /// empty. Measured; one neuron does better layer by layer, and so do two in double precision.
    /// </summary>
    private static bool TurnsAnyInputs(NetworkSpec network, int lanes)
    {
        int neurons = network.Layers[0].Neurons;
        int places = Places(neurons, lanes);
        return lanes == 8
            ? neurons > 1 && 100 * (places - neurons) >= ManyEmptyLanesOfInputs * places
            : neurons > 2 && 100 * (places - neurons) >= ManyEmptyLanes * places && network.Inputs <= MaximumInputsOfTurnedGradientInDouble;
    }

    /// <summary>
    /// Whether the gradient of a network of middling width gains from rows in lanes, at the price of a vector for every parameter. Vectors of neurons are
    /// partly empty: in the forward pass and the weights' derivatives those of the layer, in the inputs' derivatives those of the layer below. Measured
    /// on random networks; see CONTRIBUTING.md.
    /// </summary>
    private static bool GainsFromLanesOfGradient(NetworkSpec network, int lanes)
    {
        int used = network.Layers.Sum(layer => (layer.Number == 1 ? 2 : 3) * layer.WeightCount);
        int places = network.Layers.Sum(layer => (2 * layer.Inputs * Places(layer.Neurons, lanes)) + (layer.Number == 1 ? 0 : Places(layer.Inputs, lanes) * layer.Neurons));
        int filled = 100 * used / places;
        int widest = WidestLayer(network);
        bool isDeep = network.Layers.Count > 1;
        bool hasFewInputs = network.Inputs <= MaximumInputsOfLanesGradient;
        LayerSpec first = network.Layers[0];
        bool gainsFromTurning = isDeep && 100 * first.Neurons <= MaximumFilledIfTurned * Places(first.Neurons, lanes);
        bool gains = lanes == 8
            ? (hasFewInputs || gainsFromTurning) && widest <= MaximumMiddlingWidth && filled <= (isDeep ? MaximumFilledIfDeep : MaximumFilled)
            : isDeep && hasFewInputs && widest <= MaximumMiddlingWidthInDouble && filled <= MaximumFilledInDouble;
        return gains && LanesScratchPlan.FitsBackward(network, lanes, 32 / lanes, MaximumBytesOfLanesGradient);
    }

    /// <summary>Whether one row is computed with neurons in lanes: layers wide enough to fill some, and not so wide that the kernels' loops do better.</summary>
    private static bool PrefersNeuronLanes(NetworkSpec network, int lanes)
        => network.ParameterCount <= MaximumNamedWeights
            && !IsTiny(network)
            && network.Layers.Sum(layer => (layer.Neurons + (PartialSums.Chains * lanes) - 1) / (PartialSums.Chains * lanes)) <= MaximumGroups;

    private static NetworkPlan WithoutVectors(NetworkSpec network) => new(
        network,
        CodeShape.StraightLine,
        CodeShape.StraightLine,
        CodeShape.StraightLine,
        HasGradientOfFewRows: false,
        Train: CodeShape.StraightLine,
        Storage: ParameterStorage.Array,
        HasNamedWeights: true,
        HasLayerLoops: false,
        TrainsInRegisters: network.ParameterCount <= MaximumRegisterParameters);

    /// <summary>What the activations of a layer cost once inlined, <paramref name="atOnce"/> neurons each where packing pays.</summary>
    private static int Inlined(NetworkSpec network, LayerSpec layer, int atOnce)
        => (int)layer.ActivationEntry.CostIn(network.Precision) * (layer.ActivationEntry.IsCheap ? layer.Neurons : (layer.Neurons + atOnce - 1) / atOnce);

    private static CodeShape Choose(NetworkSpec network, bool inlines)
        => inlines && IsSmall(network.Inputs, network.Layers) ? CodeShape.StraightLine : CodeShape.LayerByLayer;

    private static bool IsSmall(int inputs, EquatableArray<LayerSpec> layers)
        => inputs <= MaximumStraightWidth
            && layers.Sum(layer => layer.WeightCount) <= MaximumStraightNetwork
            && layers.All(layer => layer.Neurons <= MaximumStraightWidth && layer.WeightCount <= MaximumStraightLayer);
}
