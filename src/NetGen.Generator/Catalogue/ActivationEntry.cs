using NetGen.Generator.Model;

namespace NetGen.Generator.Catalogue;

/// <summary>What the compiler knows of one activation. The mathematics itself is in the kernel of the same name.</summary>
/// <param name="Name">The name in the <c>Activation</c> enum, of the kernel and of its function type.</param>
/// <param name="Formula">How the documentation writes f(z), with <c>z</c> for the argument.</param>
/// <param name="Cost">How much code one evaluation is once inlined, in single precision at least.</param>
/// <param name="IsReluLike">Grows without bound on one side and is (nearly) zero on the other, so that He's initializer fits.</param>
/// <param name="IsIdentity">No function at all: value and pre-activation are the same, the slope is 1.</param>
/// <param name="HasSlopeFromValue">The backward pass gets the slope from the value, so that nothing else need be kept; as the function type says.</param>
/// <param name="CouplesNeurons">A neuron's value depends on all pre-activations of the layer (softmax).</param>
/// <param name="CostInDouble">The cost in double precision, where that is another.</param>
internal sealed record ActivationEntry(
    string Name,
    string Formula,
    KernelCost Cost = KernelCost.Moderate,
    bool IsReluLike = false,
    bool IsIdentity = false,
    bool CouplesNeurons = false,
    bool HasSlopeFromValue = false,
    KernelCost? CostInDouble = null)
{
    /// <summary>How much code one evaluation is once inlined.</summary>
    public KernelCost CostIn(Precision precision) => precision == Precision.Double ? CostInDouble ?? Cost : Cost;

    /// <summary>Evaluated neuron by neuron instead of packing several into one vector.</summary>
    public bool IsCheap => Cost <= KernelCost.Cheap;

    /// <summary>The name in a canonical topology string.</summary>
    public string TopologyName { get; } = Name.ToLowerInvariant();
}

/// <summary>The code that one inlined evaluation adds to a method, in units of about ten local variables, of which the JIT takes only so many.</summary>
internal enum KernelCost
{
    /// <summary>No code at all.</summary>
    None = 0,

    /// <summary>Comparisons and multiplications.</summary>
    Cheap = 1,

    /// <summary>One exponential.</summary>
    Moderate = 2,

    /// <summary>One exponential by a table.</summary>
    Considerable = 3,

    /// <summary>Two transcendental functions, or one with several branches.</summary>
    Heavy = 4,
}
