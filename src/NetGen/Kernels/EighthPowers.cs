using System.Runtime.CompilerServices;
#if NET
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
#endif

namespace NetGen;

/// <content>The powers 2^(j/8), looked up by the lowest three bits of an integer: what exponentials in single precision are reduced by.</content>
public static partial class Kernels
{
    /// <summary>
    /// Bits of 2^(j/8), rounded to 18 bits, so that with 1 added or taken off it is still exact. The exponent is left out, and j taken off where an
    /// integer 8 k + j leaves it when k is shifted to an exponent: added to that shifted integer they are 2^(k + j/8).
    /// </summary>
    private static ReadOnlySpan<int> EighthPowerBits => [0, -289344, -509952, -655680, -719616, -694464, -572160, -343872];

    /// <summary>What the rounding of 2^(j/8) to 18 bits has lost, relatively.</summary>
    private static ReadOnlySpan<float> EighthPowerRests
        => [0, 2.0663869e-7f, -1.571946e-6f, 2.083241e-6f, -1.0787027e-6f, -1.6953123e-6f, -2.2736636e-7f, 4.4886721e-7f];

    /// <summary>The entry of a table of eight for the lowest three bits of every index.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Lookup<T>(ReadOnlySpan<T> table, Vector256<int> index)
        where T : struct
#if NET
    {
        Vector256<T> entries = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(table));
        if (Avx2.IsSupported)
            return Avx2.PermuteVar8x32(entries.AsInt32(), index).As<int, T>();

        index &= Vector256.Create(7);
        if (AdvSimd.Arm64.IsSupported)
        {
            // Four bytes for every index, of the 32 in two registers.
            Vector256<byte> bytes = ((index * 0x04040404) + Vector256.Create(0x03020100)).AsByte();
            (Vector128<byte>, Vector128<byte>) both = (entries.AsByte().GetLower(), entries.AsByte().GetUpper());
            return Vector256.Create(
                AdvSimd.Arm64.VectorTableLookup(both, bytes.GetLower()), AdvSimd.Arm64.VectorTableLookup(both, bytes.GetUpper())).As<byte, T>();
        }

        return Vector256.Create(Lookup(entries.AsInt32(), index.GetLower()), Lookup(entries.AsInt32(), index.GetUpper())).As<int, T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Lookup(Vector256<int> entries, Vector128<int> index)
    {
        Vector128<int> within = index & Vector128.Create(3);
        return Vector128.ConditionalSelect(
            Vector128.GreaterThan(index, Vector128.Create(3)), Vector128.Shuffle(entries.GetUpper(), within), Vector128.Shuffle(entries.GetLower(), within));
    }
#else
        => Vector256.Create(table[index.Value & 7]);
#endif
}
