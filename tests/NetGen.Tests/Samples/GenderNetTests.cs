using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace NetGen.Tests.Samples;

/// <summary>The article's sample as a user meets it: a process with arguments, an exit code, output and files.</summary>
public sealed class GenderNetTests : IDisposable
{
    private const string Header = "name,weight,height,gender\n";

    private static readonly string[] _weights = ["W1_1_1", "W1_1_2", "W1_2_1", "W1_2_2", "W2_1_1", "W2_1_2", "B1_1", "B1_2", "B2_1"];

    private readonly string _directory = Directory.CreateTempSubdirectory("gendernet").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task The_article_runs_from_the_first_neuron_to_the_predictions()
    {
        GenderNetProcess run = await Run("--output", "results/new");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        AssertInOrder(
            run.Output,
            [
                "Single neuron", "0.9990889488055994", "Hand-set network", "0.7216325609518421", "Mean squared error", " 0.5 ",
                "Training", "Epoch", .. _weights, "Emily", "Frank",
            ]);
        Assert.Matches(@"W1_2_1 +w3 .* -?\d+\.\d{10,}", run.Output);
        Assert.Matches(@"Emily +128 +63 +0\.9\d+ +F", run.Output);
        Assert.Matches(@"Frank +155 +68 +0\.0\d+ +M", run.Output);
        Assert.Contains("4 of 4 people", run.Output, StringComparison.Ordinal);
        AssertPicture("results/new/training.png");

        (int Epoch, double Loss)[] curve = ReadCurve("results/new/training.csv");
        Assert.Equal([.. Enumerable.Range(0, 100).Select(i => 10 * i), 999], curve.Select(point => point.Epoch));
        Assert.InRange(curve[^1].Loss, 1e-6, 0.01);
        Assert.InRange(curve[0].Loss, 10 * curve[^1].Loss, 1);
    }

    [Fact]
    public async Task A_build_server_gets_no_control_characters()
    {
        GenderNetProcess run = await GenderNetProcess.Run(
            _directory, [], TestContext.Current.CancellationToken, ("GITHUB_ACTIONS", "true"), ("TERM", "xterm-256color"));

        Assert.Equal(0, run.ExitCode);
        Assert.DoesNotContain(run.Output, c => char.IsControl(c) && c is not ('\n' or '\r'));
        AssertPicture("training.png");
    }

    [Fact]
    public async Task Hundreds_of_people_are_learned()
    {
        var random = new Xoshiro256(1);
        var text = new StringBuilder(Header);
        for (int i = 0; i < 400; i++)
        {
            bool female = i % 2 == 0;
            double weight = (female ? 125 : 165) + 12 * (random.NextDouble() - 0.5);
            double height = (female ? 62 : 71) + 4 * (random.NextDouble() - 0.5);
            text.Append(CultureInfo.InvariantCulture, $"Person {i},{weight:0.0},{height:0.00},{(female ? 'F' : 'M')}\n");
        }

        Write("many.csv", text.ToString());
        GenderNetProcess run = await Run("--data", "many.csv", "--epochs", "95", "--quiet");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("Correct 400 of 400", run.Output, StringComparison.Ordinal);
        Assert.Equal([0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 94], ReadCurve("training.csv").Select(point => point.Epoch));
    }

