using System.Runtime.CompilerServices;

namespace NetGen;

// One row of a layer whose neurons have one sum each, where the processor has vectors of 512 bits: each is two of the canonical vectors, so nothing
// changes but the number of loads and of passes over the weights. There are 32 registers then.
public static partial class Kernels<T>
    where T : unmanaged
{
    // So many sums leave registers for an input, for the places of its weights and for two vectors of them.
    private const int MaximumPairs = 26;

    // More vectors than sixteen registers hold are worth it even where a processor takes 512 bits in two steps.
    private static bool TakesPairs(int vectors)
        => Vector512.IsHardwareAccelerated && vectors >= (Processor.LoadsPairs ? PartialSums.MinimumVectorsOfPairs : PartialSums.Registers + 1);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void WideRow<TActivation>(
        int vectors, ref T x, ref T w, ref T bias, ref T y, nuint inputs, nuint neurons, int tail)
        where TActivation : struct, IActivationFunction<T>
    {
        PairsOfRow(Processor.JoinsPairs, vectors, ref x, ref w, ref bias, ref y, inputs, neurons, tail);
        if (typeof(TActivation) != typeof(Functions.Identity))
            ActivateRow<TActivation>(ref y, vectors, tail);
    }

    /// <summary>One row of a layer of at least eight vectors of neurons where <see cref="Processor.LoadsPairs"/>: the same sums from half as many loads.</summary>
    /// <param name="x">The inputs.</param>
    /// <param name="parameters">Weights [inputs, neurons], then biases [neurons]; up to 64 bytes behind them may be read.</param>
    /// <param name="y">The activations.</param>
    /// <param name="yLength">The numbers that may be written there, of which those behind the neurons end up as anything.</param>
    /// <param name="inputs">The number of inputs.</param>
    /// <param name="neurons">The number of neurons.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void DenseInPairs<TActivation>(ref readonly T x, ref readonly T parameters, ref T y, int yLength, int inputs, int neurons)
        where TActivation : struct, IActivationFunction<T>
    {
        int lanes = Vector256<T>.Count;
        ref T w = ref Unsafe.AsRef(in parameters);
        WideRow<TActivation>(
            (neurons + lanes - 1) / lanes, ref Unsafe.AsRef(in x), ref w, ref Unsafe.Add(ref w, inputs * neurons), ref y, (nuint)inputs, (nuint)neurons,
            TailLanes(yLength, neurons));
    }

    // The sums alone, of at least seven vectors, in chunks of nearly the same size. To join means to put weights that do not lie in whole lines together from aligned vectors.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static void PairsOfRow(bool joins, int vectors, ref T x, ref T w, ref T bias, ref T y, nuint inputs, nuint neurons, int tail)
    {
        int lanes = Vector256<T>.Count;
        int pairs = (vectors + 1) / 2;
        joins &= !IsWholeLines(ref w, neurons);
        int chunks = (pairs + MaximumPairs - 1) / MaximumPairs;
        for (int p = 0; chunks > 0; chunks--)
        {
            int size = (pairs - p + chunks - 1) / chunks;
            int column = 2 * p * lanes;
            int last = Math.Min(2 * size, vectors - (2 * p));
            p += size;
            int count = p == pairs ? ((last - 1) * lanes) + tail : last * lanes;
            ref T weights = ref Unsafe.Add(ref w, column);
            ref T biases = ref Unsafe.Add(ref bias, column);
            ref T sums = ref Unsafe.Add(ref y, column);
            if (joins)
                ChunkOfRow<One>(size, ref x, ref weights, ref biases, ref sums, inputs, neurons, count);
            else
                ChunkOfRow<Zero>(size, ref x, ref weights, ref biases, ref sums, inputs, neurons, count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ChunkOfRow<TJoins>(int pairs, ref T x, ref T w, ref T bias, ref T y, nuint inputs, nuint neurons, int count)
        where TJoins : struct, IConstant
    {
        if (pairs > 8)
            MorePairsOfRow<TJoins>(pairs, ref x, ref w, ref bias, ref y, inputs, neurons, count);
        else
            PairsOfRow<TJoins>(pairs, ref x, ref w, ref bias, ref y, inputs, neurons, count);
    }

    // Up to eight pairs have a method of their own: one for all would take the JIT three times as long.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void PairsOfRow<TJoins>(int pairs, ref T x, ref T w, ref T bias, ref T y, nuint inputs, nuint neurons, int count)
        where TJoins : struct, IConstant
    {
        switch (pairs)
        {
            case 4:
                PairsOfRow<TJoins, Four>(ref x, ref w, ref bias, ref y, inputs, neurons, count);
                break;
            case 5:
                PairsOfRow<TJoins, Five>(ref x, ref w, ref bias, ref y, inputs, neurons, count);
                break;
            case 6:
                PairsOfRow<TJoins, Six>(ref x, ref w, ref bias, ref y, inputs, neurons, count);
                break;
            case 7:
                PairsOfRow<TJoins, Seven>(ref x, ref w, ref bias, ref y, inputs, neurons, count);
                break;
            default:
                PairsOfRow<TJoins, Eight>(ref x, ref w, ref bias, ref y, inputs, neurons, count);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void MorePairsOfRow<TJoins>(int pairs, ref T x, ref T w, ref T bias, ref T y, nuint inputs, nuint neurons, int count)
        where TJoins : struct, IConstant
    {
        switch (pairs)
        {
            case 9:
                PairsOfRow<TJoins, One, Zero, Zero>(ref x, ref w, ref bias, ref y, inputs, neurons, count);
                break;
            case 10:
                PairsOfRow<TJoins, Two, Zero, Zero>(ref x, ref w, ref bias, ref y, inputs, neurons, count);
                break;
            case 11:
                PairsOfRow<TJoins, Three, Zero, Zero>(ref x, ref w, ref bias, ref y, inputs, neurons, count);
                break;
            case 12:
                PairsOfRow<TJoins, Four, Zero, Zero>(ref x, ref w, ref bias, ref y, inputs, neurons, count);
                break;
            case 13:
                PairsOfRow<TJoins, Five, Zero, Zero>(ref x, ref w, ref bias, ref y, inputs, neurons, count);
                break;
            case 14:
                PairsOfRow<TJoins, Six, Zero, Zero>(ref x, ref w, ref bias, ref y, inputs, neurons, count);
                break;
            case 15:
                PairsOfRow<TJoins, Seven, Zero, Zero>(ref x, ref w, ref bias, ref y, inputs, neurons, count);
                break;
            case 16:
                PairsOfRow<TJoins, Eight, Zero, Zero>(ref x, ref w, ref bias, ref y, inputs, neurons, count);
                break;
            case 17:
                PairsOfRow<TJoins, Eight, One, Zero>(ref x, ref w, ref bias, ref y, inputs, neurons, count);
                break;
            case 18:
                PairsOfRow<TJoins, Eight, Two, Zero>(ref x, ref w, ref bias, ref y, inputs, neurons, count);
                break;
            case 19:
                PairsOfRow<TJoins, Eight, Three, Zero>(ref x, ref w, ref bias, ref y, inputs, neurons, count);
                break;
            case 20:
                PairsOfRow<TJoins, Eight, Four, Zero>(ref x, ref w, ref bias, ref y, inputs, neurons, count);
                break;
            case 21:
                PairsOfRow<TJoins, Eight, Five, Zero>(ref x, ref w, ref bias, ref y, inputs, neurons, count);
                break;
            case 22:
                PairsOfRow<TJoins, Eight, Six, Zero>(ref x, ref w, ref bias, ref y, inputs, neurons, count);
                break;
            case 23:
                PairsOfRow<TJoins, Eight, Seven, Zero>(ref x, ref w, ref bias, ref y, inputs, neurons, count);
                break;
            case 24:
                PairsOfRow<TJoins, Eight, Eight, Zero>(ref x, ref w, ref bias, ref y, inputs, neurons, count);
                break;
            case 25:
                PairsOfRow<TJoins, Eight, Eight, One>(ref x, ref w, ref bias, ref y, inputs, neurons, count);
                break;
            default:
                PairsOfRow<TJoins, Eight, Eight, Two>(ref x, ref w, ref bias, ref y, inputs, neurons, count);
                break;
        }
    }

    // Count numbers are there.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void PairsOfRow<TJoins, TPairs>(ref T x, ref T w, ref T bias, ref T y, nuint inputs, nuint neurons, int count)
        where TJoins : struct, IConstant
        where TPairs : struct, IConstant
    {
        LoadPairs(
            TPairs.Value, ref bias, out Vector512<T> a0, out Vector512<T> a1, out Vector512<T> a2, out Vector512<T> a3,
            out Vector512<T> a4, out Vector512<T> a5, out Vector512<T> a6, out Vector512<T> a7);
        for (; inputs != 0; inputs--)
        {
            Vector512<T> value = Vector512.Create(x);
            FirstPairs(TPairs.Value, TJoins.Value > 0, value, ref w, out _, out _, ref a0, ref a1, ref a2, ref a3, ref a4, ref a5, ref a6, ref a7);
            w = ref Unsafe.Add(ref w, neurons);
            x = ref Unsafe.Add(ref x, 1);
        }

        StorePairs(TPairs.Value, a0, a1, a2, a3, a4, a5, a6, a7, ref y, count);
    }

    // Eight pairs and up to three groups more.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void PairsOfRow<TJoins, TSecond, TThird, TFourth>(
        ref T x, ref T w, ref T bias, ref T y, nuint inputs, nuint neurons, int count)
        where TJoins : struct, IConstant
        where TSecond : struct, IConstant
        where TThird : struct, IConstant
        where TFourth : struct, IConstant
    {
        int eight = 8 * Vector512<T>.Count;
        LoadPairs(
            8, ref bias, out Vector512<T> a0, out Vector512<T> a1, out Vector512<T> a2, out Vector512<T> a3,
            out Vector512<T> a4, out Vector512<T> a5, out Vector512<T> a6, out Vector512<T> a7);
        LoadPairs(
            TSecond.Value, ref Unsafe.Add(ref bias, eight), out Vector512<T> b0, out Vector512<T> b1, out Vector512<T> b2, out Vector512<T> b3,
            out Vector512<T> b4, out Vector512<T> b5, out Vector512<T> b6, out Vector512<T> b7);
        LoadPairs(
            TThird.Value, ref Unsafe.Add(ref bias, 2 * eight), out Vector512<T> c0, out Vector512<T> c1, out Vector512<T> c2, out Vector512<T> c3,
            out Vector512<T> c4, out Vector512<T> c5, out Vector512<T> c6, out Vector512<T> c7);
        LoadPairs(
            TFourth.Value, ref Unsafe.Add(ref bias, 3 * eight), out Vector512<T> d0, out Vector512<T> d1, out Vector512<T> d2, out Vector512<T> d3,
            out Vector512<T> d4, out Vector512<T> d5, out Vector512<T> d6, out Vector512<T> d7);
        for (; inputs != 0; inputs--)
        {
            Vector512<T> value = Vector512.Create(x);
            bool joins = TJoins.Value > 0;
            ref T line = ref FirstPairs(
                8, joins, value, ref w, out Vector512<T> places, out Vector512<T> last, ref a0, ref a1, ref a2, ref a3, ref a4, ref a5, ref a6, ref a7);
            ref T second = ref Unsafe.Add(ref line, eight);
            ref T third = ref Unsafe.Add(ref second, eight);
            ref T fourth = ref Unsafe.Add(ref third, eight);
            MultiplyAddPairs(TSecond.Value, joins, value, places, ref second, ref last, ref b0, ref b1, ref b2, ref b3, ref b4, ref b5, ref b6, ref b7);
            MultiplyAddPairs(TThird.Value, joins, value, places, ref third, ref last, ref c0, ref c1, ref c2, ref c3, ref c4, ref c5, ref c6, ref c7);
            MultiplyAddPairs(TFourth.Value, joins, value, places, ref fourth, ref last, ref d0, ref d1, ref d2, ref d3, ref d4, ref d5, ref d6, ref d7);
            w = ref Unsafe.Add(ref w, neurons);
            x = ref Unsafe.Add(ref x, 1);
        }

        StorePairs(8, a0, a1, a2, a3, a4, a5, a6, a7, ref y, count);
        StorePairs(TSecond.Value, b0, b1, b2, b3, b4, b5, b6, b7, ref Unsafe.Add(ref y, eight), count - eight);
        StorePairs(TThird.Value, c0, c1, c2, c3, c4, c5, c6, c7, ref Unsafe.Add(ref y, 2 * eight), count - (2 * eight));
        StorePairs(TFourth.Value, d0, d1, d2, d3, d4, d5, d6, d7, ref Unsafe.Add(ref y, 3 * eight), count - (3 * eight));
    }
}
