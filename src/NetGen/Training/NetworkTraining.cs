using System.Numerics;

namespace NetGen;

/// <summary>Training of every network.</summary>
public static class NetworkTraining
{
    /// <summary>Trains the network, starting from its present weights.</summary>
    /// <param name="network">The network; nobody else may use it meanwhile.</param>
    /// <param name="data">At least one row.</param>
    /// <param name="options">How to train; null for 100 epochs of Adam with batches of 32 rows.</param>
    /// <param name="progress">
    /// Told where the run stands, at most once every <see cref="FitOptions{T}.ProgressInterval"/> and after the last epoch.
    /// </param>
    /// <param name="cancellationToken">Ends the run between two batches; the network then has the weights of its last step.</param>
    /// <returns>Loss, validation loss, metrics, learning rate and time of every epoch.</returns>
    /// <exception cref="ArgumentException">The data do not fit the network, or an option is unusable; nothing was changed.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    /// <exception cref="TrainingDivergedException">A loss or a weight became infinite or not a number.</exception>
    /// <exception cref="WeightFileException">The checkpoint to resume from is damaged or belongs to another run; nothing was changed.</exception>
    /// <exception cref="IOException">A checkpoint cannot be read or written.</exception>
    /// <example>
    /// <code>
    /// TrainingHistory history = net.Fit(train, new()
    /// {
    ///     Epochs = 200,
    ///     Optimizer = Optimizer.Adam(learningRate: 1e-3),
    ///     ValidationSplit = 0.2,
    ///     EarlyStopping = new() { Patience = 10 },
    /// });
    /// </code>
    /// </example>
    public static TrainingHistory Fit<TSelf, T>(
        this TSelf network,
        Dataset<T> data,
        FitOptions<T>? options = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default)
        where TSelf : class, INetwork<TSelf, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        using var run = new FitRun<TSelf, T>(new NetworkHolder<TSelf>(network), data, options ?? new(), progress, cancellationToken);
        return run.Run();
    }

    /// <summary>
    /// Trains a network that is a struct: a copy of it is trained, and the caller's gets the result at the end, also when the run is cancelled or fails.
    /// </summary>
    /// <inheritdoc cref="Fit{TSelf, T}(TSelf, Dataset{T}, FitOptions{T}?, IProgress{TrainingProgress}?, CancellationToken)"/>
    public static TrainingHistory Fit<TSelf, T>(
        this ref TSelf network,
        Dataset<T> data,
        FitOptions<T>? options = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default)
        where TSelf : struct, INetwork<TSelf, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var holder = new NetworkHolder<TSelf>(network);
        using var run = new FitRun<TSelf, T>(holder, data, options ?? new(), progress, cancellationToken);
        try
        {
            return run.Run();
        }
        finally
        {
            network = holder.Network;
        }
    }

    /// <inheritdoc cref="Fit{TSelf, T}(TSelf, Dataset{T}, FitOptions{T}?, IProgress{TrainingProgress}?, CancellationToken)"/>
    /// <param name="network">The network; nobody else may use it meanwhile.</param>
    /// <param name="inputs">Row-major, rows × inputs of the network.</param>
    /// <param name="targets">Row-major, rows × outputs of the network.</param>
    /// <param name="options">How to train; null for 100 epochs of Adam with batches of 32 rows.</param>
    /// <param name="progress">Told where the run stands.</param>
    /// <param name="cancellationToken">Ends the run between two batches.</param>
    public static TrainingHistory Fit<TSelf, T>(
        this TSelf network,
        T[] inputs,
        T[] targets,
        FitOptions<T>? options = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default)
        where TSelf : class, INetwork<TSelf, T>
        where T : unmanaged, IFloatingPointIeee754<T>
        => Fit(network, Dataset.Create(inputs, TSelf.InputCount, targets, TSelf.OutputCount), options, progress, cancellationToken);

    /// <inheritdoc cref="Fit{TSelf, T}(TSelf, T[], T[], FitOptions{T}?, IProgress{TrainingProgress}?, CancellationToken)"/>
    public static TrainingHistory Fit<TSelf, T>(
        this ref TSelf network,
        T[] inputs,
        T[] targets,
        FitOptions<T>? options = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default)
        where TSelf : struct, INetwork<TSelf, T>
        where T : unmanaged, IFloatingPointIeee754<T>
        => Fit(ref network, Dataset.Create(inputs, TSelf.InputCount, targets, TSelf.OutputCount), options, progress, cancellationToken);
}
