using NetGen.Generator.Diagnostics;

namespace NetGen.Generator.Tests;

/// <summary>Good and bad topologies; in the bad ones the marks say what is reported, and where inside the string.</summary>
public class TopologyTests
{
    public static TheoryData<string, string> Good { get; } = new()
    {
        { "2-2-1", "2-2:tanh-1:tanh" },
        { "1-1", "1-1:tanh" },
        { "4-8-3", "4-8:tanh-3:tanh" },
        { "3-5-7-2", "3-5:tanh-7:tanh-2:tanh" },
        { "2-2:relu-1", "2-2:relu-1:tanh" },
        { "2-2:RELU-1:Sigmoid", "2-2:relu-1:sigmoid" },
        { " 2 - 2 : relu - 1 ", "2-2:relu-1:tanh" },
        { "\t2\t-\t2:\tidentity\t", "2-2:identity" },
        { "02-002-1", "2-2:tanh-1:tanh" },
        { "1-1:identity-1:sigmoid-1:tanh-1:relu", "1-1:identity-1:sigmoid-1:tanh-1:relu" },
        { "16-16", "16-16:tanh" },
        { "17-17-17", "17-17:tanh-17:tanh" },
    };

    [Fact]
    public void Good_topologies_are_read_in_full()
    {
        var cases = Good.Select((row, i) => (Name: $"N{i}", Text: row.Data.Item1, Canonical: row.Data.Item2)).ToArray();
        string types = string.Concat(cases.Select(c => $"[Network(@\"{c.Text}\", Activation.Tanh)] public partial class {c.Name};\n"));
        using var loaded = LoadedAssembly.Of(Corpus.In("N", types));

        Assert.Equal(cases.Select(c => c.Canonical), cases.Select(c => NetworkProbe.Of(loaded["N." + c.Name]).Topology));
    }

    [Theory]
    [InlineData("2-2-1", 9)]
    [InlineData("4-8-3", 67)]
    [InlineData("3-5-7-2", 78)]
    public void Parameters_are_counted_with_biases(string topology, int expected)
    {
        using var loaded = LoadedAssembly.Of(Corpus.In("N", $"[Network(\"{topology}\")] public partial class Net;"));
        NetworkProbe probe = NetworkProbe.Of(loaded["N.Net"]);

        Assert.Equal(expected, probe.ParameterCount);
        Assert.Equal(topology[0] - '0', probe.InputCount);
        Assert.Equal(topology[^1] - '0', probe.OutputCount);
    }

    [Theory]
    [InlineData("{|NETGEN003:2|}")]
    [InlineData("{|NETGEN003:   |}")]
    [InlineData("{|NETGEN003:2,2,1|}")]
    [InlineData("{|NETGEN003:2x2x1|}")]
    [InlineData("{|NETGEN003:2 2 1|}")]
    [InlineData("{|NETGEN003:2 – 2|}")]
    [InlineData("{|NETGEN003:-|}2-1")]
    [InlineData("2-{|NETGEN003:-|}1")]
    [InlineData("2-2-1{|NETGEN003:-|}")]
    [InlineData("2-{|NETGEN003:   |}-1")]
    [InlineData("2-{|NETGEN003:a|}-1")]
    [InlineData("2- {|NETGEN003:2.5|} -1")]
    [InlineData("2-{|NETGEN003:+2|}-1")]
    [InlineData("2-{|NETGEN003:2 2|}-1")]
    [InlineData("2-{|NETGEN003:0x10|}-1")]
    [InlineData("2-{|NETGEN003:1e3|}-1")]
    [InlineData("2-{|NETGEN003:1_000|}-1")]
    [InlineData("2-{|NETGEN003:２|}-1")]
    [InlineData("2-{|NETGEN003:٣|}-1")]
    [InlineData("{|NETGEN003:a|}-{|NETGEN003:b|}-1")]
    [InlineData("2{|NETGEN003::relu|}-1")]
    [InlineData("2-2{|NETGEN003::|}-1")]
    [InlineData("2-2:{|NETGEN004:sigmoyd|}-1")]
    [InlineData("2-2: {|NETGEN004:sigmoyd|} -1")]
    [InlineData("2-2:{|NETGEN004:relu:tanh|}-1")]
    [InlineData("2-2:{|NETGEN004:re lu|}-1")]
    [InlineData("2-2:{|NETGEN004:RELUX|}-1:{|NETGEN004:x|}")]
    [InlineData("2-2:{|NETGEN004:1|}-1")]
    [InlineData("{|NETGEN005:0|}-1")]
    [InlineData("2-{|NETGEN005:0|}-1")]
    [InlineData("2-{|NETGEN005:000|}-1")]
    [InlineData("2-{|NETGEN005:1000001|}")]
    [InlineData("2-{|NETGEN005:99999999999999999999999999|}-1")]
    [InlineData("{|NETGEN005:2147483648|}-1")]
    [InlineData("{|NETGEN005:1000-1000|}")]
    [InlineData("{|NETGEN005:1000000-1000000-1000000|}")]
    [InlineData("{|NETGEN005:0|}-{|NETGEN003:a|}:{|NETGEN004:b|}")]
    public async Task Bad_topologies_are_reported_at_the_bad_part(string topology)
        => await Analysis.Expect(new NetworkAnalyzer(), Corpus.In("N", $"[Network(\"{topology}\")] partial class Net;"));

