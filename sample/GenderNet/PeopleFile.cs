using System.Globalization;
using System.Text;
using CsvHelper;

namespace GenderSample;

/// <summary>
/// Reads people from a CSV file with the columns name, weight (pounds), height (inches) and gender (F or M). It is strict: whatever it
/// cannot read as that is an error with file, line and column, and no row is skipped or guessed.
/// </summary>
internal static class PeopleFile
{
    private const string Header = "the header name,weight,height,gender";

    private static readonly string[] _columns = ["name", "weight", "height", "gender"];

    private static readonly CsvReaderOptions _options = new()
    {
        Separator = ',',
        HasHeader = false,
        TrimWhitespace = true,
        AllowLineBreaksInQuotes = false,
        TrackLineNumbers = true,
    };

    /// <summary>Reads the whole file.</summary>
    /// <exception cref="UserError">The file is missing, unreadable, empty or holds a malformed row.</exception>
    public static IReadOnlyList<Person> Read(string path)
    {
        if (path.Length == 0)
        {
            throw new UserError("--data: expected the name of a CSV file, found nothing.");
        }

        try
        {
            using var reader = new StreamReader(path, new UTF8Encoding(false, throwOnInvalidBytes: true));
            return Read(reader, path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UserError(Directory.Exists(path)
                ? $"{path}: expected a CSV file, found a directory."
                : $"{path}: the file does not exist.");
        }
        catch (DecoderFallbackException)
        {
            throw new UserError($"{path}: expected text in UTF-8, found other bytes.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UserError(Directory.Exists(path)
                ? $"{path}: expected a CSV file, found a directory."
                : $"{path}: the file cannot be read ({OneLine(e.Message)}).");
        }
    }

    private static List<Person> Read(TextReader text, string file)
    {
        using CsvReader reader = CsvReader.Create(text, _options);
        var line = new CsvLine(reader, file);
        if (!reader.Read())
        {
            throw new UserError($"{file}: the file is empty; expected {Header} and one line for every person.");
        }

        CheckHeader(line);
        var people = new List<Person>();
        while (reader.Read())
        {
            people.Add(ReadPerson(line));
        }

        return people.Count > 0 ? people : throw new UserError($"{file}: expected at least one person after the header, found none.");
    }

    private static void CheckHeader(CsvLine line)
    {
        line.Check(_columns.Length, Header);
        for (int i = 0; i < _columns.Length; i++)
        {
            if (!line[i].Equals(_columns[i], StringComparison.OrdinalIgnoreCase))
            {
                throw line.Error(i, $"\"{_columns[i]}\" of {Header}");
            }
        }
    }

    private static Person ReadPerson(CsvLine line)
    {
        line.Check(_columns.Length, "4 fields (name, weight, height, gender)");
        return new Person(
            line[0].Length > 0 ? line[0] : throw line.Error(0, "a name"),
            ReadMeasure(line, 1, "the weight in pounds"),
            ReadMeasure(line, 2, "the height in inches"),
            line[3].ToUpperInvariant() switch
            {
                "F" => true,
                "M" => false,
                _ => throw line.Error(3, "the gender, F or M"),
            });
    }

    private static double ReadMeasure(CsvLine line, int field, string what)
        => double.TryParse(line[field], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value)
            && value > 0 && double.IsFinite(value)
            ? value
            : throw line.Error(field, $"{what}, a positive number such as 133 or 61.5");

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").TrimEnd('.');
}
