namespace NetGen.Generator.Catalogue;

/// <summary>The activations: one entry each, in the order of the public enum.</summary>
internal static class Activations
{
    public static IReadOnlyList<ActivationEntry> All { get; } =
    [
        new("Identity", "z", IsCheap: true, IsIdentity: true, HasSlopeFromValue: true),
        new("Sigmoid", "sigmoid(z)"),
        new("Tanh", "tanh(z)"),
        new("Relu", "max(0, z)", IsCheap: true, IsReluLike: true, HasSlopeFromValue: true),
        new("LeakyRelu", "leakyrelu(z)", IsCheap: true, IsReluLike: true, HasSlopeFromValue: true),
        new("Elu", "elu(z)", IsReluLike: true),
        new("Selu", "selu(z)"),
        new("Gelu", "gelu(z)", IsReluLike: true),
        new("GeluTanh", "gelutanh(z)", IsReluLike: true),
        new("Silu", "silu(z)", IsReluLike: true),
        new("Mish", "mish(z)", IsReluLike: true),
        new("Softplus", "softplus(z)"),
        new("Softsign", "softsign(z)", IsCheap: true),
        new("HardSigmoid", "hardsigmoid(z)", IsCheap: true),
        new("HardSwish", "hardswish(z)", IsCheap: true, IsReluLike: true),
        new("HardTanh", "hardtanh(z)", IsCheap: true),
        new("Softmax", "softmax(z)", CouplesNeurons: true),
    ];

    /// <summary>Finds an entry by name, whatever the case; null when there is none.</summary>
    public static ActivationEntry? Find(string name)
        => All.FirstOrDefault(entry => string.Equals(entry.Name, name, StringComparison.OrdinalIgnoreCase));
}
