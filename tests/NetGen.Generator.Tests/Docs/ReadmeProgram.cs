using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NetGen.Generator.Tests;

/// <summary>
/// Makes one program of the README's <c>csharp</c> blocks. A block has either types, which all others see, or statements; the statements below one
/// second-level heading are one method, in order. A block behind <c>&lt;!-- generated: … --&gt;</c> is output of the compiler and left out.
/// </summary>
internal static partial class ReadmeProgram
{
    private const string Generated = "<!-- generated";

    // Stands in for System.Console, so that tests see what was printed.
    private const string Recorder = """
        internal static class Console
        {
            public static readonly List<string> Lines = [];
            public static double[][] Values = [];
            public static void WriteLine(object value) => Lines.Add(Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!);
        }
        """;

    public static string Text { get; } = File.ReadAllText(PathOf("README.md"));

    /// <summary>A file of the repository.</summary>
    public static string PathOf(string file) => Path.GetFullPath(Path.Combine(SourceFolder(), "..", "..", "..", file));

    /// <summary>The program, with <paramref name="atEndOf"/> adding statements to the method of a heading.</summary>
    public static string Source((string Heading, string Statements)? atEndOf = null)
    {
        var types = new StringBuilder();
        var methods = new List<(string Heading, StringBuilder Body)>();
        foreach ((string heading, string code) in Blocks().Where(block => !block.IsGenerated).Select(block => (block.Heading, block.Code)))
        {
            var root = (CompilationUnitSyntax)Compilations.Tree(code).GetRoot(TestContext.Current.CancellationToken);
            bool[] kinds = [.. root.Members.Select(member => member is GlobalStatementSyntax).Distinct()];
            Assert.True(kinds.Length == 1, "A block must have types or statements, not both:\n" + code);
            if (!kinds[0])
            {
                types.AppendLine(root.WithUsings(default).ToFullString());
                continue;
            }

            if (methods.Count == 0 || methods[^1].Heading != heading)
            {
                methods.Add((heading, new StringBuilder()));
            }

            methods[^1].Body.AppendLine(code);
        }

        string bodies = string.Concat(methods.Select((method, i) =>
            $"public static void Part{i}()\n{{\n{method.Body}{(atEndOf?.Heading == method.Heading ? atEndOf?.Statements : "")}\n}}\n"));
        return $$"""
            using System;
            using System.Collections.Generic;
            using System.IO;
            using System.Linq;
            using System.Threading.Tasks;
            using NetGen;

            namespace Readme;

            {{types}}
            {{Recorder}}
            internal static class Program
            {
            {{bodies}}
            }
            """;
    }

    /// <summary>Compiles the program and runs its methods in order, with its files in a folder of their own.</summary>
    public static (string[] Lines, double[][] Values) Run(string source)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("netgen-readme-");
        CultureInfo culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "iris.csv"), Iris());
            using LoadedAssembly program = LoadedAssembly.Of(FileName().Replace(source, match => $"@\"{Path.Combine(folder.FullName, match.Groups[1].Value)}\""));
            foreach (var method in program["Readme.Program"].GetMethods().Where(method => method.IsStatic).OrderBy(method => method.Name, StringComparer.Ordinal))
            {
                method.Invoke(null, null);
            }

            Type console = program["Readme.Console"];
            var lines = (List<string>)console.GetField("Lines")!.GetValue(null)!;
            return ([.. lines], (double[][])console.GetField("Values")!.GetValue(null)!);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
            folder.Delete(recursive: true);
        }
    }

    /// <summary>What the comments say that is printed; every line that prints must have one.</summary>
    public static string[] ExpectedLines()
        => [.. Blocks().SelectMany(block => block.Code.Split('\n')).Where(line => line.Contains("Console.WriteLine", StringComparison.Ordinal)).Select(line =>
        {
            Match match = Printed().Match(line);
            Assert.True(match.Success, $"Without a comment of what it prints: {line}");
            return match.Groups[1].Value.Trim();
        })];

    public static string GeneratedExcerpt() => Blocks().Single(block => block.IsGenerated).Code;

    /// <summary>The files of the repository that a page links to; pictures are made by the samples and may come later.</summary>
    public static IEnumerable<string> LinkedFiles(string text)
        => Link().Matches(text).Select(match => match.Groups[1].Value).Where(link => !link.Contains("://", StringComparison.Ordinal)).Distinct();

    private static List<(string Heading, string Code, bool IsGenerated)> Blocks()
    {
        List<(string, string, bool)> blocks = [];
        string heading = "", before = "";
        StringBuilder? code = null;
        bool isGenerated = false;
        foreach (string line in Text.Split('\n'))
        {
            if (code is not null)
            {
                if (line == "```")
                {
                    blocks.Add((heading, code.ToString(), isGenerated));
                    code = null;
                }

                code?.Append(line).Append('\n');
            }
            else if (line == "```csharp")
            {
                (code, isGenerated) = (new StringBuilder(), before.StartsWith(Generated, StringComparison.Ordinal));
            }
            else if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                heading = line[3..];
            }

            before = line;
        }

        return blocks;
    }

    private static string Iris()
    {
        string[] names = ["setosa", "versicolor", "virginica"];
        var text = new StringBuilder("sepal length,sepal width,petal length,petal width,species\n");
        foreach (string line in File.ReadLines(PathOf("tests/NetGen.Tests/References/iris.csv")).Skip(1))
        {
            text.Append(line[..^1]).Append(names[line[^1] - '0']).Append('\n');
        }

        return text.ToString();
    }

    private static string SourceFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    [GeneratedRegex("\"([\\w-]+\\.(?:csv|json|safetensors|checkpoint))\"")]
    private static partial Regex FileName();

    [GeneratedRegex(@"Console\.WriteLine\(.*\);\s*// (.+)$")]
    private static partial Regex Printed();

    [GeneratedRegex(@"(?<!!\[[^\]]*)\]\(([^)#]+?)(?:#[^)]*)?\)")]
    private static partial Regex Link();
}
