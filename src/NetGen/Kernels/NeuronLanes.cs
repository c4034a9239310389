using System.Runtime.CompilerServices;

namespace NetGen;

public static partial class Kernels
{
    /// <summary>Loads what belongs to neighbouring neurons, no more than half of the lanes; the others hold anything.</summary>
    /// <remarks>A short load seldom lies in two cache lines, which take twice the time.</remarks>
    /// <param name="first">What belongs to the first neuron.</param>
    /// <param name="count">The number of neurons, a constant.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> LoadNeurons<T>(ref readonly T first, int count)
        where T : struct
        => count == 1 ? Vector256.CreateScalarUnsafe(first) : Vector128.LoadUnsafe(in first).ToVector256Unsafe();

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
