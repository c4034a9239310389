using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using NetGen.Benchmarks.Torch;

namespace NetGen.Benchmarks.Ratios;

/// <summary>The mode <c>ratios</c>: one line for every contender of every workload.</summary>
internal static class RatioMode
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static int Run(string[] arguments)
    {
        if (RatioOptions.Parse(arguments) is not { } options)
        {
            Console.Error.WriteLine(RatioOptions.Usage);
            return 1;
        }

        TorchContenders.AreWanted = options.Torch;
        CModule.MoreFlags = options.CFlags;
        ThreadClock.Pin();
        Console.WriteLine(Machine());
        Console.WriteLine(Peak());
        Console.WriteLine($"{"workload",-38} prec {"contender",-30} {"time",15} {"to C",7} {"hardware bound",15} {"share",6}");
        var all = new List<Measurement>();
        foreach (Workload workload in Group(options))
        {
            if (options.Filter is { } text && !$"{workload.Name} {workload.Precision}".Contains(text, StringComparison.OrdinalIgnoreCase)) continue;
            foreach (Measurement row in Interleaver.Measure(ForeignModules.Join(workload, options.Modules), options.Rounds))
            {
                all.Add(row);
                Console.WriteLine(Line(row));
            }
        }

        if (options.Group == "sweep") Console.WriteLine(SweepWorkloads.Table(all));
        if (options.Json is { } file) File.WriteAllText(file, JsonSerializer.Serialize(new { Machine = Machine(), Peak = Peak(), Rows = all }, s_json));
        return all.Any(row => row.Note?.StartsWith("WRONG", StringComparison.Ordinal) == true) ? 2 : 0;
    }

    private static IEnumerable<Workload> Group(RatioOptions options) => options.Group switch
    {
        "shapes" => ShapeWorkloads.All(options.Shapes ?? [.. ShapeWorkloads.Draw(options.Seed)]),
        "sweep" => SweepWorkloads.All,
        _ => Workloads.All,
    };

    private static string Line(Measurement row) => string.Create(
        CultureInfo.InvariantCulture,
        $"{row.Workload,-38} {row.Precision}  {row.Contender,-30} {row.Nanoseconds,12:0.0} ns {row.Ratio,7:0.00} {row.HardwareBound,12:0.0} ns "
            + $"{row.ShareOfBound,6:0.0%}  {row.Note}").TrimEnd();

    private static string Peak() => string.Create(
        CultureInfo.InvariantCulture,
        $"multiply-adds a nanosecond: f64 {Hardware.MultiplyAddsPerNanosecond(true):0.0}, f32 {Hardware.MultiplyAddsPerNanosecond(false):0.0}; "
            + $"bytes loaded a nanosecond: {Hardware.BytesPerNanosecond(16 << 10):0} of 16 KB, {Hardware.BytesPerNanosecond(256 << 10):0} of 256 KB, "
            + $"{Hardware.BytesPerNanosecond(2 << 20):0} of 2 MB");

    private static string Machine()
    {
        string processor = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? ""
            : "";
        return $"{processor}, {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, "
            + $"{RuntimeInformation.ProcessArchitecture}";
    }
}
