namespace NetGen;

/// <summary>Which columns of a CSV file are what.</summary>
public sealed class CsvOptions
{
    /// <summary>Whether the first record holds the names of the columns.</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>What stands between two fields.</summary>
    public char Separator { get; init; } = ',';

    /// <summary>The columns of the inputs, in this order. Empty: all columns that are neither targets nor the label.</summary>
    public IReadOnlyList<CsvColumn> Inputs { get; init; } = [];

    /// <summary>The columns of numeric targets, in this order. Without targets and without a label the data set has no targets.</summary>
    public IReadOnlyList<CsvColumn> Targets { get; init; } = [];

    /// <summary>The column that names the class of a row; it becomes one-hot targets. Not together with <see cref="Targets"/>.</summary>
    public CsvColumn? Label { get; init; }

    /// <summary>
    /// The classes in the order of their targets. Empty: the labels that occur, in the order of their numbers if all are whole numbers, else in the
    /// order of their characters' codes. Give them to read a test file exactly like the training file.
    /// </summary>
    public IReadOnlyList<string> ClassNames { get; init; } = [];
}
