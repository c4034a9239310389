using NetGen.Generator.Model;

namespace NetGen.Generator.Planning;

/// <summary>The canonical order of a layer's sums, as the kernels define it (<c>NetGen.Kernels.Partials</c>; a test holds the two together).</summary>
internal static class PartialSums
{
    /// <summary>So many independent chains of multiply-adds hide the latency of each.</summary>
    public const int Chains = 8;

    /// <summary>A layer with fewer inputs has one sum.</summary>
    private const int MinimumInputs = 16;

    /// <summary>Input i goes to partial sum i modulo this many.</summary>
    /// <param name="inputs">Inputs of the layer.</param>
    /// <param name="neurons">Neurons of the layer.</param>
    /// <param name="lanes">Numbers in a vector.</param>
    public static int Count(int inputs, int neurons, int lanes)
    {
        if (inputs < MinimumInputs)
        {
            return 1;
        }

        if (neurons == 1)
        {
            return inputs < 4 * lanes ? lanes : inputs < 16 * lanes ? 2 * lanes : 4 * lanes;
        }

        int vectors = (neurons + lanes - 1) / lanes;
        int chains = vectors == 1 ? Chains : vectors <= 3 ? 4 : vectors < Chains ? 2 : 1;
        return Math.Min(chains, inputs < 32 ? 2 : inputs < 64 ? 4 : 8);
    }

    /// <summary>A single neuron has whole vectors of partial sums.</summary>
    public static bool AreLanes(LayerSpec layer) => layer.Neurons == 1 && layer.Inputs >= MinimumInputs;
}
