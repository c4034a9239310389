using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NetGen.Generator.Tests;

/// <summary>The stand-in for Verify against what was observed of the genuine library. With -p:UseVerify=true neither is compiled.</summary>
public sealed class StandInTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("snapshots").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task A_missing_snapshot_fails_and_leaves_a_received_file_with_bom()
    {
        string message = await Failure(Snapshot("one\r\ntwo\rthree\n"));

        Assert.Contains("New:\n  - Received: Name.received.txt\n    Verified: Name.verified.txt", message, StringComparison.Ordinal);
        Assert.Contains("one\ntwo\nthree\n", message, StringComparison.Ordinal);
        Assert.Equal(Utf8WithBom("one\ntwo\nthree\n"), Read("Name.received.txt"));
        Assert.Equal(["Name.received.txt"], FileNames());
    }

    [Fact]
    public async Task Failing_twice_does_not_accept()
    {
        await Failure(Snapshot("text"));
        await Failure(Snapshot("text"));

        Assert.Equal(["Name.received.txt"], FileNames());
    }

    [Fact]
    public async Task An_accepted_snapshot_passes_and_its_received_file_goes()
    {
        await Failure(Snapshot("text"));
        File.Copy(PathOf("Name.received.txt"), PathOf("Name.verified.txt"));
        await Snapshot("text");

        Assert.Equal(["Name.verified.txt"], FileNames());
    }

    [Theory]
    [InlineData("text\n")]
    [InlineData("text ")]
    [InlineData("Text")]
    [InlineData("")]
    public async Task Another_text_fails_to_the_last_character(string changed)
    {
        Write("Name.verified.txt", Utf8WithBom("text"));
        string message = await Failure(Snapshot(changed));

        Assert.Contains("NotEqual:\n  - Received: Name.received.txt", message, StringComparison.Ordinal);
        Assert.Equal(Utf8WithBom("text"), Read("Name.verified.txt"));
        Assert.Equal(Utf8WithBom(changed), Read("Name.received.txt"));
    }

    [Fact]
    public async Task An_emptied_snapshot_fails()
    {
        Write("Name.verified.txt", []);
        Assert.Contains("NotEqual:", await Failure(Snapshot("text")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_bom_is_not_a_difference()
    {
        Write("Name.verified.txt", Encoding.UTF8.GetBytes("text"));
        await Snapshot("text");
    }

    [Theory]
    [InlineData("one\r\ntwo")]
    [InlineData("one\rtwo")]
    public async Task A_carriage_return_in_the_verified_file_fails(string accepted)
    {
        Write("Name.verified.txt", Utf8WithBom(accepted));
        Assert.Contains("contains \\r", await Failure(Snapshot(accepted)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_that_are_not_utf8_fail()
    {
        Write("Name.verified.txt", [0x74, 0xFF]);
        await Assert.ThrowsAnyAsync<ArgumentException>(Snapshot("t\uFFFD").ToTask);
    }

    [Fact]
    public async Task Every_generated_source_is_a_file_that_begins_with_its_hint_name()
    {
        await Failure(Snapshot(Run(("My.Ns.Xor.g.cs", "class A;\r\n"), ("Net{double}.g.cs", "class B;"))));

        Assert.Equal(["Name#My.Ns.Xor.g.received.cs", "Name#Net{double}.g.received.cs"], FileNames());
        Assert.Equal(Utf8WithBom("//HintName: My.Ns.Xor.g.cs\nclass A;\n"), Read("Name#My.Ns.Xor.g.received.cs"));
    }

    [Fact]
    public async Task Equal_names_in_different_folders_are_numbered()
    {
        await Failure(Snapshot(Run(("a/Same.g.cs", ""), ("b/Same.g.cs", ""))));
        Assert.Equal(["Name#Same.g.00.received.cs", "Name#Same.g.01.received.cs"], FileNames());
    }

    [Fact]
    public async Task A_snapshot_that_nothing_produces_any_more_fails()
    {
        Write("Name#A.g.verified.cs", Utf8WithBom("//HintName: A.g.cs\nclass A;"));
        Write("Name#Gone.g.verified.cs", Utf8WithBom("//HintName: Gone.g.cs\n"));
        Write("Name2#Other.g.verified.cs", []);
        Write("Name.Other.verified.cs", []);
        string message = await Failure(Snapshot(Run(("A.g.cs", "class A;"))));

        Assert.Contains("Delete:\n  - Name#Gone.g.verified.cs\nEqual:\n  - Received: Name#A.g.received.cs", message, StringComparison.Ordinal);
        Assert.DoesNotContain("Other", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_ignored_source_is_not_compared()
    {
        Write("Name#A.g.verified.cs", Utf8WithBom("//HintName: A.g.cs\nclass A;"));
        await Snapshot(Run(("A.g.cs", "class A;"), ("B.g.cs", ""))).IgnoreGeneratedResult(source => source.HintName == "B.g.cs");
    }

    [Fact]
    public async Task An_empty_run_fails_where_Verify_would_pass_without_a_file()
    {
        Assert.Contains("Nothing was generated", await Failure(Snapshot(Run())), StringComparison.Ordinal);
        Assert.Empty(FileNames());
    }

    [Fact]
    public async Task The_generators_own_exception_comes_through()
        => Assert.Equal("broken", (await Assert.ThrowsAsync<InvalidTimeZoneException>(Snapshot(Run(("\0throw", "broken"))).ToTask)).Message);

    [Fact]
    public async Task A_generator_that_reports_fails()
        => Assert.Contains("TOY002", await Failure(Snapshot(Run(("\0report", "")))), StringComparison.Ordinal);

    [Theory]
    [InlineData("a/b\\c:d*e?f\"g<h>i|j k", "a-b-c-d-e-f-g-h-i-j k")]
    [InlineData("", "")]
    public async Task Odd_characters_of_parameters_become_hyphens(string text, string expected)
    {
        Assert.NotNull(text);
        await Failure(Verify("").UseDirectory(_directory));

        Assert.Equal([$"StandInTests.{nameof(Odd_characters_of_parameters_become_hyphens)}_text={expected}_expected={expected}.received.txt"], FileNames());
    }

    [Fact]
    public async Task Names_can_be_replaced_part_by_part()
    {
        await Failure(Verify("").UseDirectory(_directory).UseMethodName("M").UseTypeName("T"));
        await Failure(Verify("").UseDirectory(_directory).UseMethodName("M").UseTextForParameters("custom"));

        Assert.Equal(["StandInTests.M_custom.received.txt", "T.M.received.txt"], FileNames());
    }

    [Theory]
    [InlineData(true, -0.0)]
    public async Task Given_parameters_replace_the_arguments(bool flag, double zero)
    {
        Assert.True(flag);
        Assert.Equal(0, zero);
        await Failure(Verify("").UseDirectory(_directory).UseMethodName("Real"));
        await Failure(Verify("").UseDirectory(_directory).UseMethodName("Given").UseParameters(1.5f, "x"));

        Assert.Equal(["StandInTests.Given_flag=1.5_zero=x.received.txt", "StandInTests.Real_flag=True_zero=-0.received.txt"], FileNames());
    }

    [Theory]
    [InlineData(new[] { 2, 2, 1 }, DayOfWeek.Friday, -0.5, null)]
    public async Task Arguments_of_a_theory_are_taken_from_the_running_test(int[] widths, DayOfWeek day, double number, string? nothing)
    {
        Assert.NotNull(widths);
        Assert.Null(nothing);
        Assert.Equal(DayOfWeek.Friday, day);
        Assert.Equal(-0.5, number);
        await Failure(Verify("", "md").UseDirectory(_directory).UseMethodName("M"));

        Assert.Equal(["StandInTests.M_widths=2,2,1_day=Friday_number=-0.5_nothing=null.received.md"], FileNames());
    }

    [Fact]
    public async Task Using_one_name_twice_fails()
    {
        Write("Twice.verified.txt", Utf8WithBom("text"));
        await Verify("text").UseDirectory(_directory).UseFileName("Twice");
        Assert.Contains("already been used", await Failure(Verify("text").UseDirectory(_directory).UseFileName("Twice")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_name_excludes_the_other_names()
        => await Failure(Verify("").UseDirectory(_directory).UseFileName("Name").UseMethodName("M"));

    [Fact]
    public void Initializing_twice_throws() => Assert.Throws<InvalidOperationException>(VerifySourceGenerators.Initialize);

    public sealed class Nested
    {
        [Fact]
        public async Task A_nested_class_is_named_with_its_outer_one()
        {
            string directory = Directory.CreateTempSubdirectory("snapshots").FullName;
            await Failure(Verify("").UseDirectory(directory));

            Assert.True(File.Exists(Path.Combine(directory, "StandInTests.Nested.A_nested_class_is_named_with_its_outer_one.received.txt")));
            Directory.Delete(directory, recursive: true);
        }
    }

    private SettingsTask Snapshot(string text) => Verify(text).UseDirectory(_directory).UseFileName("Name").DisableRequireUniquePrefix();

    private SettingsTask Snapshot(GeneratorDriver driver) => Verify(driver).UseDirectory(_directory).UseFileName("Name").DisableRequireUniquePrefix();

    private static async Task<string> Failure(SettingsTask snapshot) => (await Assert.ThrowsAsync<VerifyException>(snapshot.ToTask)).Message;

    private string PathOf(string name) => Path.Combine(_directory, name);

    private string[] FileNames() => [.. Directory.EnumerateFiles(_directory).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    private byte[] Read(string name) => File.ReadAllBytes(PathOf(name));

    private void Write(string name, byte[] bytes) => File.WriteAllBytes(PathOf(name), bytes);

    private static byte[] Utf8WithBom(string text) => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)];

    private static GeneratorDriver Run(params (string HintName, string Text)[] sources)
        => CSharpGeneratorDriver.Create(new Toy(sources)).RunGenerators(CSharpCompilation.Create("Toy"));

    private sealed class Toy((string HintName, string Text)[] sources) : ISourceGenerator
    {
        private static readonly DiagnosticDescriptor s_reported =
            new("TOY002", "Title", "Message", "Toy", DiagnosticSeverity.Info, isEnabledByDefault: true);

        public void Initialize(GeneratorInitializationContext context)
        {
        }

        public void Execute(GeneratorExecutionContext context)
        {
            foreach (var (hintName, text) in sources)
            {
                if (hintName == "\0throw")
                    throw new InvalidTimeZoneException(text);
                if (hintName == "\0report")
                    context.ReportDiagnostic(Diagnostic.Create(s_reported, Location.None));
                else
                    context.AddSource(hintName, Microsoft.CodeAnalysis.Text.SourceText.From(text, Encoding.UTF8));
            }
        }
    }
}
