namespace NetGen.Tests;

/// <summary>One network for every shape of code that the compiler has, in both precisions.</summary>
public static partial class AllocationNetworks
{
    [Network("2-3:tanh-1:sigmoid")]
    public partial class Small;

    [Network("2-3:tanh-1:sigmoid", Loss = Loss.BinaryCrossEntropy, Precision = Precision.Single)]
    public partial class SmallSingle;

    [Network("2-3:silu-1:identity", Loss = Loss.Huber)]
    public partial struct SmallStruct;

    [Network("2-3:relu-1:sigmoid", Precision = Precision.Single)]
    public partial struct SmallSingleStruct;

    [Network("20-33:relu-18:softmax-7:softmax", Loss = Loss.CategoricalCrossEntropy)]
    public partial class Wide;

    [Network("20-33:gelu-18:mish-7:softmax", Loss = Loss.CategoricalCrossEntropy, Precision = Precision.Single)]
    public partial class WideSingle;

    [Network("20-33:elu-18:tanh-7", Loss = Loss.MeanAbsoluteError)]
    public partial struct WideStruct;

    [Network("20-33:selu-18:softplus-7", Precision = Precision.Single)]
    public partial struct WideSingleStruct;

    [Network("100-90:relu-3:sigmoid", Loss = Loss.BinaryCrossEntropy)]
    public partial class InBlocks;
}
