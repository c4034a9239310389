namespace NetGen.Generator.Catalogue;

/// <summary>The losses: one entry each, in the order of the public enum.</summary>
internal static class Losses
{
    public static IReadOnlyList<LossEntry> All { get; } =
    [
        new("MeanSquaredError", "SquaredError", "mean squared error"),
        new("MeanAbsoluteError", "AbsoluteError", "mean absolute error"),
        new("Huber", "HuberError", "Huber loss"),
        new("BinaryCrossEntropy", "BinaryCrossEntropy", "binary cross-entropy", OutputActivation: "Sigmoid"),
        new("CategoricalCrossEntropy", "CategoricalCrossEntropy", "categorical cross-entropy", OutputActivation: "Softmax", IsMeanOverRows: true),
    ];

    public static LossEntry? Find(string name) => All.FirstOrDefault(entry => entry.Name == name);

    /// <summary>The loss to suggest for an output layer with this activation.</summary>
    public static LossEntry SuggestFor(string activation)
        => All.FirstOrDefault(entry => entry.OutputActivation == activation) ?? All[0];
}
