namespace NetGen.Benchmarks;

/// <summary>A network's shape, for the contenders that are not generated.</summary>
/// <param name="Name">As the rows of the ratio table name it.</param>
/// <param name="Widths">Inputs, then the width of every layer.</param>
/// <param name="Hidden">Activation of all layers but the last.</param>
/// <param name="Last">Activation of the last layer.</param>
internal sealed record Shape(string Name, int[] Widths, Activation Hidden, Activation Last)
{
    public static readonly Shape Article = new("2-2-1 sigm", [2, 2, 1], Activation.Sigmoid, Activation.Sigmoid);
    public static readonly Shape Small = new("4-8-8-3 tanh", [4, 8, 8, 3], Activation.Tanh, Activation.Tanh);
    public static readonly Shape Control = new("8-64-64-4 relu", [8, 64, 64, 4], Activation.Relu, Activation.Identity);
    public static readonly Shape Value = new("16-32-32-1 tanh", [16, 32, 32, 1], Activation.Tanh, Activation.Tanh);
    public static readonly Shape Images = new("784-128-10 smax", [784, 128, 10], Activation.Relu, Activation.Softmax);
    public static readonly Shape Curve = new("2-16-16-1 tanh", [2, 16, 16, 1], Activation.Tanh, Activation.Tanh);
    public static readonly Shape Digits = new("64-64-10 smax", [64, 64, 10], Activation.Relu, Activation.Softmax);

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