    [Theory]
    [InlineData("\"2-{|NETGEN005:0|}-1\"")]
    [InlineData("topology: \"2-{|NETGEN005:0|}-1\"")]
    [InlineData("activation: Activation.Tanh, topology: \"2-{|NETGEN005:0|}-1\"")]
    [InlineData("@\"2-{|NETGEN005:0|}-1\"")]
    [InlineData("@\"2-\n{|NETGEN005:0|}-1\"")]
    [InlineData("\"\"\"2-{|NETGEN005:0|}-1\"\"\"")]
    [InlineData("\"\"\"\"\"2-{|NETGEN005:0|}-1\"\"\"\"\"")]
    [InlineData("{|NETGEN005:(\"2-0-1\")|}")]
    [InlineData("{|NETGEN005:\"2-0\\u002D1\"|}")]
    [InlineData("{|NETGEN005:\"2-\\x30-1\"|}")]
    [InlineData("{|NETGEN005:\"\"\"\n    2-0-1\n    \"\"\"|}")]
    [InlineData("{|NETGEN005:\"2-0\" + \"-1\"|}")]
    [InlineData("{|NETGEN005:Shapes.Bad|}")]
    [InlineData("{|NETGEN005:$\"{Shapes.Two}-0-1\"|}")]
    [InlineData("{|NETGEN005:nameof(Shapes) == \"\" ? \"1-1\" : \"2-0-1\"|}")]
    [InlineData("{|NETGEN003:\"\"|}")]
    [InlineData("{|NETGEN003:null!|}")]
    [InlineData("{|NETGEN003:default!|}")]
    [InlineData("{|NETGEN003:(string)null!|}")]
    public async Task The_place_is_exact_where_source_and_value_match_one_to_one(string argument)
    {
        const string Shapes = "internal static class Shapes { public const string Bad = \"2-0-1\", Two = \"2\"; }\n";
        await Analysis.Expect(new NetworkAnalyzer(), Corpus.In("N", Shapes + "[Network(" + argument + ")] partial class Net;"));
    }

    [Theory]
    [InlineData("\"2-2-1\"")]
    [InlineData("@\"2-2-1\"")]
    [InlineData("\"\"\"2-2-1\"\"\"")]
    [InlineData("\"2-2\\u002D1\"")]
    [InlineData("Shapes.Two + \"-2-1\"")]
    [InlineData("$\"{Shapes.Two}-2-1\"")]
    [InlineData("\"\"\"\n    2-2-1\n    \"\"\"")]
    public void Any_constant_expression_is_a_topology(string argument)
    {
        string types = $"internal static class Shapes {{ public const string Two = \"2\"; }}\n[Network({argument})] internal partial class Net;";
        var run = GeneratorRun.Of(Corpus.In("N", types));

        Assert.Empty(run.Complaints());
        Assert.Contains("2-2-1", run.Source, StringComparison.Ordinal);
    }
}
