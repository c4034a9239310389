namespace NetGen.Tests;

/// <summary>Some networks of <c>pytorch.json</c> as structs in double precision.</summary>
public static partial class PyTorchDoubleStructs
{
    [Network("2-2-1")]
    public partial struct Case00;

    [Network("3-5:tanh-2:identity", Loss = Loss.MeanAbsoluteError)]
    public partial struct Case01;

    [Network("4-6:relu-3:softmax", Loss = Loss.CategoricalCrossEntropy)]
    public partial struct Case02;

    [Network("5-4:leakyrelu-3:tanh-2:sigmoid", Loss = Loss.BinaryCrossEntropy)]
    public partial struct Case03;

    [Network("1-8:tanh-1:identity", Loss = Loss.Huber)]
    public partial struct Case04;

    [Network("6-17:silu-9:gelu-4:identity")]
    public partial struct Case05;

    [Network("3-1", Activation.Identity)]
    public partial struct Case06;

    [Network("9-33:relu-10:softmax", Loss = Loss.CategoricalCrossEntropy)]
    public partial struct Case07;

    [Network("3-4:gelu-2:identity")]
    public partial struct Case15;

    [Network("2-3", Activation.Sigmoid)]
    public partial struct Case24;

    [Network("2-3", Activation.Mish)]
    public partial struct Case33;

    internal static Net<double> Create(int number) => number switch
    {
        0 => new NetOf<Case00, double>(),
        1 => new NetOf<Case01, double>(),
        2 => new NetOf<Case02, double>(),
        3 => new NetOf<Case03, double>(),
        4 => new NetOf<Case04, double>(),
        5 => new NetOf<Case05, double>(),
        6 => new NetOf<Case06, double>(),
        7 => new NetOf<Case07, double>(),
        15 => new NetOf<Case15, double>(),
        24 => new NetOf<Case24, double>(),
        33 => new NetOf<Case33, double>(),
        _ => throw new ArgumentOutOfRangeException(nameof(number)),
    };
}
