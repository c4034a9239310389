using System.Diagnostics;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Benchmarks.Ratios;
using NetGen.Generator.Parsing;

namespace NetGen.Generator.Tests;

/// <summary>
/// What a keystroke costs in the generator while a project has many networks. Roslyn binds every <c>[Network]</c> anew for every compilation and asks
/// the generator what it makes of it; that part is measured by a generator that makes nothing of it, and what is above it is NetGen's own.
/// </summary>
[Collection(nameof(TimedAlone))]
public class KeystrokeTests
{
    private const int Networks = 200, WarmUp = 10, Repetitions = 40, Attempts = 8;

    /// <summary>Twice as much for a build without optimisation, which nobody ships but <c>dotnet test</c> runs.</summary>
    private static readonly TimeSpan s_limit = TimeSpan.FromMilliseconds(
        typeof(NetworkGenerator).Assembly.GetCustomAttribute<DebuggableAttribute>() is { IsJITOptimizerDisabled: true } ? 4 : 2);

    /// <summary>Once, until the JIT has compiled what is measured with full optimisation.</summary>
    private static readonly Lazy<bool> s_warm = new(() =>
    {
        var networks = new Typist(new NetworkGenerator(), Networks, "Other.cs");
        var nothing = new Typist(new Nothing(), Networks, "Other.cs");
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(3);)
        {
            networks.Keystroke();
            nothing.Keystroke();
        }

        return true;
    });

    [Theory]
    [InlineData(1, "Other.cs")]
    [InlineData(Networks, "Other.cs")]
    [InlineData(1, "File0.cs")]
    [InlineData(Networks, "File0.cs")]
    public void Two_hundred_networks_add_less_than_two_milliseconds_to_what_Roslyn_takes(int files, string edited)
    {
        Assert.True(s_warm.Value);
        var networks = new Typist(new NetworkGenerator(), files, edited);
        var nothing = new Typist(new Nothing(), files, edited);
        TimeSpan whole = default, roslyn = default;
        for (int attempt = 0; attempt < Attempts && (attempt == 0 || !IsShort(whole, roslyn)); attempt++)
        {
            (whole, roslyn) = Shortest(networks, nothing);
        }

        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{Networks} networks in {files} files, a keystroke in {edited}: {whole.TotalMilliseconds:0.00} ms, of which Roslyn's own {roslyn.TotalMilliseconds:0.00} ms");
        Assert.True(networks.WroteNothing());
        Assert.True(IsShort(whole, roslyn), $"{whole} - {roslyn}");
    }

    private static bool IsShort(TimeSpan whole, TimeSpan roslyn) => whole - roslyn < s_limit;

    /// <summary>One after the other, so that the load of the machine is on both.</summary>
    private static (TimeSpan First, TimeSpan Second) Shortest(Typist first, Typist second)
    {
        TimeSpan a = TimeSpan.MaxValue, b = TimeSpan.MaxValue;
        for (int i = 0; i < WarmUp + Repetitions; i++)
        {
            (TimeSpan left, TimeSpan right) = (first.Keystroke(), second.Keystroke());
            if (i >= WarmUp)
            {
                (a, b) = (left < a ? left : a, right < b ? right : b);
            }
        }

        return (a, b);
    }

    /// <summary>A project that is edited, and what one generator takes after every edit.</summary>
    private sealed class Typist
    {
        private readonly string _edited;
        private readonly object[] _texts;
        private CSharpCompilation _project;
        private GeneratorDriver _driver;
        private int _keystrokes;

        public Typist(IIncrementalGenerator generator, int files, string edited)
        {
            string[] networks =
            [
                .. Enumerable.Range(0, Networks).Select(i => $"[Network(\"{(i % 7) + 1}-{(i % 5) + 2}:tanh-{(i % 3) + 1}\")] internal partial class Net{i};\n"),
            ];
            _project = Compilations.Of(
            [
                .. networks.Chunk(Networks / files).Select((chunk, i) => ($"File{i}.cs", Corpus.In("N", string.Concat(chunk)))),
                ("Other.cs", "namespace N;\n"),
            ]);
            _edited = edited;
            _driver = CSharpGeneratorDriver.Create([generator.AsSourceGenerator()], parseOptions: Compilations.ParseOptions())
                .RunGenerators(_project, TestContext.Current.CancellationToken);
            _texts = Texts();
        }

        public bool WroteNothing() => _texts.Length == Networks && Texts().SequenceEqual(_texts, ReferenceEqualityComparer.Instance);

        /// <summary>Changes a character and runs the generator.</summary>
        public TimeSpan Keystroke()
        {
            SyntaxTree old = _project.SyntaxTrees.Single(tree => tree.FilePath == _edited);
            string text = old.ToString().Split("// ")[0] + "// " + _keystrokes++;
            _project = _project.ReplaceSyntaxTree(old, Compilations.Tree(text, _edited));
            double start = ThreadClock.Nanoseconds();
            _driver = _driver.RunGenerators(_project, TestContext.Current.CancellationToken);
            return TimeSpan.FromMicroseconds((ThreadClock.Nanoseconds() - start) / 1000);
        }

        private object[] Texts() => [.. _driver.GetRunResult().Results.Single().GeneratedSources.Select(source => source.SourceText)];
    }

    /// <summary>Finds the networks as the generator does, and does nothing with them.</summary>
    private sealed class Nothing : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterSourceOutput(
            context.SyntaxProvider.ForAttributeWithMetadataName(NetworkParser.AttributeName, static (node, _) => node is TypeDeclarationSyntax, static (_, _) => 0),
            static (_, _) => { });
    }

    /// <summary>Other tests would take the time.</summary>
    [CollectionDefinition(nameof(TimedAlone), DisableParallelization = true)]
    public sealed class TimedAlone;
}
