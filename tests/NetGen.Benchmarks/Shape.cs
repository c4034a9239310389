using System.Globalization;

namespace NetGen.Benchmarks;

/// <summary>A network's shape, for the contenders that are not generated.</summary>
/// <param name="Name">As the rows of the ratio table name it.</param>
/// <param name="Widths">Inputs, then the width of every layer.</param>
/// <param name="Hidden">Activation of all layers but the last.</param>
/// <param name="Last">Activation of the last layer.</param>
internal sealed record Shape(string Name, int[] Widths, Activation Hidden, Activation Last)
{
    private static readonly Activation[] s_inC = [Activation.Identity, Activation.Sigmoid, Activation.Tanh, Activation.Relu, Activation.Softmax];

    public static readonly Shape Article = new("2-2-1 sigm", [2, 2, 1], Activation.Sigmoid, Activation.Sigmoid);
    public static readonly Shape Small = new("4-8-8-3 tanh", [4, 8, 8, 3], Activation.Tanh, Activation.Tanh);
    public static readonly Shape Control = new("8-64-64-4 relu", [8, 64, 64, 4], Activation.Relu, Activation.Identity);
    public static readonly Shape Value = new("16-32-32-1 tanh", [16, 32, 32, 1], Activation.Tanh, Activation.Tanh);
    public static readonly Shape Images = new("784-128-10 smax", [784, 128, 10], Activation.Relu, Activation.Softmax);
    public static readonly Shape Curve = new("2-16-16-1 tanh", [2, 16, 16, 1], Activation.Tanh, Activation.Tanh);
    public static readonly Shape Digits = new("64-64-10 smax", [64, 64, 10], Activation.Relu, Activation.Softmax);

    /// <summary>Reads a name such as «29-17-5 relu-tanh», or «28-3 tanh» for a single layer; null where it is none, or has more than four layers.</summary>
    public static Shape? Parse(string name)
    {
        if (name.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var topology, var functions]) return null;
        int[] widths = [.. topology.Split('-').Select(width => int.TryParse(width, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0)];
        Activation[] activations =
        [
            .. functions.Split('-').Select(text => Enum.TryParse(text, ignoreCase: true, out Activation activation) ? activation : (Activation)(-1)),
        ];
        bool isValid = widths.Length is >= 2 and <= 5 && Array.TrueForAll(widths, width => width > 0) && Array.TrueForAll(activations, s_inC.Contains);
        return !isValid || activations.Length != Math.Min(widths.Length - 1, 2) ? null : new($"{topology} {functions}", widths, activations[0], activations[^1]);
    }

    /// <summary>As the attribute wants it.</summary>
    public string Topology => string.Join('-', Widths.Select((width, i) => i == 0 ? $"{width}" : $"{width}:{(i == Widths.Length - 1 ? Last : Hidden)}"));

    public int InputCount => Widths[0];

    public int OutputCount => Widths[^1];

    /// <summary>Of the layers, for one row forward.</summary>
    public int MultiplyAdds => Widths.Zip(Widths[1..], (inputs, neurons) => inputs * neurons).Sum();

    public int ParameterCount => Widths.Zip(Widths[1..], (inputs, neurons) => (inputs + 1) * neurons).Sum();

    public bool IsClassifier => Last == Activation.Softmax;

    /// <summary>The compiler's arguments that make a C program one for this shape.</summary>
    public string Defines => $"-DLAYERS={Widths.Length - 1} {string.Join(' ', Widths.Select((width, i) => $"-DN{i}={width}"))} "
        + $"-DHIDDEN={Hidden.ToString().ToUpperInvariant()} -DLAST={Last.ToString().ToUpperInvariant()}";
}
