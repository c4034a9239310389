using System.Globalization;

namespace NetGen.Generator.Tests;

/// <summary>What the README shows compiles, runs, and prints what the comments beside it say.</summary>
public class ReadmeTests
{
    [Fact]
    public void Every_example_compiles_without_a_warning()
        => Assert.Empty(GeneratorRun.Of(ReadmeProgram.Source()).Complaints());

    [Fact]
    public void The_examples_print_what_their_comments_say()
    {
        string[] expected = ReadmeProgram.ExpectedLines();
        Assert.True(expected.Length >= 8);

        Assert.Equal(expected, ReadmeProgram.Run(ReadmeProgram.Source()).Lines);
    }

    [Fact]
    public void The_loss_of_the_users_own_has_the_gradient_that_differences_give()
    {
        string source = ReadmeProgram.Source(atEndOf: ("A tour in five minutes", "Console.Values = [parameterGradients, inputGradients, influence];"));
        double[][] values = ReadmeProgram.Run(source).Values;
        double[] x = [2, 3], parameters = [0, 0, 1, 1, 0, 0, 0, 1, 0];

        Close(values[0], Differences(parameters, p => Math.Log(Math.Cosh(Predict(p, x) - 1))));
        Close(values[1], Differences(x, x => Math.Log(Math.Cosh(Predict(parameters, x) - 1))));
        Close(values[2], Differences(x, x => Predict(parameters, x)));
    }

    [Fact]
    public void Every_line_of_the_generated_excerpt_is_in_the_generated_file()
    {
        string[] generated = Trimmed(GeneratorRun.Of("using NetGen;\n[Network(\"2-2-1\", Activation.Sigmoid)]\npublic partial class GenderNet;").Source);
        string[] excerpt = [.. Trimmed(ReadmeProgram.GeneratedExcerpt()).Where(line => line is not ("" or "…"))];
        Assert.True(excerpt.Length > 20);

        Assert.Empty(excerpt.Except(generated));
    }

    [Fact]
    public void Every_diagnostic_is_listed_with_its_title_and_has_the_section_that_its_help_link_names()
    {
        string contributing = File.ReadAllText(ReadmeProgram.PathOf("CONTRIBUTING.md"));
        foreach (var descriptor in new Diagnostics.NetworkAnalyzer().SupportedDiagnostics)
        {
            string anchor = descriptor.Id.ToLowerInvariant();
            Assert.EndsWith("/CONTRIBUTING.md#" + anchor, descriptor.HelpLinkUri, StringComparison.Ordinal);
            Assert.Contains($"\n### {descriptor.Id}\n", contributing, StringComparison.Ordinal);
            Assert.Contains(
                $"| [{descriptor.Id}](CONTRIBUTING.md#{anchor}) | {descriptor.Title.ToString(CultureInfo.InvariantCulture)} |",
                ReadmeProgram.Text,
                StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("CONTRIBUTING.md")]
    public void The_tables_name_every_activation_loss_and_initializer_and_links_lead_somewhere(string file)
    {
        string text = File.ReadAllText(ReadmeProgram.PathOf(file));
        if (file == "README.md")
        {
            string[] names = [.. Enum.GetNames<Activation>(), .. Enum.GetNames<Loss>(), .. Enum.GetNames<Initializer>()];
            Assert.All(names, name => Assert.Contains($"\n| `{name}` |", text, StringComparison.Ordinal));
        }

        Assert.All(ReadmeProgram.LinkedFiles(text), path => Assert.True(File.Exists(ReadmeProgram.PathOf(path)), path));
    }

    private static double Predict(double[] p, double[] x)
    {
        double first = Sigmoid(p[4] + (p[0] * x[0]) + (p[2] * x[1]));
        double second = Sigmoid(p[5] + (p[1] * x[0]) + (p[3] * x[1]));
        return Sigmoid(p[8] + (p[6] * first) + (p[7] * second));
    }

    private static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));

    private static double[] Differences(double[] at, Func<double[], double> f)
    {
        const double Step = 1e-4;
        double Moved(int i, double by) => f([.. at.Select((value, k) => k == i ? value + by : value)]);

        // Four points: the error is of order Step⁴.
        return [.. at.Select((_, i) => ((8 * (Moved(i, Step) - Moved(i, -Step))) - (Moved(i, 2 * Step) - Moved(i, -2 * Step))) / (12 * Step))];
    }

    private static void Close(double[] actual, double[] expected)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(actual.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-11));
    }

    private static string[] Trimmed(string text) => [.. text.Split('\n').Select(line => line.Trim())];
}
