using NetGen;

namespace GenderSample;

/// <summary>The article's network: from weight and height to the likelihood that a person is female.</summary>
[Network("2-2-1", Activation.Sigmoid)]
public partial class GenderNet;

/// <summary>One neuron with two inputs, the article's first example.</summary>
[Network("2-1", Activation.Sigmoid)]
public partial class SingleNeuron;

/// <summary>A network that answers 0 whatever it is asked, for the article's example of the mean squared error.</summary>
[Network("1-1", Activation.Identity, Initializer = Initializer.Zero)]
public partial class AlwaysZero;
