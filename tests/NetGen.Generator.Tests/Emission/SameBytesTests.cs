using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Generator.Diagnostics;

namespace NetGen.Generator.Tests;

/// <summary>The same source gives the same bytes, whatever the culture of the machine and the order of its files.</summary>
public class SameBytesTests
{
    private static readonly (string HintName, string Text)[] s_expected = Under(CultureInfo.InvariantCulture, () => Output(Corpus.Everything()));

    [Theory]
    [InlineData("de-DE")]
    [InlineData("sv-SE")]
    [InlineData("fa-IR")]
    [InlineData("ar-SA")]
    [InlineData("tr-TR")]
    [InlineData("th-TH")]
    public void In_any_culture(string name)
    {
        var culture = CultureInfo.GetCultureInfo(name);
        Assert.True(IsUnlikeInvariant(culture), "The culture's data is missing, so this would prove nothing.");

        Assert.Equal(s_expected, Under(culture, () => Output(Corpus.Everything())));
    }

    [Fact]
    public void In_a_culture_that_differs_everywhere()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat = new NumberFormatInfo
        {
            NegativeSign = "minus",
            PositiveSign = "plus",
            NumberDecimalSeparator = "point",
            NumberGroupSeparator = "group",
            NumberGroupSizes = [1],
        };
        Assert.Equal("minus1point5", (-1.5).ToString(culture));

        Assert.Equal(s_expected, Under(culture, () => Output(Corpus.Everything())));
    }

    [Theory]
    [InlineData("sv-SE")]
    [InlineData("tr-TR")]
    [InlineData("fa-IR")]
    public async Task Names_and_messages_do_not_depend_on_the_culture_either(string name)
    {
        string source = Corpus.In("N", """
            [Network("2-2:SIGMOID-1:TANH")] partial class Good;
            [Network("1000-9999:IDENTITX")] partial class Bad;
            [Network("1000-1000")] partial class Big;
            """);
        var expected = await Messages(CultureInfo.InvariantCulture, source);

        Assert.Equal(2, expected.Length);
        Assert.Equal(expected, await Messages(CultureInfo.GetCultureInfo(name), source));
        Assert.Single(Under(CultureInfo.GetCultureInfo(name), () => GeneratorRun.Of(source)).Sources);
    }

    [Fact]
    public void Twice()
        => Assert.Equal(s_expected, Output(Corpus.Everything()));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void In_any_order_of_files(int seed)
    {
        var trees = Corpus.Everything().SyntaxTrees.ToArray();
        new Random(seed).Shuffle(trees);

        Assert.Equal(s_expected, Output(Corpus.Everything().RemoveAllSyntaxTrees().AddSyntaxTrees(trees)));
    }

    [Fact]
    public void After_any_history_of_edits()
    {
        var run = GeneratorRun.Of(Compilations.Of(Corpus.In("X", "[Network(\"5-5\")] partial class Net;")));
        Assert.Equal(s_expected, Sorted(run.Then(Corpus.Everything())));
    }

    [Fact]
    public void And_no_path_of_the_machine_in_them()
        => Assert.All(s_expected, file =>
        {
            Assert.DoesNotContain("File", file.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(AppContext.BaseDirectory, file.Text, StringComparison.Ordinal);
        });

    private static bool IsUnlikeInvariant(CultureInfo culture)
        => (-1234.5).ToString("N1", culture) != (-1234.5).ToString("N1", CultureInfo.InvariantCulture)
            || !string.Equals("TITLE".ToLower(culture), "title", StringComparison.Ordinal)
            || culture.DateTimeFormat.Calendar is not GregorianCalendar;

    private static (string HintName, string Text)[] Output(CSharpCompilation input) => Sorted(GeneratorRun.Of(input));

    private static (string HintName, string Text)[] Sorted(GeneratorRun run)
        => [.. run.Sources.Select(s => (s.HintName, s.SourceText.ToString())).OrderBy(s => s.HintName, StringComparer.Ordinal)];

    private static async Task<string[]> Messages(CultureInfo culture, string source)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = culture;
            return [.. (await Analysis.Run(new NetworkAnalyzer(), Compilations.Of(source))).Select(d => d.GetMessage(culture))];
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
            CultureInfo.DefaultThreadCurrentCulture = null;
        }
    }

    private static T Under<T>(CultureInfo culture, Func<T> function)
    {
        CultureInfo before = CultureInfo.CurrentCulture, beforeUI = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = culture;
            return function();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
            CultureInfo.CurrentUICulture = beforeUI;
        }
    }
}
