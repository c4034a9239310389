using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Bits;

/// <summary>What the processor and the run-time's switches leave of vector hardware, so that a test can tell whether a switch had its effect.</summary>
internal static class Hardware
{
    public static void Print(TextWriter writer)
    {
        writer.WriteLine($"Architecture {RuntimeInformation.ProcessArchitecture}");
        Print(writer, "Vector128", Vector128.IsHardwareAccelerated);
        Print(writer, "Vector256", Vector256.IsHardwareAccelerated);
        Print(writer, "Vector512", Vector512.IsHardwareAccelerated);
        Print(writer, "Sse41", Sse41.IsSupported);
        Print(writer, "Avx", Avx.IsSupported);
        Print(writer, "Avx2", Avx2.IsSupported);
        Print(writer, "Fma", Fma.IsSupported);
        Print(writer, "Avx512F", Avx512F.IsSupported);
        Print(writer, "AdvSimd", AdvSimd.IsSupported);
    }

    private static void Print(TextWriter writer, string name, bool isThere) => writer.WriteLine($"{name} {(isThere ? "yes" : "no")}");
}
