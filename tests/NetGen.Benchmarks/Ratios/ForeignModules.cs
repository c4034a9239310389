using System.Runtime.InteropServices;

namespace NetGen.Benchmarks.Ratios;

/// <summary>
/// Further contenders from shared libraries that export <c>int bench_entries(entry **)</c>. They bring their own numbers, so that only their times
/// are taken: <c>state = setup(entry)</c>, then <c>run(state, count)</c>. An entry's workload is the name and the precision of one here.
/// </summary>
internal static unsafe class ForeignModules
{
    private static readonly Dictionary<string, List<nint>> s_entries = [];

    public static Workload Join(Workload workload, string? folder) => folder is null ? workload : workload with
    {
        Contenders = () => [.. workload.Contenders(), .. Entries(folder, $"{workload.Name} {workload.Precision}")],
    };

    private static IEnumerable<Contender> Entries(string folder, string workload)
    {
        if (s_entries.Count == 0)
        {
            foreach (string file in Directory.GetFiles(folder, "*.so").Order(StringComparer.Ordinal)) Load(file);
        }

        return s_entries.TryGetValue(workload, out List<nint>? entries) ? entries.Select(Open) : [];
    }

    private static void Load(string file)
    {
        Entry* first;
        int count = ((delegate* unmanaged<Entry**, int>)NativeLibrary.GetExport(NativeLibrary.Load(file), "bench_entries"))(&first);
        for (int i = 0; i < count; i++)
        {
            string name = Marshal.PtrToStringUTF8((nint)first[i].Workload)!;
            if (!s_entries.TryGetValue(name, out List<nint>? entries)) s_entries[name] = entries = [];
            entries.Add((nint)(first + i));
        }
    }

    private static Contender Open(nint address)
    {
        var entry = (Entry*)address;
        nint state = (nint)entry->Setup(entry), run = (nint)entry->Run;
        Action<long> call = count => ((delegate* unmanaged<void*, nint, double>)run)((void*)state, (nint)count);
        return new($"module: {Marshal.PtrToStringUTF8((nint)entry->Contender)}", call, null);
    }

#pragma warning disable CS0649 // The modules fill it.
    private struct Entry
    {
        public byte* Workload, Contender;
        public int Network, Kind;
        public double Operations;
        public delegate* unmanaged<Entry*, void*> Setup;
        public delegate* unmanaged<void*, nint, double> Run;
        public void* Check, Argument;
    }
#pragma warning restore CS0649
}
