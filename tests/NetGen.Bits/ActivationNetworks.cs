namespace NetGen.Bits;

// Every activation in a network of straight-line code, for one row and for a row in every lane, hidden and at the output.

[Network("3-3:identity-2:identity")]
internal sealed partial class IdentityDouble : ISeeded;

[Network("3-3:identity-2:identity", Precision = Precision.Single)]
internal sealed partial class IdentitySingle : ISeeded;

[Network("3-3:sigmoid-2:sigmoid", Loss = Loss.BinaryCrossEntropy)]
internal sealed partial class SigmoidDouble : ISeeded;

[Network("3-3:sigmoid-2:sigmoid", Loss = Loss.BinaryCrossEntropy, Precision = Precision.Single)]
internal sealed partial class SigmoidSingle : ISeeded;

[Network("3-3:tanh-2:tanh", Loss = Loss.MeanAbsoluteError)]
internal sealed partial class TanhDouble : ISeeded;

[Network("3-3:tanh-2:tanh", Loss = Loss.MeanAbsoluteError, Precision = Precision.Single)]
internal sealed partial class TanhSingle : ISeeded;

[Network("3-3:relu-2:relu")]
internal sealed partial class ReluDouble : ISeeded;

[Network("3-3:relu-2:relu", Precision = Precision.Single)]
internal sealed partial class ReluSingle : ISeeded;

[Network("3-3:leakyrelu-2:leakyrelu", Loss = Loss.Huber)]
internal sealed partial class LeakyReluDouble : ISeeded;

[Network("3-3:leakyrelu-2:leakyrelu", Loss = Loss.Huber, Precision = Precision.Single)]
internal sealed partial class LeakyReluSingle : ISeeded;

[Network("3-3:elu-2:elu", Loss = Loss.MeanAbsoluteError)]
internal sealed partial class EluDouble : ISeeded;

[Network("3-3:elu-2:elu", Loss = Loss.MeanAbsoluteError, Precision = Precision.Single)]
internal sealed partial class EluSingle : ISeeded;

[Network("3-3:selu-2:selu")]
internal sealed partial class SeluDouble : ISeeded;

[Network("3-3:selu-2:selu", Precision = Precision.Single)]
internal sealed partial class SeluSingle : ISeeded;

[Network("3-3:gelu-2:gelu", Loss = Loss.Huber)]
internal sealed partial class GeluDouble : ISeeded;

[Network("3-3:gelu-2:gelu", Loss = Loss.Huber, Precision = Precision.Single)]
internal sealed partial class GeluSingle : ISeeded;

[Network("3-3:gelutanh-2:gelutanh", Loss = Loss.MeanAbsoluteError)]
internal sealed partial class GeluTanhDouble : ISeeded;

[Network("3-3:gelutanh-2:gelutanh", Loss = Loss.MeanAbsoluteError, Precision = Precision.Single)]
internal sealed partial class GeluTanhSingle : ISeeded;

[Network("3-3:silu-2:silu")]
internal sealed partial class SiluDouble : ISeeded;

[Network("3-3:silu-2:silu", Precision = Precision.Single)]
internal sealed partial class SiluSingle : ISeeded;

[Network("3-3:mish-2:mish", Loss = Loss.Huber)]
internal sealed partial class MishDouble : ISeeded;

[Network("3-3:mish-2:mish", Loss = Loss.Huber, Precision = Precision.Single)]
internal sealed partial class MishSingle : ISeeded;

[Network("3-3:softplus-2:softplus", Loss = Loss.MeanAbsoluteError)]
internal sealed partial class SoftplusDouble : ISeeded;

[Network("3-3:softplus-2:softplus", Loss = Loss.MeanAbsoluteError, Precision = Precision.Single)]
internal sealed partial class SoftplusSingle : ISeeded;

[Network("3-3:softsign-2:softsign")]
internal sealed partial class SoftsignDouble : ISeeded;

[Network("3-3:softsign-2:softsign", Precision = Precision.Single)]
internal sealed partial class SoftsignSingle : ISeeded;

[Network("3-3:hardsigmoid-2:hardsigmoid", Loss = Loss.Huber)]
internal sealed partial class HardSigmoidDouble : ISeeded;

[Network("3-3:hardsigmoid-2:hardsigmoid", Loss = Loss.Huber, Precision = Precision.Single)]
internal sealed partial class HardSigmoidSingle : ISeeded;

[Network("3-3:hardswish-2:hardswish", Loss = Loss.MeanAbsoluteError)]
internal sealed partial class HardSwishDouble : ISeeded;

[Network("3-3:hardswish-2:hardswish", Loss = Loss.MeanAbsoluteError, Precision = Precision.Single)]
internal sealed partial class HardSwishSingle : ISeeded;

[Network("3-3:hardtanh-2:hardtanh")]
internal sealed partial class HardTanhDouble : ISeeded;

[Network("3-3:hardtanh-2:hardtanh", Precision = Precision.Single)]
internal sealed partial class HardTanhSingle : ISeeded;

[Network("3-3:softmax-2:softmax", Loss = Loss.CategoricalCrossEntropy)]
internal sealed partial class SoftmaxDouble : ISeeded;

[Network("3-3:softmax-2:softmax", Loss = Loss.CategoricalCrossEntropy, Precision = Precision.Single)]
internal sealed partial class SoftmaxSingle : ISeeded;
