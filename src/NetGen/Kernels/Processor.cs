using System.Runtime.Intrinsics.X86;

namespace NetGen;

/// <summary>What is known of the processor beside its instructions. It decides how numbers are loaded, never what is computed.</summary>
internal static class Processor
{
    /// <summary>
    /// A vector in two cache lines takes both loads of a cycle, and two shuffles a cycle have nothing else to do. Processors of other makers have one
    /// shuffle a cycle, or three loads.
    /// </summary>
    public static readonly bool JoinsLoads = Avx512F.VL.IsSupported && X86Base.CpuId(0, 0) is (_, 0x68747541, 0x444D4163, 0x69746E65); // "AuthenticAMD"

    /// <summary>Finds out, before methods are compiled that depend on it: they take the answer for a constant.</summary>
    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    public static bool Ask() => JoinsLoads;
}
