using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Generator.Diagnostics;

namespace NetGen.Generator.Tests;

/// <summary>Every diagnostic where it belongs, and nowhere near by. Mistakes in the topology string are in <see cref="TopologyTests"/>.</summary>
public class DiagnosticTests
{
    [Theory]
    [InlineData("[Network(\"1-1\")] class {|NETGEN001:Net|};")]
    [InlineData("[Network(\"1-1\")] public sealed class {|NETGEN001:Net|} { }")]
    [InlineData("[Network(\"1-1\")] record {|NETGEN001:Net|};")]
    [InlineData("[Network(\"1-1\")] struct {|NETGEN001:@struct|};")]
    [InlineData("partial class Outer { [Network(\"1-1\")] class {|NETGEN001:Net|}; }")]
    [InlineData("[Network(\"1-1\")] partial class Net;")]
    public Task The_type_must_be_partial(string types) => Expect(types);

    [Theory]
    [InlineData("class {|NETGEN002:Outer|} { [Network(\"1-1\")] partial class Net; }")]
    [InlineData("class {|NETGEN002:A|} { partial struct B { interface {|NETGEN002:C|} { [Network(\"1-1\")] partial class Net; } } }")]
    [InlineData("class {|NETGEN002:Outer|} { [Network(\"1-1\")] class {|NETGEN001:Net|}; }")]
    [InlineData("partial class A { partial struct B { partial interface C { [Network(\"1-1\")] partial class Net; } } }")]
    public Task The_types_around_it_must_be_partial(string types) => Expect(types);

    [Fact]
    public async Task A_container_of_two_networks_is_reported_for_each_at_the_same_place()
    {
        string source = Corpus.In("N", "class Outer { [Network(\"1-1\")] partial class A; [Network(\"1-1\")] partial class B; }");
        var diagnostics = await Analysis.Run(new NetworkAnalyzer(), Compilations.Of(source));

        Assert.Equal(["Outer", "Outer"], diagnostics.Select(Analysis.TextUnder));
        Assert.Equal(2, diagnostics.Select(d => d.GetMessage(null)).Distinct().Count());
    }

    [Theory]
    [InlineData("\"2-1\", Activation.Tanh, Loss = {|NETGEN006:Loss.BinaryCrossEntropy|}")]
    [InlineData("\"2-1:softmax\", Loss = {|NETGEN006:Loss.BinaryCrossEntropy|}")]
    [InlineData("\"2-2:softmax-1:relu\", Loss = {|NETGEN006:Loss.CategoricalCrossEntropy|}")]
    [InlineData("\"2-3\", Activation.Sigmoid, Precision = Precision.Single, Loss = {|NETGEN006:Loss.CategoricalCrossEntropy|}")]
    [InlineData("\"2-3:tanh-1:sigmoid\", Loss = Loss.BinaryCrossEntropy")]
    [InlineData("\"2-3:softmax\", Loss = Loss.CategoricalCrossEntropy")]
    [InlineData("\"2-3:softmax\", Loss = Loss.MeanSquaredError")]
    public Task A_cross_entropy_needs_its_output_activation(string arguments) => Expect($"[Network({arguments})] partial class Net;");

    [Theory]
    [InlineData("partial class Net { private int {|NETGEN007:Train|}; }")]
    [InlineData("partial class Net { public void {|NETGEN007:FeedForward|}() { } }")]
    [InlineData("partial class Net { private class {|NETGEN007:ParameterSet|}; }")]
    [InlineData("partial class Net { private const int {|NETGEN007:InputCount|} = 1, {|NETGEN007:OutputCount|} = 1; }")]
    [InlineData("partial class {|NETGEN007:Train|};")]
    [InlineData("partial class Net { private int W1_1_1, B1_1, train, Feedforward, Weights, System, Math; }")]
    public Task A_generated_members_name_is_taken(string types) => Expect("[Network(\"1-1\")] " + types);

    [Fact]
    public Task A_taken_name_is_found_in_any_part()
        => Expect("[Network(\"1-1\")] partial class Net;\npartial class Net { private int {|NETGEN007:Evaluate|}; }");

