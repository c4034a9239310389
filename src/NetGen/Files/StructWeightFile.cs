using System.ComponentModel;

namespace NetGen;

/// <summary>Loading into struct networks in double precision. Apart from <see cref="WeightFile"/>, because the number type cannot be inferred there.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class StructWeightFileDouble
{
    /// <summary>Loads weights into a network of the same topology and number type.</summary>
    /// <inheritdoc cref="WeightFile.Load{TSelf, T}(INetwork{TSelf, T}, string)"/>
    public static WeightFileExtras<double> Load<TSelf>(this ref TSelf network, string path)
        where TSelf : struct, INetwork<TSelf, double>
        => WeightFile.ReadFile<TSelf, double>(path).CopyTo(network.ParameterSpan);
}

/// <summary>Loading into struct networks in single precision. Apart from <see cref="WeightFile"/>, because the number type cannot be inferred there.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class StructWeightFileSingle
{
    /// <summary>Loads weights into a network of the same topology and number type.</summary>
    /// <inheritdoc cref="WeightFile.Load{TSelf, T}(INetwork{TSelf, T}, string)"/>
    public static WeightFileExtras<float> Load<TSelf>(this ref TSelf network, string path)
        where TSelf : struct, INetwork<TSelf, float>
        => WeightFile.ReadFile<TSelf, float>(path).CopyTo(network.ParameterSpan);
}
