namespace NetGen.Generator.Tests;

/// <summary>A network known only at run time, through <see cref="INetwork{TSelf, T}"/>.</summary>
internal abstract class NetworkProbe
{
    public abstract int InputCount { get; }

    public abstract int OutputCount { get; }

    public abstract int ParameterCount { get; }

    public abstract string Topology { get; }

    public static NetworkProbe Of(Type network) => (NetworkProbe)Activator.CreateInstance(typeof(Probe<,>).MakeGenericType(network, NumberOf(network)))!;

    public static NetworkProbe<T> Of<T>(Type network) => (NetworkProbe<T>)Of(network);

    private static Type NumberOf(Type network)
        => network.GetInterfaces().Single(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(INetwork<,>)).GetGenericArguments()[1];

    private sealed class Probe<TNetwork, T> : NetworkProbe<T>
        where TNetwork : INetwork<TNetwork, T>, new()
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
#pragma warning disable IDE0044 // Not readonly: the network may be a struct, and its methods would work on copies.
        private TNetwork _network = new();
#pragma warning restore IDE0044

        public override int InputCount => TNetwork.InputCount;

        public override int OutputCount => TNetwork.OutputCount;

        public override int ParameterCount => TNetwork.ParameterCount;

        public override string Topology => TNetwork.Topology;

        public override Span<T> Parameters => _network.ParameterSpan;

        public override void FeedForward(ReadOnlySpan<T> inputs, Span<T> outputs) => _network.FeedForward(inputs, outputs);

        public override T Evaluate(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets) => _network.Evaluate(inputs, targets);

        public override T Backprop(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, Span<T> gradient) => _network.Backprop(inputs, targets, gradient);

        public override void BackpropFrom(ReadOnlySpan<T> inputs, ReadOnlySpan<T> outputGradients, Span<T> gradient, Span<T> inputGradients)
            => _network.BackpropFrom(inputs, outputGradients, gradient, inputGradients);

        public override T Train(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, T learningRate, int epochs)
            => _network.Train(inputs, targets, learningRate, epochs);
    }
}

internal abstract class NetworkProbe<T> : NetworkProbe
{
    public abstract Span<T> Parameters { get; }

    public abstract void FeedForward(ReadOnlySpan<T> inputs, Span<T> outputs);

    public abstract T Evaluate(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets);

    public abstract T Backprop(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, Span<T> gradient);

    public abstract void BackpropFrom(ReadOnlySpan<T> inputs, ReadOnlySpan<T> outputGradients, Span<T> gradient, Span<T> inputGradients);

    public abstract T Train(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, T learningRate, int epochs);
}
