using System.Globalization;
using System.Numerics;
using System.Reflection;
using System.Text;
using NetGen.Generator.Planning;

namespace NetGen.Benchmarks.Ratios;

/// <summary>
/// The same networks in every shape of code, whatever the planner would choose: one to three layers that are as wide as the input.
/// Where the shapes cross is where the planner's limits belong.
/// </summary>
internal static class SweepWorkloads
{
    private const int Batch = 64;
    private static readonly int[] s_widths = [2, 4, 6, 8, 11, 15, 20];
    private static readonly CodeShape[] s_codes = [CodeShape.StraightLine, CodeShape.RowLanes, CodeShape.LayerByLayer];
    private static readonly string[] s_routines = ["row", $"b{Batch}", $"back b{Batch}"];

    private static readonly Shape[] s_shapes =
    [
        .. from activation in (Activation[])[Activation.Relu, Activation.Tanh]
           from depth in (int[])[1, 2, 3]
           from width in s_widths
           select new Shape($"{activation} x{depth}", [.. Enumerable.Repeat(width, depth + 1)], activation, activation),
    ];

    public static IEnumerable<Workload> All
    {
        get
        {
            var compiled = s_codes.Select(code => NetworkCompiler.Compile(s_shapes, code)).ToArray();
            return s_shapes.SelectMany((shape, i) => Of<double>(shape, [.. compiled.Select(types => types[i].Double)])
                .Concat(Of<float>(shape, [.. compiled.Select(types => types[i].Single)])));
        }
    }

    /// <summary>
    /// The time in straight lines and that with lanes (neurons for one row, rows for many), both divided by the time layer by layer; the planner's
    /// choice is marked.
    /// </summary>
    public static string Table(IReadOnlyList<Measurement> rows)
    {
        var text = new StringBuilder($"\n| routine | layers | {string.Join(" | ", s_widths)} |\n|---|---|{string.Concat(s_widths.Select(_ => "---|"))}\n");
        var planned = s_shapes.Zip(NetworkCompiler.Plans(s_shapes, "Double"), NetworkCompiler.Plans(s_shapes, "Single")).ToArray();
        foreach (string routine in s_routines)
        {
            foreach (string precision in (string[])["f64", "f32"])
            {
                foreach (var group in planned.GroupBy(entry => entry.First.Name))
                {
                    var cells = group.Select(entry => Cell(rows, entry.First, routine, precision, precision == "f64" ? entry.Second : entry.Third)).ToArray();
                    if (cells.All(cell => cell.Length == 0)) continue;
                    text.Append(CultureInfo.InvariantCulture, $"| {routine} {precision} | {group.Key} | {string.Join(" | ", cells)} |\n");
                }
            }
        }

        return text.ToString();
    }

    private static string Cell(IReadOnlyList<Measurement> rows, Shape shape, string routine, string precision, NetworkPlan plan)
    {
        string name = Name(routine, shape);
        CodeShape chosen = routine == s_routines[0] ? plan.OneRow : routine == s_routines[1] ? plan.ManyRows : plan.Backward;
        chosen = chosen == CodeShape.NeuronLanes ? CodeShape.RowLanes : chosen;
        return Time(CodeShape.LayerByLayer) is null ? "" : $"{Ratio(CodeShape.StraightLine)} {Ratio(CodeShape.RowLanes)}";

        string Ratio(CodeShape code)
            => string.Create(CultureInfo.InvariantCulture, $"{Time(code) / Time(CodeShape.LayerByLayer):0.00}{(chosen == code ? "*" : "")}");

        double? Time(CodeShape code)
            => rows.FirstOrDefault(row => row.Workload == name && row.Precision == precision && row.Contender == $"{code}")?.Nanoseconds;
    }

    private static string Name(string routine, Shape shape) => $"X {routine} {shape.Name} of {shape.Widths[0]}";

    private static IEnumerable<Workload> Of<T>(Shape shape, Type[] networks)
        where T : unmanaged, IFloatingPointIeee754<T>
        => s_routines.Select((routine, i) => new Workload(
            Name(routine, shape), Workloads.Precision<T>(), i == 1 ? Batch : 1, 10 * Workloads.Tolerance<T>(), () => Contenders<T>(i, shape, networks))
        {
            Cost = i == 2 ? Cost.Gradient<T>(shape, Batch) : Cost.Row<T>(shape, i == 0 ? 1 : Batch),
        });

    private static IReadOnlyList<Contender> Contenders<T>(int routine, Shape shape, Type[] networks)
    {
        MethodInfo create = typeof(SweepWorkloads).GetMethod(nameof(Create), BindingFlags.NonPublic | BindingFlags.Static)!;
        return
        [
            .. s_codes.Zip(networks)
                .Select(pair => (Contender)create.MakeGenericMethod(pair.Second, typeof(T)).Invoke(null, [$"{pair.First}", routine, shape])!),
        ];
    }

    private static Contender Create<TNetwork, T>(string name, int routine, Shape shape)
        where TNetwork : struct, ICompiled<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        TNetwork network = TNetwork.Create();
        T[] x = CContenders.Pinned<T>(Samples.Inputs<T>(Batch * shape.InputCount));
        Contender contender = routine switch
        {
            0 => Workloads.NetGenRow<TNetwork, T>(network, shape, x, dependent: false),
            1 => Workloads.NetGenRows<TNetwork, T>(network, shape, x, Batch),
            _ => ShapeWorkloads.NetGenGradient<TNetwork, T>(network, x, CContenders.Pinned<T>(Samples.Targets<T>(Batch, shape.OutputCount, classes: false))),
        };
        return contender with { Name = name };
    }
}
