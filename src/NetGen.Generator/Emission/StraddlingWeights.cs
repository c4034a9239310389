using NetGen.Generator.Model;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>
/// The layers of a single row whose weights from one input begin in the middle of a vector: every second of their vectors lies in two lines of the cache
/// and takes the time of two loads, so they are put together from aligned ones, a few neurons at a time.
/// </summary>
internal sealed class StraddlingWeights
{
    /// <summary>Beyond this many multiply-adds of vectors such a layer is a loop over its inputs.</summary>
    public const int MaximumUnrolled = 128;

    /// <summary>With fewer vectors side by side as many loads would be needed as before.</summary>
    private const int MinimumVectors = 4;

    /// <summary>With fewer inputs a row waits for other things.</summary>
    private const int MinimumInputs = 8;

    /// <summary>So many vectors of neurons one kernel call takes.</summary>
    private const int Group = 4;

    /// <summary>More parameters do not stay in the first cache, and its lines are not what a row waits for.</summary>
    private const int MaximumBytes = 32 * 1024;

    /// <summary>What a call takes of the variables that the JIT allows a method.</summary>
    private const int VariablesOfCall = 6;

    private readonly NetworkPlan _plan;
    private readonly Names _names;

    /// <summary>The inputs after which the weights of a layer lie as they did, by the layer's number.</summary>
    private readonly Dictionary<int, int> _turns = [];

    /// <summary>The layers in whose code the variable for the next vector has been declared.</summary>
    private readonly HashSet<int> _declared = [];

    /// <param name="plan">The plan.</param>
    /// <param name="variables">The variables there are for the calls.</param>
    public StraddlingWeights(NetworkPlan plan, int variables)
    {
        _plan = plan;
        _names = new(plan);
        if (plan.Storage != ParameterStorage.Aligned || plan.Network.ParameterCount * plan.NumberSize > MaximumBytes)
        {
            return;
        }

        var layers = plan.Network.Layers.Where(layer => Shape(layer).LongVectors >= MinimumVectors && layer.Inputs >= MinimumInputs);
        foreach (LayerSpec layer in layers.OrderByDescending(layer => layer.Inputs * Shape(layer).Vectors))
        {
            int turn = Turn(layer);
            int more = Calls(layer, turn) * VariablesOfCall;
            if (more > 0 && more <= variables)
            {
                variables -= more;
                _turns.Add(layer.Number, turn);
            }
        }
    }

    /// <summary>Whether the layer's weights are put together, and the inputs after which they lie as they did.</summary>
    public bool Contains(LayerSpec layer, out int turn) => _turns.TryGetValue(layer.Number, out turn);

    /// <summary>Writes the products of an input with its weights to all vectors but an odd last one, if they are to be put together.</summary>
    /// <param name="writer">Receives the statements.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="input">The input's index.</param>
    /// <param name="value">The variable with the input in every lane.</param>
    /// <param name="sums">The variables of the sums, one for every vector of neurons but a short last one.</param>
    /// <param name="weights">A reference to weights of the layer.</param>
    /// <param name="first">The index of the first weight behind it.</param>
    /// <param name="suffix">What ends the names of variables in a loop; null for straight lines.</param>
    /// <returns>The number of vectors that are done.</returns>
    public int Products(CodeWriter writer, LayerSpec layer, int input, string value, string[] sums, string weights, int first, string? suffix)
    {
        int offset = Offset(layer, input);
        if (offset == 0 || sums.Length < MinimumVectors || !_turns.ContainsKey(layer.Number))
        {
            return 0;
        }

        string below = "below" + (suffix ?? $"{layer.Number}");
        string declaration = suffix is not null || _declared.Add(layer.Number) ? _names.VectorLocal + " " : "";
        writer.Line($"{declaration}{below} = {_names.Kernel("LoadBelow")}(in {weights}, {first - offset});");
        int done = 0;
        while (sums.Length - done > 1)
        {
            int count = sums.Length - done < Group ? 2 : Group;
            string targets = string.Join(", ", sums.Skip(done).Take(count).Select(sum => "ref " + sum));
            writer.Line($"{_names.Kernel("AddProducts")}({value}, in {weights}, {first + (done * _plan.Lanes)}, {offset}, ref {below}, {targets});");
            done += count;
        }

        return done;
    }

    /// <summary>So many numbers behind a multiple of 32 bytes the weights from an input begin.</summary>
    private int Offset(LayerSpec layer, int input)
        => (_plan.Network.Layers.Take(layer.Number - 1).Sum(below => below.ParameterCount) + (input * layer.Neurons)) % _plan.Lanes;

    private int Turn(LayerSpec layer)
    {
        int turn = 1;
        while (turn * layer.Neurons % _plan.Lanes != 0)
        {
            turn *= 2;
        }

        return turn;
    }

    /// <summary>The calls in the code of a layer, of which a loop has those of one turn and of the inputs behind it.</summary>
    private int Calls(LayerSpec layer, int turn)
    {
        RowLayer shape = Shape(layer);
        int step = shape.Step(turn);
        int inputs = shape.IsLoop(MaximumUnrolled) && layer.Inputs >= step ? step + (layer.Inputs % step) : layer.Inputs;
        int straddling = Enumerable.Range(0, inputs).Count(input => Offset(layer, input) != 0);
        return straddling * shape.Chunks.Where(length => length >= MinimumVectors).Sum(length => (length + 2) / Group);
    }

    private RowLayer Shape(LayerSpec layer) => new(layer, _plan.Lanes);
}
