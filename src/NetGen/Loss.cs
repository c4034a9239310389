namespace NetGen;

/// <summary>What training minimises: a measure of how far outputs a are from targets t.</summary>
public enum Loss
{
    /// <summary>(a - t)², mean over all outputs and rows</summary>
    MeanSquaredError,

    /// <summary>|a - t|, mean over all outputs and rows</summary>
    MeanAbsoluteError,

    /// <summary>(a - t)²/2 where |a - t| &lt; 1, else |a - t| - 1/2; mean over all outputs and rows</summary>
    Huber,

    /// <summary>-(t ln a + (1 - t) ln(1 - a)), mean over all outputs and rows; for a <see cref="Activation.Sigmoid"/> output layer</summary>
    BinaryCrossEntropy,

    /// <summary>-Σ t ln a over the outputs of a row, mean over rows; for a <see cref="Activation.Softmax"/> output layer</summary>
    CategoricalCrossEntropy,
}
