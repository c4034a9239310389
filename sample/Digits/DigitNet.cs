using NetGen;

namespace DigitsSample;

/// <summary>From 8 × 8 pixels to the probability of every digit.</summary>
[Network("64-64:relu-10:softmax", Loss = Loss.CategoricalCrossEntropy, Precision = Precision.Single)]
public partial class DigitNet;
