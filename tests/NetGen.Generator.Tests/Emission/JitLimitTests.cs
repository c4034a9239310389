using System.Globalization;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;

namespace NetGen.Generator.Tests;

/// <summary>
/// RyuJIT gives up optimising past 60,000 IL bytes and stops inlining at 512 locals, and tier 0 is ten times slower for long methods: no generated
/// method may come near, whatever the topology.
/// </summary>
public class JitLimitTests
{
    private const int MaximumIL = 60_000;
    private const int MaximumLocals = 512;

    /// <summary>A method with less IL than this is not worth compiling specially: a call, a field access, an argument check.</summary>
    private const int TrivialIL = 64;

    private static readonly string[] s_cold =
        ["Initialize", "InitializeParameters", "InitialParameters", "ToString", "PrintMembers", "Equals", "GetHashCode", ".ctor", ".cctor"];

    public static TheoryData<string> Topologies { get; } =
    [
        "1-1",
        "2-2-1",
        "8-8-8-8",
        "16-8-16-8",
        "12-10-12",
        "1-16-1",
        "16-1-16",
        "1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1",
        "4-4-4-4-4-4-4-4-4-4-4-4-4-4-4-4-4",
        "15-15",
        "17-17-17",
        "8-64-64-4",
        "1-300-1",
        "300-1",
        "90-89-1",
        "2000-1",
        "784-40-10",
    ];

    [Theory]
    [MemberData(nameof(Topologies))]
    public void Every_method_of_a_class_stays_well_below_the_limits(string topology) => Check(topology, "class", ("Tanh", "Double"), ("Relu", "Single"));

    [Fact]
    public void Every_method_of_a_large_network_stays_well_below_the_limits() => Check("784-256-128-10", "class", ("Tanh", "Double"), ("Relu", "Single"));

    [Theory]
    [MemberData(nameof(Topologies))]
    public void Every_method_of_a_struct_stays_well_below_the_limits(string topology) => Check(topology, "struct", ("Sigmoid", "Single"));

    [Theory]
    [MemberData(nameof(Topologies))]
    public void Every_method_of_a_record_stays_well_below_the_limits(string topology) => Check(topology, "record", ("Identity", "Double"));

    private static void Check(string topology, string kind, params (string Activation, string Precision)[] cases)
    {
        string networks = string.Concat(cases.Select((c, i)
            => $"[Network(\"{topology}\", Activation.{c.Activation}, Precision = Precision.{c.Precision})] public partial {kind} Net{i} {{ }}\n"));
        foreach (var method in Methods(networks))
        {
            Assert.True(method.IL < MaximumIL, method.ToString());
            Assert.True(method.Locals < MaximumLocals, method.ToString());
            bool isFast = method.IsOptimized || method.IsInlined || method.IL <= TrivialIL || s_cold.Contains(method.Name);
            Assert.True(isFast, $"Not fully optimised on its first call: {method}");
        }
    }

    /// <summary>With a dozen copies of a function as long as gelu in a method, each would be a call that passes vectors by memory.</summary>
    [Theory]
    [InlineData("8-16-16-16-4", "Double")]
    [InlineData("8-32-32-4", "Double")]
    [InlineData("8-64-64-4", "Single")]
    [InlineData("8-32-32-32-4", "Single")]
    [InlineData("8-8-8-8-8-8-8-8-8-8-8-8-8-8-8", "Single")]
    public void One_row_has_few_copies_of_a_long_function(string topology, string precision)
    {
        GeneratorRun run = GeneratorRun.Of(Corpus.In("N", $"[Network(\"{topology}\", Activation.Gelu, Precision = Precision.{precision})] public partial class Net {{ }}"));
        string code = run.Source;
        Assert.Contains("ActivateInLoop<", code, StringComparison.Ordinal);
        Assert.InRange(code.Split(" Gelu(").Length - 1, 0, 9);
        Assert.InRange(CopiesInVectors(code, "Gelu"), 0, precision == "Double" ? 4 : 0);
    }

