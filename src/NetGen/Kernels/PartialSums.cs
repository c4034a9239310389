using System.Runtime.CompilerServices;

namespace NetGen;

/// <summary>
/// How many interleaved partial sums a pre-activation of a layer has: a function of the shape and the precision, never of the machine or the number
/// of rows. The compiler has this file too, for sums that it writes out.
/// </summary>
internal static class PartialSums
{
    /// <summary>So many independent chains of multiply-adds hide the latency of each.</summary>
    public const int Chains = 8;

    /// <summary>So many sums of one row fit into the 16 vector registers that every processor has, with room for an input.</summary>
    public const int Registers = 14;

    /// <summary>With fewer vectors of neurons, half as many of 512 bits would wait for each other. Those that are more have one sum each.</summary>
    public const int MinimumVectorsOfPairs = Chains;

    /// <summary>A layer with fewer inputs has one sum.</summary>
    private const int MinimumInputs = 8;

    /// <summary>From here on chains are long enough to count in wide layers too, and for the sums of a single neuron to be lanes.</summary>
    private const int ManyInputs = 16;

    /// <summary>The number of partial sums: one chain when there are eight vectors of neurons, so eight independent chains, or few inputs; else about eight chains.</summary>
    /// <param name="inputs">Inputs of the layer.</param>
    /// <param name="neurons">Neurons of the layer.</param>
    /// <param name="lanes">Numbers in a vector.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Count(int inputs, int neurons, int lanes)
    {
        if (inputs < MinimumInputs)
            return 1;
        int vectors = (neurons + lanes - 1) / lanes;
        if (inputs < ManyInputs)
            return vectors <= 3 ? 2 : 1;
        if (neurons == 1)
            return inputs < 4 * lanes ? lanes : inputs < 16 * lanes ? 2 * lanes : 4 * lanes;
        int chains = vectors == 1 ? Chains : vectors <= 3 ? 4 : vectors < Chains ? 2 : 1;
        return System.Math.Min(chains, inputs < 32 ? 2 : inputs < 64 ? 4 : 8);
    }

    /// <summary>A single neuron has its weights side by side, so that whole vectors of partial sums take them.</summary>
    public static bool AreLanes(int inputs, int neurons) => neurons == 1 && inputs >= ManyInputs;
}
