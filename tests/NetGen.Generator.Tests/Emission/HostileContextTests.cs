namespace NetGen.Generator.Tests;

/// <summary>Networks in surroundings that would capture or clash with what is generated; each must compile in a strict project.</summary>
public class HostileContextTests
{
    private const string Net = "[NetGen.Network(\"2-3:tanh-2\")]";
    private const string Wide = "[NetGen.Network(\"20-33:tanh-2\", Precision = NetGen.Precision.Single)]";

    [Theory]
    [InlineData("namespace Foo.System { # internal partial class Net; }")]
    [InlineData("namespace System { # internal partial class Estimator; }")]
    [InlineData("namespace System.Runtime { # internal partial class Net; }")]
    [InlineData("namespace Foo { namespace System { } # internal partial class Net; }")]
    [InlineData("namespace NetGen { # internal partial class Net; }", "NetGen.Network", "Network")]
    [InlineData("namespace NetGen.Kernels2 { # internal partial class Net; }")]
    [InlineData("namespace Foo.NetGen { # internal partial class Net; }", "NetGen.", "global::NetGen.")]
    [InlineData("namespace Foo { internal class NetGen; # internal partial class Net; }", "NetGen.", "global::NetGen.")]
    [InlineData("namespace Foo { internal class Kernels; internal class Math; internal class Vector256; # internal partial class Net; }")]
    [InlineData("namespace Foo { internal class Span<T>; internal class ReadOnlySpan<T>; # internal partial class Net; }")]
    [InlineData("namespace Foo { internal class Sigmoid; internal class Tanh; internal class FusedMultiplyAdd; # internal partial class Net; }")]
    [InlineData("namespace Foo.Tanh { # internal partial class Net; }")]
    [InlineData("namespace Foo { namespace Tanh { internal class C; } # internal partial class Net; }")]
    [InlineData("namespace Tanh { # internal partial class Net; }")]
    [InlineData("namespace Tanh { internal class C; } namespace Foo { # internal partial class Net; }")]
    [InlineData("internal class Tanh; internal class Sum; namespace Foo { # internal partial class Net; }")]
    [InlineData("internal class Tanh; # internal partial class Net;")]
    [InlineData("namespace Foo { internal class Create; # internal partial class Net; }")]
    [InlineData("namespace Foo { internal class InitializeLayer; internal class RowCount; # internal partial class Net; }")]
    [InlineData("# internal partial class Net;")]
    public void Namespaces_and_neighbours(string source, string? old = null, string? replacement = null) => Compiles(source, old, replacement);

    [Theory]
    [InlineData("global using static System.Math;")]
    [InlineData("global using static System.MathF; global using static System.Math; global using static System.Numerics.Vector;")]
    [InlineData("global using Tanh = System.String;")]
    [InlineData("global using Vector256 = System.Int32; global using Span = System.Int32; global using FusedMultiplyAdd = System.Int32;")]
    [InlineData("global using System; global using System.Runtime.Intrinsics; global using System.Numerics; global using NetGen;")]
    public void Global_usings(string usings)
    {
        Compiles(usings + " namespace Foo { # internal partial class Net; }");
        Compiles(usings + " # internal partial class Net;");
    }

