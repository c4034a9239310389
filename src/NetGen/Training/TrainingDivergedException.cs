namespace NetGen;

/// <summary>
/// Training left the range of numbers: a loss or a weight became infinite or not a number. The network has good weights: those from the
/// start of the last epoch whose first loss was finite.
/// </summary>
public sealed class TrainingDivergedException : ArithmeticException
{
    internal TrainingDivergedException(string message, int epoch, int batch, TrainingHistory history)
        : base(message)
        => (Epoch, Batch, History) = (epoch, batch, history);

    /// <summary>The epoch, from 1.</summary>
    public int Epoch { get; }

    /// <summary>The batch in its epoch, from 1; 0 when it was noticed after the last one.</summary>
    public int Batch { get; }

    /// <summary>The epochs before.</summary>
    public TrainingHistory History { get; }
}
