using Microsoft.CodeAnalysis;

namespace NetGen.Generator.Tests;

/// <summary>Every fix turns the mistake into a network that compiles, and touches nothing else.</summary>
public class CodeFixTests
{
    [Theory]
    [InlineData("[Network(\"1-1\")] class Net;", "[Network(\"1-1\")] partial class Net;")]
    [InlineData("[Network(\"1-1\")]\npublic sealed class Net\n{\n    // mine\n}", "[Network(\"1-1\")]\npublic sealed partial class Net\n{\n    // mine\n}")]
    [InlineData("[Network(\"1-1\")] internal record Net;", "[Network(\"1-1\")] internal partial record Net;")]
    [InlineData("[Network(\"1-1\")] public record struct Net;", "[Network(\"1-1\")] public partial record struct Net;")]
    [InlineData(
        "/// <summary>A net.</summary>\n[Network(\"1-1\")]\nstruct Net { }",
        "/// <summary>A net.</summary>\n[Network(\"1-1\")]\npartial struct Net { }")]
    public Task The_type_becomes_partial(string before, string after) => Expect(before, after, "Make 'Net' partial");

    [Theory]
    [InlineData(
        "public class Outer { [Network(\"1-1\")] partial class Net; }",
        "public partial class Outer { [Network(\"1-1\")] partial class Net; }")]
    [InlineData(
        "partial class A { interface Outer { [Network(\"1-1\")] partial struct Net; } }",
        "partial class A { partial interface Outer { [Network(\"1-1\")] partial struct Net; } }")]
    public Task The_type_around_it_becomes_partial(string before, string after) => Expect(before, after, "Make 'Outer' partial");

    [Fact]
    public async Task Every_declaration_of_the_type_becomes_partial_in_every_file()
    {
        using var fixing = new Fixing(
            ("Input.cs", Corpus.In("N", "[Network(\"1-1\")] class Net { int A; }")),
            ("More.cs", Corpus.In("N", "class Net { int B; }\nclass Net { int C; }")));
        await fixing.Apply(Assert.Single(await fixing.Offered(Assert.Single(await fixing.Diagnostics()))));

        Assert.Equal(Corpus.In("N", "[Network(\"1-1\")] partial class Net { int A; }"), await fixing.Text());
        Assert.Equal(Corpus.In("N", "partial class Net { int B; }\npartial class Net { int C; }"), await fixing.Text("More.cs"));
    }

    [Fact]
    public async Task A_file_with_nothing_but_the_type_is_repaired_too()
    {
        using var fixing = new Fixing(("Input.cs", "[NetGen.Network(\"1-1\")]class Net;"));
        await fixing.Apply(Assert.Single(await fixing.Offered(Assert.Single(await fixing.Diagnostics()))));

        Assert.Equal("[NetGen.Network(\"1-1\")] partial class Net;", await fixing.Text());
    }

    [Theory]
    [InlineData("\"2-2:sigmiod-1\"", "\"2-2:sigmoid-1\"", "sigmoid")]
    [InlineData("\"2-2:Rleu-1: tahn \"", "\"2-2:relu-1: tahn \"", "relu")]
    [InlineData("@\"2-2:geluu-1\"", "@\"2-2:gelu-1\"", "gelu")]
    [InlineData("\"\"\"2-2:softmx\"\"\"", "\"\"\"2-2:softmax\"\"\"", "softmax")]
    public Task A_misspelt_activation_is_corrected_in_the_string(string before, string after, string name)
        => Expect($"[Network({before})] partial class Net;", $"[Network({after})] partial class Net;", $"Use the activation '{name}'");

    [Theory]
    [InlineData("2,2,1")]
    [InlineData("2x2x1")]
    [InlineData("2 2 1")]
    [InlineData(" 2, 2 ,1 ")]
    public Task Other_separators_become_hyphens(string topology)
        => Expect($"[Network(\"{topology}\")] partial class Net;", "[Network(\"2-2-1\")] partial class Net;", "Write \"2-2-1\"");

    [Theory]
    [InlineData("\"2-1:softmax\", Loss = Loss.BinaryCrossEntropy", "\"2-1:softmax\", Loss = Loss.CategoricalCrossEntropy", "CategoricalCrossEntropy")]
    [InlineData("\"2-1\", Loss = Loss.CategoricalCrossEntropy", "\"2-1\", Loss = Loss.BinaryCrossEntropy", "BinaryCrossEntropy")]
    [InlineData("\"2-1:relu\", Loss = NetGen.Loss.BinaryCrossEntropy", "\"2-1:relu\", Loss = NetGen.Loss.MeanSquaredError", "MeanSquaredError")]
    [InlineData(
        "\"2-1:relu\", Loss = global::NetGen.Loss . BinaryCrossEntropy, Precision = Precision.Single",
        "\"2-1:relu\", Loss = global::NetGen.Loss . MeanSquaredError, Precision = Precision.Single",
        "MeanSquaredError")]
    public Task A_loss_that_does_not_fit_is_replaced(string before, string after, string name)
        => Expect($"[Network({before})] partial class Net;", $"[Network({after})] partial class Net;", $"Use the loss {name}");

