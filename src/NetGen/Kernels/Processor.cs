using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace NetGen;

/// <summary>What is known of the processor beside its instructions. It decides how numbers are loaded, never what is computed.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Processor
{
    /// <summary>The family of AMD's first processors with AVX-512, Zen 4, which take an instruction of 512 bits in two steps.</summary>
    private const int Zen4 = 0x19;

    private static readonly int s_amdFamily = AmdFamily();

    /// <summary>
    /// A vector in two cache lines takes both loads of a cycle, and two shuffles a cycle have nothing else to do. Processors of other makers have one
    /// shuffle a cycle, or three loads; on Zen 5 the shuffles take longer than the loads.
    /// </summary>
    internal static readonly bool JoinsLoads = Avx512F.VL.IsSupported && s_amdFamily == Zen4;

    /// <summary>Loads of 512 bits take no longer than those of 256, so a row of a layer is read in half as many, even where each lies in two cache lines.</summary>
    /// <remarks>A field, since the JIT takes it for a constant and does not even read the code that it excludes.</remarks>
    public static readonly bool LoadsPairs = Vector512.IsHardwareAccelerated && s_amdFamily != Zen4;

    /// <summary>The same as <see cref="JoinsLoads"/> for vectors of 512 bits, where they are not taken in two steps.</summary>
    internal static readonly bool JoinsPairs = LoadsPairs && s_amdFamily > Zen4;

    /// <summary>Finds out, before methods are compiled that depend on it: they take the answers for constants.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static bool Ask() => JoinsLoads | LoadsPairs;

    /// <summary>The family that a processor of AMD says it is of; 0 for all others.</summary>
    private static int AmdFamily()
    {
        if (!X86Base.IsSupported || X86Base.CpuId(0, 0) is not (_, 0x68747541, 0x444D4163, 0x69746E65)) // "AuthenticAMD"
            return 0;
        int signature = X86Base.CpuId(1, 0).Eax;
        int family = (signature >> 8) & 0xF;
        return family == 0xF ? family + ((signature >> 20) & 0xFF) : family;
    }
}
