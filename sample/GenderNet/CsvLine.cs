using System.Text;
using CsvHelper;

namespace GenderSample;

/// <summary>The line of a CSV file that a reader stands on, with errors that point to the line and column of a field.</summary>
/// <param name="reader">Tracks line numbers and does not let fields go over several lines.</param>
/// <param name="file">The name of the file, for the errors.</param>
internal readonly ref struct CsvLine(CsvReader reader, string file)
{
    private const int LongestQuotation = 40;

    /// <summary>The text of a field, without quotation marks and surrounding blanks.</summary>
    public string this[int field] => reader.GetString(field).Trim();

    /// <summary>Checks that there are exactly <paramref name="count"/> fields and that quotation marks, if any, enclose whole fields.</summary>
    /// <param name="count">The number of fields.</param>
    /// <param name="expected">What the line should be.</param>
    /// <exception cref="UserError">They are not so.</exception>
    public void Check(int count, string expected)
    {
        for (int field = 0; field < reader.FieldCount; field++)
        {
            ReadOnlySpan<byte> raw = reader.GetRawSpan(field).Trim(" \t"u8);
            bool enclosed = raw.Length >= 2 && raw[0] == '"' && raw[^1] == '"' && raw[1..^1].Count((byte)'"') % 2 == 0;
            if (raw.Contains((byte)'"') && !enclosed)
            {
                throw ErrorAt(field, $"expected quotation marks around the whole field or none, found {Quote(Encoding.UTF8.GetString(raw))}.");
            }
        }

        if (reader.FieldCount != count)
        {
            string found = reader.FieldCount == 1 ? "1 field" : $"{reader.FieldCount} fields";
            throw ErrorAt(Math.Min(count, reader.FieldCount - 1), $"expected {expected}, found {found}.");
        }
    }

    /// <summary>The error to throw for a field.</summary>
    /// <param name="field">Index of the field.</param>
    /// <param name="expected">What should stand there.</param>
    public UserError Error(int field, string expected) => ErrorAt(field, $"expected {expected}, found {Quote(this[field])}.");

    private static string Quote(string text) => text.Length switch
    {
        0 => "nothing",
        <= LongestQuotation => $"\"{text}\"",
        _ => $"\"{text.AsSpan(0, LongestQuotation)}…\"",
    };

    private UserError ErrorAt(int field, string message)
    {
        int column = 1;
        for (int i = 0; i < field; i++)
        {
            column += Encoding.UTF8.GetCharCount(reader.GetRawSpan(i)) + 1;
        }

        return new UserError($"{file}, line {reader.LineNumber}, column {column}: {message}");
    }
}