    /// <summary>Guards the list of names against the emitter: whatever is generated today must be refused in the user's part.</summary>
    [Theory]
    [MemberData(nameof(Corpus.Names), MemberType = typeof(Corpus))]
    public async Task Every_generated_member_is_protected_by_a_diagnostic(string name)
    {
        var run = GeneratorRun.Of(Corpus.Source(name));
        var networks = run.Output.GetSymbolsWithName(_ => true, SymbolFilter.Type, TestContext.Current.CancellationToken)
            .OfType<INamedTypeSymbol>()
            .Where(type => type.GetAttributes().Any(a => a.AttributeClass!.Name == nameof(NetworkAttribute)));
        var generated = run.Sources.Select(source => source.SyntaxTree).ToHashSet();
        string[] names =
        [
            .. networks.SelectMany(type => type.GetMembers())
                .Where(member => member.DeclaringSyntaxReferences.Any(r => generated.Contains(r.SyntaxTree)))
                .Where(member => member.CanBeReferencedByName && member.Name != "ToString")
                .Select(member => member.Name).Distinct(),
        ];

        Assert.Contains("FeedForward", names);
        string members = string.Concat(names.Select(n => $"private class {{|NETGEN007:{n}|}};\n"));
        await Expect($"[Network(\"1-1\")] partial class Net {{ {members} }}");
    }

    [Theory]
    [InlineData("[Network(\"{|NETGEN005:1000-500|}\")] partial record Net;")]
    [InlineData("[Network(\"{|NETGEN005:1000-500|}\")] partial record struct Net;")]
    [InlineData("[Network(\"1000-500\")] partial class Net;")]
    [InlineData("[Network(\"100-300\")] partial record Net;")]
    public Task A_record_holds_its_parameters_itself_and_so_not_too_many(string types) => Expect(types);

    [Theory]
    [InlineData("partial class {|NETGEN008:Net|}<T>;")]
    [InlineData("static partial class {|NETGEN008:Net|};")]
    [InlineData("ref partial struct {|NETGEN008:Net|};")]
    [InlineData("readonly partial struct {|NETGEN008:Net|};")]
    [InlineData("file partial class {|NETGEN008:Net|};")]
    [InlineData("abstract partial class Net;")]
    [InlineData("sealed partial class Net;")]
    [InlineData("partial record struct Net;")]
    public Task Some_kinds_of_type_are_refused(string type) => Expect("[Network(\"1-1\")] " + type);

    [Theory]
    [InlineData("partial class Outer<T> { [Network(\"1-1\")] partial class {|NETGEN008:Net|}; }")]
    [InlineData("[Network(\"1-1\")] partial class A; [Network(\"1-1\")] partial class {|NETGEN008:B|} : A;")]
    [InlineData("file partial class Outer { [Network(\"1-1\")] partial class {|NETGEN008:Net|}; }")]
    public Task Some_places_are_refused(string types) => Expect(types);

    [Theory]
    [InlineData(LanguageVersion.CSharp7_3, true)]
    [InlineData(LanguageVersion.CSharp10, true)]
    [InlineData(LanguageVersion.CSharp13, false)]
    [InlineData(LanguageVersion.Preview, false)]
    public async Task The_language_version_must_suffice(LanguageVersion version, bool reported)
    {
        string attribute = reported ? "{|NETGEN009:Network|}" : "Network";
        await Analysis.Expect(new NetworkAnalyzer(), $"using NetGen; namespace N {{ [{attribute}(\"1-1\")] partial class Net {{ }} }}", version);
    }

    [Theory]
    [InlineData("[Network(\"1-1\")] partial class Net;\n[{|NETGEN011:Network(\"2-1\")|}] partial class Net;")]
    [InlineData("[Network(\"1-1\"), {|NETGEN011:Network(\"1-1\")|}] partial class Net;")]
    [InlineData("[Network(\"1-1\")] [System.Obsolete] partial class Net;")]
    public Task One_attribute_is_enough(string types) => Expect(types);

    [Theory]
    [InlineData("\"1-1\", {|NETGEN012:(Activation)99|}")]
    [InlineData("\"1-1\", activation: {|NETGEN012:(Activation)(-1)|}")]
    [InlineData("\"1-1\", Loss = {|NETGEN012:(Loss)99|}, Precision = {|NETGEN012:(Precision)2|}, Initializer = {|NETGEN012:(Initializer)int.MaxValue|}")]
    [InlineData("\"1-1\", (Activation)2, Loss = (Loss)0, Precision = (Precision)1, Initializer = (Initializer)4")]
    public Task Arguments_must_be_defined(string arguments) => Expect($"[Network({arguments})] partial class Net;");