    /// <summary>Thirteen copies of the sigmoid of double precision are inlined, with what else a row has in it ten or eleven; single neurons have one each.</summary>
    [Theory]
    [InlineData("10-20-16-2:identity", 9)]
    [InlineData("10-24-24-24-2:identity", 6)]
    [InlineData("29-17-18-5:tanh", 5)]
    [InlineData("70-23-20-16-25:relu", 9)]
    [InlineData("2-16-16-12-1-1-1", 10)]
    public void One_row_has_few_copies_of_the_sigmoid_with_a_table(string topology, int copies)
    {
        string row = GeneratorRun.Of(Corpus.In("N", $"[Network(\"{topology}\")] public partial class Net {{ }}")).RowRoutine;
        Assert.Equal(copies, CopiesInVectors(row, "Sigmoid") + Regex.Count(row, @"\bSigmoid\("));
    }

    private static int CopiesInVectors(string row, string function)
        => Regex.Matches(row, $@"ActivateVectors<[^>]*{function}>\(ref \w+, vectors: (\d+)\)").Sum(m => int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture));

    /// <summary>What softmax brings would not be inlined at a level deeper.</summary>
    [Theory]
    [InlineData("2-3-1", true)]
    [InlineData("2-3:softmax-1", false)]
    public void The_row_of_a_tiny_network_is_inlined_unless_it_has_a_softmax(string topology, bool isInlined)
        => Assert.Equal(isInlined, Methods($"[Network(\"{topology}\")] public partial class Net {{ }}").Single(method => method.Name == "FeedForwardRow").IsInlined);

    [Fact]
    public void The_measuring_finds_what_it_looks_for()
    {
        const string Tag = "private static int Tag(int x) { int a = x + 1, b = a * x; System.GC.KeepAlive(a); return b + a; }";
        var methods = Methods($"[Network(\"2-2-1\")] public partial class Net {{ {Tag} }}");

        Assert.Contains(methods, method => method is { Name: "Tag", IsOptimized: false, Locals: >= 1, IL: > 10 and < 40 });
        Assert.Contains(methods, method => method is { Name: "Train", IL: > 10 });
        Assert.Contains(methods, method => method.IsOptimized);
    }

    private static List<Measured> Methods(string networks)
    {
        var run = GeneratorRun.Of(Corpus.In("N", networks));
        Assert.NotEmpty(run.Sources);
        using var loaded = new LoadedAssembly(run.Output);
        using var file = new PEReader(new MemoryStream(loaded.Image));
        MetadataReader metadata = file.GetMetadataReader();
        var found = new List<Measured>();
        foreach (MethodDefinition method in metadata.MethodDefinitions.Select(metadata.GetMethodDefinition).Where(m => m.RelativeVirtualAddress != 0))
        {
            MethodBodyBlock body = file.GetMethodBody(method.RelativeVirtualAddress);
            int locals = body.LocalSignature.IsNil ? 0 : Locals(metadata, body.LocalSignature);
            string type = metadata.GetString(metadata.GetTypeDefinition(method.GetDeclaringType()).Name);
            found.Add(new Measured(
                type,
                metadata.GetString(method.Name),
                body.GetILBytes()!.Length,
                locals,
                (method.ImplAttributes & MethodImplAttributes.AggressiveOptimization) != 0,
                (method.ImplAttributes & MethodImplAttributes.AggressiveInlining) != 0));
        }

        return found;
    }

    private static int Locals(MetadataReader metadata, StandaloneSignatureHandle handle)
    {
        BlobReader reader = metadata.GetBlobReader(metadata.GetStandaloneSignature(handle).Signature);
        Assert.Equal(SignatureKind.LocalVariables, reader.ReadSignatureHeader().Kind);
        return reader.ReadCompressedInteger();
    }

    private sealed record Measured(string Type, string Name, int IL, int Locals, bool IsOptimized, bool IsInlined);
}
