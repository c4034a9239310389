namespace NetGen;

/// <summary>The function that a neuron applies to its pre-activation z. The names are those of the ONNX operators.</summary>
public enum Activation
{
    /// <summary>z</summary>
    Identity,

    /// <summary>1 / (1 + e<sup>-z</sup>)</summary>
    Sigmoid,

    /// <summary>tanh z</summary>
    Tanh,

    /// <summary>max(0, z)</summary>
    Relu,

    /// <summary>z for z &gt; 0, else 0.01 z</summary>
    LeakyRelu,

    /// <summary>z for z &gt; 0, else e<sup>z</sup> - 1</summary>
    Elu,

    /// <summary>1.0507… z for z &gt; 0, else 1.7580… (e<sup>z</sup> - 1)</summary>
    Selu,

    /// <summary>z Φ(z), with the cumulative normal distribution Φ(z) = (1 + erf(z / √2)) / 2</summary>
    Gelu,

    /// <summary>z/2 (1 + tanh(√(2/π) (z + 0.044715 z³))), an approximation of <see cref="Gelu"/></summary>
    GeluTanh,

    /// <summary>z sigmoid(z), also called Swish</summary>
    Silu,

    /// <summary>z tanh(softplus(z))</summary>
    Mish,

    /// <summary>ln(1 + e<sup>z</sup>)</summary>
    Softplus,

    /// <summary>z / (1 + |z|)</summary>
    Softsign,

    /// <summary>z/6 + 1/2, limited to 0 … 1</summary>
    HardSigmoid,

    /// <summary>z hardsigmoid(z)</summary>
    HardSwish,

    /// <summary>z, limited to -1 … 1</summary>
    HardTanh,

    /// <summary>e<sup>z</sup> divided by the sum of e<sup>z</sup> over all neurons of the layer</summary>
    Softmax,
}
