namespace NetGen;

/// <summary>A CSV file that cannot be read as asked; the message says where and why.</summary>
public sealed class CsvException : FormatException
{
    internal CsvException(string file, int line, int column, string problem, Exception? innerException = null)
        : base(column > 0 ? $"{file}, line {line}, column {column}: {problem}" : $"{file}, line {line}: {problem}", innerException)
        => (File, Line, Column) = (file, line, column);

    /// <summary>The file, as it was named by the caller.</summary>
    public string File { get; }

    /// <summary>The line on which the field or record begins, from 1.</summary>
    public int Line { get; }

    /// <summary>The field in its record, from 1; 0 when the problem is not one field's.</summary>
    public int Column { get; }
}
