using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Globalization;

namespace GenderSample;

/// <summary>The options of the program, their defaults and checks.</summary>
internal static class CommandLine
{
    private const int MostEpochs = 10_000_000;

    private const string Examples = """
        Examples:
          GenderNet                                        The article: people.csv, 1000 epochs, learning rate 0.1
          GenderNet --data members.csv --output results    Learn from your own people, write the curve to results/
          GenderNet --epochs 5000 --learning-rate 0.05     Train longer, in smaller steps
          GenderNet --seed 7 --quiet                       Other start weights, print the results only

        The data file has the header name,weight,height,gender and one row for every person:
        weight in pounds, height in inches, gender F or M.
        """;

    /// <summary>Parses <paramref name="args"/> and calls <paramref name="run"/>, or prints help or what is wrong.</summary>
    /// <returns>The exit code of the program: 0, or 1 for every error.</returns>
    public static int Run(string[] args, Action<Settings> run)
    {
        var data = new Option<string>("--data")
        {
            Description = "CSV file with the people to learn from [default: the article's people.csv]",
            HelpName = "FILE",
        };
        Option<int> epochs = Number("--epochs", "How often to pass over all people", 1000, "N", ParseEpochs);
        Option<double> learningRate = Number("--learning-rate", "Size of a step", 0.1, "RATE", ParseLearningRate);
        Option<int> seed = Number("--seed", "Which start weights to draw", 0, "N", ParseSeed);
        var output = new Option<string>("--output")
        {
            Description = "Directory for training.png and training.csv, created if missing [default: the current one]",
            HelpName = "DIR",
        };
        var quiet = new Option<bool>("--quiet", "-q") { Description = "Print the essential results only" };
        var root = new RootCommand("Trains the article's 2-2-1 network, compiled by NetGen, to tell the gender of a person from weight and height.")
        {
            data, epochs, learningRate, seed, output, quiet,
        };
        HelpOption help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((SynchronousCommandLineAction)help.Action!);
        root.SetAction(result => run(new Settings(
            result.GetValue(data) ?? Path.Combine(AppContext.BaseDirectory, "people.csv"),
            result.GetValue(epochs),
            result.GetValue(learningRate),
            result.GetValue(seed),
            result.GetValue(output) ?? ".",
            result.GetValue(quiet))));

        ParseResult parsed = root.Parse(args);
        if (parsed.Errors.Count > 0 && parsed.Action is ParseErrorAction)
        {
            throw new UserError(parsed.Errors[0].Message.ReplaceLineEndings(" ") + " Try --help.");
        }

        return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }

    private static Option<T> Number<T>(
        string name, string description, T defaultValue, string helpName, Func<string, (T Value, string? Expected)> parse)
        => new(name)
        {
            Description = description,
            HelpName = helpName,
            DefaultValueFactory = _ => defaultValue,
            CustomParser = result =>
            {
                string text = result.Tokens[^1].Value;
                (T value, string? expected) = parse(text);
                if (expected != null)
                {
                    result.AddError($"{name}: expected {expected}, found \"{text}\".");
                }

                return value;
            },
        };

    private static (int Value, string? Expected) ParseEpochs(string text)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value is >= 1 and <= MostEpochs
            ? (value, null)
            : (0, $"a whole number from 1 to {MostEpochs}");

    private static (int Value, string? Expected) ParseSeed(string text)
        => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value)
            ? (value, null)
            : (0, $"a whole number from {int.MinValue} to {int.MaxValue}");

    private static (double Value, string? Expected) ParseLearningRate(string text)
        => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value > 0 && double.IsFinite(value)
            ? (value, null)
            : (0, "a positive, finite number");

    private sealed class HelpWithExamples(SynchronousCommandLineAction help) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            int result = help.Invoke(parseResult);
            parseResult.InvocationConfiguration.Output.WriteLine(Examples);
            return result;
        }
    }
}
