using System.Globalization;
using NetGen.Generator.Model;

namespace NetGen.Generator.Emission;

/// <summary>The sentences of generated comments and documentation.</summary>
internal static class Prose
{
    /// <summary>«2 sigmoid neurons»</summary>
    public static string Neurons(LayerSpec layer)
        => layer.ActivationEntry.CouplesNeurons
            ? $"softmax over {Counted(layer.Neurons, "neuron")}"
            : Counted(layer.Neurons, layer.ActivationEntry.TopologyName + " neuron");

    /// <summary>«1 input», «2 inputs»</summary>
    public static string Counted(long count, string noun) => $"{Number(count)} {noun}{(count == 1 ? "" : "s")}";

    /// <summary>Lines of at most 100 characters, broken at blanks.</summary>
    public static IEnumerable<string> Wrapped(string text)
    {
        while (text.Length > 100 && text.LastIndexOf(' ', 100) is > 0 and int end)
        {
            yield return text.Substring(0, end);
            text = text.Substring(end + 1);
        }

        yield return text;
    }

    public static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Capitalized(string text) => char.ToUpperInvariant(text[0]) + text.Substring(1);

    /// <summary>The formula of one neuron: <c>a1_j = sigmoid(W1_j_1 x1 + W1_j_2 x2 + B1_j)</c>, with dots for more than three inputs.</summary>
    public static string Formula(LayerSpec layer)
    {
        string Term(int i) => $"W{layer.Number}_j_{i} {Names.Activation(layer.Number - 1, i)}";
        IEnumerable<string> terms = layer.Inputs <= 3
            ? Names.Count(layer.Inputs).Select(Term)
            : [Term(1), Term(2), "…", Term(layer.Inputs)];
        string name = layer.Neurons == 1 ? "1" : "j";
        string sum = string.Join(" + ", terms.Concat([$"B{layer.Number}_j"])).Replace("_j", "_" + name);
        return $"a{layer.Number}_{name} = {(layer.ActivationEntry.IsIdentity ? sum : layer.ActivationEntry.Formula.Replace("(z)", $"({sum})").Replace(", z)", $", {sum})"))}";
    }

    /// <summary>What a layer reads: <c>x_i</c> or <c>a1_i</c>.</summary>
    public static string InputOf(LayerSpec layer) => layer.Number == 1 ? "x_i" : $"a{layer.Number - 1}_i";

    /// <summary>How the derivatives of a layer come about.</summary>
    public static string ChainRule(LayerSpec layer, bool isOutput, bool isDone)
    {
        int l = layer.Number;
        string errors = isOutput ? "" : $"dL/da{l}_i = Σ_j W{l + 1}_j_i d{l + 1}_j; ";
        return errors + (layer.ActivationEntry.IsIdentity, isDone, layer.ActivationEntry.CouplesNeurons) switch
        {
            (true, _, _) => $"d{l} = dL/dz{l} = dL/da{l}",
            (_, true, _) => $"d{l} = dL/dz{l}, straight from the loss",
            (_, _, true) => $"d{l} = dL/dz{l}, through the Jacobian of softmax",
            _ => $"d{l} = dL/dz{l} = dL/da{l} · {layer.ActivationEntry.TopologyName}'(z{l})",
        };
    }
}
