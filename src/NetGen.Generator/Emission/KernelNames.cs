using System.Collections.Immutable;
using NetGen.Generator.Catalogue;

namespace NetGen.Generator.Emission;

/// <summary>The functions and types of <c>NetGen.Kernels&lt;T&gt;</c> that generated code calls by their short names.</summary>
internal static class KernelNames
{
    public static ImmutableHashSet<string> All { get; } = ImmutableHashSet.CreateRange(
        StringComparer.Ordinal,
        new[]
        {
            "Activate", "ActivateInLoop", "ActivateLanes", "ActivateVectors", "ActiveLanes", "AddProducts", "At", "CategoricalCrossEntropyErrorRows", "CategoricalCrossEntropyGradient",
            "CategoricalCrossEntropyRows", "CopyRows", "Create", "CreateScalar", "CreateScalarUnsafe", "Dense", "DenseInPairs", "DenseLanes", "DenseLanesWithSlope", "DenseWithSlope", "ErrorsToLanes", "FirstParameter",
            "ForEachBlock", "FullyOptimized", "Functions", "FusedMultiplyAdd", "IndexBelow", "InitializeLayer", "InputGradient", "InputGradientLanes", "InputOfFour", "LaneMask", "LanesToRows",
            "LoadBelow", "LoadColumn", "LoadColumns", "LoadFourInputs", "LoadNeurons", "LoadUnsafe", "LossDeltaLanes", "LossDeltaRows", "LossLanes", "LossRows", "MultiplySlopes", "MultiplySlopesOfLanes", "Pack", "ParametersIn",
            "RequireEpochs", "RequireLearningRate", "RequireLength", "RequireRows", "RowCount", "RowsInBlock", "RowsToLanes", "Shuffle", "ShuffleLower",
            "SoftmaxBackward", "SoftmaxRows", "SoftmaxRowsBackward", "StoreColumn", "StoreNeurons", "SumLanes", "SumOfLanes", "WeightGradient", "WeightGradientLanes",
            "nameof", "var",
        }
        .Concat(Activations.All.Select(activation => activation.Name))
        .Concat(Losses.All.Select(loss => loss.Kernel)));
}
