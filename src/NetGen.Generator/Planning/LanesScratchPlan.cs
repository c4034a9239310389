using NetGen.Generator.Model;

namespace NetGen.Generator.Planning;

/// <summary>How a routine with a row in every lane uses its scratch memory, in which a column holds one neuron for all rows of a block. A gradient's lanes, a vector for every parameter, come first.</summary>
/// <param name="Rows">Rows of a block, which is also the length of a column: whole vectors.</param>
/// <param name="Length">Numbers in total.</param>
/// <param name="Values">For the inputs (index 0) and every layer where its activations lie.</param>
/// <param name="Slopes">For every layer (from index 1) where its slopes lie; the place of the values when the slope can be told from them.</param>
/// <param name="OutputDeltas">Where the deltas of the output layer lie; those of the others overwrite what they are multiplied by.</param>
internal sealed record LanesScratchPlan(
    int Rows,
    int Length,
    EquatableArray<int> Values,
    EquatableArray<int> Slopes,
    int OutputDeltas)
{
    private const int MaximumRows = 64;

    public static LanesScratchPlan Forward(NetworkPlan plan) => Plan(plan, backward: false);

    public static LanesScratchPlan Backward(NetworkPlan plan) => Plan(plan, backward: true);

    /// <summary>Whether the neurons of all layers leave room for at least some vectors of rows.</summary>
    public static bool FitsForward(NetworkSpec network, int lanes, int numberSize)
        => RowsFor(ScratchPlan.MaximumStackBytes, numberSize, lanes, ColumnsOf(network, backward: false), 0) >= 3 * lanes;

    /// <summary>Whether the gradient with a sum in every lane leaves room for at least some vectors of rows.</summary>
    public static bool FitsBackward(NetworkSpec network, int lanes, int numberSize, int bytes)
        => RowsFor(bytes, numberSize, lanes, ColumnsOf(network, backward: true), network.ParameterCount * lanes) >= 3 * lanes;

    private static LanesScratchPlan Plan(NetworkPlan plan, bool backward)
    {
        NetworkSpec network = plan.Network;
        int sums = backward ? network.ParameterCount * plan.Lanes : 0;
        int rows = RowsFor(
            backward ? ScratchPlan.MaximumBytes : ScratchPlan.MaximumStackBytes, plan.NumberSize, plan.Lanes, ColumnsOf(network, backward), sums);
        int end = sums;
        int Place(int columns)
        {
            int place = end;
            end += columns * rows;
            return place;
        }

        List<int> values = [Place(network.Inputs)];
        List<int> slopes = [0];
        foreach (LayerSpec layer in network.Layers)
        {
            int place = Place(layer.Neurons);
            values.Add(place);
            slopes.Add(backward && HasSlopes(layer) ? Place(layer.Neurons) : place);
        }

        int outputDeltas = backward ? Place(network.Outputs) : 0;
        return new LanesScratchPlan(rows, end, new([.. values]), new([.. slopes]), outputDeltas);
    }

    private static int ColumnsOf(NetworkSpec network, bool backward)
        => network.Inputs + (backward ? network.Outputs : 0) + network.Layers.Sum(layer => layer.Neurons * (backward && HasSlopes(layer) ? 2 : 1));

    private static bool HasSlopes(LayerSpec layer) => !layer.ActivationEntry.HasSlopeFromValue;

    private static int RowsFor(int bytes, int numberSize, int lanes, int columns, int fixedNumbers)
        => Math.Min(MaximumRows, ((bytes / numberSize) - fixedNumbers) / columns) / lanes * lanes;
}
