using NetGen.Generator.Model;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>Every variable holds one row of the batch in each of its lanes.</summary>
internal sealed class LanesDialect(NetworkPlan plan) : Dialect(plan)
{
    public override int RowsPerPass => Plan.Lanes;

    public override string Local => Names.VectorLocal;

    public override string Value => Names.Vector;

    public override string Zero => "default";

    public override string Parameter(string name) => $"{Names.Instruction("Create")}(p.{name})";

    public override string MultiplyAdd(string a, string b, string c) => $"{Names.Instruction("FusedMultiplyAdd")}({a}, {b}, {c})";

    public override string Load(string span, int width, int column)
        => $"{Names.Kernel("LoadColumn")}(in {span}[{RowScalarDialect.Index(width, column)}], {width}, count)";

    /// <summary>An element of the current row of a row-major block that starts at a reference.</summary>
    public static string At(Names names, string first, int width, int column)
        => $"{names.Kernel("At")}(in {first}, {RowScalarDialect.Index(width, column)})";

    public override IEnumerable<string> LoadAll(string span, int width, Func<int, string> name)
        => LoadAll(column => $"{span}[{RowScalarDialect.Index(width, column)}]", "count", width, name);

    /// <summary>The same from a reference to the first row of a block.</summary>
    public IEnumerable<string> LoadAll(string first, string count, int width, Func<int, string> name)
        => LoadAll(column => At(Names, first, width, column), count, width, name);

    /// <summary>Neighbouring columns together: four or two cost little more than one.</summary>
    private IEnumerable<string> LoadAll(Func<int, string> element, string count, int width, Func<int, string> name)
    {
        for (int column = 0; column < width;)
        {
            int together = width - column >= 4 ? 4 : width - column >= 2 ? 2 : 1;
            string first = $"in {element(column)}, {width}, {count}";
            yield return together == 1
                ? $"{Local} {name(column + 1)} = {Names.Kernel("LoadColumn")}({first});"
                : $"{Names.Kernel("LoadColumns")}({first}, {string.Join(", ", Enumerable.Range(column + 1, together).Select(i => $"out {Local} {name(i)}"))});";
            column += together;
        }
    }

    public override string Store(string value, string span, int width, int column)
        => $"{Names.Kernel("StoreColumn")}({value}, ref {span}[{RowScalarDialect.Index(width, column)}], {width}, count);";

    public override string RowFactor(string factor) => $"{Names.Kernel("ActiveLanes")}(count, {factor})";

    public override string AddLoss(string value) => $"loss += active & {value};";

    public override string Total(string sum) => $"{Names.Kernel("SumOfLanes")}({sum})";

    public override IEnumerable<string> Activate(LayerSpec layer, bool slopes) => ActivateSingly(layer, slopes);
}
