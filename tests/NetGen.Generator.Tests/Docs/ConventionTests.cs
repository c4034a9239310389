using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NetGen.Generator.Tests;

/// <summary>Rules of the house that no compiler knows, and the tests that CONTRIBUTING.md names.</summary>
public partial class ConventionTests
{
    private static readonly string s_repository = ReadmeProgram.PathOf("");

    private static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(Path.Combine(s_repository, folder), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
        .Where(file => !file.EndsWith(".verified.cs", StringComparison.Ordinal));

    /// <summary>On a machine whose line ends and culture are those of the generated code, no other test would see these.</summary>
    [Theory]
    [InlineData("AppendLine")]
    [InlineData("Environment")]
    [InlineData("CurrentCulture")]
    [InlineData("CurrentUICulture")]
    [InlineData("DateTime")]
    [InlineData("Guid")]
    [InlineData("Random")]
    [InlineData("NormalizeWhitespace")]
    public void The_compiler_uses_nothing_of_the_machine_it_runs_on(string name)
    {
        string[] files = [.. Files("src/NetGen.Generator")];
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.DoesNotContain(
            Tree(file).GetRoot(TestContext.Current.CancellationToken).DescendantNodes().OfType<SimpleNameSyntax>(),
            node => node.Identifier.ValueText == name));
    }

    [Fact]
    public void Files_are_short_and_methods_shorter()
    {
        string[] files = [.. Files("src")];
        string[] longFiles = [.. files.Where(file => File.ReadLines(file).Count() > 300)];
        Assert.True(longFiles.Length * 20 < files.Length, string.Join('\n', longFiles));
        Assert.All(files, file => Assert.All(
            Tree(file).GetRoot(TestContext.Current.CancellationToken).DescendantNodes().OfType<BaseMethodDeclarationSyntax>(),
            method =>
            {
                FileLinePositionSpan span = method.GetLocation().GetLineSpan();
                Assert.True(span.EndLinePosition.Line - span.StartLinePosition.Line < 80, span.ToString());
            }));
    }

    [Fact]
    public void Every_test_that_the_guide_names_exists()
    {
        string page = File.ReadAllText(Path.Combine(s_repository, "CONTRIBUTING.md"));
        (string Class, string Method)[] names = [.. TestName().Matches(page).Select(match => (match.Groups["class"].Value, match.Groups["method"].Value))];
        Assert.True(names.Length > 40, $"Only {names.Length} tests are named.");

        var tests = Files("tests").Where(file => Path.GetFileNameWithoutExtension(file).EndsWith("Tests", StringComparison.Ordinal))
            .SelectMany(file => Tree(file).GetRoot(TestContext.Current.CancellationToken).DescendantNodes().OfType<ClassDeclarationSyntax>())
            .ToLookup(type => type.Identifier.ValueText, type => type.Members.OfType<MethodDeclarationSyntax>().Where(IsTest).Select(method => method.Identifier.ValueText));
        Assert.All(names.Distinct(), name =>
        {
            Assert.True(tests.Contains(name.Class), name.Class);
            Assert.True(name.Method.Length == 0 || tests[name.Class].Any(methods => methods.Contains(name.Method)), $"{name.Class}.{name.Method}");
        });
    }

    /// <summary>The table has a row for every item of the checklist, in order.</summary>
    [Fact]
    public void Every_item_of_the_checklist_has_its_row()
    {
        string[] expected =
        [
            .. new[] { ("P", 7), ("E", 12), ("D", 4), ("T", 6), ("K", 8) }.SelectMany(group => Enumerable.Range(1, group.Item2).Select(i => $"{group.Item1}{i}")),
        ];
        var rows = ChecklistRow().Matches(File.ReadAllText(Path.Combine(s_repository, "CONTRIBUTING.md")));

        Assert.Equal(expected, rows.Select(row => row.Groups["item"].Value));
        Assert.All(rows, row => Assert.Matches("`|Exception:", row.Groups["proof"].Value));
    }

    private static SyntaxTree Tree(string file) => CSharpSyntaxTree.ParseText(File.ReadAllText(file), Compilations.ParseOptions(), file);

    private static bool IsTest(MethodDeclarationSyntax method)
        => method.AttributeLists.SelectMany(list => list.Attributes).Any(attribute => attribute.Name.ToString() is "Fact" or "Theory");

    [GeneratedRegex("`(?<class>[A-Z]\\w*Tests)(?:\\.(?<method>\\w+))?`")]
    private static partial Regex TestName();

    [GeneratedRegex("^\\| (?<item>[PEDTK][0-9]+) \\| [^|]+ \\| (?<proof>[^|]+) \\|$", RegexOptions.Multiline)]
    private static partial Regex ChecklistRow();
}
