using NetGen.Generator.Catalogue;

namespace NetGen.Generator.Model;

/// <summary>
/// Everything the compiler knows of one network, read from the attribute and the type it stands on. No Roslyn type: two parses of the same
/// source give equal specifications, which is what lets the compiler skip the rest.
/// </summary>
internal sealed record NetworkSpec(
    TypeSpec Type,
    int Inputs,
    EquatableArray<LayerSpec> Layers,
    string Loss,
    Precision Precision,
    string Initializer,
    TargetSpec Target)
{
    public int Outputs => Layers[Layers.Count - 1].Neurons;

    public LossEntry LossEntry => Losses.Find(Loss)!;

    /// <summary>Number of weights and biases.</summary>
    public int ParameterCount => Layers.Sum(layer => layer.ParameterCount);

    /// <summary>Number of multiply-adds that one row costs.</summary>
    public int MultiplyAdds => Layers.Sum(layer => layer.WeightCount);

    /// <summary>The shape without activations: <c>2-2-1</c>.</summary>
    public string Shape => string.Join("-", new[] { Inputs }.Concat(Layers.Select(layer => layer.Neurons)));

    /// <summary>The shape with the activation of every layer: <c>2-2:sigmoid-1:sigmoid</c>.</summary>
    public string CanonicalTopology => Inputs + string.Concat(Layers.Select(layer => $"-{layer.Neurons}:{layer.ActivationEntry.TopologyName}"));
}

/// <summary>One layer: <paramref name="Number"/> counts from 1, as in the names of its weights.</summary>
internal sealed record LayerSpec(int Number, int Inputs, int Neurons, string Activation)
{
    public ActivationEntry ActivationEntry => Activations.Find(Activation)!;

    public int WeightCount => Inputs * Neurons;

    public int ParameterCount => WeightCount + Neurons;
}

/// <summary>The number type of a network.</summary>
internal enum Precision
{
    Double,
    Single,
}

/// <summary>What the consuming project offers.</summary>
/// <param name="HasVectors">
/// The referenced NetGen has the vector kernels and <c>INetwork</c> (.NET 10); otherwise plain scalar code is written, for classes only.
/// </param>
internal sealed record TargetSpec(bool HasVectors);
