namespace NetGen.Bits;

// The article's network, the smallest one, networks whose routines have different shapes, and every kind of type.

[Network("2-2-1")]
internal sealed partial class Article : ISeeded;

[Network("1-1:identity")]
internal sealed partial class Line : ISeeded;

[Network("12-5:tanh-2:sigmoid")]
internal sealed partial class TwoSums : ISeeded;

[Network("12-5:tanh-2:sigmoid", Precision = Precision.Single)]
internal sealed partial class TwoSumsSingle : ISeeded;

[Network("5-9:mish-7:gelu-3:softmax", Loss = Loss.CategoricalCrossEntropy)]
internal sealed partial class Mixed : ISeeded;

[Network("5-9:mish-7:gelu-3:softmax", Loss = Loss.CategoricalCrossEntropy, Precision = Precision.Single)]
internal sealed partial class MixedSingle : ISeeded;

[Network("4-6:tanh-3:softmax", Loss = Loss.CategoricalCrossEntropy)]
internal partial struct SmallStruct : ISeeded;

[Network("4-6:tanh-3:softmax", Loss = Loss.CategoricalCrossEntropy, Precision = Precision.Single)]
internal partial struct SmallStructSingle : ISeeded;

[Network("17-20:gelutanh-18:silu-3:sigmoid", Loss = Loss.BinaryCrossEntropy)]
internal partial struct WideStruct : ISeeded;

[Network("17-20:gelutanh-18:silu-3:sigmoid", Loss = Loss.BinaryCrossEntropy, Precision = Precision.Single)]
internal partial struct WideStructSingle : ISeeded;

[Network("19-35:softplus-5:hardswish", Loss = Loss.MeanAbsoluteError)]
internal sealed partial record WideRecord : ISeeded;

[Network("19-35:softplus-5:hardswish", Loss = Loss.MeanAbsoluteError, Precision = Precision.Single)]
internal partial record struct WideRecordStruct : ISeeded;
