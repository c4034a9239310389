namespace NetGen.Tests;

/// <summary>Some networks of <c>pytorch.json</c> as structs in single precision.</summary>
public static partial class PyTorchSingleStructs
{
    [Network("2-2-1", Precision = Precision.Single)]
    public partial struct Case00;

    [Network("3-5:tanh-2:identity", Loss = Loss.MeanAbsoluteError, Precision = Precision.Single)]
    public partial struct Case01;

    [Network("4-6:relu-3:softmax", Loss = Loss.CategoricalCrossEntropy, Precision = Precision.Single)]
    public partial struct Case02;

    [Network("5-4:leakyrelu-3:tanh-2:sigmoid", Loss = Loss.BinaryCrossEntropy, Precision = Precision.Single)]
    public partial struct Case03;

    [Network("1-8:tanh-1:identity", Loss = Loss.Huber, Precision = Precision.Single)]
    public partial struct Case04;

    [Network("6-17:silu-9:gelu-4:identity", Precision = Precision.Single)]
    public partial struct Case05;

    [Network("3-1", Activation.Identity, Precision = Precision.Single)]
    public partial struct Case06;

    [Network("9-33:relu-10:softmax", Loss = Loss.CategoricalCrossEntropy, Precision = Precision.Single)]
    public partial struct Case07;

    [Network("3-4:gelu-2:identity", Precision = Precision.Single)]
    public partial struct Case15;

    [Network("2-3", Activation.Sigmoid, Precision = Precision.Single)]
    public partial struct Case24;

    [Network("2-3", Activation.Mish, Precision = Precision.Single)]
    public partial struct Case33;

    internal static Net<float> Create(int number) => number switch
    {
        0 => new NetOf<Case00, float>(),
        1 => new NetOf<Case01, float>(),
        2 => new NetOf<Case02, float>(),
        3 => new NetOf<Case03, float>(),
        4 => new NetOf<Case04, float>(),
        5 => new NetOf<Case05, float>(),
        6 => new NetOf<Case06, float>(),
        7 => new NetOf<Case07, float>(),
        15 => new NetOf<Case15, float>(),
        24 => new NetOf<Case24, float>(),
        33 => new NetOf<Case33, float>(),
        _ => throw new ArgumentOutOfRangeException(nameof(number)),
    };
}
