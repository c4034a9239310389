namespace NetGen.Benchmarks;

[Network("2-2-1")]
public partial class Article64;

[Network("2-2-1", Precision = Precision.Single)]
public partial class Article32;

[Network("4-8-8-3", Activation.Tanh)]
public partial class Small64;

[Network("4-8-8-3", Activation.Tanh, Precision = Precision.Single)]
public partial class Small32;

[Network("8-64-64-4:identity", Activation.Relu)]
public partial class Control64;

[Network("8-64-64-4:identity", Activation.Relu, Precision = Precision.Single)]
public partial class Control32;

[Network("16-32-32-1", Activation.Tanh)]
public partial class Value64;

[Network("16-32-32-1", Activation.Tanh, Precision = Precision.Single)]
public partial class Value32;

[Network("784-128:relu-10:softmax", Loss = Loss.CategoricalCrossEntropy)]
public partial class Images64;

[Network("784-128:relu-10:softmax", Loss = Loss.CategoricalCrossEntropy, Precision = Precision.Single)]
public partial class Images32;

[Network("2-16-16-1", Activation.Tanh)]
public partial class Curve64;

[Network("2-16-16-1", Activation.Tanh, Precision = Precision.Single)]
public partial class Curve32;

[Network("64-64:relu-10:softmax", Loss = Loss.CategoricalCrossEntropy, Precision = Precision.Single)]
public partial class Digits32;
