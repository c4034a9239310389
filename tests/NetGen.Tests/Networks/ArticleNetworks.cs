namespace NetGen.Tests;

/// <summary>The network of the article: weight and height in, gender out.</summary>
[Network("2-2-1", Activation.Sigmoid)]
public partial class GenderNet;

/// <summary>The article's network as a struct.</summary>
[Network("2-2-1", Activation.Sigmoid)]
public partial struct GenderNetStruct;

/// <summary>The article's first example: one neuron with two inputs.</summary>
[Network("2-1", Activation.Sigmoid)]
public partial class SingleNeuron;

/// <summary>Always predicts 0, for the article's example of the mean squared error.</summary>
[Network("1-1", Activation.Identity, Initializer = Initializer.Zero)]
public partial class AlwaysZero;

/// <summary>The classic that needs a hidden layer.</summary>
[Network("2-4:tanh-1:sigmoid")]
public partial class XorSquaredNet;

/// <summary>The same in single precision, as a struct.</summary>
[Network("2-4:tanh-1:sigmoid", Precision = Precision.Single)]
public partial struct XorSquaredSingle;
