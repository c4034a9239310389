using NetGen.Generator.Model;

namespace NetGen.Generator.Planning;

/// <summary>How a layer of one row is divided where neighbouring neurons are the lanes.</summary>
internal readonly record struct RowLayer(LayerSpec Layer, int Lanes)
{
    /// <summary>From so many inputs on a layer is a loop over them.</summary>
    public const int MinimumInputsOfLoop = 64;

    /// <summary>The vectors of neurons, of which the last may be partly empty.</summary>
    public int Vectors => (Layer.Neurons + Lanes - 1) / Lanes;

    /// <summary>Those that are more than half full; a short last one is loaded by itself.</summary>
    public int LongVectors
    {
        get
        {
            int last = Layer.Neurons % Lanes;
            return last > 0 && 2 * last <= Lanes ? Vectors - 1 : Vectors;
        }
    }

    /// <summary>The partial sums of a neuron.</summary>
    public int Partials => PartialSums.Count(Layer.Inputs, Layer.Neurons, Lanes);

    /// <summary>
    /// Inputs from memory are loaded four at a time, since loads are what a single row is short of; but not a few inputs of the caller, who may just have
    /// written them one by one, which a larger load has to wait for.
    /// </summary>
    public bool LoadsFours => Layer.Number > 1 || Layer.Inputs >= MinimumInputsOfLoop;

    /// <summary>The lengths of the chunks of vectors whose sums are in registers at a time.</summary>
    public IEnumerable<int> Chunks
    {
        get
        {
            int largest = PartialSums.Registers / Partials;
            int rest = Vectors;
            for (int chunks = (Vectors + largest - 1) / largest; chunks > 0; chunks--)
            {
                int length = (rest + chunks - 1) / chunks;
                rest -= length;
                yield return length;
            }
        }
    }

    /// <summary>Whether the layer is a loop over its inputs: if they are many, or beyond so many multiply-adds of vectors.</summary>
    public bool IsLoop(int maximumUnrolled) => Layer.Inputs >= MinimumInputsOfLoop || Layer.Inputs * Vectors > maximumUnrolled;

    /// <summary>The inputs of one turn of a loop.</summary>
    /// <param name="turn">After so many inputs the weights lie as they did.</param>
    public int Step(int turn) => Math.Max(Partials, Math.Max(LoadsFours ? 4 : 1, turn));
}
