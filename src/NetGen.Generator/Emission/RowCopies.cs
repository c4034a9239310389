using NetGen.Generator.Model;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>
/// Which layers of a single row have a copy of their function for every vector of neurons, so that the JIT can inline them, and what that leaves for
/// other calls: it stops inlining at 512 variables in a method, and every function behind that would be a call that passes vectors by memory.
/// </summary>
internal sealed class RowCopies
{
    /// <summary>So many of the 512 are spent; the others are the JIT's own.</summary>
    private const int MaximumVariables = 494;

    /// <summary>What a unit of the costs of functions takes, and a vector of neurons with its sums, its function if that is cheap and its store.</summary>
    private const int VariablesOfCost = 13, VariablesOfVector = 3;

    /// <summary>In single precision, where constants fill registers, no more copies than this cost.</summary>
    private const int MaximumCopiesSingle = 20;

    /// <summary>Up to this cost of a layer's copies they take the sums from their registers.</summary>
    private const int MaximumCopiesAtOnce = 8;

    /// <summary>Up to this cost copies from memory to memory pay, where there are registers for them.</summary>
    private const int MaximumCopiesOfVectors = 16;

    private readonly NetworkPlan _plan;
    private readonly HashSet<int> _layers;

    /// <summary>All but wide layers, if the limit allows; otherwise the narrowest, or in single precision none. Single neurons have a copy in any case.</summary>
    public RowCopies(NetworkPlan plan)
    {
        _plan = plan;
        LayerSpec[] costly = [.. plan.Network.Layers.Where(layer => !layer.ActivationEntry.IsCheap && !layer.ActivationEntry.CouplesNeurons)];
        int spent = plan.Network.Layers.Sum(layer => (VariablesOfVector * Vectors(layer)) + ShortLoads(layer))
            + (VariablesOfCost * costly.Where(layer => layer.Neurons == 1).Sum(Cost));
        bool isDouble = plan.Network.Precision == Precision.Double;
        int limit = isDouble ? int.MaxValue : MaximumCopiesSingle - costly.Where(layer => layer.Neurons == 1).Sum(Cost);
        List<LayerSpec> chosen = [.. costly.Where(layer => layer.Neurons > 1 && Size(layer) <= MaximumCopiesOfVectors).OrderBy(Cost)];
        while (chosen.Count > 0 && (chosen.Sum(Cost) > limit || spent + (VariablesOfCost * chosen.Sum(Cost)) > MaximumVariables))
        {
            chosen.RemoveRange(isDouble ? chosen.Count - 1 : 0, isDouble ? 1 : chosen.Count);
        }

        _layers = [.. chosen.Select(layer => layer.Number)];
        Variables = MaximumVariables - spent - (VariablesOfCost * chosen.Sum(Cost));
    }

    /// <summary>The variables that are left for other calls.</summary>
    public int Variables { get; }

    /// <summary>Whether a layer's functions stand in the row's code, instead of a loop.</summary>
    public bool Contains(LayerSpec layer) => _layers.Contains(layer.Number);

    /// <summary>Whether they take the sums of the layer from their registers.</summary>
    public bool AreAtOnce(LayerSpec layer) => Contains(layer) && Size(layer) <= MaximumCopiesAtOnce;

    /// <summary>How long the code of a layer's activations is when every vector has a copy.</summary>
    private int Size(LayerSpec layer) => (int)layer.ActivationEntry.Cost * Vectors(layer);

    /// <summary>What of the limit they take.</summary>
    private int Cost(LayerSpec layer) => (int)layer.ActivationEntry.CostIn(_plan.Network.Precision) * Vectors(layer);

    /// <summary>Loads of less than a vector, at most: in layers that may be straight lines.</summary>
    private int ShortLoads(LayerSpec layer)
    {
        int last = layer.Neurons % _plan.Lanes;
        return last > 1 && 2 * last <= _plan.Lanes && layer.Inputs < RowLayer.MinimumInputsOfLoop ? layer.Inputs : 0;
    }

    private int Vectors(LayerSpec layer) => new RowLayer(layer, _plan.Lanes).Vectors;
}
