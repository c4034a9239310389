using System.Runtime.CompilerServices;

namespace NetGen;

public static partial class Kernels<T>
    where T : unmanaged
{
    /// <summary>Loads what belongs to neighbouring neurons, no more than half of the lanes; the others hold anything.</summary>
    /// <remarks>A short load seldom lies in two cache lines, which take twice the time.</remarks>
    /// <param name="first">What belongs to the first neuron.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> LoadNeurons(ref readonly T first)
        => Vector128.LoadUnsafe(in first).ToVector256Unsafe();

    /// <inheritdoc cref="LoadNeurons(ref readonly T)"/>
    /// <param name="weights">Weights of the layer.</param>
    /// <param name="first">The index of the first neuron's.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> LoadNeurons(ref readonly T weights, nuint first)
        => Vector128.LoadUnsafe(in weights, first).ToVector256Unsafe();

    /// <summary>Loads four inputs for <see cref="InputOfFour"/>: one load instead of four, since loads are what a single row is short of.</summary>
    /// <param name="first">The first of them.</param>
    /// <returns>The inputs in order, in single precision in both halves.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> LoadFourInputs(ref readonly T first)
    {
        if (typeof(T) == typeof(double))
            return Vector256.LoadUnsafe(in first);
        Vector128<T> quad = Vector128.LoadUnsafe(in first);
        return Vector256.Create(quad, quad);
    }

    /// <summary>One of four inputs in every lane.</summary>
    /// <param name="four">What <see cref="LoadFourInputs"/> returned.</param>
    /// <param name="input">0 to 3, a constant.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> InputOfFour(Vector256<T> four, int input)
    {
        // Where such vectors are two halves, a shuffle of both is a loop over their elements.
        if (!Vector256.IsHardwareAccelerated)
            return Vector256.Create(four.GetElement(input));
        if (typeof(T) == typeof(double))
            return Vector256.Shuffle(four.AsDouble(), Vector256.Create((long)input)).As<double, T>();
        return Vector256.Shuffle(four.AsSingle(), Vector256.Create(input, input, input, input, input + 4, input + 4, input + 4, input + 4)).As<float, T>();
    }

    /// <summary>A neuron in every lane of the lower half, for a layer that needs no more; the upper half holds anything.</summary>
    /// <remarks>On Zen 5 half the latency of a shuffle across the whole vector, for which a row would wait.</remarks>
    /// <param name="neurons">The layer below.</param>
    /// <param name="lane">Its lane, in the lower half; a constant.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> ShuffleLower(Vector256<T> neurons, int lane)
        => typeof(T) == typeof(double)
            ? Vector128.Shuffle(neurons.GetLower().AsDouble(), Vector128.Create((long)lane)).As<double, T>().ToVector256Unsafe()
            : Vector128.Shuffle(neurons.GetLower().AsSingle(), Vector128.Create(lane)).As<float, T>().ToVector256Unsafe();

    /// <summary>Stores neighbouring neurons of one row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreNeurons(Vector256<T> neurons, ref T first)
        => neurons.StoreUnsafe(ref first);

    /// <summary>Stores the first <paramref name="count"/> of neighbouring neurons of one row, and nothing behind them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreNeurons(Vector256<T> neurons, ref T first, int count)
        => StorePartial(neurons, ref first, count);
}