    [Fact]
    public async Task The_seed_and_the_learning_rate_change_the_curve_and_nothing_else_does()
    {
        string[] curves = await Task.WhenAll(
            Curve("--seed", "0", "--output", "a"),
            Curve("--output", "b"),
            Curve("--seed", "7", "--output", "c"),
            Curve("--learning-rate", "0.05", "--output", "d"));

        Assert.Equal(curves[0], curves[1]);
        Assert.Equal(3, curves.Distinct().Count());

        async Task<string> Curve(params string[] arguments)
        {
            GenderNetProcess run = await Run([.. arguments, "--epochs", "20", "--quiet"]);
            Assert.Equal((0, ""), (run.ExitCode, run.Error));
            return await File.ReadAllTextAsync(Path.Combine(_directory, arguments[^1], "training.csv"), TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task Byte_order_mark_carriage_returns_quotes_and_blank_lines_are_understood()
    {
        Write("windows.csv", "\uFEFFName, Weight, Height, Gender\r\n\r\n\"Alice, A.\",133,65,f\r\n Bob ,160.5,72,M\r\n");
        GenderNetProcess run = await Run("--data", "windows.csv", "--quiet");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("Correct 2 of 2", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_names_every_option_shows_examples_and_says_where_files_go()
    {
        GenderNetProcess run = await Run("--help");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        AssertInOrder(
            run.Output,
            ["--data <FILE>", "--epochs", "1000", "--learning-rate", "0.1", "--seed", "--output <DIR>", "training.png", "--quiet", "Examples:"]);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_directory));
    }

    [Theory]
    [InlineData("", "people.csv: the file is empty; expected the header name,weight,height,gender")]
    [InlineData(Header, "people.csv: expected at least one person after the header")]
    [InlineData("Alice,133,65,F\n", "people.csv, line 1, column 1: expected \"name\" of the header name,weight,height,gender, found \"Alice\"")]
    [InlineData(Header + "Alice,133,65,F\nBob,160,72\n", "people.csv, line 3, column 9: expected 4 fields (name, weight, height, gender), found 3 fields")]
    [InlineData(Header + "Alice,133,65,F,1\n", "people.csv, line 2, column 16: expected 4 fields (name, weight, height, gender), found 5 fields")]
    [InlineData(
        Header + "Alice,heavy,65,F\n",
        "people.csv, line 2, column 7: expected the weight in pounds, a positive number such as 133 or 61.5, found \"heavy\"")]
    [InlineData(
        Header + "\nAlice,133,NaN,F\n",
        "people.csv, line 3, column 11: expected the height in inches, a positive number such as 133 or 61.5, found \"NaN\"")]
    [InlineData(Header + "José,133,65,X\n", "people.csv, line 2, column 13: expected the gender, F or M, found \"X\"")]
    [InlineData(Header + "\"Alice,133,65,F\nBob,160,72,M\n", "people.csv, line 2, column 1: expected quotation marks around the whole field or none")]
    public async Task A_malformed_file_is_one_line_that_says_where_and_what_was_expected(string text, string message)
    {
        Write("people.csv", text);
        AssertError(message, await Run("--data", "people.csv"));
    }

    [Theory]
    [InlineData("nowhere.csv: the file does not exist", "--data", "nowhere.csv")]
    [InlineData(".: expected a CSV file, found a directory", "--data", ".")]
    [InlineData("--epochs: expected a whole number from 1 to 10000000, found \"0\"", "--epochs", "0")]
    [InlineData("--epochs: expected a whole number from 1 to 10000000, found \"-5\"", "--epochs", "-5")]
    [InlineData("--learning-rate: expected a positive, finite number, found \"NaN\"", "--learning-rate", "NaN")]
    [InlineData("--learning-rate: expected a positive, finite number, found \"1e999\"", "--learning-rate", "1e999")]
    [InlineData("The loss after epoch 0 is not a number; --learning-rate 1E+308 is too large", "--learning-rate", "1e308", "--quiet")]
    [InlineData("'--speed'", "--speed", "3")]
    public async Task A_wrong_argument_is_one_line_that_says_what_was_expected(string message, params string[] arguments)
        => AssertError(message, await Run(arguments));

    [Fact]
    public async Task An_output_directory_that_cannot_be_is_found_before_the_training()
    {
        Write("taken", "a file");
        GenderNetProcess run = await Run("--output", "taken");

        AssertError("--output: expected a directory that can be written to, found \"taken\"", run);
        Assert.Equal("", run.Output);
    }

    private static void AssertError(string message, GenderNetProcess run)
    {
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("error: ", run.Error, StringComparison.Ordinal);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    private static void AssertInOrder(string text, IEnumerable<string> parts)
    {
        int position = 0;
        foreach (string part in parts)
        {
            int found = text.IndexOf(part, position, StringComparison.Ordinal);
            Assert.True(found >= 0, $"\"{part}\" is not where it was expected in:\n{text}");
            position = found + part.Length;
        }
    }

    private Task<GenderNetProcess> Run(params string[] arguments)
        => GenderNetProcess.Run(_directory, arguments, TestContext.Current.CancellationToken);

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_directory, name), text);

    private void AssertPicture(string name)
    {
        byte[] picture = File.ReadAllBytes(Path.Combine(_directory, name));
        Assert.Equal([0x89, .. "PNG\r\n\u001A\n"u8], picture[..8]);
        Assert.True(picture.Length > 10_000, $"{name} has only {picture.Length} bytes.");
    }

    private (int Epoch, double Loss)[] ReadCurve(string name)
    {
        string[] lines = File.ReadAllLines(Path.Combine(_directory, name));
        Assert.Equal("epoch,loss", lines[0]);
        return [.. lines.Skip(1).Select(line => Regex.Match(line, @"^(\d+),([\d.E+-]+)$")).Select(row => (
            int.Parse(row.Groups[1].Value, CultureInfo.InvariantCulture),
            double.Parse(row.Groups[2].Value, CultureInfo.InvariantCulture)))];
    }
}
