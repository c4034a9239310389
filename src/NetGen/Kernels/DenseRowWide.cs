using System.Runtime.CompilerServices;

namespace NetGen;

// One row of a layer with more vectors of neurons than there are registers, where the processor has vectors of 512 bits: each is two of the canonical
// vectors, so nothing changes but the number of passes over the weights. There are 32 registers then.
public static partial class Kernels
{
    private const int MaximumPairs = 16;

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void WideRow<T, TActivation>(
        int vectors, ref T x, ref T w, ref T bias, ref T y, nuint inputs, nuint neurons, int tail)
        where T : struct
        where TActivation : struct, IActivationFunction
    {
        int lanes = Vector256<T>.Count;
        int pairs = (vectors + 1) / 2;
        int chunks = (pairs + MaximumPairs - 1) / MaximumPairs;
        for (int p = 0; chunks > 0; chunks--)
        {
            int size = (pairs - p + chunks - 1) / chunks;
            int column = 2 * p * lanes;
            p += size;
            int last = Math.Min(2 * size, vectors - (2 * (p - size)));
            int count = p == pairs ? ((last - 1) * lanes) + tail : last * lanes;
            PairsOfRow(size, ref x, ref Unsafe.Add(ref w, column), ref Unsafe.Add(ref bias, column), ref Unsafe.Add(ref y, column), inputs, neurons, count);
        }

        ActivateRow<T, TActivation>(ref y, vectors, tail);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void PairsOfRow<T>(int pairs, ref T x, ref T w, ref T bias, ref T y, nuint inputs, nuint neurons, int count)
        where T : struct
    {
        switch (pairs)
        {
            case 8:
                PairsOfRow<T, Zero>(ref x, ref w, ref bias, ref y, inputs, neurons, count);
                break;
            case 9:
                PairsOfRow<T, One>(ref x, ref w, ref bias, ref y, inputs, neurons, count);
                break;
            case 10:
                PairsOfRow<T, Two>(ref x, ref w, ref bias, ref y, inputs, neurons, count);
                break;
            case 11:
                PairsOfRow<T, Three>(ref x, ref w, ref bias, ref y, inputs, neurons, count);
                break;
            case 12:
                PairsOfRow<T, Four>(ref x, ref w, ref bias, ref y, inputs, neurons, count);
                break;
            case 13:
                PairsOfRow<T, Five>(ref x, ref w, ref bias, ref y, inputs, neurons, count);
                break;
            case 14:
                PairsOfRow<T, Six>(ref x, ref w, ref bias, ref y, inputs, neurons, count);
                break;
            case 15:
                PairsOfRow<T, Seven>(ref x, ref w, ref bias, ref y, inputs, neurons, count);
                break;
            default:
                PairsOfRow<T, Eight>(ref x, ref w, ref bias, ref y, inputs, neurons, count);
                break;
        }
    }

    // Eight pairs and some more; count elements are there.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void PairsOfRow<T, TMore>(ref T x, ref T w, ref T bias, ref T y, nuint inputs, nuint neurons, int count)
        where T : struct
        where TMore : struct, IConstant
    {
        nint eight = 8 * Vector512<T>.Count;
        LoadPairs<T, Eight>(
            ref bias, out Vector512<T> a0, out Vector512<T> a1, out Vector512<T> a2, out Vector512<T> a3,
            out Vector512<T> a4, out Vector512<T> a5, out Vector512<T> a6, out Vector512<T> a7);
        LoadPairs<T, TMore>(
            ref Unsafe.Add(ref bias, eight), out Vector512<T> b0, out Vector512<T> b1, out Vector512<T> b2, out Vector512<T> b3,
            out Vector512<T> b4, out Vector512<T> b5, out Vector512<T> b6, out Vector512<T> b7);
        for (; inputs != 0; inputs--)
        {
            Vector512<T> value = Vector512.Create(x);
            MultiplyAddPairs<T, Eight>(value, ref w, ref a0, ref a1, ref a2, ref a3, ref a4, ref a5, ref a6, ref a7);
            MultiplyAddPairs<T, TMore>(value, ref Unsafe.Add(ref w, eight), ref b0, ref b1, ref b2, ref b3, ref b4, ref b5, ref b6, ref b7);
            w = ref Unsafe.Add(ref w, neurons);
            x = ref Unsafe.Add(ref x, 1);
        }

        StorePairs<T, Eight>(a0, a1, a2, a3, a4, a5, a6, a7, ref y, count);
        StorePairs<T, TMore>(b0, b1, b2, b3, b4, b5, b6, b7, ref Unsafe.Add(ref y, eight), count - (int)eight);
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
    private static void MultiplyAddPairs<T, TPairs>(
        Vector512<T> x,
        ref T w,
        ref Vector512<T> c0,
        ref Vector512<T> c1,
        ref Vector512<T> c2,
        ref Vector512<T> c3,
        ref Vector512<T> c4,
        ref Vector512<T> c5,
        ref Vector512<T> c6,
        ref Vector512<T> c7)
        where T : struct
        where TPairs : struct, IConstant
    {
        nuint lanes = (nuint)Vector512<T>.Count;
        if (TPairs.Value > 0)
            c0 = FusedMultiplyAdd(x, Vector512.LoadUnsafe(ref w), c0);
        if (TPairs.Value > 1)
            c1 = FusedMultiplyAdd(x, Vector512.LoadUnsafe(ref w, lanes), c1);
        if (TPairs.Value > 2)
            c2 = FusedMultiplyAdd(x, Vector512.LoadUnsafe(ref w, 2 * lanes), c2);
        if (TPairs.Value > 3)
            c3 = FusedMultiplyAdd(x, Vector512.LoadUnsafe(ref w, 3 * lanes), c3);
        if (TPairs.Value > 4)
            c4 = FusedMultiplyAdd(x, Vector512.LoadUnsafe(ref w, 4 * lanes), c4);
        if (TPairs.Value > 5)
            c5 = FusedMultiplyAdd(x, Vector512.LoadUnsafe(ref w, 5 * lanes), c5);
        if (TPairs.Value > 6)
            c6 = FusedMultiplyAdd(x, Vector512.LoadUnsafe(ref w, 6 * lanes), c6);
        if (TPairs.Value > 7)
            c7 = FusedMultiplyAdd(x, Vector512.LoadUnsafe(ref w, 7 * lanes), c7);
    }

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
