using NetGen.Generator.Model;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>
/// What differs between the two worlds in which the same statements are printed: plain numbers that belong to one row, and vectors that hold
/// one row in every lane. Overload resolution does the rest.
/// </summary>
internal abstract class Dialect(NetworkPlan plan)
{
    public NetworkPlan Plan { get; } = plan;

    public NetworkSpec Network => Plan.Network;

    public Names Names { get; } = new(plan);

    /// <summary>How many rows one pass over the statements computes.</summary>
    public abstract int RowsPerPass { get; }

    /// <summary>The declared type of a local variable.</summary>
    public abstract string Local { get; }

    /// <summary>The type of a value, for spans of values.</summary>
    public abstract string Value { get; }

    /// <summary>What a sum starts from that has no bias.</summary>
    public abstract string Zero { get; }

    /// <summary>A parameter as an operand.</summary>
    public abstract string Parameter(string name);

    /// <summary>Reads one column of a row-major span for the rows of this pass.</summary>
    public abstract string Load(string span, int width, int column);

    /// <summary>Declares a variable for every column of a row-major span.</summary>
    public virtual IEnumerable<string> LoadAll(string span, int width, Func<int, string> name)
        => Names.Count(width).Select(i => $"{Local} {name(i)} = {Load(span, width, i - 1)};");

    /// <summary>Writes one column of a row-major span for the rows of this pass.</summary>
    public abstract string Store(string value, string span, int width, int column);

    /// <summary>A factor that only the rows of this pass take part in.</summary>
    public abstract string RowFactor(string factor);

    /// <summary>loss + value, for the rows of this pass.</summary>
    public abstract string AddLoss(string value);

    /// <summary>The value that a sum over the rows of all passes has at its end.</summary>
    public abstract string Total(string sum);

    /// <summary>The activations of one layer from its pre-activations, with slopes where <paramref name="slopes"/> says so.</summary>
    public abstract IEnumerable<string> Activate(LayerSpec layer, bool slopes);

    /// <summary>a · b + c with one rounding.</summary>
    public abstract string MultiplyAdd(string a, string b, string c);

    protected IEnumerable<string> ActivateSingly(LayerSpec layer, bool slopes)
        => Names.Count(layer.Neurons).Select(j =>
        {
            string slope = slopes ? $", out {Local} {Names.Slope(layer.Number, j)}" : "";
            string kernel = Names.Kernel(layer.ActivationEntry.Name);
            return $"{Local} {Names.Activation(layer.Number, j)} = {kernel}({Names.PreActivation(layer.Number, j)}{slope});";
        });
}
