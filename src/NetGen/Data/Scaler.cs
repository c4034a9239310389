using System.Numerics;

namespace NetGen;

/// <summary>
/// Brings every column of the data to a common scale, x' = (x - offset) · scale, with constants found once from the training data.
/// Immutable. Weight files can hold one for the inputs and one for the targets.
/// </summary>
/// <typeparam name="T">The number type of the network: <see cref="double"/> or <see cref="float"/>.</typeparam>
public sealed class Scaler<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T[] _offset;
    private readonly T[] _scale;

    /// <summary>Takes given constants, one of each a column.</summary>
    /// <param name="offset">Subtracted first; finite.</param>
    /// <param name="scale">Multiplied then; finite and not 0.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a constant is not usable.</exception>
    public Scaler(ReadOnlySpan<T> offset, ReadOnlySpan<T> scale)
    {
        Check.Length(scale.Length, offset.Length, nameof(scale));
        for (int i = 0; i < scale.Length; i++)
        {
            if (!T.IsFinite(offset[i]))
            {
                throw new ArgumentException($"The offset of column {i} is not finite.", nameof(offset));
            }

            if (!T.IsFinite(scale[i]) || T.IsZero(scale[i]))
            {
                throw new ArgumentException($"The scale of column {i} is 0 or not finite.", nameof(scale));
            }
        }

        (_offset, _scale) = (offset.ToArray(), scale.ToArray());
    }

    /// <summary>Number of columns.</summary>
    public int ColumnCount => _offset.Length;

    /// <summary>What is subtracted from every column.</summary>
    public ReadOnlySpan<T> Offset => _offset;

    /// <summary>What every column is then multiplied by.</summary>
    public ReadOnlySpan<T> Scale => _scale;

    /// <summary>Scales rows in place.</summary>
    /// <param name="rows">Row-major, rows × <see cref="ColumnCount"/>.</param>
    /// <exception cref="ArgumentException">The length is not a multiple of <see cref="ColumnCount"/>; nothing was written.</exception>
    public void Transform(Span<T> rows)
    {
        CheckRows(rows);
        for (int i = 0, column = 0; i < rows.Length; i++)
        {
            rows[i] = (rows[i] - _offset[column]) * _scale[column];
            column = column + 1 < _offset.Length ? column + 1 : 0;
        }
    }

    /// <summary>Brings scaled rows back in place, for example predictions of a network that was trained on scaled targets.</summary>
    /// <param name="rows">Row-major, rows × <see cref="ColumnCount"/>.</param>
    /// <exception cref="ArgumentException">The length is not a multiple of <see cref="ColumnCount"/>; nothing was written.</exception>
    public void Restore(Span<T> rows)
    {
        CheckRows(rows);
        for (int i = 0, column = 0; i < rows.Length; i++)
        {
            rows[i] = (rows[i] / _scale[column]) + _offset[column];
            column = column + 1 < _offset.Length ? column + 1 : 0;
        }
    }

    private void CheckRows(ReadOnlySpan<T> rows)
    {
        if (_offset.Length == 0 ? !rows.IsEmpty : rows.Length % _offset.Length != 0)
        {
            throw new ArgumentException($"rows has {rows.Length} values, which is not a multiple of the {_offset.Length} columns.", nameof(rows));
        }
    }
}

/// <summary>Finds the constants of a <see cref="Scaler{T}"/> and applies them to data sets.</summary>
public static class Scaler
{
    /// <summary>Mean 0 and standard deviation 1 in every column; a column that never changes is only shifted.</summary>
    /// <param name="rows">Row-major, rows × <paramref name="columnCount"/>, at least one row.</param>
    /// <param name="columnCount">Length of a row.</param>
    /// <exception cref="ArgumentException">There are no rows, the length does not fit, or a value is not finite.</exception>
    public static Scaler<T> Standard<T>(ReadOnlySpan<T> rows, int columnCount)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int count = CountRows(rows, columnCount);
        var offset = new T[columnCount];
        var scale = new T[columnCount];
        for (int column = 0; column < columnCount; column++)
        {
            double sum = 0;
            for (int i = column; i < rows.Length; i += columnCount)
            {
                sum += double.CreateTruncating(rows[i]);
            }

            double mean = sum / count;
            double squares = 0;
            for (int i = column; i < rows.Length; i += columnCount)
            {
                double distance = double.CreateTruncating(rows[i]) - mean;
                squares += distance * distance;
            }

            // Rounding of the mean leaves a trace of deviation in a column of equal values.
            double deviation = Math.Sqrt(squares / count);
            offset[column] = T.CreateTruncating(mean);
            scale[column] = OneUnlessUsable(T.CreateTruncating(deviation > Math.Abs(mean) * 1e-14 ? 1 / deviation : 1));
        }

