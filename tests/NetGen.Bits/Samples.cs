using System.Numerics;

namespace NetGen.Bits;

/// <summary>Rows of inputs and targets, always the same for the same shape.</summary>
internal sealed class Samples<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly int _inputCount;

    /// <param name="inputCount">Inputs of a row.</param>
    /// <param name="outputCount">Targets of a row.</param>
    /// <param name="loss">What the targets must fit.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="isWild">Whether the rows are of very different magnitudes, so that all branches of the activations are taken.</param>
    public Samples(int inputCount, int outputCount, Loss loss, int rows, bool isWild)
    {
        _inputCount = inputCount;
        Inputs = new T[rows * inputCount];
        Targets = new T[rows * outputCount];
        var random = new Xoshiro256(1_000 * inputCount + outputCount);
        for (int i = 0; i < Inputs.Length; i++)
        {
            int row = i / inputCount;
            double scale = isWild ? Math.ScaleB(1, (row % 8) switch { 3 => -30, 5 => 4, 6 => 2, 7 => 10, _ => 0 }) : 1;
            Inputs[i] = T.CreateChecked(scale * (2 * random.NextDouble() - 1));
        }

        for (int i = 0; i < Targets.Length; i++)
        {
            // Exactly 0 and 1 among them.
            Targets[i] = T.CreateChecked(Math.Clamp(1.5 * random.NextDouble() - 0.25, 0, 1));
        }

        if (loss == Loss.CategoricalCrossEntropy)
        {
            T share = T.One / T.CreateChecked(outputCount);
            for (int i = 0; i < Targets.Length; i++)
            {
                Targets[i] *= share;
            }
        }
    }

    public T[] Inputs { get; }

    public T[] Targets { get; }

    public ReadOnlySpan<T> InputsOf(int row) => Inputs.AsSpan(row * _inputCount, _inputCount);
}
