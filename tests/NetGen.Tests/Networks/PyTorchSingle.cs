namespace NetGen.Tests;

/// <summary>The networks of <c>pytorch.json</c>, one per case, as classes in single precision.</summary>
public static partial class PyTorchSingle
{
    [Network("2-2-1", Precision = Precision.Single)]
    public partial class Case00;

    [Network("3-5:tanh-2:identity", Loss = Loss.MeanAbsoluteError, Precision = Precision.Single)]
    public partial class Case01;

    [Network("4-6:relu-3:softmax", Loss = Loss.CategoricalCrossEntropy, Precision = Precision.Single)]
    public partial class Case02;

    [Network("5-4:leakyrelu-3:tanh-2:sigmoid", Loss = Loss.BinaryCrossEntropy, Precision = Precision.Single)]
    public partial class Case03;

    [Network("1-8:tanh-1:identity", Loss = Loss.Huber, Precision = Precision.Single)]
    public partial class Case04;

    [Network("6-17:silu-9:gelu-4:identity", Precision = Precision.Single)]
    public partial class Case05;

    [Network("3-1", Activation.Identity, Precision = Precision.Single)]
    public partial class Case06;

    [Network("9-33:relu-10:softmax", Loss = Loss.CategoricalCrossEntropy, Precision = Precision.Single)]
    public partial class Case07;

    [Network("3-4-2", Activation.Identity, Precision = Precision.Single)]
    public partial class Case08;

    [Network("3-4:sigmoid-2:identity", Precision = Precision.Single)]
    public partial class Case09;

    [Network("3-4:tanh-2:identity", Precision = Precision.Single)]
    public partial class Case10;

    [Network("3-4:relu-2:identity", Precision = Precision.Single)]
    public partial class Case11;

    [Network("3-4:leakyrelu-2:identity", Precision = Precision.Single)]
    public partial class Case12;

    [Network("3-4:elu-2:identity", Precision = Precision.Single)]
    public partial class Case13;

    [Network("3-4:selu-2:identity", Precision = Precision.Single)]
    public partial class Case14;

    [Network("3-4:gelu-2:identity", Precision = Precision.Single)]
    public partial class Case15;

    [Network("3-4:gelutanh-2:identity", Precision = Precision.Single)]
    public partial class Case16;

    [Network("3-4:silu-2:identity", Precision = Precision.Single)]
    public partial class Case17;

    [Network("3-4:mish-2:identity", Precision = Precision.Single)]
    public partial class Case18;

    [Network("3-4:softplus-2:identity", Precision = Precision.Single)]
    public partial class Case19;

    [Network("3-4:softsign-2:identity", Precision = Precision.Single)]
    public partial class Case20;

    [Network("3-4:hardsigmoid-2:identity", Precision = Precision.Single)]
    public partial class Case21;

    [Network("3-4:hardswish-2:identity", Precision = Precision.Single)]
    public partial class Case22;

    [Network("3-4:hardtanh-2:identity", Precision = Precision.Single)]
    public partial class Case23;

    [Network("2-3", Activation.Sigmoid, Precision = Precision.Single)]
    public partial class Case24;

    [Network("2-3", Activation.Tanh, Precision = Precision.Single)]
    public partial class Case25;

    [Network("2-3", Activation.Relu, Precision = Precision.Single)]
    public partial class Case26;

    [Network("2-3", Activation.LeakyRelu, Precision = Precision.Single)]
    public partial class Case27;

    [Network("2-3", Activation.Elu, Precision = Precision.Single)]
    public partial class Case28;

    [Network("2-3", Activation.Selu, Precision = Precision.Single)]
    public partial class Case29;

    [Network("2-3", Activation.Gelu, Precision = Precision.Single)]
    public partial class Case30;

    [Network("2-3", Activation.GeluTanh, Precision = Precision.Single)]
    public partial class Case31;

    [Network("2-3", Activation.Silu, Precision = Precision.Single)]
    public partial class Case32;

    [Network("2-3", Activation.Mish, Precision = Precision.Single)]
    public partial class Case33;

    [Network("2-3", Activation.Softplus, Precision = Precision.Single)]
    public partial class Case34;

    [Network("2-3", Activation.Softsign, Precision = Precision.Single)]
    public partial class Case35;

    [Network("2-3", Activation.HardSigmoid, Precision = Precision.Single)]
    public partial class Case36;

    [Network("2-3", Activation.HardSwish, Precision = Precision.Single)]
    public partial class Case37;

    [Network("2-3", Activation.HardTanh, Precision = Precision.Single)]
    public partial class Case38;

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
        8 => new NetOf<Case08, float>(),
        9 => new NetOf<Case09, float>(),
        10 => new NetOf<Case10, float>(),
        11 => new NetOf<Case11, float>(),
        12 => new NetOf<Case12, float>(),
        13 => new NetOf<Case13, float>(),
        14 => new NetOf<Case14, float>(),
        15 => new NetOf<Case15, float>(),
        16 => new NetOf<Case16, float>(),
        17 => new NetOf<Case17, float>(),
        18 => new NetOf<Case18, float>(),
        19 => new NetOf<Case19, float>(),
        20 => new NetOf<Case20, float>(),
        21 => new NetOf<Case21, float>(),
        22 => new NetOf<Case22, float>(),
        23 => new NetOf<Case23, float>(),
        24 => new NetOf<Case24, float>(),
        25 => new NetOf<Case25, float>(),
        26 => new NetOf<Case26, float>(),
        27 => new NetOf<Case27, float>(),
        28 => new NetOf<Case28, float>(),
        29 => new NetOf<Case29, float>(),
        30 => new NetOf<Case30, float>(),
        31 => new NetOf<Case31, float>(),
        32 => new NetOf<Case32, float>(),
        33 => new NetOf<Case33, float>(),
        34 => new NetOf<Case34, float>(),
        35 => new NetOf<Case35, float>(),
        36 => new NetOf<Case36, float>(),
        37 => new NetOf<Case37, float>(),
        38 => new NetOf<Case38, float>(),
        _ => throw new ArgumentOutOfRangeException(nameof(number)),
    };
}
