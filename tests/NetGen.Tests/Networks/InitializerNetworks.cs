namespace NetGen.Tests;

[Network("2-3:relu-1:sigmoid")]
public partial class ReluThenSigmoid;

[Network("2-3:relu-1:sigmoid", Precision = Precision.Single)]
public partial class ReluThenSigmoidSingle;

[Network("2-2-1", Initializer = Initializer.Normal)]
public partial class NormalNet;