        return new(offset, scale);
    }

    /// <summary>Smallest value 0 and largest value 1 in every column; a column that never changes is only shifted.</summary>
    /// <param name="rows">Row-major, rows × <paramref name="columnCount"/>, at least one row.</param>
    /// <param name="columnCount">Length of a row.</param>
    /// <exception cref="ArgumentException">There are no rows, the length does not fit, or a value is not finite.</exception>
    public static Scaler<T> MinMax<T>(ReadOnlySpan<T> rows, int columnCount)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        CountRows(rows, columnCount);
        var offset = new T[columnCount];
        var scale = new T[columnCount];
        for (int column = 0; column < columnCount; column++)
        {
            (T smallest, T largest) = (rows[column], rows[column]);
            for (int i = column; i < rows.Length; i += columnCount)
            {
                smallest = T.Min(smallest, rows[i]);
                largest = T.Max(largest, rows[i]);
            }

            offset[column] = smallest;
            scale[column] = OneUnlessUsable(T.One / (largest - smallest));
        }

        return new(offset, scale);
    }

    /// <summary><see cref="Standard{T}(ReadOnlySpan{T}, int)"/> of the inputs.</summary>
    /// <param name="data">At least one row.</param>
    /// <exception cref="ArgumentException">There are no rows, or an input is not finite.</exception>
    public static Scaler<T> Standard<T>(Dataset<T> data)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(data);
        return Standard(data.Inputs.Span, data.InputCount);
    }

    /// <summary><see cref="MinMax{T}(ReadOnlySpan{T}, int)"/> of the inputs.</summary>
    /// <param name="data">At least one row.</param>
    /// <exception cref="ArgumentException">There are no rows, or an input is not finite.</exception>
    public static Scaler<T> MinMax<T>(Dataset<T> data)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(data);
        return MinMax(data.Inputs.Span, data.InputCount);
    }

    /// <summary>A copy of the data with scaled inputs.</summary>
    /// <param name="data">The data, which does not change.</param>
    /// <param name="scaler">Constants for every input.</param>
    /// <exception cref="ArgumentException">The number of columns does not fit.</exception>
    public static Dataset<T> ScaleInputs<T>(this Dataset<T> data, Scaler<T> scaler)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(data);
        return new(Scaled(data.Inputs, data.InputCount, scaler), data.InputCount, data.Targets, data.TargetCount, data.SampleWeights, Names(data));
    }

    /// <summary>A copy of the data with scaled targets.</summary>
    /// <param name="data">The data, which does not change.</param>
    /// <param name="scaler">Constants for every target.</param>
    /// <exception cref="ArgumentException">The number of columns does not fit.</exception>
    public static Dataset<T> ScaleTargets<T>(this Dataset<T> data, Scaler<T> scaler)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(data);
        return new(data.Inputs, data.InputCount, Scaled(data.Targets, data.TargetCount, scaler), data.TargetCount, data.SampleWeights, Names(data));
    }

    private static IReadOnlyList<string>? Names<T>(Dataset<T> data)
        where T : unmanaged, IFloatingPointIeee754<T>
        => data.ClassNames.Count > 0 ? data.ClassNames : null;

    private static T[] Scaled<T>(ReadOnlyMemory<T> rows, int columnCount, Scaler<T> scaler)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(scaler);
        if (scaler.ColumnCount != columnCount)
        {
            throw new ArgumentException($"The scaler has {scaler.ColumnCount} columns, expected {columnCount}.", nameof(scaler));
        }

        T[] copy = rows.ToArray();
        scaler.Transform(copy);
        return copy;
    }

    // A range of 0, or one at the limits of the number type, has no usable inverse.
    private static T OneUnlessUsable<T>(T scale)
        where T : unmanaged, IFloatingPointIeee754<T>
        => T.IsFinite(scale) && !T.IsZero(scale) ? scale : T.One;

    private static int CountRows<T>(ReadOnlySpan<T> rows, int columnCount)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Check.AtLeast(1, columnCount);
        if (rows.IsEmpty || rows.Length % columnCount != 0)
        {
            throw new ArgumentException($"rows has {rows.Length} values; expected a multiple of {columnCount}, at least one row.", nameof(rows));
        }

        for (int i = 0; i < rows.Length; i++)
        {
            if (!T.IsFinite(rows[i]))
            {
                throw new ArgumentException($"Column {i % columnCount} of row {i / columnCount} is {rows[i]}; values must be finite.", nameof(rows));
            }
        }

        return rows.Length / columnCount;
    }
}
