namespace NetGen;

/// <summary>Where a run stands, as far as its future depends on it.</summary>
internal record struct RunState
{
    /// <summary>Complete epochs.</summary>
    public int Epoch;

    /// <summary>Complete batches of the current epoch.</summary>
    public int Batch;

    /// <summary>The generator at the start of the current epoch.</summary>
    public Xoshiro256 Random;

    /// <summary>Weighted sum of the losses of the current epoch.</summary>
    public double LossSum;

    /// <summary>Sum of the weights of the current epoch.</summary>
    public double WeightSum;

    /// <summary>Time that earlier runs spent on the current epoch.</summary>
    public double EpochSeconds;

    /// <summary>The state of the schedule.</summary>
    public PlateauState Plateau;

    /// <summary>The best watched value, or NaN.</summary>
    public double BestValue;

    /// <summary>Its epoch, from 1, or 0.</summary>
    public int BestEpoch;

    /// <summary>Epochs since then.</summary>
    public int BadEpochs;

    // The complement gives another sequence than Dataset.Split has with the same seed.
    public static RunState Start(int seed) => new() { Random = new Xoshiro256(~(long)seed), Plateau = PlateauState.Start, BestValue = double.NaN };
}
