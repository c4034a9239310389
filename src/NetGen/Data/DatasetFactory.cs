using System.Numerics;

namespace NetGen;

/// <summary>Creates data sets, with the number type inferred from the arguments.</summary>
public static class Dataset
{
    /// <summary>Wraps row-major arrays; they are not copied.</summary>
    /// <param name="inputs">rows × <paramref name="inputCount"/> values.</param>
    /// <param name="inputCount">Inputs of a row, at least 1.</param>
    /// <param name="targets">rows × <paramref name="targetCount"/> values.</param>
    /// <param name="targetCount">Targets of a row.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static Dataset<T> Create<T>(T[] inputs, int inputCount, T[] targets, int targetCount)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(targets);
        return new(inputs, inputCount, targets, targetCount);
    }

    /// <summary>Copies arrays of rows.</summary>
    /// <param name="inputs">One array a row, all of the same length.</param>
    /// <param name="targets">One array a row, all of the same length.</param>
    /// <exception cref="ArgumentException">The numbers of rows differ, a row has another length than the first, or there are no rows.</exception>
    public static Dataset<T> Create<T>(T[][] inputs, T[][] targets)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(targets);
        CheckRows(inputs.Length, targets.Length);
        return new(Flatten(inputs, nameof(inputs)), inputs[0].Length, Flatten(targets, nameof(targets)), targets[0].Length);
    }

    /// <summary>Copies two-dimensional arrays, one row of the array a row of data.</summary>
    /// <param name="inputs">rows × inputs.</param>
    /// <param name="targets">rows × targets.</param>
    /// <exception cref="ArgumentException">The numbers of rows differ, or there are no rows.</exception>
    public static Dataset<T> Create<T>(T[,] inputs, T[,] targets)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(targets);
        CheckRows(inputs.GetLength(0), targets.GetLength(0));
        return new(inputs.Cast<T>().ToArray(), inputs.GetLength(1), targets.Cast<T>().ToArray(), targets.GetLength(1));
    }

    /// <summary>Wraps inputs and turns the class of every row into one-hot targets.</summary>
    /// <param name="inputs">rows × <paramref name="inputCount"/> values, row-major; not copied.</param>
    /// <param name="inputCount">Inputs of a row, at least 1.</param>
    /// <param name="labels">The class of every row, from 0.</param>
    /// <param name="classCount">Number of classes, and of targets.</param>
    /// <param name="classNames">Their names, if they have any.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together, or a label is negative or not below <paramref name="classCount"/>.</exception>
    public static Dataset<T> FromLabels<T>(
        T[] inputs, int inputCount, ReadOnlySpan<int> labels, int classCount, IReadOnlyList<string>? classNames = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return new(inputs, inputCount, OneHot<T>(labels, classCount), classCount, default, classNames);
    }

    /// <summary>One row for every label: 1 at the label, 0 elsewhere.</summary>
    /// <param name="labels">Classes, from 0.</param>
    /// <param name="classCount">Length of a row.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classCount"/> is less than 1.</exception>
    /// <exception cref="ArgumentException">A label is negative or not below <paramref name="classCount"/>.</exception>
    public static T[] OneHot<T>(ReadOnlySpan<int> labels, int classCount)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Check.AtLeast(1, classCount);
        var rows = new T[checked(labels.Length * classCount)];
        for (int i = 0; i < labels.Length; i++)
        {
            if ((uint)labels[i] >= (uint)classCount)
            {
                throw new ArgumentException($"The label of row {i} is {labels[i]}; there are {classCount} classes, from 0.", nameof(labels));
            }

            rows[(i * classCount) + labels[i]] = T.One;
        }

        return rows;
    }

    private static void CheckRows(int inputs, int targets)
    {
        if (inputs != targets)
        {
            throw new ArgumentException($"targets has {targets} rows, expected {inputs}, as many as inputs.", nameof(targets));
        }

        if (inputs == 0)
        {
            throw new ArgumentException("inputs has no rows.", nameof(inputs));
        }
    }

    private static T[] Flatten<T>(T[][] rows, string name)
    {
        int width = rows[0]?.Length ?? 0;
        var flat = new T[checked(rows.Length * width)];
        for (int i = 0; i < rows.Length; i++)
        {
            if (rows[i] is not { } row || row.Length != width)
            {
                throw new ArgumentException($"Row {i} of {name} has {rows[i]?.Length ?? 0} values, expected {width}, as many as row 0.", name);
            }

            row.CopyTo(flat, i * width);
        }

        return flat;
    }
}
