namespace NetGen.Tests;

/// <summary>Networks with too many weights to name each.</summary>
public static partial class LargeNetworks
{
    [Network("784-128:relu-10:softmax", Loss = Loss.CategoricalCrossEntropy)]
    public partial class Images;

    [Network("784-128:relu-10:softmax", Loss = Loss.CategoricalCrossEntropy, Precision = Precision.Single)]
    public partial class ImagesSingle;

    [Network("8-300:tanh-300:sigmoid-2:identity")]
    public partial class Deep;

    [Network("8-300:tanh-300:sigmoid-2:identity", Precision = Precision.Single)]
    public partial class DeepSingle;

    [Network("100-90:relu-3:sigmoid", Precision = Precision.Single)]
    public partial struct Value;
}
