using NetGen.Generator.Model;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>Every variable is a plain number that belongs to one row.</summary>
internal sealed class RowScalarDialect(NetworkPlan plan) : Dialect(plan)
{
    public override int RowsPerPass => 1;

    public override string Local => Names.Number;

    public override string Value => Names.Number;

    public override string Zero => "0";

    /// <summary>The place of a column in the current row of a row-major span.</summary>
    public static string Index(int width, int column) => (width, column) switch
    {
        (1, _) => "row",
        (_, 0) => $"row * {width}",
        _ => $"(row * {width}) + {column}",
    };

    public override string Parameter(string name) => $"p.{name}";

    public override string MultiplyAdd(string a, string b, string c) => $"{Names.Kernel("FusedMultiplyAdd")}({a}, {b}, {c})";

    public override string Load(string span, int width, int column) => $"{span}[{Index(width, column)}]";

    public override string Store(string value, string span, int width, int column) => $"{span}[{Index(width, column)}] = {value};";

    public override string RowFactor(string factor) => factor;

    public override string AddLoss(string value) => $"loss += {value};";

    public override string Total(string sum) => sum;

    /// <summary>
    /// Expensive functions are evaluated for several neurons at once, packed into the lanes of one vector: their latency is paid once.
    /// </summary>
    public override IEnumerable<string> Activate(LayerSpec layer, bool slopes)
    {
        if (layer.ActivationEntry.IsCheap || layer.Neurons == 1 || !Network.Target.HasVectors)
        {
            return ActivateSingly(layer, slopes);
        }

        List<string> lines = [];
        for (int first = 1; first <= layer.Neurons; first += Plan.Lanes)
        {
            int last = Math.Min(first + Plan.Lanes - 1, layer.Neurons);
            lines.AddRange(first == last ? ActivateSingly(layer, slopes).Skip(first - 1) : ActivatePacked(layer, slopes, first, last));
        }

        return lines;
    }

    private IEnumerable<string> ActivatePacked(LayerSpec layer, bool slopes, int first, int last)
    {
        int[] neurons = [.. Enumerable.Range(first, last - first + 1)];
        string suffix = first == 1 && last == layer.Neurons ? $"{layer.Number}" : $"{layer.Number}_{first}to{last}";
        string kernel = Names.Kernel(layer.ActivationEntry.Name);
        string packed = $"{Names.Kernel("Pack")}({string.Join(", ", neurons.Select(j => Names.PreActivation(layer.Number, j)))})";
        string vector = Names.PackedLocal(neurons.Length);
        yield return $"{vector} a{suffix} = {kernel}({packed}{(slopes ? $", out {vector} s{suffix}" : "")});";
        yield return $"{Local} {string.Join(", ", neurons.Select(j => $"{Names.Activation(layer.Number, j)} = a{suffix}[{j - first}]"))};";
        if (slopes)
        {
            yield return $"{Local} {string.Join(", ", neurons.Select(j => $"{Names.Slope(layer.Number, j)} = s{suffix}[{j - first}]"))};";
        }
    }
}
