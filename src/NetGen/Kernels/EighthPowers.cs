using System.Runtime.CompilerServices;
#if NET
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
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> EighthPowerBits(Vector256<int> index)
        => Lookup(index, 0, -289344, -509952, -655680, -719616, -694464, -572160, -343872);

    /// <summary>What the rounding of 2^(j/8) to 18 bits has lost, relatively.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> EighthPowerRest(Vector256<int> index)
        => Lookup(index, 0, 2.0663869e-7f, -1.571946e-6f, 2.083241e-6f, -1.0787027e-6f, -1.6953123e-6f, -2.2736636e-7f, 4.4886721e-7f);

#if NET
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Lookup(Vector256<int> index, int t0, int t1, int t2, int t3, int t4, int t5, int t6, int t7)
        => Lookup(index, Vector256.Create(t0, t1, t2, t3, t4, t5, t6, t7));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Lookup(Vector256<int> index, float t0, float t1, float t2, float t3, float t4, float t5, float t6, float t7)
        => Lookup(index, Vector256.Create(t0, t1, t2, t3, t4, t5, t6, t7).AsInt32()).AsSingle();

    /// <summary>The entry of a table of eight for the lowest three bits of every index.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Lookup(Vector256<int> index, Vector256<int> table)
    {
        if (Avx2.IsSupported)
            return Avx2.PermuteVar8x32(table, index);

        index &= Vector256.Create(7);
        if (AdvSimd.Arm64.IsSupported)
        {
            // Four bytes for every index, of the 32 in two registers.
            Vector256<byte> bytes = ((index * 0x04040404) + Vector256.Create(0x03020100)).AsByte();
            (Vector128<byte>, Vector128<byte>) entries = (table.AsByte().GetLower(), table.AsByte().GetUpper());
            return Vector256.Create(
                AdvSimd.Arm64.VectorTableLookup(entries, bytes.GetLower()), AdvSimd.Arm64.VectorTableLookup(entries, bytes.GetUpper())).AsInt32();
        }

        return Vector256.Create(Lookup(index.GetLower(), table), Lookup(index.GetUpper(), table));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Lookup(Vector128<int> index, Vector256<int> table)
    {
        Vector128<int> within = index & Vector128.Create(3);
        return Vector128.ConditionalSelect(
            Vector128.GreaterThan(index, Vector128.Create(3)), Vector128.Shuffle(table.GetUpper(), within), Vector128.Shuffle(table.GetLower(), within));
    }
#else
    private static Vector256<TEntry> Lookup<TEntry>(
        Vector256<int> index, TEntry t0, TEntry t1, TEntry t2, TEntry t3, TEntry t4, TEntry t5, TEntry t6, TEntry t7)
        where TEntry : struct
        => Vector256.Create((index.Value & 7) switch { 0 => t0, 1 => t1, 2 => t2, 3 => t3, 4 => t4, 5 => t5, 6 => t6, _ => t7 });
#endif
}