    [Theory]
    [InlineData("public static int System => 0;")]
    [InlineData("public static int Math => 0; public static int Span => 0; public static int Vector256 => 0; public static int MathF => 0;")]
    [InlineData("public static double Sigmoid(double x) => x; public static double Tanh(double x) => x;")]
    [InlineData("public static int FusedMultiplyAdd => 0;")]
    [InlineData("public static void Tanh() { }")]
    [InlineData("public static int Create => 0; public static int SumOfLanes => 0;")]
    [InlineData("internal class At; internal class InitializeLayer; internal class RowCount; internal class Functions;")]
    [InlineData("public const int Lanes = 1, Sum = 1, Pack = 1, RowCount = 1, ActiveLanes = 1, LoadColumn = 1, StoreColumn = 1;")]
    [InlineData("public static int NetGen => 0; public static int Kernels => 0; public static int global => 0;", "NetGen.", "global::NetGen.")]
    [InlineData("internal class System; internal class Double; internal class Single; internal class ReadOnlySpan<T>; internal class Span<T>;")]
    [InlineData("internal class Activation; internal class Loss; internal class Initializer; internal class INetwork<A, B>;")]
    [InlineData("public const int x1 = 1, a1_1 = 1, z1_1 = 1, d1_1 = 1, p = 1, inputs = 1, gradient = 1, row = 1, loss = 1, count = 1, random = 1;")]
    [InlineData("public const int W1_1_1 = 1, B1_1 = 1, W1 = 1, B1 = 1, Weights = 1, Length = 1, Value = 1, Item = 1;")]
    [InlineData("public int this[int i] => i; public static Net operator +(Net left, Net right) => left ?? right;")]
    [InlineData("public int X { get; set; } public event System.Action? Happened { add { } remove { } }")]
    [InlineData("public override string ToString() => \"mine\";")]
    [InlineData("public override bool Equals(object? other) => ReferenceEquals(this, other); public override int GetHashCode() => 1;")]
    [InlineData("public const string nameof = \"\"; public const int var = 1;")]
    [InlineData("internal class @var; internal class @dynamic; internal class @nint;")]
    public void Members(string members, string? old = null, string? replacement = null)
    {
        Compiles($"namespace Foo {{ # internal partial class Net {{ {members} }} }}", old, replacement);
        string outer = members.Replace("Net ", "Outer ", StringComparison.Ordinal);
        Compiles($"namespace Foo {{ internal partial class Outer {{ {outer} # internal partial class Net; }} }}", old, replacement);
        if (!members.Contains("Net ", StringComparison.Ordinal))
            Compiles($"namespace Foo {{ internal abstract class Base {{ {members} }} # internal partial class Net : Base; }}", old, replacement);
    }

    [Theory]
    [InlineData("class Double")]
    [InlineData("class Single")]
    [InlineData("class System")]
    [InlineData("class NetGen", "NetGen.", "global::NetGen.")]
    [InlineData("class Kernels")]
    [InlineData("class Span")]
    [InlineData("class Vector256")]
    [InlineData("class Tanh")]
    [InlineData("class FusedMultiplyAdd")]
    [InlineData("class INetwork")]
    [InlineData("class NetworkAttribute", "NetGen.Network", "global::NetGen.NetworkAttribute")]
    [InlineData("class Network", "NetGen.Network", "global::NetGen.NetworkAttribute")]
    [InlineData("class W1_1_1")]
    [InlineData("class p")]
    [InlineData("class @class")]
    [InlineData("struct @struct")]
    [InlineData("record @record")]
    [InlineData("class @partial")]
    [InlineData("class @file")]
    [InlineData("class @required")]
    [InlineData("class @scoped")]
    [InlineData("class @field")]
    [InlineData("class @await")]
    [InlineData("class @var")]
    [InlineData("class @global")]
    [InlineData("class @event")]
    [InlineData("class Ä")]
    [InlineData("class 網絡")]
    [InlineData("class _")]
    [InlineData("class N\\u0065t")]
    public void Names_of_types(string type, string? old = null, string? replacement = null)
    {
        Compiles($"namespace Foo {{ # internal partial {type} {{ }} }}", old, replacement);
        Compiles($"namespace @namespace.@class {{ internal partial {type} {{ # internal partial class Inner {{ }} }} }}", old, replacement);
    }

    [Theory]
    [InlineData("internal sealed partial class Net;")]
    [InlineData("internal abstract partial class Net;")]
    [InlineData("internal partial record Net;")]
    [InlineData("internal partial record class Net;")]
    [InlineData("internal sealed partial record Net;")]
    [InlineData("internal partial record struct Net;")]
    [InlineData("internal partial struct Net;")]
    [InlineData("internal partial record Net(int X, string Y);")]
    [InlineData("internal partial record struct Net(int X);")]
    [InlineData("internal partial class Net(int x) { public int X => x; }")]
    [InlineData("internal partial class Net { public Net(int x) => X = x; public int X { get; } }")]
    [InlineData("internal partial class Net { private Net() { } public static Net Create() => new(); }")]
    [InlineData("internal partial class Net { static Net() { } }")]
    [InlineData("internal partial class Net { public required int X { get; init; } }")]
    [InlineData("internal partial struct Net { public Net() { } }")]
    [InlineData("internal partial struct Net { public Net() => Initialize(1); }")]
    [InlineData("internal partial struct Net(int x) { public readonly int X => x; }")]
    [InlineData("internal partial struct Net { public int Tag { get; set; } }")]
    [InlineData("internal partial class Net { public int Tag { get; set; } }")]
    [InlineData("internal partial class Net : System.IDisposable { public void Dispose() { } }")]
    [InlineData("internal partial class Net : System.Collections.Generic.List<int>;")]
    [InlineData("internal partial class Net : System.EventArgs;")]
    [InlineData("internal abstract partial class Base { protected Base(int x) => X = x; public int X { get; } } # internal partial class Net() : Base(1);")]
    [InlineData("[System.Diagnostics.DebuggerDisplay(\"mine\")] internal partial class Net;")]
    [InlineData("[System.CodeDom.Compiler.GeneratedCode(\"mine\", \"1.0\")] internal partial class Net;")]
    [InlineData("[System.Serializable] [System.ComponentModel.EditorBrowsable] internal partial class Net;")]
    [InlineData("[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)] internal partial struct Net;")]
    [InlineData("[System.Obsolete(\"old\")] internal partial class Net;")]
    [InlineData("\n/// <summary>Mine.</summary>\n/// <remarks>Mine.</remarks>\n# public partial class Net;")]
    public void Kinds_of_declaration(string declaration)
    {
        // Double and small as well as single and wide, which has another layout and other helpers.
        string source = declaration.Contains('#', StringComparison.Ordinal) ? declaration : "# " + declaration;
        Compiles($"namespace Foo {{ {source} }}", attributes: [Net, Wide]);
    }

