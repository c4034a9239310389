using System.Text;
using NetGen.Generator.Diagnostics;

namespace NetGen.Generator.Tests;

/// <summary>Few, each worth reading: open the files beside this one and read them as prose.</summary>
public class SnapshotTests
{
    [Fact]
    public Task The_articles_network() => Generated("""
        using NetGen;

        namespace People;

        [Network("2-2-1", Activation.Sigmoid)]
        public partial class GenderNet;
        """);

    [Fact]
    public Task A_float_struct_in_a_nested_namespace() => Generated("""
        namespace Robots.Arms
        {
            [NetGen.Network("3-4-2", NetGen.Activation.Tanh, Precision = NetGen.Precision.Single)]
            internal partial struct Elbow;
        }
        """);

    [Fact]
    public Task Three_layers_with_mixed_activations() => Generated("""
        using NetGen;

        namespace Weather;

        [Network("3-5:relu-4:tanh-2:identity", Initializer = Initializer.Normal)]
        public sealed partial class Forecast;
        """);

    [Fact]
    public Task A_record_nested_in_other_types() => Generated("""
        using NetGen;

        namespace Games;

        public partial class Board
        {
            internal partial interface IPlayer
            {
                [Network("2-1:tanh")]
                internal partial record Evaluation;
            }
        }
        """);

    [Fact]
    public Task The_smallest_network() => Generated("""
        [NetGen.Network("1-1", NetGen.Activation.Identity)]
        public partial class Line;
        """);

    [Fact]
    public Task A_wide_network() => Generated("""
        using NetGen;

        namespace Control;

        [Network("18-5:relu-3:identity", Precision = Precision.Single)]
        public partial class Policy;
        """);

    [Fact]
    public Task A_network_whose_single_rows_need_scratch() => Generated("""
        using NetGen;

        namespace Attention;

        [Network("4-3:softmax-2:identity")]
        public partial class Gate;
        """);

    [Fact]
    public Task A_network_with_too_many_weights_to_name_them() => Generated("""
        using NetGen;

        namespace Control;

        [Network("100-90:relu-3", Activation.Sigmoid)]
        public partial class Policy;
        """);

    [Fact]
    public Task A_network_whose_surroundings_take_short_names() => Generated("""
        using NetGen;

        namespace Hostile;

        [Network("2-1")]
        internal partial class Net
        {
            private static double Sigmoid(double x) => x;
        }
        """);

    [Fact]
    public Task A_classifier_with_softmax_and_cross_entropy() => Generated("""
        using NetGen;

        namespace Flowers;

        [Network("4-3:tanh-3:softmax", Loss = Loss.CategoricalCrossEntropy)]
        public partial class IrisNet;
        """);

    [Fact]
    public async Task Every_diagnostic()
    {
        string[] mistakes =
        [
            "[Network(\"2-2-1\")] class Net;",
            "class Outer { [Network(\"2-2-1\")] partial class Net; }",
            "[Network(\"\")] partial class Net;",
            "[Network(\"2\")] partial class Net;",
            "[Network(\"2--1\")] partial class Net;",
            "[Network(\"2-2:-1\")] partial class Net;",
            "[Network(\"2:relu-1\")] partial class Net;",
            "[Network(\"2-2.5-1\")] partial class Net;",
            "[Network(\"2,2,1\")] partial class Net;",
            "[Network(\"2-2:sigmoyd-1\")] partial class Net;",
            "[Network(\"2-0-1\")] partial class Net;",
            "[Network(\"2-1000001\")] partial class Net;",
            "[Network(\"1000-1000\")] partial class Net;",
            "[Network(\"2-1:tanh\", Loss = Loss.BinaryCrossEntropy)] partial class Net;",
            "[Network(\"2-1:tanh\", Loss = Loss.CategoricalCrossEntropy)] partial class Net;",
            "[Network(\"2-2-1\")] partial class Net { private int Train; }",
            "[Network(\"2-2-1\")] partial class FeedForward;",
            "[Network(\"2-2-1\")] partial class Net<T>;",
            "[Network(\"2-2-1\")] static partial class Net;",
            "[Network(\"2-2-1\")] ref partial struct Net;",
            "[Network(\"2-2-1\")] readonly partial struct Net;",
            "[Network(\"2-2-1\")] file partial class Net;",
            "partial class Outer<T> { [Network(\"2-2-1\")] partial class Net; }",
            "[Network(\"2-2-1\"), Network(\"2-1\")] partial class Net;",
            "[Network(\"2-2-1\", (Activation)99)] partial class Net;",
        ];
        var text = new StringBuilder();
        foreach (string mistake in mistakes)
        {
            var diagnostics = await Analysis.Run(new NetworkAnalyzer(), Compilations.Of("using NetGen;\n" + mistake));
            Assert.NotEmpty(diagnostics);
            text.Append(Analysis.Readable(diagnostics)).Append("\n\n");
        }

        await Verify(text.ToString().TrimEnd('\n') + "\n").UseDirectory("Verified");
    }

    [Fact]
    public Task One_row_of_many_inputs() => OneRow("64-12:relu-2:identity");

    /// <summary>50 weights from each input are no whole vectors, so every second vector of them would lie in two lines of the cache.</summary>
    [Fact]
    public Task One_row_whose_weights_straddle_cache_lines() => OneRow("9-50:relu-3:identity");

    /// <summary>Eight vectors of neurons, which some processors read in half as many loads.</summary>
    [Fact]
    public Task One_row_of_a_layer_in_larger_vectors() => OneRow("40-64:relu-2:identity");

    private static SettingsTask OneRow(string topology)
        => Verify(GeneratorRun.Of(Corpus.In("N", $"[Network(\"{topology}\", Precision = Precision.Single)] public partial class Net;")).RowRoutine.Trim() + "\n")
            .UseDirectory("Verified");

    private static SettingsTask Generated(string source)
    {
        var run = GeneratorRun.Of(source.ReplaceLineEndings("\n") + "\n");
        Assert.Empty(run.Complaints());
        Assert.Single(run.Sources);
        return Verify(run.Driver).UseDirectory("Verified");
    }
}
