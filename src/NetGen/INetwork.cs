#if NET
using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace NetGen;

/// <summary>What every generated network offers, so that code can be written once for all of them.</summary>
/// <typeparam name="TSelf">The network itself.</typeparam>
/// <typeparam name="T">Its number type: <see cref="double"/> or <see cref="float"/>.</typeparam>
public interface INetwork<TSelf, T>
    where TSelf : INetwork<TSelf, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Number of inputs of a row.</summary>
    static abstract int InputCount { get; }

    /// <summary>Number of outputs of a row.</summary>
    static abstract int OutputCount { get; }

    /// <summary>Number of weights and biases.</summary>
    static abstract int ParameterCount { get; }

    /// <summary>The shape in canonical form, every layer with its activation: <c>"2-2:sigmoid-1:sigmoid"</c>.</summary>
    static abstract string Topology { get; }

    /// <summary>What <see cref="Evaluate"/> measures and training minimises.</summary>
    static virtual Loss Loss => Loss.MeanSquaredError;

    /// <summary>
    /// The live parameters in flat order: layer by layer, in a layer the weights input by input (all neurons of input 1, then of input 2, …),
    /// then the biases.
    /// </summary>
    [UnscopedRef]
    Span<T> ParameterSpan { get; }

    /// <summary>Computes the outputs of any number of rows.</summary>
    /// <param name="inputs">Row-major, rows × <see cref="InputCount"/>.</param>
    /// <param name="outputs">Receives rows × <see cref="OutputCount"/> values, row-major; must not overlap <paramref name="inputs"/>.</param>
    /// <exception cref="ArgumentException">A length does not fit; nothing was written.</exception>
    void FeedForward(ReadOnlySpan<T> inputs, Span<T> outputs);

    /// <summary>Computes the mean loss over all rows.</summary>
    /// <param name="inputs">Row-major, rows × <see cref="InputCount"/>.</param>
    /// <param name="targets">Row-major, rows × <see cref="OutputCount"/>.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    T Evaluate(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets);

    /// <summary>Computes the mean loss over all rows and its gradient.</summary>
    /// <param name="inputs">Row-major, rows × <see cref="InputCount"/>.</param>
    /// <param name="targets">Row-major, rows × <see cref="OutputCount"/>.</param>
    /// <param name="gradient">Overwritten with the derivative by every parameter, in the order of <see cref="ParameterSpan"/>.</param>
    /// <returns>The mean loss.</returns>
    /// <exception cref="ArgumentException">A length does not fit; nothing was written.</exception>
    T Backprop(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, Span<T> gradient);

    /// <summary>Propagates derivatives of a loss of your own back through the network (the vector-Jacobian product, summed over rows for the parameters).</summary>
    /// <param name="inputs">Row-major, rows × <see cref="InputCount"/>.</param>
    /// <param name="outputGradients">dL/dy, row-major, rows × <see cref="OutputCount"/>.</param>
    /// <param name="gradient">Overwritten with dL/dparameter, summed over the rows; an empty span skips it.</param>
    /// <param name="inputGradients">Overwritten with dL/dx, row-major, rows × <see cref="InputCount"/>; an empty span skips it.</param>
    /// <exception cref="ArgumentException">A length does not fit; nothing was written.</exception>
    void BackpropFrom(ReadOnlySpan<T> inputs, ReadOnlySpan<T> outputGradients, Span<T> gradient, Span<T> inputGradients);

    /// <summary>Trains by stochastic gradient descent: for every row in order one step on the loss of that row.</summary>
    /// <param name="inputs">Row-major, rows × <see cref="InputCount"/>.</param>
    /// <param name="targets">Row-major, rows × <see cref="OutputCount"/>.</param>
    /// <param name="learningRate">The step: parameter -= learningRate · derivative.</param>
    /// <param name="epochs">How often to pass over all rows.</param>
    /// <returns>The mean over rows of the losses seen during the last epoch.</returns>
    /// <exception cref="ArgumentException">A length does not fit, or there are no rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="epochs"/> is less than 1.</exception>
    T Train(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, T learningRate, int epochs = 1);
}
#endif
