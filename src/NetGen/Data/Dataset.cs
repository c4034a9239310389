using System.Numerics;

namespace NetGen;

/// <summary>
/// Rows of inputs with their targets, row-major in memory, and optionally a weight for every row. Immutable; the memory given to it is not copied
/// and must not change while it is in use. Create one with the methods of <see cref="Dataset"/> or read one with <see cref="Csv"/>.
/// </summary>
/// <typeparam name="T">The number type of the network: <see cref="double"/> or <see cref="float"/>.</typeparam>
public sealed class Dataset<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Wraps row-major memory.</summary>
    /// <param name="inputs">rows × <paramref name="inputCount"/> values.</param>
    /// <param name="inputCount">Inputs of a row, at least 1.</param>
    /// <param name="targets">rows × <paramref name="targetCount"/> values.</param>
    /// <param name="targetCount">Targets of a row; 0 for data without targets, which can be predicted from but not trained on.</param>
    /// <param name="sampleWeights">One weight a row, each finite and at least 0 and not all 0; empty when all rows count alike.</param>
    /// <param name="classNames">Names of the classes that one-hot targets stand for, if any.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together, or a weight is negative or not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A count is too small.</exception>
    public Dataset(
        ReadOnlyMemory<T> inputs,
        int inputCount,
        ReadOnlyMemory<T> targets,
        int targetCount,
        ReadOnlyMemory<T> sampleWeights = default,
        IReadOnlyList<string>? classNames = null)
    {
        Check.AtLeast(1, inputCount);
        Check.AtLeast(0, targetCount);
        if (inputs.Length % inputCount != 0)
        {
            throw new ArgumentException($"inputs has {inputs.Length} values, which is not a multiple of the {inputCount} inputs of a row.", nameof(inputs));
        }

        Count = inputs.Length / inputCount;
        Check.Length(targets.Length, (long)Count * targetCount, nameof(targets));
        if (!sampleWeights.IsEmpty)
        {
            Check.Length(sampleWeights.Length, Count, nameof(sampleWeights));
            CheckWeights(sampleWeights.Span);
        }

        if (classNames is not null && classNames.Count != targetCount)
        {
            throw new ArgumentException($"There are {classNames.Count} class names for {targetCount} targets.", nameof(classNames));
        }

        (Inputs, InputCount, Targets, TargetCount, SampleWeights, ClassNames) = (inputs, inputCount, targets, targetCount, sampleWeights, classNames ?? []);
    }

    /// <summary>Number of rows.</summary>
    public int Count { get; }

    /// <summary>Number of inputs of a row.</summary>
    public int InputCount { get; }

    /// <summary>Number of targets of a row.</summary>
    public int TargetCount { get; }

    /// <summary>All inputs, row-major.</summary>
    public ReadOnlyMemory<T> Inputs { get; }

    /// <summary>All targets, row-major.</summary>
    public ReadOnlyMemory<T> Targets { get; }

    /// <summary>How much every row counts; empty when all count alike.</summary>
    public ReadOnlyMemory<T> SampleWeights { get; }

    /// <summary>Names of the classes that one-hot targets stand for; empty when there are none.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>The inputs of one row.</summary>
    /// <param name="row">From 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public ReadOnlySpan<T> GetInputs(int row)
    {
        CheckRow(row);
        return Inputs.Span.Slice(row * InputCount, InputCount);
    }

    /// <summary>The targets of one row.</summary>
    /// <param name="row">From 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public ReadOnlySpan<T> GetTargets(int row)
    {
        CheckRow(row);
        return Targets.Span.Slice(row * TargetCount, TargetCount);
    }

    /// <summary>The class of a row: see <see cref="Classes"/> for how it is told.</summary>
    /// <param name="row">From 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public int GetClass(int row) => Classes.Of(GetTargets(row));

    /// <summary>A view of consecutive rows; nothing is copied.</summary>
    /// <param name="start">The first row.</param>
    /// <param name="count">Number of rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">Some of the rows do not exist.</exception>
    public Dataset<T> Slice(int start, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)start + count, Count, nameof(count));
        return new(
            Inputs.Slice(start * InputCount, count * InputCount),
            InputCount,
            Targets.Slice(start * TargetCount, count * TargetCount),
            TargetCount,
            SampleWeights.IsEmpty ? default : SampleWeights.Slice(start, count),
            ClassNames.Count > 0 ? ClassNames : null);
    }

    /// <summary>Copies some rows, in the order given; a row may come several times.</summary>
    /// <param name="rows">Numbers of rows, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A row does not exist.</exception>
    public Dataset<T> Subset(ReadOnlySpan<int> rows)
    {
        var inputs = new T[checked(rows.Length * InputCount)];
        var targets = new T[checked(rows.Length * TargetCount)];
        T[] weights = SampleWeights.IsEmpty ? [] : new T[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            GetInputs(rows[i]).CopyTo(inputs.AsSpan(i * InputCount));
            GetTargets(rows[i]).CopyTo(targets.AsSpan(i * TargetCount));
            if (weights.Length > 0)
            {
                weights[i] = SampleWeights.Span[rows[i]];
            }
        }

        return new(inputs, InputCount, targets, TargetCount, weights, ClassNames.Count > 0 ? ClassNames : null);
    }

    /// <summary>The same data with other weights of the rows.</summary>
    /// <param name="sampleWeights">One weight a row, finite and at least 0 and not all 0; empty when all rows count alike.</param>
    /// <exception cref="ArgumentException">The number of weights does not fit, or a weight is negative or not finite.</exception>
    public Dataset<T> WithSampleWeights(ReadOnlyMemory<T> sampleWeights)
        => new(Inputs, InputCount, Targets, TargetCount, sampleWeights, ClassNames.Count > 0 ? ClassNames : null);

    /// <summary>Copies all rows in random order.</summary>
    /// <param name="seed">The same seed gives the same order.</param>
    public Dataset<T> Shuffle(int seed = 0) => Subset(RowOrder.Shuffled(Count, seed));

    /// <summary>Divides the rows at random.</summary>
    /// <param name="fraction">The part of the rows that goes into the first set, greater than 0 and less than 1; both sets get at least one row.</param>
    /// <param name="seed">The same seed gives the same sets.</param>
    /// <returns>Two sets that share no row.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="fraction"/> is not between 0 and 1.</exception>
    /// <exception cref="InvalidOperationException">There are less than 2 rows.</exception>
    /// <example><code>var (train, test) = data.Split(0.8, seed: 1);</code></example>
    public (Dataset<T> First, Dataset<T> Second) Split(double fraction, int seed = 0)
    {
        Check.That(fraction is > 0 and < 1, fraction, "greater than 0 and less than 1");
        if (Count < 2)
        {
            throw new InvalidOperationException($"A data set of {Count} rows cannot be divided.");
        }

        int first = Math.Clamp((int)Math.Round(Count * fraction), 1, Count - 1);
        int[] rows = RowOrder.Shuffled(Count, seed);
        return (Subset(rows.AsSpan(0, first)), Subset(rows.AsSpan(first)));
    }

    /// <summary>Divides the rows at random into <paramref name="folds"/> parts for cross-validation.</summary>
    /// <param name="folds">From 2 to the number of rows.</param>
    /// <param name="seed">The same seed gives the same parts.</param>
    /// <returns>For every part: all other rows to train on, and the part to test with.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="folds"/> is outside its range.</exception>
    public IEnumerable<(Dataset<T> Train, Dataset<T> Test)> Folds(int folds, int seed = 0)
    {
        Check.That(folds >= 2 && folds <= Count, folds, $"from 2 to the number of rows, {Count}");
        return Enumerate();

        IEnumerable<(Dataset<T>, Dataset<T>)> Enumerate()
        {
            int[] rows = RowOrder.Shuffled(Count, seed);
            for (int fold = 0; fold < folds; fold++)
            {
                int start = (int)((long)Count * fold / folds);
                int end = (int)((long)Count * (fold + 1) / folds);
                yield return (Subset([.. rows[..start], .. rows[end..]]), Subset(rows.AsSpan(start, end - start)));
            }
        }
    }

    private static void CheckWeights(ReadOnlySpan<T> sampleWeights)
    {
        bool any = false;
        for (int i = 0; i < sampleWeights.Length; i++)
        {
            if (!T.IsFinite(sampleWeights[i]) || sampleWeights[i] < T.Zero)
            {
                throw new ArgumentException($"The weight of row {i} is {sampleWeights[i]}; weights must be finite and at least 0.", nameof(sampleWeights));
            }

            any |= sampleWeights[i] > T.Zero;
        }

        if (!any)
        {
            throw new ArgumentException("All weights are 0.", nameof(sampleWeights));
        }
    }

    private void CheckRow(int row)
    {
        if ((uint)row >= (uint)Count)
        {
            throw new ArgumentOutOfRangeException(nameof(row), row, $"The data set has {Count} rows.");
        }
    }
}
