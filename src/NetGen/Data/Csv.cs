using System.Globalization;
using System.Numerics;
using System.Text;

namespace NetGen;

/// <summary>
/// Reads data sets from CSV text: RFC 4180 with any separator, UTF-8, numbers as in C# source (<c>-1.5e3</c>, whatever the culture). It is
/// small and strict: every record has the same number of fields, a number must be finite, and an empty field is an error.
/// </summary>
/// <example>
/// <code>
/// Dataset&lt;double&gt; iris = Csv.Read&lt;double&gt;("iris.csv", new() { Label = "species" });
/// </code>
/// </example>
public static class Csv
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Which columns are what; without them the file has a header and all columns are inputs.</param>
    /// <exception cref="CsvException">The text is not as expected.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="ArgumentException">The options contradict each other.</exception>
    public static Dataset<T> Read<T>(string path, CsvOptions? options = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream stream = File.OpenRead(path);
        return Read<T>(stream, options, path);
    }

    /// <summary>Reads a stream of UTF-8, for example a decompressing one, to its end.</summary>
    /// <param name="stream">Stays open.</param>
    /// <param name="options">Which columns are what; without them the text has a header and all columns are inputs.</param>
    /// <param name="name">Stands for the file in error messages.</param>
    /// <exception cref="CsvException">The text is not as expected.</exception>
    /// <exception cref="ArgumentException">The options contradict each other.</exception>
    public static Dataset<T> Read<T>(Stream stream, CsvOptions? options = null, string name = "CSV")
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var reader = new StreamReader(
            stream, new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        return Read<T>(reader, options, name);
    }

    /// <summary>Reads text to its end.</summary>
    /// <param name="reader">Stays open.</param>
    /// <param name="options">Which columns are what; without them the text has a header and all columns are inputs.</param>
    /// <param name="name">Stands for the file in error messages.</param>
    /// <exception cref="CsvException">The text is not as expected.</exception>
    /// <exception cref="ArgumentException">The options contradict each other.</exception>
    public static Dataset<T> Read<T>(TextReader reader, CsvOptions? options = null, string name = "CSV")
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(reader);
        options ??= new CsvOptions();
        if (options.Separator is '"' or '\r' or '\n')
        {
            throw new ArgumentException("A quotation mark or an end of line cannot separate fields.", nameof(options));
        }

        if (options.Label is not null && options.Targets.Count > 0)
        {
            throw new ArgumentException("Label and Targets exclude each other.", nameof(options));
        }

        return new CsvDatasetReader<T>(new CsvRecordReader(reader, name, options.Separator), options).Read();
    }
}

