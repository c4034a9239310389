using System.Diagnostics;
using System.Runtime.InteropServices;

namespace NetGen.Benchmarks.Ratios;

/// <summary>
/// The processor time of this thread where the system tells it (Linux), so that other programs on the machine disturb less; else the time of day.
/// </summary>
internal static unsafe partial class ThreadClock
{
    private const int ThreadProcessorTime = 3;

    public static double Nanoseconds()
    {
        if (!OperatingSystem.IsLinux()) return Stopwatch.GetTimestamp() * (1e9 / Stopwatch.Frequency);
        long* time = stackalloc long[2];
        _ = GetTime(ThreadProcessorTime, time);
        return (time[0] * 1e9) + time[1];
    }

    /// <summary>Keeps the main thread on the last core, if the system allows it.</summary>
    public static void Pin()
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsWindows()) return;
        try
        {
            // On Linux this moves the main thread only, and the threads that it starts from here on.
            Process.GetCurrentProcess().ProcessorAffinity = (nint)(1L << Math.Min(Environment.ProcessorCount - 1, 62));
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Console.WriteLine("The thread could not be pinned to a core.");
        }
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetTime(int clock, long* time);
}
