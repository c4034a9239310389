using Microsoft.CodeAnalysis.CSharp;

namespace NetGen.Generator.Tests;

/// <summary>Sources with valid networks of every kind; what must hold for any output is tested on all of them.</summary>
internal static class Corpus
{
    private static readonly Dictionary<string, string> s_sources = new(StringComparer.Ordinal)
    {
        ["article"] = In("People", "[Network(\"2-2-1\", Activation.Sigmoid)]\npublic partial class GenderNet;"),
        ["global namespace"] = "[NetGen.Network(\"2-2-1\")]\npublic partial class GenderNet;",
        ["a name that differs by case"] = "[NetGen.Network(\"2-1\")]\npublic partial class GENDERNET;",
        ["float struct"] = In("Deep.Inside", "[Network(\"3-4-2\", Activation.Tanh, Precision = Precision.Single)]\npublic partial struct Estimator;"),
        ["double struct"] = In("N", "[Network(\"2-3-1\", Activation.Relu)]\ninternal partial struct Estimator;"),
        ["mixed activations"] = In("N", "[Network(\"3-5:relu-4:tanh-2:identity\")]\npublic sealed partial class Mixed;"),
        ["record"] = In("N", "[Network(\"2-2:tanh-1\")]\npublic partial record Immutable;"),
        ["record struct"] = In("N", "[Network(\"2-2:tanh-1\")]\npublic partial record struct Immutable;"),
        ["nested"] = In(
            "N", "public partial class A { internal partial interface IB { public partial struct C { [Network(\"1-1\")] internal partial record D; } } }"),
        ["nested in records"] = In("N", "public partial record A { internal partial record struct B { [Network(\"1-2\")] internal partial struct D; } }"),
        ["one weight"] = In("N", "[Network(\"1-1\", Activation.Identity)]\npublic partial class Line;"),
        ["nine inputs"] = In("N", "[Network(\"9-3-1\", Activation.Tanh)]\npublic partial class NineInputs;"),
        ["eight inputs"] = In("N", "[Network(\"8-3-1\", Activation.Sigmoid, Precision = Precision.Single)]\npublic partial class EightInputs;"),
        ["many outputs"] = In("N", "[Network(\"1-7:relu-9:sigmoid\")]\npublic partial class ManyOutputs;"),
        ["deep"] = In("N", "[Network(\"2-2-2-2-2-2-2-2-1\", Activation.Tanh)]\npublic partial class Deep;"),
        ["wide"] = In("N", "[Network(\"40-33:relu-5\", Activation.Tanh)]\npublic partial class Wide;"),
        ["wide single"] = In("N", "[Network(\"20-64:relu-64:relu-4:identity\", Precision = Precision.Single)]\npublic partial class Wide;"),
        ["wide struct"] = In("N", "[Network(\"20-30:relu-4:identity\", Precision = Precision.Single)]\npublic partial struct Wide;"),
        ["initializer"] = In("N", "[Network(\"2-2-1\", Activation.Sigmoid, Initializer = Initializer.Normal)]\npublic partial class Normal;"),
        ["softmax"] = In("N", "[Network(\"4-3:tanh-3:softmax\", Loss = Loss.CategoricalCrossEntropy)]\npublic partial class Iris;"),
        ["softmax in the middle"] = In("N", "[Network(\"3-4:softmax-2\", Precision = Precision.Single)]\npublic partial struct Attention;"),
        ["wide softmax"] = In(
            "N", "[Network(\"20-18:gelu-10:softmax\", Loss = Loss.CategoricalCrossEntropy, Precision = Precision.Single)]\npublic partial class Digits;"),
        ["binary cross-entropy"] = In("N", "[Network(\"3-4:mish-2:sigmoid\", Loss = Loss.BinaryCrossEntropy)]\npublic partial class Labels;"),
        ["huber"] = In("N", "[Network(\"3-4:silu-2:hardswish\", Loss = Loss.Huber)]\npublic partial class Robust;"),
        ["absolute error"] = In("N", "[Network(\"3-4:selu-2:softplus\", Loss = Loss.MeanAbsoluteError)]\npublic partial record Absolute;"),
        ["too many weights for names"] = In("N", "[Network(\"100-90:relu-3\")]\npublic partial class Large;"),
        ["short names taken"] = In("N", "[Network(\"3-4-2\")]\ninternal partial class Net { private static double Sigmoid(double x) => x; }"),
        ["short names taken, softmax"] = In(
            "N", "[Network(\"3-4-2:softmax\", Loss = Loss.CategoricalCrossEntropy)]\ninternal partial class Net { private static double Tanh => 0; }"),
        ["short names taken, wide"] = In("N", "[Network(\"30-20-2\")]\ninternal partial class Net { private static int At => 0; }"),
        ["a long topology"] = In("N", $"[Network(\"1{string.Concat(Enumerable.Repeat("-1:sigmoid", 8))}-1:tanh\")]\npublic partial class LongTopology;"),
        ["own ToString"] = In("N", "[Network(\"2-1\")]\npublic partial record Silent { public override string ToString() => \"\"; }"),
        ["two networks"] = In("N", "[Network(\"2-2-1\")] public partial class A;\n[Network(\"3-1\")] public partial class B;"),
    };

    public static TheoryData<string> Names { get; } = [.. s_sources.Keys];

    public static IEnumerable<(string Name, string Source)> All => s_sources.Select(pair => (pair.Key, pair.Value));

    public static string Source(string name) => s_sources[name];

    /// <summary>All of it in one compilation, each source in a namespace of its own.</summary>
    public static CSharpCompilation Everything() => Compilations.Of(
        [.. s_sources.Values.Select((source, i) => ($"File{i}.cs", source.Replace("namespace ", $"namespace N{i}.", StringComparison.Ordinal)))]);

    /// <summary>Types in a namespace, with the using directive they need.</summary>
    public static string In(string space, string types) => $"using NetGen;\n\nnamespace {space};\n\n{types}\n";
}
