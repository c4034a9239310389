using System.Numerics;

namespace NetGen;

/// <summary>
/// The weight of every row, from its own and that of its class, divided by the mean of all weights: so the loss that training minimises is
/// Σ weight · loss / Σ weight over all rows, and weights that are all alike change nothing.
/// </summary>
internal sealed class RowWeights
{
    private RowWeights(double[] values, int[] rank) => (Values, Rank) = (values, rank);

    /// <summary>The different weights, ascending.</summary>
    public double[] Values { get; }

    /// <summary>For every row the position of its weight among <see cref="Values"/>.</summary>
    public int[] Rank { get; }

    /// <summary>Returns null when there are no weights.</summary>
    /// <exception cref="ArgumentException">No row has a weight above 0.</exception>
    public static RowWeights? Of<T>(Dataset<T> data, IReadOnlyList<double> classWeights)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (data.SampleWeights.IsEmpty && classWeights.Count == 0)
        {
            return null;
        }

        var weights = new double[data.Count];
        double sum = 0;
        for (int row = 0; row < weights.Length; row++)
        {
            weights[row] = (data.SampleWeights.IsEmpty ? 1 : double.CreateTruncating(data.SampleWeights.Span[row]))
                * (classWeights.Count == 0 ? 1 : classWeights[data.GetClass(row)]);
            sum += weights[row];
        }

        double[] values = [.. weights.Distinct().Order()];
        int[] rank = [.. weights.Select(weight => Array.BinarySearch(values, weight))];
        double mean = sum / weights.Length;
        if (!(mean > 0) || !double.IsFinite(mean))
        {
            throw new ArgumentException($"The mean weight of the rows is {mean}; it must be greater than 0 and finite.", nameof(data));
        }

        // The sum of equal weights may be off by a rounding, but equal weights must be exactly 1.
        return new RowWeights(values.Length == 1 ? [1] : [.. values.Select(value => value / mean)], rank);
    }
}
