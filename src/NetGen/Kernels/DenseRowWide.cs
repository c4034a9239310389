using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using NetGen.Functions;

namespace NetGen;

// One row of a layer whose neurons have one sum each, where the processor has vectors of 512 bits: each is two of the canonical vectors, so nothing
// changes but the number of loads and of passes over the weights. There are 32 registers then.
public static partial class Kernels
{
    // So many sums leave registers for an input, for the places of its weights and for two vectors of them.
    private const int MaximumPairs = 26;

    // More vectors than sixteen registers hold are worth it even where a processor takes 512 bits in two steps.
    private static bool TakesPairs(int vectors)
        => Vector512.IsHardwareAccelerated && vectors >= (Processor.LoadsPairs ? PartialSums.MinimumVectorsOfPairs : PartialSums.Registers + 1);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void WideRow<T, TActivation>(
        int vectors, ref T x, ref T w, ref T bias, ref T y, nuint inputs, nuint neurons, int tail)
        where T : struct
        where TActivation : struct, IActivationFunction
    {
        PairsOfRow(Processor.JoinsPairs, vectors, ref x, ref w, ref bias, ref y, inputs, neurons, tail);
        if (typeof(TActivation) != typeof(Identity))
            ActivateRow<T, TActivation>(ref y, vectors, tail);
    }

    /// <summary>
    /// One row of a layer of at least eight vectors of neurons, where the processor loads 512 bits as fast as 256: the same sums from half as many loads.
    /// </summary>
    /// <param name="x">The inputs.</param>
    /// <param name="parameters">Weights [inputs, neurons], then biases [neurons]; up to 64 bytes behind them may be read.</param>
    /// <param name="y">The activations.</param>
    /// <param name="yLength">The numbers that may be written there, of which those behind the neurons end up as anything.</param>
    /// <param name="inputs">The number of inputs.</param>
    /// <param name="neurons">The number of neurons.</param>
    /// <returns>False on all other processors, where nothing is done.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool DenseInPairs<T, TActivation>(ref readonly T x, ref readonly T parameters, ref T y, int yLength, int inputs, int neurons)
        where T : struct
        where TActivation : struct, IActivationFunction
    {
        if (!Processor.LoadsPairs)
            return false;
        int lanes = Vector256<T>.Count;
        ref T w = ref Unsafe.AsRef(in parameters);
        WideRow<T, TActivation>(
            (neurons + lanes - 1) / lanes, ref Unsafe.AsRef(in x), ref w, ref Unsafe.Add(ref w, inputs * neurons), ref y, (nuint)inputs, (nuint)neurons,
            TailLanes<T>(yLength, neurons));
        return true;
    }

