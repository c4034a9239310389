using NetGen.Generator.Model;

namespace NetGen.Generator.Planning;

/// <summary>How a routine of a wide network uses its scratch memory: where each layer's numbers lie and how many rows a block has.</summary>
/// <param name="Rows">Rows of a block.</param>
/// <param name="Length">Numbers in total.</param>
/// <param name="Panel">Where the panel of transposed weights lies.</param>
/// <param name="Values">For every layer where its activations lie.</param>
/// <param name="Slopes">For every layer where its slopes lie; the place of the values when the slope can be told from them.</param>
/// <param name="Deltas">For every layer where its deltas lie: over its slopes where they may be overwritten, for the output layer over its errors.</param>
internal sealed record ScratchPlan(
    int Rows,
    int Length,
    int Panel,
    EquatableArray<int> Values,
    EquatableArray<int> Slopes,
    EquatableArray<int> Deltas)
{
    /// <summary>The stack that a routine takes at most, which is also the smallest first-level cache.</summary>
    public const int MaximumStackBytes = 32 * 1024;

    /// <summary>
    /// What a routine of many rows layer by layer takes at most, from native memory of the thread where it is more than the stack gives: room for all rows of a block counts
    /// more than a place in the first-level cache, because all weights are read once for every block, and whole blocks have the largest tiles. The
    /// kernels keep 256 KB, of which alignment may take 64 bytes.
    /// </summary>
    public const int MaximumBytes = (256 * 1024) - 64;

    /// <summary>The kernel that propagates deltas back wants this much for weights that it transposes.</summary>
    private const int PanelBytes = 8 * 1024;

    private const int MaximumNeuronsInPlace = 128;

    private const int MaximumRows = 64;

    /// <summary>The rows of the largest tiles, of which a block has a whole number where it can.</summary>
    private const int TileRows = 16;

    /// <summary>Where there is no room for two of those: four of the largest tiles with vectors of 256 bits, so that fewer blocks read all weights.</summary>
    private const int SmallTileRows = 24;

    /// <summary>Scratch for the forward pass alone: two layers take turns, and the outputs have their own place.</summary>
    /// <param name="plan">The network.</param>
    /// <param name="keepsOutputs">The outputs stay in scratch instead of going to the caller.</param>
    public static ScratchPlan Forward(NetworkPlan plan, bool keepsOutputs)
    {
        int layers = plan.Network.Layers.Count;
        int[] turns = [0, 0];
        for (int l = 0; l < layers - 1; l++)
        {
            turns[l % 2] = Math.Max(turns[l % 2], Stride(plan, plan.Network.Layers[l].Neurons));
        }

        int outputs = keepsOutputs ? Stride(plan, plan.Network.Outputs) : 0;
        int rows = RowsFor(plan, MaximumBytes, turns[0] + turns[1] + outputs, 0);
        int[] values = [.. Enumerable.Range(0, layers).Select(l => l == layers - 1 ? (turns[0] + turns[1]) * rows : l % 2 == 0 ? 0 : turns[0] * rows)];
        return new ScratchPlan(rows, (turns[0] + turns[1] + outputs) * rows, 0, new EquatableArray<int>(values), default, default);
    }

    /// <summary>Scratch for forward and backward pass: every layer keeps what the backward pass needs.</summary>
    /// <param name="plan">The network.</param>
    /// <param name="oneRow">For a step after every row: blocks of one row, and deltas never overwrite activations.</param>
    public static ScratchPlan Backward(NetworkPlan plan, bool oneRow)
    {
        LayerSpec[] layers = [.. plan.Network.Layers];
        int panel = PanelBytes / plan.NumberSize;
        int perRow = layers.Sum(layer => Stride(plan, layer.Neurons) * Places(plan, layer, oneRow).Count(isOwn => isOwn));
        int rows = oneRow ? 1 : RowsFor(plan, MaximumBytes, perRow, panel);
        rows = plan.HasGradientOfFewRows ? Math.Min(rows, NetworkPlan.FewRows - 1) : rows;

        int end = panel;
        int[][] places = [.. layers.Select(layer =>
        {
            int place = end;
            return Places(plan, layer, oneRow).Select(isOwn =>
            {
                place = isOwn ? end : place;
                end += isOwn ? Stride(plan, layer.Neurons) * rows : 0;
                return place;
            }).ToArray();
        })];
        EquatableArray<int> Column(int index) => new([.. places.Select(place => place[index])]);
        return new ScratchPlan(rows, end, 0, Column(0), Column(1), Column(2));
    }

    /// <summary>Whether the values, slopes and deltas of a layer have a place of their own; otherwise they share that of the one before.</summary>
    private static bool[] Places(NetworkPlan plan, LayerSpec layer, bool oneRow)
    {
        bool isOutput = layer.Number == plan.Network.Layers.Count;
        bool hasSlopes = !layer.ActivationEntry.HasSlopeFromValue && !layer.ActivationEntry.CouplesNeurons;

        // The kernel that propagates deltas back sums over so many neurons before it reads the slopes again.
        bool overwritesSlopes = !isOutput && plan.Network.Layers[layer.Number].Neurons <= MaximumNeuronsInPlace;
        bool overwritesValues = overwritesSlopes && !oneRow && !layer.ActivationEntry.CouplesNeurons;
        return [true, hasSlopes, !(hasSlopes ? overwritesSlopes : overwritesValues)];
    }

    /// <summary>
    /// The distance between two rows of a layer's scratch: whole vectors, and for wide layers an odd number of cache lines, so that the rows of
    /// a column spread over the whole first-level cache.
    /// </summary>
    public static int Stride(NetworkPlan plan, int neurons)
    {
        int vectors = (neurons + plan.Lanes - 1) / plan.Lanes;
        return vectors < 8 ? vectors * plan.Lanes : (((vectors + 1) / 2) | 1) * 2 * plan.Lanes;
    }

    private static int RowsFor(NetworkPlan plan, int bytes, int perRow, int fixedNumbers)
    {
        int available = (bytes / plan.NumberSize) - fixedNumbers;
        int rows = perRow == 0 ? MaximumRows : Math.Min(MaximumRows, available / perRow);
        int whole = rows is >= SmallTileRows and < 2 * TileRows ? SmallTileRows : rows >= TileRows ? TileRows : plan.Lanes;
        return rows >= whole ? rows / whole * whole : Math.Max(1, rows);
    }
}
