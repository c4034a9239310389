using NetGen.Generator.Model;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>How generated code calls things: the textbook's names for numbers, qualified names for types.</summary>
internal sealed class Names(NetworkPlan plan)
{
    public const string ReadOnlySpan = "global::System.ReadOnlySpan";
    public const string Span = "global::System.Span";

    private readonly string _kernels = plan.Network.Type.QualifyKernels ? $"global::NetGen.Kernels<{plan.Number}>." : "";

    /// <summary>The surroundings take short names, so everything is spelt out.</summary>
    public bool IsQualified => _kernels.Length > 0;

    public string Number { get; } = plan.Number;

    public string Vector { get; } = $"global::System.Runtime.Intrinsics.Vector256<{plan.Number}>";

    /// <summary>The live parameters, as a place that can be read, assigned and referred to.</summary>
    public string Live { get; } = plan.Storage switch
    {
        ParameterStorage.Array => "Parameters",
        ParameterStorage.Aligned => $"global::System.Runtime.CompilerServices.Unsafe.As<{plan.Number}, ParameterSet>(ref _storage.Reference)",
        _ => plan.NeedsSlack ? "_padded.Parameters" : "_parameters",
    };

    /// <summary>How a local vector is declared: short, unless a type named <c>var</c> may be in scope.</summary>
    public string VectorLocal => _kernels.Length == 0 ? "var" : Vector;

    /// <summary>The type of a local variable that holds <paramref name="neurons"/> packed neurons: two doubles fill half a vector.</summary>
    public string PackedLocal(int neurons)
        => _kernels.Length > 0 && neurons == 2 && Number == "double" ? "global::System.Runtime.Intrinsics.Vector128<double>" : VectorLocal;

    public string InputSpan { get; } = $"{ReadOnlySpan}<{plan.Number}>";

    public string OutputSpan { get; } = $"{Span}<{plan.Number}>";

    /// <summary>
    /// For methods full of mathematics: compiled with full optimisation on the first call, because the JIT's quick first tier is ten times slower
    /// on such code; and never inlined, because the inliner's budget of the caller would leave calls to kernels in it.
    /// </summary>
    public string HotMethod => $"[global::System.Runtime.CompilerServices.MethodImpl({Kernel("FullyOptimized")})]";

    /// <summary>For what is part of its callers, which are hot methods themselves.</summary>
    public const string InlinedMethod
        = "[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]";

    /// <summary>A function of <c>NetGen.Kernels&lt;T&gt;</c>.</summary>
    public string Kernel(string name) => _kernels + name;

    /// <summary>A function of <c>NetGen.Kernels&lt;T&gt;</c> for some activations or losses.</summary>
    public string Kernel(string name, IEnumerable<string> functions)
    {
        string arguments = string.Join(", ", functions.Select(Function));
        return arguments.Length == 0 ? Kernel(name) : $"{Kernel(name)}<{arguments}>";
    }

    /// <summary>An activation or loss as a type, for the network's numbers.</summary>
    public string Function(string name) => $"{_kernels}Functions.{name}";

    /// <summary>A function of the platform's <c>Vector256</c>, an instruction: unlike a kernel it need not be inlined, of which the JIT does only so much.</summary>
    public string Instruction(string name) => (_kernels.Length == 0 ? "" : "global::System.Runtime.Intrinsics.Vector256.") + name;

    /// <summary>A literal of the network's number type with an integral value.</summary>
    public string Literal(int value) => Number == "double" ? $"{value}.0" : $"{value}f";

    /// <summary>The weight into neuron <paramref name="to"/> of a layer from neuron <paramref name="from"/> of the layer before; all counted from 1.</summary>
    public static string Weight(LayerSpec layer, int to, int from) => $"W{layer.Number}_{to}_{from}";

    public static string Bias(LayerSpec layer, int to) => $"B{layer.Number}_{to}";

    /// <summary>Output i of a layer: for layer 0 an input of the network.</summary>
    public static string Activation(int layer, int neuron) => layer == 0 ? $"x{neuron}" : $"a{layer}_{neuron}";

    public static string PreActivation(int layer, int neuron) => $"z{layer}_{neuron}";

    /// <summary>f'(z)</summary>
    public static string Slope(int layer, int neuron) => $"s{layer}_{neuron}";

    /// <summary>The target of an output.</summary>
    public static string Target(int output) => $"t{output}";

    /// <summary>dL/da</summary>
    public static string Error(int layer, int neuron) => $"e{layer}_{neuron}";

    /// <summary>dL/dz</summary>
    public static string Delta(int layer, int neuron) => $"d{layer}_{neuron}";

    /// <summary>1, 2, … count</summary>
    public static IEnumerable<int> Count(int count) => Enumerable.Range(1, count);
}