    // The sums alone, of at least seven vectors, in chunks of nearly the same size. To join means to put weights that do not lie in whole lines together from aligned vectors.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static void PairsOfRow<T>(bool joins, int vectors, ref T x, ref T w, ref T bias, ref T y, nuint inputs, nuint neurons, int tail)
        where T : struct
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
                PairsOfRow<T, One>(size, ref x, ref weights, ref biases, ref sums, inputs, neurons, count);
            else
                PairsOfRow<T, Zero>(size, ref x, ref weights, ref biases, ref sums, inputs, neurons, count);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void PairsOfRow<T, TJoins>(int pairs, ref T x, ref T w, ref T bias, ref T y, nuint inputs, nuint neurons, int count)
        where T : struct
        where TJoins : struct, IConstant
    {
        switch (pairs)
        {
            case 4:
                PairsOfRow<T, TJoins, Four, Zero, Zero, Zero>(ref x, ref w, ref bias, ref y, inputs, neurons, count);
                break;
            case 5:
                PairsOfRow<T, TJoins, Five, Zero, Zero, Zero>(ref x, ref w, ref bias, ref y, inputs, neurons, count);
                break;
            case 6:
                PairsOfRow<T, TJoins, Six, Zero, Zero, Zero>(ref x, ref w, ref bias, ref y, inputs, neurons, count);
                break;
            case 7:
                PairsOfRow<T, TJoins, Seven, Zero, Zero, Zero>(ref x, ref w, ref bias, ref y, inputs, neurons, count);
                break;
            case 8:
                PairsOfRow<T, TJoins, Eight, Zero, Zero, Zero>(ref x, ref w, ref bias, ref y, inputs, neurons, count);
                break;
            case 9:
                PairsOfRow<T, TJoins, Eight, One, Zero, Zero>(ref x, ref w, ref bias, ref y, inputs, neurons, count);
                break;
            case 10:
                PairsOfRow<T, TJoins, Eight, Two, Zero, Zero>(ref x, ref w, ref bias, ref y, inputs, neurons, count);
                break;
            case 11:
                PairsOfRow<T, TJoins, Eight, Three, Zero, Zero>(ref x, ref w, ref bias, ref y, inputs, neurons, count);
                break;
            case 12:
                PairsOfRow<T, TJoins, Eight, Four, Zero, Zero>(ref x, ref w, ref bias, ref y, inputs, neurons, count);
                break;
            case 13:
                PairsOfRow<T, TJoins, Eight, Five, Zero, Zero>(ref x, ref w, ref bias, ref y, inputs, neurons, count);
                break;
            case 14:
                PairsOfRow<T, TJoins, Eight, Six, Zero, Zero>(ref x, ref w, ref bias, ref y, inputs, neurons, count);
                break;
            case 15:
                PairsOfRow<T, TJoins, Eight, Seven, Zero, Zero>(ref x, ref w, ref bias, ref y, inputs, neurons, count);
                break;
            case 16:
                PairsOfRow<T, TJoins, Eight, Eight, Zero, Zero>(ref x, ref w, ref bias, ref y, inputs, neurons, count);
                break;
            case 17:
                PairsOfRow<T, TJoins, Eight, Eight, One, Zero>(ref x, ref w, ref bias, ref y, inputs, neurons, count);
                break;
            case 18:
                PairsOfRow<T, TJoins, Eight, Eight, Two, Zero>(ref x, ref w, ref bias, ref y, inputs, neurons, count);
                break;
            case 19:
                PairsOfRow<T, TJoins, Eight, Eight, Three, Zero>(ref x, ref w, ref bias, ref y, inputs, neurons, count);
                break;
            case 20:
                PairsOfRow<T, TJoins, Eight, Eight, Four, Zero>(ref x, ref w, ref bias, ref y, inputs, neurons, count);
                break;
            case 21:
                PairsOfRow<T, TJoins, Eight, Eight, Five, Zero>(ref x, ref w, ref bias, ref y, inputs, neurons, count);
                break;
            case 22:
                PairsOfRow<T, TJoins, Eight, Eight, Six, Zero>(ref x, ref w, ref bias, ref y, inputs, neurons, count);
                break;
            case 23:
                PairsOfRow<T, TJoins, Eight, Eight, Seven, Zero>(ref x, ref w, ref bias, ref y, inputs, neurons, count);
                break;
            case 24:
                PairsOfRow<T, TJoins, Eight, Eight, Eight, Zero>(ref x, ref w, ref bias, ref y, inputs, neurons, count);
                break;
            case 25:
                PairsOfRow<T, TJoins, Eight, Eight, Eight, One>(ref x, ref w, ref bias, ref y, inputs, neurons, count);
                break;
            default:
                PairsOfRow<T, TJoins, Eight, Eight, Eight, Two>(ref x, ref w, ref bias, ref y, inputs, neurons, count);
                break;
        }
    }

