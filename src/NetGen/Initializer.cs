namespace NetGen;

/// <summary>How the start values of the parameters are drawn.</summary>
public enum Initializer
{
    /// <summary><see cref="He"/> for layers with a relu-like activation, <see cref="Glorot"/> for all others.</summary>
    Default,

    /// <summary>Weights and biases from the standard normal distribution.</summary>
    Normal,

    /// <summary>Weights uniform in ±√(6 / (inputs + neurons)) of the layer, biases 0 (Glorot and Bengio, 2010).</summary>
    Glorot,

    /// <summary>Weights normal with standard deviation √(2 / inputs) of the layer, biases 0 (He et al., 2015).</summary>
    He,

    /// <summary>Every weight and bias 0.</summary>
    Zero,
}
