using System.Collections.Immutable;
using NetGen.Generator.Catalogue;

namespace NetGen.Generator.Emission;

/// <summary>The functions of <c>NetGen.Kernels</c> that generated code calls by their short names.</summary>
internal static class KernelNames
{
    public static ImmutableHashSet<string> All { get; } = ImmutableHashSet.CreateRange(
        StringComparer.Ordinal,
        new[]
        {
            "ActiveLanes", "At", "CategoricalCrossEntropyErrorRows", "CategoricalCrossEntropyGradient",
            "CategoricalCrossEntropyRows", "CopyRows", "Create", "Dense", "DenseWithSlope", "FirstParameter",
            "ForEachBlock", "FullyOptimized", "FusedMultiplyAdd", "IndexBelow", "InitializeLayer", "InputGradient",
            "Lanes", "LoadColumn", "LossErrorRows", "LossRows", "MultiplySlopes", "Pack", "ParametersIn",
            "RequireEpochs", "RequireLearningRate", "RequireLength", "RequireRows", "RowCount", "RowsInBlock",
            "SoftmaxBackward", "SoftmaxRows", "SoftmaxRowsBackward", "StoreColumn", "SumOfLanes", "WeightGradient",
            "nameof", "var",
        }
        .Concat(Activations.All.Select(activation => activation.Name))
        .Concat(Losses.All.Select(loss => loss.Kernel)));
}