    // Up to four groups of eight pairs; count numbers are there.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void PairsOfRow<T, TJoins, TFirst, TSecond, TThird, TFourth>(
        ref T x, ref T w, ref T bias, ref T y, nuint inputs, nuint neurons, int count)
        where T : struct
        where TJoins : struct, IConstant
        where TFirst : struct, IConstant
        where TSecond : struct, IConstant
        where TThird : struct, IConstant
        where TFourth : struct, IConstant
    {
        int eight = 8 * Vector512<T>.Count;
        LoadPairs<T, TFirst>(
            ref bias, out Vector512<T> a0, out Vector512<T> a1, out Vector512<T> a2, out Vector512<T> a3,
            out Vector512<T> a4, out Vector512<T> a5, out Vector512<T> a6, out Vector512<T> a7);
        LoadPairs<T, TSecond>(
            ref Unsafe.Add(ref bias, eight), out Vector512<T> b0, out Vector512<T> b1, out Vector512<T> b2, out Vector512<T> b3,
            out Vector512<T> b4, out Vector512<T> b5, out Vector512<T> b6, out Vector512<T> b7);
        LoadPairs<T, TThird>(
            ref Unsafe.Add(ref bias, 2 * eight), out Vector512<T> c0, out Vector512<T> c1, out Vector512<T> c2, out Vector512<T> c3,
            out Vector512<T> c4, out Vector512<T> c5, out Vector512<T> c6, out Vector512<T> c7);
        LoadPairs<T, TFourth>(
            ref Unsafe.Add(ref bias, 3 * eight), out Vector512<T> d0, out Vector512<T> d1, out Vector512<T> d2, out Vector512<T> d3,
            out Vector512<T> d4, out Vector512<T> d5, out Vector512<T> d6, out Vector512<T> d7);
        for (; inputs != 0; inputs--)
        {
            Vector512<T> value = Vector512.Create(x);
            nint below = TJoins.Value > 0 ? NumbersBelowLine(ref w) : 0;
            ref T line = ref Unsafe.Add(ref w, below);
            Vector512<T> places = TJoins.Value > 0 ? PlacesBehind<T>(Vector512<T>.Count - below) : default;
            Vector512<T> last = default;

            // The first vector as it lies in any case: in front of it there may be no memory. What would be joined for it is dropped.
            Vector512<T> first = FusedMultiplyAdd(value, Vector512.LoadUnsafe(ref w), a0);
            MultiplyAddPairs<T, TJoins, TFirst>(value, places, ref line, ref last, ref a0, ref a1, ref a2, ref a3, ref a4, ref a5, ref a6, ref a7);
            a0 = first;
            MultiplyAddPairs<T, TJoins, TSecond>(value, places, ref Unsafe.Add(ref line, eight), ref last, ref b0, ref b1, ref b2, ref b3, ref b4, ref b5, ref b6, ref b7);
            MultiplyAddPairs<T, TJoins, TThird>(value, places, ref Unsafe.Add(ref line, 2 * eight), ref last, ref c0, ref c1, ref c2, ref c3, ref c4, ref c5, ref c6, ref c7);
            MultiplyAddPairs<T, TJoins, TFourth>(value, places, ref Unsafe.Add(ref line, 3 * eight), ref last, ref d0, ref d1, ref d2, ref d3, ref d4, ref d5, ref d6, ref d7);
            w = ref Unsafe.Add(ref w, neurons);
            x = ref Unsafe.Add(ref x, 1);
        }

        StorePairs<T, TFirst>(a0, a1, a2, a3, a4, a5, a6, a7, ref y, count);
        StorePairs<T, TSecond>(b0, b1, b2, b3, b4, b5, b6, b7, ref Unsafe.Add(ref y, eight), count - eight);
        StorePairs<T, TThird>(c0, c1, c2, c3, c4, c5, c6, c7, ref Unsafe.Add(ref y, 2 * eight), count - (2 * eight));
        StorePairs<T, TFourth>(d0, d1, d2, d3, d4, d5, d6, d7, ref Unsafe.Add(ref y, 3 * eight), count - (3 * eight));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LoadPairs<T, TPairs>(
        ref T start,
        out Vector512<T> c0,
        out Vector512<T> c1,
        out Vector512<T> c2,
        out Vector512<T> c3,
        out Vector512<T> c4,
        out Vector512<T> c5,
        out Vector512<T> c6,
        out Vector512<T> c7)
        where T : struct
        where TPairs : struct, IConstant
    {
        nuint lanes = (nuint)Vector512<T>.Count;
        c0 = TPairs.Value > 0 ? Vector512.LoadUnsafe(ref start) : default;
        c1 = TPairs.Value > 1 ? Vector512.LoadUnsafe(ref start, lanes) : default;
        c2 = TPairs.Value > 2 ? Vector512.LoadUnsafe(ref start, 2 * lanes) : default;
        c3 = TPairs.Value > 3 ? Vector512.LoadUnsafe(ref start, 3 * lanes) : default;
        c4 = TPairs.Value > 4 ? Vector512.LoadUnsafe(ref start, 4 * lanes) : default;
        c5 = TPairs.Value > 5 ? Vector512.LoadUnsafe(ref start, 5 * lanes) : default;
        c6 = TPairs.Value > 6 ? Vector512.LoadUnsafe(ref start, 6 * lanes) : default;
        c7 = TPairs.Value > 7 ? Vector512.LoadUnsafe(ref start, 7 * lanes) : default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyAddPairs<T, TJoins, TPairs>(
        Vector512<T> x,
        Vector512<T> places,
        ref T w,
        ref Vector512<T> last,
        ref Vector512<T> c0,
        ref Vector512<T> c1,
        ref Vector512<T> c2,
        ref Vector512<T> c3,
        ref Vector512<T> c4,
        ref Vector512<T> c5,
        ref Vector512<T> c6,
        ref Vector512<T> c7)
        where T : struct
        where TJoins : struct, IConstant
        where TPairs : struct, IConstant
    {
        if (TPairs.Value > 0)
            MultiplyAddPair<T, TJoins>(x, places, ref w, 0, ref last, ref c0);
        if (TPairs.Value > 1)
            MultiplyAddPair<T, TJoins>(x, places, ref w, 1, ref last, ref c1);
        if (TPairs.Value > 2)
            MultiplyAddPair<T, TJoins>(x, places, ref w, 2, ref last, ref c2);
        if (TPairs.Value > 3)
            MultiplyAddPair<T, TJoins>(x, places, ref w, 3, ref last, ref c3);
        if (TPairs.Value > 4)
            MultiplyAddPair<T, TJoins>(x, places, ref w, 4, ref last, ref c4);
        if (TPairs.Value > 5)
            MultiplyAddPair<T, TJoins>(x, places, ref w, 5, ref last, ref c5);
        if (TPairs.Value > 6)
            MultiplyAddPair<T, TJoins>(x, places, ref w, 6, ref last, ref c6);
        if (TPairs.Value > 7)
            MultiplyAddPair<T, TJoins>(x, places, ref w, 7, ref last, ref c7);
    }

    // Weights that lie across lines are put together: each vector ends in the line that the next one begins in.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyAddPair<T, TJoins>(Vector512<T> x, Vector512<T> places, ref T w, nuint pair, ref Vector512<T> last, ref Vector512<T> c)
        where T : struct
        where TJoins : struct, IConstant
    {
        Vector512<T> weights = Vector512.LoadUnsafe(ref w, pair * (nuint)Vector512<T>.Count);
        if (TJoins.Value == 0)
        {
            c = FusedMultiplyAdd(x, weights, c);
            return;
        }

        Vector512<T> joined = typeof(T) == typeof(double)
            ? Avx512F.PermuteVar8x64x2(last.AsDouble(), places.AsInt64(), weights.AsDouble()).As<double, T>()
            : Avx512F.PermuteVar16x32x2(last.AsSingle(), places.AsInt32(), weights.AsSingle()).As<float, T>();
        c = FusedMultiplyAdd(x, joined, c);
        last = weights;
    }

    // The numbers up to the next line of the cache. Where the collector moves them meanwhile they only lie less well.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe nint NumbersBelowLine<T>(ref T first)
        where T : struct
    {
        nuint address = (nuint)Unsafe.AsPointer(ref first);
        return (nint)((0 - address) % (nuint)Unsafe.SizeOf<Vector512<T>>() / (nuint)Unsafe.SizeOf<T>());
    }

    // The lanes of two vectors, one behind the other, that so many others precede.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> PlacesBehind<T>(nint lanes)
        where T : struct
        => typeof(T) == typeof(double)
            ? (Vector512<long>.Indices + Vector512.Create((long)lanes)).As<long, T>() : (Vector512<int>.Indices + Vector512.Create((int)lanes)).As<int, T>();

    private static bool IsWholeLines<T>(ref T first, nuint numbers)
        where T : struct
        => NumbersBelowLine(ref first) == 0 && numbers % (nuint)Vector512<T>.Count == 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> FusedMultiplyAdd<T>(Vector512<T> a, Vector512<T> b, Vector512<T> c)
        where T : struct
        => typeof(T) == typeof(double)
            ? Vector512.FusedMultiplyAdd(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>()
            : Vector512.FusedMultiplyAdd(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StorePairs<T, TPairs>(
        Vector512<T> c0,
        Vector512<T> c1,
        Vector512<T> c2,
        Vector512<T> c3,
        Vector512<T> c4,
        Vector512<T> c5,
        Vector512<T> c6,
        Vector512<T> c7,
        ref T y,
        int count)
        where T : struct
        where TPairs : struct, IConstant
    {
        Vector512<T> last = c0;
        if (TPairs.Value == 0)
            return;
        if (TPairs.Value > 1)
            StorePairBefore(c1, ref last, ref y, 0);
        if (TPairs.Value > 2)
            StorePairBefore(c2, ref last, ref y, 1);
        if (TPairs.Value > 3)
            StorePairBefore(c3, ref last, ref y, 2);
        if (TPairs.Value > 4)
            StorePairBefore(c4, ref last, ref y, 3);
        if (TPairs.Value > 5)
            StorePairBefore(c5, ref last, ref y, 4);
        if (TPairs.Value > 6)
            StorePairBefore(c6, ref last, ref y, 5);
        if (TPairs.Value > 7)
            StorePairBefore(c7, ref last, ref y, 6);

        int lanes = Vector256<T>.Count;
        int first = (TPairs.Value - 1) * Vector512<T>.Count;
        StorePartial(last.GetLower(), ref Unsafe.Add(ref y, first), Math.Min(count - first, lanes));
        if (count - first > lanes)
            StorePartial(last.GetUpper(), ref Unsafe.Add(ref y, first + lanes), Math.Min(count - first - lanes, lanes));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StorePairBefore<T>(Vector512<T> next, ref Vector512<T> last, ref T y, nuint place)
        where T : struct
    {
        last.StoreUnsafe(ref y, place * (nuint)Vector512<T>.Count);
        last = next;
    }
}
