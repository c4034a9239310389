using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetGen;

public static unsafe partial class Kernels
{
    /// <summary>The first element of memory from the stack that lies at the start of a cache line; 64 bytes of the memory may be lost in front of it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref T Aligned<T>(Span<T> stack)
        where T : unmanaged
    {
        ref T first = ref MemoryMarshal.GetReference(stack);
        return ref Unsafe.AddByteOffset(ref first, (nint)(-(nint)Unsafe.AsPointer(ref first) & (LineBytes - 1)));
    }

    /// <summary>Stores neighbouring neurons of one row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreNeurons<T>(Vector256<T> neurons, ref T first)
        where T : struct
        => neurons.StoreUnsafe(ref first);

    /// <summary>Stores the first <paramref name="count"/> of neighbouring neurons of one row, and nothing behind them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreNeurons<T>(Vector256<T> neurons, ref T first, int count)
        where T : struct
        => StorePartial(neurons, ref first, count);
}
