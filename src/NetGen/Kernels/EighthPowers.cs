using System.Runtime.CompilerServices;
#if NET
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
#endif

namespace NetGen;

/// <content>The powers 2^(j/8), looked up by the lowest three bits of a number: what exponentials in single precision are reduced by.</content>
public static partial class Kernels<T>
    where T : unmanaged
{
    /// <summary>2^(k/8) / (1 + rest) for the integer k, with the bias of an exponent, in the lowest bits of <paramref name="sum"/>.</summary>
    /// <remarks>
    /// The first table has 2^(j/8), rounded to 18 bits, so that with 1 added or taken off it is still exact: bits without an exponent, and j taken off
    /// where an integer 8 i + j leaves it when i is shifted to the exponent. Added to that shifted integer they are 2^(i + j/8). The second table has
    /// what the rounding to 18 bits has lost, relatively. Where the processor can look up in one instruction, no method is called for it: the inliner
    /// has to get through this for every activation.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> EighthPower(Vector256<float> sum, out Vector256<float> rest)
    {
#if NET
        Vector256<int> powers = Vector256.Create(0, -289344, -509952, -655680, -719616, -694464, -572160, -343872);
        Vector256<float> rests = Vector256.Create(
            0, 2.0663869e-7f, -1.571946e-6f, 2.083241e-6f, -1.0787027e-6f, -1.6953123e-6f, -2.2736636e-7f, 4.4886721e-7f);
        if (Avx2.IsSupported)
        {
            rest = Avx2.PermuteVar8x32(rests, sum.AsInt32());
            return (Vector256.ShiftLeft(sum.AsInt32(), 23 - 3) + Avx2.PermuteVar8x32(powers, sum.AsInt32())).AsSingle();
        }

        rest = Lookup(rests.AsInt32(), sum.AsInt32()).AsSingle();
        return (Vector256.ShiftLeft(sum.AsInt32(), 23 - 3) + Lookup(powers, sum.AsInt32())).AsSingle();
#else
        int index = sum.AsInt32().Value & 7;
        rest = Vector256.Create(index switch
        {
            0 => 0,
            1 => 2.0663869e-7f,
            2 => -1.571946e-6f,
            3 => 2.083241e-6f,
            4 => -1.0787027e-6f,
            5 => -1.6953123e-6f,
            6 => -2.2736636e-7f,
            _ => 4.4886721e-7f,
        });
        int power = index switch { 0 => 0, 1 => -289344, 2 => -509952, 3 => -655680, 4 => -719616, 5 => -694464, 6 => -572160, _ => -343872 };
        return (Vector256.ShiftLeft(sum.AsInt32(), 23 - 3) + Vector256.Create(power)).AsSingle();
#endif
    }

    /// <summary>2^(k/8) as <see cref="EighthPower"/> has it, but rounded to single precision, for sums in which an ulp of the power hardly shows.</summary>
    /// <remarks>Three of the entries are an ulp below the nearest number: their last bit is 0, so that 1 + 2^(k/8) is exact where it counts most.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> RoundedEighthPower(Vector256<float> sum)
    {
#if NET
        Vector256<int> powers = Vector256.Create(0, -289342, -509968, -655658, -719629, -694486, -572164, -343866);
        if (Avx2.IsSupported)
            return (Vector256.ShiftLeft(sum.AsInt32(), 23 - 3) + Avx2.PermuteVar8x32(powers, sum.AsInt32())).AsSingle();
        return (Vector256.ShiftLeft(sum.AsInt32(), 23 - 3) + Lookup(powers, sum.AsInt32())).AsSingle();
#else
        Vector256<float> power = EighthPower(sum, out Vector256<float> rest);
        return Kernels<float>.FusedMultiplyAdd(power, rest, power);
#endif
    }
#if NET

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Lookup(Vector256<int> table, Vector256<int> index)
    {
        index &= Vector256.Create(7);
        if (AdvSimd.Arm64.IsSupported)
        {
            // Four bytes for every index, of the 32 in two registers.
            Vector256<byte> bytes = ((index * 0x04040404) + Vector256.Create(0x03020100)).AsByte();
            (Vector128<byte>, Vector128<byte>) entries = (table.AsByte().GetLower(), table.AsByte().GetUpper());
            return Vector256.Create(
                AdvSimd.Arm64.VectorTableLookup(entries, bytes.GetLower()), AdvSimd.Arm64.VectorTableLookup(entries, bytes.GetUpper())).AsInt32();
        }

        return Vector256.Create(Lookup(table, index.GetLower()), Lookup(table, index.GetUpper()));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Lookup(Vector256<int> table, Vector128<int> index)
    {
        Vector128<int> within = index & Vector128.Create(3);
        return Vector128.ConditionalSelect(
            Vector128.GreaterThan(index, Vector128.Create(3)), Vector128.Shuffle(table.GetUpper(), within), Vector128.Shuffle(table.GetLower(), within));
    }
#endif
}
