namespace NetGen.Tests;

/// <summary>Single layers whose inputs are their pre-activations when the weights are an identity matrix.</summary>
public static partial class ExtremeNetworks
{
    [Network("2-2:sigmoid", Loss = Loss.BinaryCrossEntropy)]
    public partial class Binary;

    [Network("2-2:sigmoid", Loss = Loss.BinaryCrossEntropy, Precision = Precision.Single)]
    public partial class BinarySingle;

    [Network("18-18:sigmoid", Loss = Loss.BinaryCrossEntropy)]
    public partial class BinaryWide;

    [Network("3-3:softmax", Loss = Loss.CategoricalCrossEntropy)]
    public partial class Categorical;

    [Network("3-3:softmax", Loss = Loss.CategoricalCrossEntropy, Precision = Precision.Single)]
    public partial class CategoricalSingle;

    [Network("18-18:softmax", Loss = Loss.CategoricalCrossEntropy, Precision = Precision.Single)]
    public partial class CategoricalWide;
}