    [Theory]
    [InlineData("[Network(\"2-2:\\u0073igmiod-1\")] partial class Net;")]
    [InlineData("[Network(\"2-2:\" + \"sigmiod-1\")] partial class Net;")]
    [InlineData("static class T { public const string Shape = \"2,2,1\"; } [Network(T.Shape)] partial class Net;")]
    [InlineData("[Network(\"2-1:relu\", Loss = (Loss)3)] partial class Net;")]
    [InlineData("[Network(\"2--1\")] partial class Net;")]
    [InlineData("[Network(\"0-1\")] partial class Net;")]
    [InlineData("[Network(\"1-1\")] partial class Net { int Train; }")]
    public async Task Nothing_is_offered_where_the_place_or_the_remedy_is_not_certain(string types)
    {
        using var fixing = new Fixing(("Input.cs", Corpus.In("N", types)));
        Assert.Empty(await fixing.Offered(Assert.Single(await fixing.Diagnostics())));
    }

    [Fact]
    public async Task All_types_of_a_project_become_partial_at_once()
    {
        using var fixing = new Fixing(
            ("Input.cs", Corpus.In("N", "[Network(\"1-1\")] class A;\n[Network(\"1-1\")] class B;\nclass C { [Network(\"1-1\")] struct D; }")),
            ("More.cs", Corpus.In("N", "[Network(\"1-1\")] class E;")));
        await fixing.ApplyAll("NETGEN001");

        string expected = "[Network(\"1-1\")] partial class A;\n[Network(\"1-1\")] partial class B;\nclass C { [Network(\"1-1\")] partial struct D; }";
        Assert.Equal(Corpus.In("N", expected), await fixing.Text());
        Assert.Equal(Corpus.In("N", "[Network(\"1-1\")] partial class E;"), await fixing.Text("More.cs"));
        Assert.Equal("NETGEN002", Assert.Single(await fixing.Diagnostics()).Id);
    }

    [Fact]
    public async Task All_misspelt_activations_of_a_project_are_corrected_at_once()
    {
        using var fixing = new Fixing(
            ("Input.cs", Corpus.In("N", "[Network(\"2-2:sigmiod-1:rellu\")] partial class A;\n[Network(\"1-1:tahn\")] partial class B;")));
        await fixing.ApplyAll("NETGEN004");

        Assert.Equal(Corpus.In("N", "[Network(\"2-2:sigmoid-1:relu\")] partial class A;\n[Network(\"1-1:tanh\")] partial class B;"), await fixing.Text());
        Assert.Empty(await fixing.Diagnostics());
    }

    [Fact]
    public void Every_fixable_diagnostic_exists_and_has_one_provider()
    {
        string[] fixable = [.. Fixing.Providers.SelectMany(provider => provider.FixableDiagnosticIds).Order(StringComparer.Ordinal)];

        Assert.Equal(["NETGEN001", "NETGEN002", "NETGEN003", "NETGEN004", "NETGEN006"], fixable);
        Assert.All(Fixing.Providers, provider => Assert.NotNull(provider.GetFixAllProvider()));
    }

    /// <summary>The fixes reach an editor without their packages, so they may need nothing that a host of their Roslyn lacks.</summary>
    [Fact]
    public void The_fixes_need_only_Roslyn()
    {
        IEnumerable<string> needed = typeof(NetGen.CodeFixes.MakePartialFix).Assembly.GetReferencedAssemblies().Select(name => name.Name!);

        Assert.Equal(
            [
                "Microsoft.CodeAnalysis",
                "Microsoft.CodeAnalysis.CSharp",
                "Microsoft.CodeAnalysis.Workspaces",
                "System.Collections.Immutable",
                "netstandard",
            ],
            needed.Order(StringComparer.Ordinal));
    }

    private static async Task Expect(string before, string after, string title)
    {
        using var fixing = new Fixing(("Input.cs", Corpus.In("N", before)));
        Diagnostic diagnostic = (await fixing.Diagnostics())[0];
        var action = Assert.Single(await fixing.Offered(diagnostic));
        await fixing.Apply(action);

        Assert.Equal(title, action.Title);
        Assert.Equal(Corpus.In("N", after), await fixing.Text());
        Assert.DoesNotContain(diagnostic.Id + diagnostic.GetMessage(null), (await fixing.Diagnostics()).Select(d => d.Id + d.GetMessage(null)));
    }
}