    [Theory]
    [InlineData("internal partial class A { # internal partial class Net; }")]
    [InlineData("internal static partial class A { # internal partial class Net; }")]
    [InlineData("internal partial struct A { # private partial class Net; }")]
    [InlineData("internal readonly partial struct A { # public partial class Net; }")]
    [InlineData("internal ref partial struct A { # public partial class Net; }")]
    [InlineData("internal partial record A { # protected partial class Net; }")]
    [InlineData("internal partial record A(int X) { # protected internal partial class Net; }")]
    [InlineData("internal partial record struct A { # public partial struct Net; }")]
    [InlineData("internal partial interface A { # public partial class Net; }")]
    [InlineData("internal partial class A { internal partial class B { # private protected partial class Net; } }")]
    public void Places_in_other_types(string source) => Compiles($"namespace Foo {{ {source} }}", attributes: [Net, Wide]);

    [Theory]
    [InlineData("namespace A { # internal partial class Net; } namespace B { # internal partial class Net; }")]
    [InlineData("namespace A { # internal partial class Net; } namespace a { # internal partial class Net; }")]
    [InlineData("namespace A { # internal partial class Net; # internal partial class NET; # internal partial class net; }")]
    [InlineData("namespace A { # internal partial class B_C; internal partial class B { # internal partial class C; } }")]
    [InlineData("namespace A.B { # internal partial class C; } namespace A { internal partial class b { # internal partial class C; } }")]
    [InlineData("namespace A { internal partial class X { # internal partial class Net; } internal partial struct Y { # internal partial class Net; } }")]
    [InlineData("namespace A { # internal partial class Net; internal class Net<T>; }")]
    public void Same_names_in_different_places(string source)
    {
        var run = Compiles(source);
        Assert.Equal(source.Split('#').Length - 1, run.Sources.Select(s => s.HintName).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Theory]
    [InlineData("using N = NetGen.NetworkAttribute; namespace A { [N(\"1-1\")] internal partial class Net; }")]
    [InlineData("global using NetAttribute = NetGen.NetworkAttribute; namespace A { [Net(\"1-1\")] internal partial class X; }")]
    [InlineData("using NetGen; namespace A { [NetworkAttribute(\"1-1\")] internal partial class Net; }")]
    [InlineData("namespace A { [global::NetGen.NetworkAttribute(\"1-1\")] internal partial class Net; }")]
    [InlineData("using NetGen; namespace A { [System.Obsolete, Network(\"1-1\")] internal partial class Net; }")]
    [InlineData("using NetGen; namespace A { internal partial class Net; [Network(\"1-1\")] internal partial class Net; internal partial class Net; }")]
    [InlineData("using NetGen; namespace A { [type: Network(\"1-1\")] internal partial class Net; }")]
    public void Ways_to_write_the_attribute(string source)
    {
        var run = GeneratorRun.Of(source);

        Assert.Empty(run.Complaints());
        Assert.Single(run.Sources);
    }

    [Theory]
    [InlineData("\"2-\" + \"2:tanh\" + \"-1\"")]
    [InlineData("Inner.Shape")]
    [InlineData("Sizes.Shape")]
    [InlineData("topology: Sizes.Shape")]
    [InlineData("$\"2-{Sizes.Hidden}-1\"")]
    [InlineData("$@\"{Sizes.Inputs}-{Sizes.Hidden}-{Sizes.Outputs}\"")]
    [InlineData("\"\"\"2-2:tanh-1\"\"\"")]
    [InlineData("$\"\"\"2-{Sizes.Hidden}-1\"\"\"")]
    [InlineData("@\"2-2:tanh-1\"")]
    [InlineData("\"\\u0032-2:tanh\\x002d1\"")]
    [InlineData("(string)(\"2-2:tanh-1\")")]
    [InlineData("true ? Sizes.Shape : \"\"")]
    [InlineData("Sizes.Inputs + \"-2:\" + nameof(NetGen.Activation.Tanh) + \"-1\"")]
    public void Topologies_as_constants(string topology)
    {
        const string Sizes = "internal static class Sizes { public const string Inputs = \"2\", Hidden = \"2:tanh\", Outputs = \"1\", Shape = \"2-2:tanh-1\"; }";
        var run = GeneratorRun.Of(
            $"using Inner = Other.Sizes; namespace Other {{ {Sizes} }} namespace A {{ using Other; [NetGen.Network({topology})] internal partial class Net; }}");

        Assert.All(run.Complaints(), complaint => Assert.StartsWith("CS8019 ", complaint, StringComparison.Ordinal));
        Assert.Contains("Topology = \"2-2:tanh-1:sigmoid\";", run.Source, StringComparison.Ordinal);
    }

    /// <summary>A type in many parts, each in its file, the attribute on any of them; and the types around it too.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Parts_in_several_files(int marked)
    {
        string[] members = ["public int First { get; set; }", "public double Second() => FeedForward(First, First);", "private static double Tanh => 0;"];
        var files = members.Select((member, i) => (
            $"Part{i}.cs", $"namespace A; internal partial class Outer {{ {(i == marked ? "[NetGen.Network(\"2-1\")] " : "")}internal partial class Net {{ {member} }} }}"));
        var run = GeneratorRun.Of(Compilations.Of([.. files]));

        Assert.Empty(run.Complaints());
        Assert.Single(run.Sources);
    }

    [Theory]
    [InlineData("namespace A { # partial class Net; # partial struct Net; }")]
    [InlineData("namespace A { # partial class Net; # partial record Net; }")]
    [InlineData("namespace A { # partial class Net { } } namespace A { # partial class Net { } }")]
    [InlineData("namespace A { partial class B { # partial class C; } } namespace A.B { # partial class C; }")]
    [InlineData("# # # partial class Net;")]
    [InlineData("# partial class ;")]
    [InlineData("# partial class")]
    [InlineData("# partial class Net : Net;")]
    [InlineData("# partial class A : B; # partial class B : A;")]
    [InlineData("# partial class Net : Missing<int>;")]
    [InlineData("# partial class Net { # partial class Net; }")]
    [InlineData("# partial class Net { partial class Net { # partial class Net; } }")]
    [InlineData("# partial interface Net;")]
    [InlineData("# partial enum Net;")]
    [InlineData("# delegate void Net();")]
    [InlineData("# partial")]
    [InlineData("#")]
    [InlineData("# partial class Net<T; # partial struct S { # int x; }")]
    [InlineData("class C { # void M() { # int x; } }")]
    public void Half_written_code_crashes_nothing(string source)
    {
        var result = GeneratorRun.Of(source.Replace("#", Net, StringComparison.Ordinal)).Result;

        Assert.Null(result.Exception);
        Assert.Empty(result.Diagnostics);
    }

    /// <summary>Every <c>#</c> in the source stands for the attribute; as many files must come out, without any complaint.</summary>
    private static GeneratorRun Compiles(string source, string? old = null, string? replacement = null, string[]? attributes = null)
    {
        GeneratorRun? last = null;
        foreach (string attribute in attributes ?? [Net])
        {
            string adapted = old == null ? attribute : attribute.Replace(old, replacement, StringComparison.Ordinal);
            last = GeneratorRun.Of(source.Replace("#", adapted, StringComparison.Ordinal));
            Assert.Null(last.Result.Exception);
            string[] complaints = [.. last.Complaints().Where(complaint => !complaint.StartsWith("CS8981 ", StringComparison.Ordinal))];
            Assert.Empty(complaints);
            Assert.Equal(source.Split('#').Length - 1, last.Sources.Length);
        }

        return last!;
    }
}
