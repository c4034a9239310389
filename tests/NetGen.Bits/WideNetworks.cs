namespace NetGen.Bits;

// Networks of layer-by-layer code: every activation, odd and round widths, few neurons with many inputs and the reverse, unnamed weights.

[Network("17-21:sigmoid-19:tanh-18:elu-5:identity")]
internal sealed partial class WideClassicDouble : ISeeded;

[Network("17-21:sigmoid-19:tanh-18:elu-5:identity", Precision = Precision.Single)]
internal sealed partial class WideClassicSingle : ISeeded;

[Network("19-18:selu-17:gelu-22:gelutanh-6:softplus", Loss = Loss.Huber)]
internal sealed partial class WideGeluDouble : ISeeded;

[Network("19-18:selu-17:gelu-22:gelutanh-6:softplus", Loss = Loss.Huber, Precision = Precision.Single)]
internal sealed partial class WideGeluSingle : ISeeded;

[Network("16-24:silu-20:mish-16:softplus-4:softsign", Loss = Loss.MeanAbsoluteError)]
internal sealed partial class WideGatedDouble : ISeeded;

[Network("16-24:silu-20:mish-16:softplus-4:softsign", Loss = Loss.MeanAbsoluteError, Precision = Precision.Single)]
internal sealed partial class WideGatedSingle : ISeeded;

[Network("18-17:relu-23:leakyrelu-25:hardsigmoid-3:hardtanh")]
internal sealed partial class WidePiecewiseDouble : ISeeded;

[Network("18-17:relu-23:leakyrelu-25:hardsigmoid-3:hardtanh", Precision = Precision.Single)]
internal sealed partial class WidePiecewiseSingle : ISeeded;

[Network("20-19:hardswish-26:softsign-21:softmax-7:softmax", Loss = Loss.CategoricalCrossEntropy)]
internal sealed partial class WideSoftmaxDouble : ISeeded;

[Network("20-19:hardswish-26:softsign-21:softmax-7:softmax", Loss = Loss.CategoricalCrossEntropy, Precision = Precision.Single)]
internal sealed partial class WideSoftmaxSingle : ISeeded;

[Network("21-33:tanh-2:sigmoid", Loss = Loss.BinaryCrossEntropy)]
internal sealed partial class WideBinaryDouble : ISeeded;

[Network("21-33:tanh-2:sigmoid", Loss = Loss.BinaryCrossEntropy, Precision = Precision.Single)]
internal sealed partial class WideBinarySingle : ISeeded;

[Network("70-1:sigmoid", Loss = Loss.BinaryCrossEntropy)]
internal sealed partial class FlatDouble : ISeeded;

[Network("70-1:sigmoid", Loss = Loss.BinaryCrossEntropy, Precision = Precision.Single)]
internal sealed partial class FlatSingle : ISeeded;

[Network("200-3:tanh-2:softmax", Loss = Loss.CategoricalCrossEntropy)]
internal sealed partial class ManyInputsDouble : ISeeded;

[Network("200-3:tanh-2:softmax", Loss = Loss.CategoricalCrossEntropy, Precision = Precision.Single)]
internal sealed partial class ManyInputsSingle : ISeeded;

[Network("66-21:relu-37:tanh")]
internal sealed partial class ManyOutputsDouble : ISeeded;

[Network("66-21:relu-37:tanh", Precision = Precision.Single)]
internal sealed partial class ManyOutputsSingle : ISeeded;

[Network("71-5:relu-2:identity")]
internal sealed partial class RemainderDouble : ISeeded;

[Network("71-5:relu-2:identity", Precision = Precision.Single)]
internal sealed partial class RemainderSingle : ISeeded;

[Network("100-2:tanh", Precision = Precision.Single)]
internal sealed partial class TurnedSingle : ISeeded;

[Network("57-39:relu")]
internal sealed partial class StraddlingDouble : ISeeded;

[Network("21-50:tanh-9:relu-29:identity", Precision = Precision.Single)]
internal sealed partial class StraddlingSingle : ISeeded;

[Network("41-126:relu", Precision = Precision.Single)]
internal sealed partial class StraddlingLoopSingle : ISeeded;

[Network("13-45:relu-24:relu-34:relu", Precision = Precision.Single)]
internal sealed partial class OddBaseSingle : ISeeded;

[Network("11-21:tanh-26:sigmoid-40:relu")]
internal sealed partial class ManyCopiesDouble : ISeeded;

[Network("14-27:relu-30:tanh-18:tanh-30:sigmoid")]
internal sealed partial class FourLayersDouble : ISeeded;

[Network("11-37:relu-24:sigmoid-35:relu-16:sigmoid")]
internal sealed partial class OddBaseDouble : ISeeded;

[Network("3-130:mish-1:identity")]
internal sealed partial class ManyNeuronsDouble : ISeeded;

[Network("3-130:mish-1:identity", Precision = Precision.Single)]
internal sealed partial class ManyNeuronsSingle : ISeeded;

[Network("33-31:silu-29:elu-7:identity")]
internal sealed partial class OddDouble : ISeeded;

[Network("33-31:silu-29:elu-7:identity", Precision = Precision.Single)]
internal sealed partial class OddSingle : ISeeded;

[Network("64-64:relu-32:tanh-8:identity", Loss = Loss.Huber)]
internal sealed partial class BlocksDouble : ISeeded;

[Network("64-64:relu-32:tanh-8:identity", Loss = Loss.Huber, Precision = Precision.Single)]
internal sealed partial class BlocksSingle : ISeeded;

[Network("95-90:gelu-10:softsign")]
internal sealed partial class AboveNamedDouble : ISeeded;

[Network("95-90:gelu-10:softsign", Precision = Precision.Single)]
internal sealed partial class AboveNamedSingle : ISeeded;

[Network("784-128:relu-10:softmax", Loss = Loss.CategoricalCrossEntropy, Precision = Precision.Single)]
internal sealed partial class Mnist : ISeeded;
