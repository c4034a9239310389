namespace NetGen;

/// <summary>Where a run of <c>Fit</c> stands.</summary>
/// <param name="Epoch">The current epoch, from 1.</param>
/// <param name="EpochCount">The last epoch.</param>
/// <param name="Batch">Batches done in this epoch.</param>
/// <param name="BatchCount">Batches of an epoch.</param>
/// <param name="Loss">Mean training loss of the batches done in this epoch.</param>
/// <param name="ValidationLoss">Of the last complete epoch, or NaN.</param>
/// <param name="LearningRate">Of the last step.</param>
/// <param name="Elapsed">Since <c>Fit</c> was called.</param>
public readonly record struct TrainingProgress(
    int Epoch, int EpochCount, int Batch, int BatchCount, double Loss, double ValidationLoss, double LearningRate, TimeSpan Elapsed)
{
    /// <summary>The part of all batches that is done: 0 to 1.</summary>
    public double Fraction => (Epoch - 1 + ((double)Batch / BatchCount)) / EpochCount;
}
