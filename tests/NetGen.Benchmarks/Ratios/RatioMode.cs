using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using NetGen.Benchmarks.Torch;

namespace NetGen.Benchmarks.Ratios;

/// <summary><c>ratios [--filter TEXT] [--json FILE] [--rounds N] [--modules FOLDER]</c></summary>
internal static class RatioMode
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static int Run(string[] arguments)
    {
        string? json = null, modules = null, filter = null;
        int rounds = 25;
        for (int i = 0; i < arguments.Length; i += 2)
        {
            if (arguments[i] == "--torch")
            {
                TorchContenders.AreWanted = true;
                i--;
                continue;
            }

            string? value = i + 1 < arguments.Length ? arguments[i + 1] : null;
            switch (arguments[i])
            {
                case "--json" when value is not null:
                    json = value;
                    break;
                case "--filter" when value is not null:
                    filter = value;
                    break;
                case "--modules" when value is not null:
                    modules = value;
                    break;
                case "--rounds" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out rounds) && rounds >= 5:
                    break;
                default:
                    Console.Error.WriteLine("ratios [--filter TEXT] [--json FILE] [--rounds N] [--modules FOLDER]");
                    return 1;
            }
        }

        ThreadClock.Pin();
        Console.WriteLine(Machine());
        Console.WriteLine(Peak());
        Console.WriteLine($"{"workload",-26} prec {"contender",-30} {"time",15} {"to C",7} {"hardware bound",15} {"share",6}");
        var all = new List<Measurement>();
        foreach (Workload workload in Workloads.All.Select(workload => ForeignModules.Join(workload, modules)))
        {
            if (filter is not null && !$"{workload.Name} {workload.Precision}".Contains(filter, StringComparison.OrdinalIgnoreCase)) continue;
            foreach (Measurement row in Interleaver.Measure(workload, rounds))
            {
                all.Add(row);
                Console.WriteLine(Line(row));
            }
        }

        if (json is not null) File.WriteAllText(json, JsonSerializer.Serialize(new { Machine = Machine(), Peak = Peak(), Rows = all }, s_json));
        return all.Any(row => row.Note?.StartsWith("WRONG", StringComparison.Ordinal) == true) ? 2 : 0;
    }

    private static string Line(Measurement row) => string.Create(
        CultureInfo.InvariantCulture,
        $"{row.Workload,-26} {row.Precision}  {row.Contender,-30} {row.Nanoseconds,12:0.0} ns {row.Ratio,7:0.00} {row.HardwareBound,12:0.0} ns "
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
