using System.Globalization;
using System.Numerics;
using System.Text;

namespace NetGen;

/// <summary>
/// Counts how often rows of each class were taken for each class, and computes accuracy, precision, recall and F1 from the counts.
/// Of several outputs the largest tells the class, a single output tells class 1 from 1/2 upwards.
/// </summary>
public sealed class ConfusionMatrix
{
    private readonly long[] _counts;

    /// <summary>Starts with all counts 0.</summary>
    /// <param name="classCount">Number of classes, at least 2.</param>
    /// <param name="classNames">Their names for <see cref="ToString"/>, if they have any.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classCount"/> is less than 2 or more than 10,000.</exception>
    /// <exception cref="ArgumentException">There is another number of names.</exception>
    public ConfusionMatrix(int classCount, IReadOnlyList<string>? classNames = null)
    {
        Check.That(classCount is >= 2 and <= 10_000, classCount, "from 2 to 10000");
        if (classNames is { Count: > 0 } && classNames.Count != classCount)
        {
            throw new ArgumentException($"There are {classNames.Count} class names for {classCount} classes.", nameof(classNames));
        }

        ClassCount = classCount;
        ClassNames = classNames ?? [];
        _counts = new long[classCount * classCount];
    }

    /// <summary>Number of classes.</summary>
    public int ClassCount { get; }

    /// <summary>Names of the classes, or empty.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>Number of rows counted.</summary>
    public long Total { get; private set; }

    /// <summary>How many rows of one class were taken for another (or the same).</summary>
    /// <param name="actual">The class that the targets tell, from 0.</param>
    /// <param name="predicted">The class that the outputs tell, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public long this[int actual, int predicted]
    {
        get
        {
            CheckClass(actual, nameof(actual));
            CheckClass(predicted, nameof(predicted));
            return _counts[(actual * ClassCount) + predicted];
        }
    }

    /// <summary>The part of all rows that were taken for their class; 0 when nothing was counted.</summary>
    public double Accuracy
    {
        get
        {
            long right = 0;
            for (int i = 0; i < ClassCount; i++)
            {
                right += this[i, i];
            }

            return Ratio(right, Total);
        }
    }

    /// <summary>The mean of <see cref="Precision"/> over all classes.</summary>
    public double MacroPrecision => Mean(static (matrix, i) => matrix.Precision(i));

    /// <summary>The mean of <see cref="Recall"/> over all classes, also called balanced accuracy.</summary>
    public double MacroRecall => Mean(static (matrix, i) => matrix.Recall(i));

    /// <summary>The mean of <see cref="F1"/> over all classes.</summary>
    public double MacroF1 => Mean(static (matrix, i) => matrix.F1(i));

    /// <summary>The part of the rows taken for this class that belong to it; 0 when no row was taken for it.</summary>
    /// <param name="index">The class, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public double Precision(int index)
    {
        CheckClass(index, nameof(index));
        return Ratio(this[index, index], ColumnSum(index));
    }

    /// <summary>The part of the rows of this class that were taken for it; 0 when no row belongs to it.</summary>
    /// <param name="index">The class, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public double Recall(int index)
    {
        CheckClass(index, nameof(index));
        return Ratio(this[index, index], RowSum(index));
    }

    /// <summary>The harmonic mean of precision and recall: 2 · right / (rows of the class + rows taken for it).</summary>
    /// <param name="index">The class, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public double F1(int index)
    {
        CheckClass(index, nameof(index));
        return Ratio(2 * this[index, index], RowSum(index) + ColumnSum(index));
    }

    /// <summary>Counts one row.</summary>
    /// <param name="actual">The class that it belongs to, from 0.</param>
    /// <param name="predicted">The class that it was taken for, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public void Add(int actual, int predicted)
    {
        CheckClass(actual, nameof(actual));
        CheckClass(predicted, nameof(predicted));
        _counts[(actual * ClassCount) + predicted]++;
        Total++;
    }

    /// <summary>Counts rows of outputs.</summary>
    /// <param name="outputs">Row-major, rows × <paramref name="columnCount"/>.</param>
    /// <param name="targets">Row-major, rows × <paramref name="columnCount"/>.</param>
    /// <param name="columnCount">Outputs of a row: 1 for two classes, else the number of classes.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together or the number of columns does not fit the number of classes.</exception>
    public void Add<T>(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets, int columnCount)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Check.AtLeast(1, columnCount);
        Check.Length(targets.Length, outputs.Length, nameof(targets));
        if (outputs.Length % columnCount != 0 || Classes.Count(columnCount) != ClassCount)
        {
            throw new ArgumentException(
                $"{outputs.Length} outputs in {columnCount} columns do not fit a matrix of {ClassCount} classes.", nameof(columnCount));
        }

        for (int i = 0; i < outputs.Length; i += columnCount)
        {
            Add(Classes.Of(targets.Slice(i, columnCount)), Classes.Of(outputs.Slice(i, columnCount)));
        }
    }

    /// <summary>Sets all counts to 0.</summary>
    public void Clear()
    {
        Array.Clear(_counts);
        Total = 0;
    }

    /// <summary>The counts as a table, one row a class, with precision, recall and F1.</summary>
    public override string ToString()
    {
        string[] names = [.. Enumerable.Range(0, ClassCount).Select(i => ClassNames.Count > 0 ? ClassNames[i] : i.ToString(CultureInfo.InvariantCulture))];
        int first = Math.Max(names.Max(name => name.Length), "actual".Length);
        int width = Math.Max(Math.Max(names.Max(name => name.Length), Total.ToString(CultureInfo.InvariantCulture).Length), 3) + 2;
        var text = new StringBuilder();
        text.Append("actual".PadRight(first));
        foreach (string name in names)
        {
            text.Append(name.PadLeft(width));
        }

        text.Append("  precision  recall      F1\n");
        for (int i = 0; i < ClassCount; i++)
        {
            text.Append(names[i].PadRight(first));
            for (int j = 0; j < ClassCount; j++)
            {
                text.Append(this[i, j].ToString(CultureInfo.InvariantCulture).PadLeft(width));
            }

            text.Append(CultureInfo.InvariantCulture, $"  {Precision(i),9:0.0000}  {Recall(i):0.0000}  {F1(i):0.0000}\n");
        }

        return text.ToString();
    }

    private static double Ratio(long part, long whole) => whole == 0 ? 0 : (double)part / whole;

    private double Mean(Func<ConfusionMatrix, int, double> measure)
    {
        double sum = 0;
        for (int i = 0; i < ClassCount; i++)
        {
            sum += measure(this, i);
        }

        return sum / ClassCount;
    }

    private long RowSum(int actual)
    {
        long sum = 0;
        for (int i = 0; i < ClassCount; i++)
        {
            sum += this[actual, i];
        }

        return sum;
    }

    private long ColumnSum(int predicted)
    {
        long sum = 0;
        for (int i = 0; i < ClassCount; i++)
        {
            sum += this[i, predicted];
        }

        return sum;
    }

    private void CheckClass(int index, string name)
    {
        if ((uint)index >= (uint)ClassCount)
        {
            throw new ArgumentOutOfRangeException(name, index, $"There are {ClassCount} classes, from 0.");
        }
    }
}
