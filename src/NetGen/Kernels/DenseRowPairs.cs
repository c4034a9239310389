using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace NetGen;

// Up to eight pairs of vectors in registers, for DenseRowWide.cs. How many there are comes as a number that is constant where these are inlined: the JIT passes over
// what it excludes, where it would inline a property for every question to a type.
public static partial class Kernels<T>
    where T : unmanaged
{
    // The products of an input with the weights of the first group; then where its lines begin.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref T FirstPairs(
        int pairs,
        bool joins,
        Vector512<T> x,
        ref T w,
        out Vector512<T> places,
        out Vector512<T> last,
        ref Vector512<T> c0,
        ref Vector512<T> c1,
        ref Vector512<T> c2,
        ref Vector512<T> c3,
        ref Vector512<T> c4,
        ref Vector512<T> c5,
        ref Vector512<T> c6,
        ref Vector512<T> c7)
    {
        ref T line = ref FirstLine(joins, ref w, out places);
        last = default;

        // The first vector as it lies in any case: in front of it there may be no memory. What would be joined for it is dropped.
        Vector512<T> first = FusedMultiplyAdd(x, Vector512.LoadUnsafe(ref w), c0);
        MultiplyAddPairs(pairs, joins, x, places, ref line, ref last, ref c0, ref c1, ref c2, ref c3, ref c4, ref c5, ref c6, ref c7);
        c0 = first;
        return ref line;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LoadPairs(
        int pairs,
        ref T start,
        out Vector512<T> c0,
        out Vector512<T> c1,
        out Vector512<T> c2,
        out Vector512<T> c3,
        out Vector512<T> c4,
        out Vector512<T> c5,
        out Vector512<T> c6,
        out Vector512<T> c7)
    {
        nuint lanes = (nuint)Vector512<T>.Count;
        c0 = pairs > 0 ? Vector512.LoadUnsafe(ref start) : default;
        c1 = pairs > 1 ? Vector512.LoadUnsafe(ref start, lanes) : default;
        c2 = pairs > 2 ? Vector512.LoadUnsafe(ref start, 2 * lanes) : default;
        c3 = pairs > 3 ? Vector512.LoadUnsafe(ref start, 3 * lanes) : default;
        c4 = pairs > 4 ? Vector512.LoadUnsafe(ref start, 4 * lanes) : default;
        c5 = pairs > 5 ? Vector512.LoadUnsafe(ref start, 5 * lanes) : default;
        c6 = pairs > 6 ? Vector512.LoadUnsafe(ref start, 6 * lanes) : default;
        c7 = pairs > 7 ? Vector512.LoadUnsafe(ref start, 7 * lanes) : default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyAddPairs(
        int pairs,
        bool joins,
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
    {
        if (pairs > 0)
            MultiplyAddPair(joins, x, places, ref w, 0, ref last, ref c0);
        if (pairs > 1)
            MultiplyAddPair(joins, x, places, ref w, 1, ref last, ref c1);
        if (pairs > 2)
            MultiplyAddPair(joins, x, places, ref w, 2, ref last, ref c2);
        if (pairs > 3)
            MultiplyAddPair(joins, x, places, ref w, 3, ref last, ref c3);
        if (pairs > 4)
            MultiplyAddPair(joins, x, places, ref w, 4, ref last, ref c4);
        if (pairs > 5)
            MultiplyAddPair(joins, x, places, ref w, 5, ref last, ref c5);
        if (pairs > 6)
            MultiplyAddPair(joins, x, places, ref w, 6, ref last, ref c6);
        if (pairs > 7)
            MultiplyAddPair(joins, x, places, ref w, 7, ref last, ref c7);
    }

    // Weights that lie across lines are put together: each vector ends in the line that the next one begins in.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyAddPair(
        bool joins, Vector512<T> x, Vector512<T> places, ref T w, nuint pair, ref Vector512<T> last, ref Vector512<T> c)
    {
        Vector512<T> weights = Vector512.LoadUnsafe(ref w, pair * (nuint)Vector512<T>.Count);
        if (!joins)
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

    // Where the first line of the cache begins that lies within weights to be joined, and the places of joined numbers in two neighbouring lines.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref T FirstLine(bool joins, ref T w, out Vector512<T> places)
    {
        if (!joins)
        {
            places = default;
            return ref w;
        }

        nint below = NumbersBelowLine(ref w);
        places = PlacesBehind(Vector512<T>.Count - below);
        return ref Unsafe.Add(ref w, below);
    }

    // The numbers up to the next line of the cache. Where the collector moves them meanwhile they only lie less well.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe nint NumbersBelowLine(ref T first)
    {
        nuint address = (nuint)Unsafe.AsPointer(ref first);
        return (nint)((0 - address) % (nuint)Unsafe.SizeOf<Vector512<T>>() / (nuint)Unsafe.SizeOf<T>());
    }

    // The lanes of two vectors, one behind the other, that so many others precede.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> PlacesBehind(nint lanes)
        => typeof(T) == typeof(double)
            ? (Vector512<long>.Indices + Vector512.Create((long)lanes)).As<long, T>() : (Vector512<int>.Indices + Vector512.Create((int)lanes)).As<int, T>();

    private static bool IsWholeLines(ref T first, nuint numbers)
        => NumbersBelowLine(ref first) == 0 && numbers % (nuint)Vector512<T>.Count == 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> FusedMultiplyAdd(Vector512<T> a, Vector512<T> b, Vector512<T> c)
        => typeof(T) == typeof(double)
            ? (Vector512<T>)(object)Vector512.FusedMultiplyAdd((Vector512<double>)(object)a, (Vector512<double>)(object)b, (Vector512<double>)(object)c)
            : (Vector512<T>)(object)Vector512.FusedMultiplyAdd((Vector512<float>)(object)a, (Vector512<float>)(object)b, (Vector512<float>)(object)c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StorePairs(
        int pairs,
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
    {
        Vector512<T> last = c0;
        if (pairs == 0)
            return;
        if (pairs > 1)
            StorePairBefore(c1, ref last, ref y, 0);
        if (pairs > 2)
            StorePairBefore(c2, ref last, ref y, 1);
        if (pairs > 3)
            StorePairBefore(c3, ref last, ref y, 2);
        if (pairs > 4)
            StorePairBefore(c4, ref last, ref y, 3);
        if (pairs > 5)
            StorePairBefore(c5, ref last, ref y, 4);
        if (pairs > 6)
            StorePairBefore(c6, ref last, ref y, 5);
        if (pairs > 7)
            StorePairBefore(c7, ref last, ref y, 6);

        int lanes = Vector256<T>.Count;
        int first = (pairs - 1) * Vector512<T>.Count;
        StorePartial(last.GetLower(), ref Unsafe.Add(ref y, first), Math.Min(count - first, lanes));
        if (count - first > lanes)
            StorePartial(last.GetUpper(), ref Unsafe.Add(ref y, first + lanes), Math.Min(count - first - lanes, lanes));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StorePairBefore(Vector512<T> next, ref Vector512<T> last, ref T y, nuint place)
    {
        last.StoreUnsafe(ref y, place * (nuint)Vector512<T>.Count);
        last = next;
    }
}