    [Theory]
    [InlineData("[Network] partial class Net;")]
    [InlineData("[Network()] partial class Net;")]
    [InlineData("[Network(1)] partial class Net;")]
    [InlineData("[Network(\"1-1\", \"sigmoid\")] partial class Net;")]
    [InlineData("[Network(\"1-1\", Loss = 1.5)] partial class Net;")]
    [InlineData("[Network(\"1-1\", Missing = 1)] partial class Net;")]
    [InlineData("[Network(\"1-1\" + Unknown)] partial class Net;")]
    [InlineData("[Network(new[] { \"1-1\" })] partial class Net;")]
    public async Task What_the_compiler_rejects_is_left_to_it(string types)
    {
        var input = Compilations.Of(Corpus.In("N", types));
        var run = GeneratorRun.Of(input);

        Assert.Contains(input.GetDiagnostics(TestContext.Current.CancellationToken), d => d.Severity == DiagnosticSeverity.Error);
        Assert.Empty(await Analysis.Run(new NetworkAnalyzer(), input));
        Assert.Null(run.Result.Exception);
        Assert.Equal(Errors(input), Errors(run.Output));
    }

    [Theory]
    [InlineData("[Other.Network(\"\")] class Net;\nnamespace Other { class NetworkAttribute(string s) : System.Attribute { public string S => s; } }")]
    [InlineData("[System.Obsolete] class Net;")]
    public async Task Other_attributes_are_none_of_its_business(string types)
        => await Analysis.Expect(new NetworkAnalyzer(), types);

    [Fact]
    public async Task Reporting_and_generating_never_disagree()
    {
        string[] all = ["class Net;", "partial class Net<T>;", "partial class Net { int Train; }", "partial class Net;", "partial record Net;"];
        foreach (string types in all)
        {
            var input = Compilations.Of(Corpus.In("N", "[Network(\"1-1\")] " + types));
            bool reported = (await Analysis.Run(new NetworkAnalyzer(), input)).Length > 0;

            Assert.Equal(reported ? 0 : 1, GeneratorRun.Of(input).Sources.Length);
        }
    }

    [Theory]
    [MemberData(nameof(Corpus.Names), MemberType = typeof(Corpus))]
    public async Task Good_networks_are_not_complained_about(string name)
    {
        // Before and after the generator has run: its own file must not count as the user's.
        var run = GeneratorRun.Of(Corpus.Source(name));

        Assert.Empty(await Analysis.Run(new NetworkAnalyzer(), run.Input));
        Assert.Empty(await Analysis.Run(new NetworkAnalyzer(), run.Output));
    }

    [Fact]
    public async Task Mistakes_are_still_reported_beside_generated_files()
    {
        var run = GeneratorRun.Of(Corpus.In("N", "[Network(\"1-1\")] partial class Good;\n[Network(\"1-1\")] partial class Bad { private int Train; }"));
        Assert.Equal("Train", Analysis.TextUnder(Assert.Single(await Analysis.Run(new NetworkAnalyzer(), run.Output))));
    }

    [Fact]
    public void Descriptors_are_in_order_and_complete()
    {
        var descriptors = new NetworkAnalyzer().SupportedDiagnostics;

        Assert.Equal(Enumerable.Range(1, descriptors.Length).Select(i => $"NETGEN{i:000}"), descriptors.Select(d => d.Id));
        Assert.All(descriptors, d =>
        {
            Assert.Equal(DiagnosticSeverity.Error, d.DefaultSeverity);
            Assert.True(d.IsEnabledByDefault);
            Assert.Contains(d.Id.ToLowerInvariant(), d.HelpLinkUri, StringComparison.Ordinal);
            Assert.Matches("^[A-Z'{].*[^.]$", d.MessageFormat.ToString(null));
            Assert.Matches("^[A-Z][^.]*[^.]$", d.Title.ToString(null));
        });
    }

    private static string[] Errors(Compilation compilation)
    {
        var errors = compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error && d.Id != "CS1591");
        return [.. errors.Select(d => d.ToString()).Order(StringComparer.Ordinal)];
    }

    private static Task<Diagnostic[]> Expect(string types) => Analysis.Expect(new NetworkAnalyzer(), Corpus.In("N", types));
}
