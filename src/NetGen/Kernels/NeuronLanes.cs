using System.Runtime.CompilerServices;

namespace NetGen;

public static partial class Kernels
{
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
