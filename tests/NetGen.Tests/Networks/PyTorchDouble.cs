namespace NetGen.Tests;

/// <summary>The networks of <c>pytorch.json</c>, one per case, as classes in double precision.</summary>
public static partial class PyTorchDouble
{
    [Network("2-2-1")]
    public partial class Case00;

    [Network("3-5:tanh-2:identity", Loss = Loss.MeanAbsoluteError)]
    public partial class Case01;

    [Network("4-6:relu-3:softmax", Loss = Loss.CategoricalCrossEntropy)]
    public partial class Case02;

    [Network("5-4:leakyrelu-3:tanh-2:sigmoid", Loss = Loss.BinaryCrossEntropy)]
    public partial class Case03;

    [Network("1-8:tanh-1:identity", Loss = Loss.Huber)]
    public partial class Case04;

    [Network("6-17:silu-9:gelu-4:identity")]
    public partial class Case05;

    [Network("3-1", Activation.Identity)]
    public partial class Case06;

    [Network("9-33:relu-10:softmax", Loss = Loss.CategoricalCrossEntropy)]
    public partial class Case07;

    [Network("3-4-2", Activation.Identity)]
    public partial class Case08;

    [Network("3-4:sigmoid-2:identity")]
    public partial class Case09;

    [Network("3-4:tanh-2:identity")]
    public partial class Case10;

    [Network("3-4:relu-2:identity")]
    public partial class Case11;

    [Network("3-4:leakyrelu-2:identity")]
    public partial class Case12;

    [Network("3-4:elu-2:identity")]
    public partial class Case13;

    [Network("3-4:selu-2:identity")]
    public partial class Case14;

    [Network("3-4:gelu-2:identity")]
    public partial class Case15;

    [Network("3-4:gelutanh-2:identity")]
    public partial class Case16;

    [Network("3-4:silu-2:identity")]
    public partial class Case17;

    [Network("3-4:mish-2:identity")]
    public partial class Case18;

    [Network("3-4:softplus-2:identity")]
    public partial class Case19;

    [Network("3-4:softsign-2:identity")]
    public partial class Case20;

    [Network("3-4:hardsigmoid-2:identity")]
    public partial class Case21;

    [Network("3-4:hardswish-2:identity")]
    public partial class Case22;

    [Network("3-4:hardtanh-2:identity")]
    public partial class Case23;

    [Network("2-3", Activation.Sigmoid)]
    public partial class Case24;

    [Network("2-3", Activation.Tanh)]
    public partial class Case25;

    [Network("2-3", Activation.Relu)]
    public partial class Case26;

    [Network("2-3", Activation.LeakyRelu)]
    public partial class Case27;

    [Network("2-3", Activation.Elu)]
    public partial class Case28;

    [Network("2-3", Activation.Selu)]
    public partial class Case29;

    [Network("2-3", Activation.Gelu)]
    public partial class Case30;

    [Network("2-3", Activation.GeluTanh)]
    public partial class Case31;

    [Network("2-3", Activation.Silu)]
    public partial class Case32;

    [Network("2-3", Activation.Mish)]
    public partial class Case33;

    [Network("2-3", Activation.Softplus)]
    public partial class Case34;

    [Network("2-3", Activation.Softsign)]
    public partial class Case35;

    [Network("2-3", Activation.HardSigmoid)]
    public partial class Case36;

    [Network("2-3", Activation.HardSwish)]
    public partial class Case37;

    [Network("2-3", Activation.HardTanh)]
    public partial class Case38;

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
        8 => new NetOf<Case08, double>(),
        9 => new NetOf<Case09, double>(),
        10 => new NetOf<Case10, double>(),
        11 => new NetOf<Case11, double>(),
        12 => new NetOf<Case12, double>(),
        13 => new NetOf<Case13, double>(),
        14 => new NetOf<Case14, double>(),
        15 => new NetOf<Case15, double>(),
        16 => new NetOf<Case16, double>(),
        17 => new NetOf<Case17, double>(),
        18 => new NetOf<Case18, double>(),
        19 => new NetOf<Case19, double>(),
        20 => new NetOf<Case20, double>(),
        21 => new NetOf<Case21, double>(),
        22 => new NetOf<Case22, double>(),
        23 => new NetOf<Case23, double>(),
        24 => new NetOf<Case24, double>(),
        25 => new NetOf<Case25, double>(),
        26 => new NetOf<Case26, double>(),
        27 => new NetOf<Case27, double>(),
        28 => new NetOf<Case28, double>(),
        29 => new NetOf<Case29, double>(),
        30 => new NetOf<Case30, double>(),
        31 => new NetOf<Case31, double>(),
        32 => new NetOf<Case32, double>(),
        33 => new NetOf<Case33, double>(),
        34 => new NetOf<Case34, double>(),
        35 => new NetOf<Case35, double>(),
        36 => new NetOf<Case36, double>(),
        37 => new NetOf<Case37, double>(),
        38 => new NetOf<Case38, double>(),
        _ => throw new ArgumentOutOfRangeException(nameof(number)),
    };
}
