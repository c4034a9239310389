namespace NetGen.Generator.Catalogue;

/// <summary>The activations: one entry each, in the order of the public enum.</summary>
internal static class Activations
{
    public static IReadOnlyList<ActivationEntry> All { get; } =
    [
        new("Identity", "z", KernelCost.None, IsIdentity: true, HasSlopeFromValue: true),
        new("Sigmoid", "sigmoid(z)", CostInDouble: KernelCost.Considerable),
        new("Tanh", "tanh(z)"),
        new("Relu", "max(0, z)", KernelCost.Cheap, IsReluLike: true, HasSlopeFromValue: true),
        new("LeakyRelu", "leakyrelu(z)", KernelCost.Cheap, IsReluLike: true, HasSlopeFromValue: true),
        new("Elu", "elu(z)", IsReluLike: true),
        new("Selu", "selu(z)"),
        new("Gelu", "gelu(z)", KernelCost.Heavy, IsReluLike: true),
        new("GeluTanh", "gelutanh(z)", KernelCost.Heavy, IsReluLike: true),
        new("Silu", "silu(z)", IsReluLike: true),
        new("Mish", "mish(z)", KernelCost.Heavy, IsReluLike: true),
        new("Softplus", "softplus(z)", KernelCost.Heavy),
        new("Softsign", "softsign(z)", KernelCost.Cheap),
        new("HardSigmoid", "hardsigmoid(z)", KernelCost.Cheap),
        new("HardSwish", "hardswish(z)", KernelCost.Cheap, IsReluLike: true),
        new("HardTanh", "hardtanh(z)", KernelCost.Cheap, HasSlopeFromValue: true),
        new("Softmax", "softmax(z)", CouplesNeurons: true),
    ];

    /// <summary>Finds an entry by name, whatever the case; null when there is none.</summary>
    public static ActivationEntry? Find(string name)
        => All.FirstOrDefault(entry => string.Equals(entry.Name, name, StringComparison.OrdinalIgnoreCase));
}