/// <summary>One reading of one file.</summary>
internal sealed class CsvDatasetReader<T>(CsvRecordReader records, CsvOptions options)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly List<T> _inputs = [];
    private readonly List<T> _targets = [];
    private readonly List<int> _labels = [];
    private readonly List<string> _labelNames = [];
    private readonly Dictionary<string, int> _labelNumbers = new(StringComparer.Ordinal);
    private string[] _header = [];
    private int[] _inputColumns = [];
    private int[] _targetColumns = [];
    private int _labelColumn = -1;
    private int _fieldCount;

    public Dataset<T> Read()
    {
        if (!records.Read())
        {
            throw records.Error(-1, "the file is empty.");
        }

        FindColumns();
        foreach (string name in options.ClassNames)
        {
            AddLabel(name);
        }

        if (!options.HasHeader)
        {
            ReadRecord();
        }

        while (records.Read())
        {
            // An empty line has one empty field; only at the end of the file is it no record.
            if (records.Count == 1 && records[0].IsEmpty && _fieldCount > 1)
            {
                ExpectEnd();
                break;
            }

            ReadRecord();
        }

        if (_labelColumn < 0)
        {
            return new(_inputs.ToArray(), _inputColumns.Length, _targets.ToArray(), _targetColumns.Length);
        }

        string[] classes = OrderLabels();
        if ((long)_labels.Count * classes.Length > Array.MaxLength)
        {
            throw records.Error(-1, $"{_labels.Count} records of {classes.Length} classes are too many for one-hot targets.");
        }

        return Dataset.FromLabels<T>([.. _inputs], _inputColumns.Length, _labels.ToArray(), classes.Length, classes);
    }

    private void FindColumns()
    {
        _fieldCount = records.Count;
        if (options.HasHeader)
        {
            _header = new string[_fieldCount];
            for (int i = 0; i < _fieldCount; i++)
            {
                _header[i] = records[i].ToString();
            }
        }

        _targetColumns = [.. options.Targets.Select(Find)];
        _labelColumn = options.Label is { } label ? Find(label) : -1;
        _inputColumns = options.Inputs.Count > 0
            ? [.. options.Inputs.Select(Find)]
            : [.. Enumerable.Range(0, _fieldCount).Where(i => i != _labelColumn && !_targetColumns.Contains(i))];
        if (_inputColumns.Length == 0)
        {
            throw records.Error(-1, "no column is left for the inputs.");
        }
    }

    private int Find(CsvColumn column)
    {
        if (column.Name is not { } name)
        {
            int position = column.Position.GetOffset(_fieldCount);
            return position >= 0 && position < _fieldCount
                ? position
                : throw records.Error(-1, $"there is no {column}; the record has {_fieldCount} fields.");
        }

        if (!options.HasHeader)
        {
            throw new ArgumentException($"The column {column} is told by name, but HasHeader is false.", nameof(column));
        }

        int first = Array.IndexOf(_header, name);
        if (first < 0)
        {
            throw records.Error(-1, $"there is no column {column}; the header has \"{string.Join("\", \"", _header)}\".");
        }

        return Array.IndexOf(_header, name, first + 1) < 0
            ? first
            : throw records.Error(-1, $"several columns are named {column}; tell the one by its position.");
    }

    private void ReadRecord()
    {
        if (records.Count != _fieldCount)
        {
            throw records.Error(-1, $"the record has {records.Count} fields, expected {_fieldCount}, as many as the first.");
        }

        foreach (int column in _inputColumns)
        {
            _inputs.Add(Number(column));
        }

        foreach (int column in _targetColumns)
        {
            _targets.Add(Number(column));
        }

        if (_labelColumn >= 0)
        {
            _labels.Add(Label(records[_labelColumn]));
        }
    }

    private T Number(int column)
    {
        ReadOnlySpan<char> text = records[column];
        if (!T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out T number))
        {
            throw records.Error(column, $"{Shown(text)}{InColumn(column)} is not a number.");
        }

        return T.IsFinite(number) ? number : throw records.Error(column, $"{Shown(text)}{InColumn(column)} is not finite in {typeof(T).Name} precision.");
    }

    private int Label(ReadOnlySpan<char> text)
    {
        if (_labelNumbers.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out int number))
        {
            return number;
        }

        if (options.ClassNames.Count > 0 || text.IsEmpty)
        {
            throw records.Error(_labelColumn, text.IsEmpty ? "the label is empty." : $"the label {Shown(text)} is none of the given class names.");
        }

        // One-hot rows are as long as there are labels, so a column of free text would need memory by the square.
        return _labelNames.Count < MaximumLabels
            ? AddLabel(text.ToString())
            : throw records.Error(_labelColumn, $"there are more than {MaximumLabels} different labels.");
    }

    private const int MaximumLabels = 1000;

    private int AddLabel(string name)
    {
        if (!_labelNumbers.TryAdd(name, _labelNames.Count))
        {
            throw new ArgumentException($"The class name \"{name}\" is given twice.", nameof(name));
        }

        _labelNames.Add(name);
        return _labelNames.Count - 1;
    }

    private string[] OrderLabels()
    {
        if (options.ClassNames.Count > 0)
        {
            return [.. _labelNames];
        }

        if (_labelNames.Count == 0)
        {
            throw records.Error(-1, "there is no record to take labels from.");
        }

        bool numeric = _labelNames.TrueForAll(name => long.TryParse(name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _));
        string[] sorted = numeric
            ? [.. _labelNames.OrderBy(name => long.Parse(name, CultureInfo.InvariantCulture)).ThenBy(name => name, StringComparer.Ordinal)]
            : [.. _labelNames.Order(StringComparer.Ordinal)];
        int[] position = [.. _labelNames.Select(name => Array.IndexOf(sorted, name))];
        for (int i = 0; i < _labels.Count; i++)
        {
            _labels[i] = position[_labels[i]];
        }

        return sorted;
    }

    private void ExpectEnd()
    {
        int line = records.Line;
        do
        {
            if (records.Count != 1 || !records[0].IsEmpty)
            {
                throw records.Error(-1, $"a record after the empty line {line}.");
            }
        }
        while (records.Read());
    }

    private string InColumn(int column) => _header.Length > 0 ? $" in column \"{_header[column]}\"" : "";

    private static string Shown(ReadOnlySpan<char> text) => text.Length <= 40 ? $"\"{text}\"" : $"\"{text[..40]}…\"";
}
