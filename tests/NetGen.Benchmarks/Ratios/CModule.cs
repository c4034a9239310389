using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace NetGen.Benchmarks.Ratios;

/// <summary>A C program of Baseline/, compiled for one shape when it is first wanted; it stays in the temporary folder.</summary>
internal sealed class CModule
{
    private const string StandardFlags = "-O3 -march=native -ffast-math -fPIC -Wno-psabi";
    private static readonly string s_sources = Path.Combine(AppContext.BaseDirectory, "Baseline");
    private static readonly Lazy<string> s_folder = new(Folder);
    private readonly nint _handle;

    private CModule(nint handle) => _handle = handle;

    /// <summary>What gcc is told beyond the standard flags; set before the first module is loaded.</summary>
    public static string MoreFlags { get; set; } = "";

    private static string Flags => $"{StandardFlags} {MoreFlags}".TrimEnd();

    public nint this[string function] => NativeLibrary.GetExport(_handle, function);

    /// <summary>Null, and the reason, where it cannot be built.</summary>
    /// <param name="source">File of Baseline/ without extension.</param>
    /// <param name="defines">What it is compiled for.</param>
    /// <param name="reason">Why there is no module.</param>
    public static CModule? Load(string source, string defines, out string reason)
    {
        string path = Path.Combine(s_folder.Value, $"{source} {defines}".Replace(" -D", "_", StringComparison.Ordinal).Replace(' ', '_'));
        reason = "no C compiler";
        if (!File.Exists($"{path}.so"))
        {
            // Linked apart from -ffast-math, which would switch the whole process to flushing subnormal numbers.
            string own = $"{path}.{Environment.ProcessId}";
            if (!Run($"{Flags} {defines} -c \"{Path.Combine(s_sources, source)}.c\" -o \"{own}.o\"", ref reason)
                || !Run($"-shared \"{own}.o\" -o \"{own}.so\" -lm", ref reason))
            {
                return null;
            }

            File.Delete($"{own}.o");
            File.Move($"{own}.so", $"{path}.so", overwrite: true);
        }

        return new CModule(NativeLibrary.Load($"{path}.so"));
    }

    /// <summary>One folder for each state of the sources.</summary>
    private static string Folder()
    {
        string text = string.Concat(Directory.GetFiles(s_sources).Order(StringComparer.Ordinal).Select(File.ReadAllText)) + Flags;
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];
        return Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"netgen-baseline-{Environment.UserName}-{hash}")).FullName;
    }

    private static bool Run(string arguments, ref string reason)
    {
        try
        {
            using Process gcc = Process.Start(new ProcessStartInfo("gcc", arguments) { RedirectStandardError = true })!;
            string errors = gcc.StandardError.ReadToEnd();
            gcc.WaitForExit();
            if (gcc.ExitCode != 0) reason = $"gcc fails: {errors.Split('\n')[0]}";
            return gcc.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
