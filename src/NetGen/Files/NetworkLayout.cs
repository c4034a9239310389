using System.Globalization;
using System.Numerics;

namespace NetGen;

/// <summary>One layer of a network and where its parameters lie in the flat order.</summary>
internal readonly record struct LayerLayout(int Inputs, int Neurons, string Activation, int WeightStart)
{
    public int WeightCount => Inputs * Neurons;

    public int BiasStart => WeightStart + WeightCount;

    public int End => BiasStart + Neurons;
}

/// <summary>The layers of a network, from its canonical topology, for example <c>2-2:sigmoid-1:sigmoid</c>.</summary>
internal sealed class NetworkLayout
{
    private NetworkLayout(string topology, string loss, LayerLayout[] layers) => (Topology, Loss, Layers) = (topology, loss, layers);

    public string Topology { get; }

    public string Loss { get; }

    public LayerLayout[] Layers { get; }

    public int ParameterCount => Layers[^1].End;

    public static NetworkLayout Of<TSelf, T>()
        where TSelf : INetwork<TSelf, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        string[] parts = TSelf.Topology.Split('-');
        var layers = new LayerLayout[parts.Length - 1];
        int inputs = int.Parse(parts[0], CultureInfo.InvariantCulture);
        int start = 0;
        for (int i = 0; i < layers.Length; i++)
        {
            string[] part = parts[i + 1].Split(':');
            int neurons = int.Parse(part[0], CultureInfo.InvariantCulture);
            layers[i] = new LayerLayout(inputs, neurons, part[1], start);
            (inputs, start) = (neurons, layers[i].End);
        }

        return start == TSelf.ParameterCount
            ? new NetworkLayout(TSelf.Topology, TSelf.Loss.ToString(), layers)
            : throw new InvalidOperationException($"The topology {TSelf.Topology} has {start} parameters, the network says {TSelf.ParameterCount}.");
    }
}
