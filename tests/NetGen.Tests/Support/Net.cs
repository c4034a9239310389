using System.Numerics;

namespace NetGen.Tests;

/// <summary>Any network of number type <typeparamref name="T"/>, so that tests can hold different ones in one list.</summary>
public abstract class Net<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public abstract int InputCount { get; }

    public abstract int OutputCount { get; }

    public abstract int ParameterCount { get; }

    public abstract string Topology { get; }

    public abstract Loss Loss { get; }

    public abstract Span<T> Parameters { get; }

    public abstract void FeedForward(ReadOnlySpan<T> inputs, Span<T> outputs);

    public abstract T Evaluate(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets);

    public abstract T Backprop(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, Span<T> gradient);

    public abstract void BackpropFrom(ReadOnlySpan<T> inputs, ReadOnlySpan<T> outputGradients, Span<T> gradient, Span<T> inputGradients);

    public abstract T Train(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, T learningRate, int epochs = 1);

    public abstract void Initialize(int seed);

    /// <summary><see cref="Backprop"/> by the overload that takes a <c>ParameterSet</c>.</summary>
    public abstract T BackpropSet(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, Span<T> gradient);

    /// <summary>Whether the network has <c>FeedForward(x1, x2, …)</c>: one output and at most eight inputs.</summary>
    public virtual bool HasScalarForm => false;

    public virtual T FeedForwardScalar(ReadOnlySpan<T> x) => throw new NotSupportedException("More than one output or eight inputs.");

    public T[] FeedForward(ReadOnlySpan<T> inputs)
    {
        T[] outputs = new T[inputs.Length / InputCount * OutputCount];
        FeedForward(inputs, outputs);
        return outputs;
    }
}

/// <summary>A network of one type; the members that are not in the interface are left to a derived class.</summary>
public class NetOf<TNetwork, T> : Net<T>
    where TNetwork : INetwork<TNetwork, T>, new()
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>A field, because a struct network lives where it is stored.</summary>
#pragma warning disable CA1051 // Derived classes call methods that change a struct in place.
    protected TNetwork Network = new();
#pragma warning restore CA1051

    public override int InputCount => TNetwork.InputCount;

    public override int OutputCount => TNetwork.OutputCount;

    public override int ParameterCount => TNetwork.ParameterCount;

    public override string Topology => TNetwork.Topology;

    public override Loss Loss => TNetwork.Loss;

    public override Span<T> Parameters => Network.ParameterSpan;

    public override void FeedForward(ReadOnlySpan<T> inputs, Span<T> outputs) => Network.FeedForward(inputs, outputs);

    public override T Evaluate(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets) => Network.Evaluate(inputs, targets);

    public override T Backprop(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, Span<T> gradient) => Network.Backprop(inputs, targets, gradient);

    public override void BackpropFrom(ReadOnlySpan<T> inputs, ReadOnlySpan<T> outputGradients, Span<T> gradient, Span<T> inputGradients)
        => Network.BackpropFrom(inputs, outputGradients, gradient, inputGradients);

    public override T Train(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, T learningRate, int epochs = 1)
        => Network.Train(inputs, targets, learningRate, epochs);

    public override void Initialize(int seed) => throw new NotSupportedException("Not in the interface.");

    public override T BackpropSet(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, Span<T> gradient)
        => throw new NotSupportedException("Not in the interface.");
}
