namespace NetGen;

/// <summary>
/// Turns the partial class or struct it stands on into a feedforward neural network: the compiler adds the weights, <c>FeedForward</c>,
/// <c>Evaluate</c>, <c>Backprop</c> and <c>Train</c>.
/// </summary>
/// <example>
/// <code>
/// [Network("2-2-1", Activation.Sigmoid)]
/// public partial class GenderNet;
///
/// [Network("784-128:relu-10:softmax", Loss = Loss.CategoricalCrossEntropy, Precision = Precision.Single)]
/// public partial class DigitNet;
/// </code>
/// </example>
/// <remarks>
/// The topology reads <c>inputs-width[:activation]-width[:activation]…</c>: the number of inputs, then for every layer its number of neurons and,
/// after a colon, the activation of that layer. A layer without one takes <see cref="Activation"/>. Blanks around the numbers are allowed and
/// the names of activations are not case-sensitive.
/// </remarks>
/// <param name="topology">The shape of the network, for example <c>"2-2-1"</c> or <c>"784-128:relu-10:softmax"</c>.</param>
/// <param name="activation">The activation of every layer whose part of <paramref name="topology"/> does not name one.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class NetworkAttribute(string topology, Activation activation = Activation.Sigmoid) : Attribute
{
    /// <summary>The shape of the network, as written.</summary>
    public string Topology { get; } = topology;

    /// <summary>The activation of every layer that does not name its own.</summary>
    public Activation Activation { get; } = activation;

    /// <summary>What training minimises; <see cref="Loss.MeanSquaredError"/> unless set.</summary>
    public Loss Loss { get; set; }

    /// <summary>The number type of weights, inputs and outputs; <see cref="Precision.Double"/> unless set.</summary>
    public Precision Precision { get; set; }

    /// <summary>How <c>Initialize</c> draws the weights unless it is told otherwise.</summary>
    public Initializer Initializer { get; set; }
}
