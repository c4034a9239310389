using System.Runtime.CompilerServices;

namespace NetGen;

// One row of a layer: lanes are neurons, and the weights stream by in memory order, up to eight vectors of accumulators at a time.
public static partial class Kernels
{
    // With sizes that are constants at the call, what is left of this is one call.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void RowOfLayer<T, TActivation>(ref T x, ref T parameters, ref T y, int yStride, int inputs, int neurons)
        where T : struct
        where TActivation : struct, IActivationFunction
    {
        int lanes = Vector256<T>.Count;
        int vectors = (neurons + lanes - 1) / lanes;
        int partials = Partials<T>(inputs, neurons);
        int tail = TailLanes<T>(yStride, neurons);
        ref T bias = ref Unsafe.Add(ref parameters, inputs * neurons);
        if (partials == 8 && 2 * neurons == lanes && inputs % 8 == 0)
            RowOfHalfVectors<T, TActivation>(ref x, ref parameters, ref bias, ref y, (nuint)inputs);
        else if (vectors * partials <= 8)
            RowChunk<T, TActivation>(vectors, partials, ref x, ref parameters, ref bias, ref y, (nuint)inputs, (nuint)neurons, tail);
        else
            RowInChunks<T, TActivation>(vectors, partials, ref x, ref parameters, ref bias, ref y, (nuint)inputs, (nuint)neurons, tail);
    }

    // Chunks of nearly the same size: eight and one would leave the one waiting for its own additions.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void RowInChunks<T, TActivation>(
        int vectors, int partials, ref T x, ref T w, ref T bias, ref T y, nuint inputs, nuint neurons, int tail)
        where T : struct
        where TActivation : struct, IActivationFunction
    {
        int lanes = Vector256<T>.Count;
        int largest = 8 / partials;
        int chunks = (vectors + largest - 1) / largest;
        for (int v = 0; chunks > 0; chunks--)
        {
            int size = (vectors - v + chunks - 1) / chunks;
            int column = v * lanes;
            v += size;
            RowChunk<T, TActivation>(
                size, partials, ref x, ref Unsafe.Add(ref w, column), ref Unsafe.Add(ref bias, column), ref Unsafe.Add(ref y, column),
                inputs, neurons, v == vectors ? tail : lanes);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void RowChunk<T, TActivation>(
        int vectors, int partials, ref T x, ref T w, ref T bias, ref T y, nuint inputs, nuint neurons, int tail)
        where T : struct
        where TActivation : struct, IActivationFunction
    {
        switch ((partials * 10) + vectors)
        {
            case 11:
                RowInOneSum<T, TActivation, One>(ref x, ref w, ref bias, ref y, inputs, neurons, tail);
                break;
            case 12:
                RowInOneSum<T, TActivation, Two>(ref x, ref w, ref bias, ref y, inputs, neurons, tail);
                break;
            case 13:
                RowInOneSum<T, TActivation, Three>(ref x, ref w, ref bias, ref y, inputs, neurons, tail);
                break;
            case 14:
                RowInOneSum<T, TActivation, Four>(ref x, ref w, ref bias, ref y, inputs, neurons, tail);
                break;
            case 15:
                RowInOneSum<T, TActivation, Five>(ref x, ref w, ref bias, ref y, inputs, neurons, tail);
                break;
            case 16:
                RowInOneSum<T, TActivation, Six>(ref x, ref w, ref bias, ref y, inputs, neurons, tail);
                break;
            case 17:
                RowInOneSum<T, TActivation, Seven>(ref x, ref w, ref bias, ref y, inputs, neurons, tail);
                break;
            case 18:
                RowInOneSum<T, TActivation, Eight>(ref x, ref w, ref bias, ref y, inputs, neurons, tail);
                break;
            case 21:
                RowInTwoSums<T, TActivation, One>(ref x, ref w, ref bias, ref y, inputs, neurons, tail);
                break;
            case 22:
                RowInTwoSums<T, TActivation, Two>(ref x, ref w, ref bias, ref y, inputs, neurons, tail);
                break;
            case 23:
                RowInTwoSums<T, TActivation, Three>(ref x, ref w, ref bias, ref y, inputs, neurons, tail);
                break;
            case 24:
                RowInTwoSums<T, TActivation, Four>(ref x, ref w, ref bias, ref y, inputs, neurons, tail);
                break;
            case 41:
                RowInFourSums<T, TActivation, One>(ref x, ref w, ref bias, ref y, inputs, neurons, tail);
                break;
            case 42:
                RowInFourSums<T, TActivation, Two>(ref x, ref w, ref bias, ref y, inputs, neurons, tail);
                break;
            default:
                RowInEightSums<T, TActivation>(ref x, ref w, ref bias, ref y, inputs, neurons, tail);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void RowInOneSum<T, TActivation, TVectors>(ref T x, ref T w, ref T bias, ref T y, nuint inputs, nuint neurons, int tail)
        where T : struct
        where TActivation : struct, IActivationFunction
        where TVectors : struct, IConstant
    {
        nuint lanes = (nuint)Vector256<T>.Count;
        Vector256<T> c0 = Vector256.LoadUnsafe(ref bias);
        Vector256<T> c1 = TVectors.Value > 1 ? Vector256.LoadUnsafe(ref bias, lanes) : default;
        Vector256<T> c2 = TVectors.Value > 2 ? Vector256.LoadUnsafe(ref bias, 2 * lanes) : default;
        Vector256<T> c3 = TVectors.Value > 3 ? Vector256.LoadUnsafe(ref bias, 3 * lanes) : default;
        Vector256<T> c4 = TVectors.Value > 4 ? Vector256.LoadUnsafe(ref bias, 4 * lanes) : default;
        Vector256<T> c5 = TVectors.Value > 5 ? Vector256.LoadUnsafe(ref bias, 5 * lanes) : default;
        Vector256<T> c6 = TVectors.Value > 6 ? Vector256.LoadUnsafe(ref bias, 6 * lanes) : default;
        Vector256<T> c7 = TVectors.Value > 7 ? Vector256.LoadUnsafe(ref bias, 7 * lanes) : default;
        for (; inputs >= 4; inputs -= 4)
        {
            Broadcast(ref x, out Vector256<T> x0, out Vector256<T> x1, out Vector256<T> x2, out Vector256<T> x3);
            MultiplyAddRow<T, TVectors>(x0, ref w, ref c0, ref c1, ref c2, ref c3, ref c4, ref c5, ref c6, ref c7);
            MultiplyAddRow<T, TVectors>(x1, ref Unsafe.Add(ref w, neurons), ref c0, ref c1, ref c2, ref c3, ref c4, ref c5, ref c6, ref c7);
            MultiplyAddRow<T, TVectors>(x2, ref Unsafe.Add(ref w, 2 * neurons), ref c0, ref c1, ref c2, ref c3, ref c4, ref c5, ref c6, ref c7);
            MultiplyAddRow<T, TVectors>(x3, ref Unsafe.Add(ref w, 3 * neurons), ref c0, ref c1, ref c2, ref c3, ref c4, ref c5, ref c6, ref c7);
            x = ref Unsafe.Add(ref x, 4);
            w = ref Unsafe.Add(ref w, 4 * neurons);
        }

        for (; inputs != 0; inputs--)
        {
            MultiplyAddRow<T, TVectors>(Vector256.Create(x), ref w, ref c0, ref c1, ref c2, ref c3, ref c4, ref c5, ref c6, ref c7);
            w = ref Unsafe.Add(ref w, neurons);
            x = ref Unsafe.Add(ref x, 1);
        }

        StorePartial(EndOfRow<T, TActivation>(c0), ref y, TVectors.Value == 1 ? tail : Vector256<T>.Count);
        if (TVectors.Value > 1)
            StorePartial(EndOfRow<T, TActivation>(c1), ref Unsafe.Add(ref y, lanes), TVectors.Value == 2 ? tail : Vector256<T>.Count);
        if (TVectors.Value > 2)
            StorePartial(EndOfRow<T, TActivation>(c2), ref Unsafe.Add(ref y, 2 * lanes), TVectors.Value == 3 ? tail : Vector256<T>.Count);
        if (TVectors.Value > 3)
            StorePartial(EndOfRow<T, TActivation>(c3), ref Unsafe.Add(ref y, 3 * lanes), TVectors.Value == 4 ? tail : Vector256<T>.Count);
        if (TVectors.Value > 4)
            StorePartial(EndOfRow<T, TActivation>(c4), ref Unsafe.Add(ref y, 4 * lanes), TVectors.Value == 5 ? tail : Vector256<T>.Count);
        if (TVectors.Value > 5)
            StorePartial(EndOfRow<T, TActivation>(c5), ref Unsafe.Add(ref y, 5 * lanes), TVectors.Value == 6 ? tail : Vector256<T>.Count);
        if (TVectors.Value > 6)
            StorePartial(EndOfRow<T, TActivation>(c6), ref Unsafe.Add(ref y, 6 * lanes), TVectors.Value == 7 ? tail : Vector256<T>.Count);
        if (TVectors.Value > 7)
            StorePartial(EndOfRow<T, TActivation>(c7), ref Unsafe.Add(ref y, 7 * lanes), TVectors.Value == 8 ? tail : Vector256<T>.Count);
        if (!default(TActivation).HasSlopeFromValue)
            ActivateRow<T, TActivation>(ref y, TVectors.Value, tail);
    }

    // Costly functions are worth one copy, not eight.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> EndOfRow<T, TActivation>(Vector256<T> z)
        where T : struct
        where TActivation : struct, IActivationFunction
        => default(TActivation).HasSlopeFromValue ? default(TActivation).Value(z) : z;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ActivateRow<T, TActivation>(ref T y, int vectors, int tail)
        where T : struct
        where TActivation : struct, IActivationFunction
    {
        for (int v = 0; v < vectors; v++)
        {
            int count = v == vectors - 1 ? tail : Vector256<T>.Count;
            ref T position = ref Unsafe.Add(ref y, v * Vector256<T>.Count);
            StorePartial(default(TActivation).Value(LoadPartial(ref position, count)), ref position, count);
        }
    }

    // Four inputs, each in all lanes, for one load instead of four: loads are what a single row is short of.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Broadcast<T>(ref T x, out Vector256<T> x0, out Vector256<T> x1, out Vector256<T> x2, out Vector256<T> x3)
        where T : struct
    {
        if (typeof(T) == typeof(double))
        {
            Vector256<double> four = Vector256.LoadUnsafe(ref x).AsDouble();
            x0 = Vector256.Shuffle(four, Vector256.Create(0L, 0, 0, 0)).As<double, T>();
            x1 = Vector256.Shuffle(four, Vector256.Create(1L, 1, 1, 1)).As<double, T>();
            x2 = Vector256.Shuffle(four, Vector256.Create(2L, 2, 2, 2)).As<double, T>();
            x3 = Vector256.Shuffle(four, Vector256.Create(3L, 3, 3, 3)).As<double, T>();
            return;
        }

        Vector128<T> quad = Vector128.LoadUnsafe(ref x);
        Vector256<float> all = Vector256.Create(quad, quad).AsSingle();
        x0 = Vector256.Shuffle(all, Vector256.Create(0, 0, 0, 0, 4, 4, 4, 4)).As<float, T>();
        x1 = Vector256.Shuffle(all, Vector256.Create(1, 1, 1, 1, 5, 5, 5, 5)).As<float, T>();
        x2 = Vector256.Shuffle(all, Vector256.Create(2, 2, 2, 2, 6, 6, 6, 6)).As<float, T>();
        x3 = Vector256.Shuffle(all, Vector256.Create(3, 3, 3, 3, 7, 7, 7, 7)).As<float, T>();
    }

    // One input: its weights to all neurons of the chunk.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyAddRow<T, TVectors>(
        Vector256<T> x,
        ref T w,
        ref Vector256<T> c0,
        ref Vector256<T> c1,
        ref Vector256<T> c2,
        ref Vector256<T> c3,
        ref Vector256<T> c4,
        ref Vector256<T> c5,
        ref Vector256<T> c6,
        ref Vector256<T> c7)
        where T : struct
        where TVectors : struct, IConstant
    {
        nuint lanes = (nuint)Vector256<T>.Count;
        c0 = FusedMultiplyAdd(x, Vector256.LoadUnsafe(ref w), c0);
        if (TVectors.Value > 1)
            c1 = FusedMultiplyAdd(x, Vector256.LoadUnsafe(ref w, lanes), c1);
        if (TVectors.Value > 2)
            c2 = FusedMultiplyAdd(x, Vector256.LoadUnsafe(ref w, 2 * lanes), c2);
        if (TVectors.Value > 3)
            c3 = FusedMultiplyAdd(x, Vector256.LoadUnsafe(ref w, 3 * lanes), c3);
        if (TVectors.Value > 4)
            c4 = FusedMultiplyAdd(x, Vector256.LoadUnsafe(ref w, 4 * lanes), c4);
        if (TVectors.Value > 5)
            c5 = FusedMultiplyAdd(x, Vector256.LoadUnsafe(ref w, 5 * lanes), c5);
        if (TVectors.Value > 6)
            c6 = FusedMultiplyAdd(x, Vector256.LoadUnsafe(ref w, 6 * lanes), c6);
        if (TVectors.Value > 7)
            c7 = FusedMultiplyAdd(x, Vector256.LoadUnsafe(ref w, 7 * lanes), c7);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void RowInTwoSums<T, TActivation, TVectors>(ref T x, ref T w, ref T bias, ref T y, nuint inputs, nuint neurons, int tail)
        where T : struct
        where TActivation : struct, IActivationFunction
        where TVectors : struct, IConstant
    {
        nuint lanes = (nuint)Vector256<T>.Count;
        Vector256<T> a0 = Vector256.LoadUnsafe(ref bias);
        Vector256<T> a1 = TVectors.Value > 1 ? Vector256.LoadUnsafe(ref bias, lanes) : default;
        Vector256<T> a2 = TVectors.Value > 2 ? Vector256.LoadUnsafe(ref bias, 2 * lanes) : default;
        Vector256<T> a3 = TVectors.Value > 3 ? Vector256.LoadUnsafe(ref bias, 3 * lanes) : default;
        Vector256<T> b0 = Vector256<T>.Zero;
        Vector256<T> b1 = Vector256<T>.Zero;
        Vector256<T> b2 = Vector256<T>.Zero;
        Vector256<T> b3 = Vector256<T>.Zero;
        for (; inputs >= 4; inputs -= 4)
        {
            Broadcast(ref x, out Vector256<T> x0, out Vector256<T> x1, out Vector256<T> x2, out Vector256<T> x3);
            a0 = FusedMultiplyAdd(x0, Vector256.LoadUnsafe(ref w), a0);
            if (TVectors.Value > 1)
                a1 = FusedMultiplyAdd(x0, Vector256.LoadUnsafe(ref w, lanes), a1);
            if (TVectors.Value > 2)
                a2 = FusedMultiplyAdd(x0, Vector256.LoadUnsafe(ref w, 2 * lanes), a2);
            if (TVectors.Value > 3)
                a3 = FusedMultiplyAdd(x0, Vector256.LoadUnsafe(ref w, 3 * lanes), a3);
            b0 = FusedMultiplyAdd(x1, Vector256.LoadUnsafe(ref Unsafe.Add(ref w, neurons)), b0);
            if (TVectors.Value > 1)
                b1 = FusedMultiplyAdd(x1, Vector256.LoadUnsafe(ref Unsafe.Add(ref w, neurons), lanes), b1);
            if (TVectors.Value > 2)
                b2 = FusedMultiplyAdd(x1, Vector256.LoadUnsafe(ref Unsafe.Add(ref w, neurons), 2 * lanes), b2);
            if (TVectors.Value > 3)
                b3 = FusedMultiplyAdd(x1, Vector256.LoadUnsafe(ref Unsafe.Add(ref w, neurons), 3 * lanes), b3);
            a0 = FusedMultiplyAdd(x2, Vector256.LoadUnsafe(ref Unsafe.Add(ref w, 2 * neurons)), a0);
            if (TVectors.Value > 1)
                a1 = FusedMultiplyAdd(x2, Vector256.LoadUnsafe(ref Unsafe.Add(ref w, 2 * neurons), lanes), a1);
            if (TVectors.Value > 2)
                a2 = FusedMultiplyAdd(x2, Vector256.LoadUnsafe(ref Unsafe.Add(ref w, 2 * neurons), 2 * lanes), a2);
            if (TVectors.Value > 3)
                a3 = FusedMultiplyAdd(x2, Vector256.LoadUnsafe(ref Unsafe.Add(ref w, 2 * neurons), 3 * lanes), a3);
            b0 = FusedMultiplyAdd(x3, Vector256.LoadUnsafe(ref Unsafe.Add(ref w, 3 * neurons)), b0);
            if (TVectors.Value > 1)
                b1 = FusedMultiplyAdd(x3, Vector256.LoadUnsafe(ref Unsafe.Add(ref w, 3 * neurons), lanes), b1);
            if (TVectors.Value > 2)
                b2 = FusedMultiplyAdd(x3, Vector256.LoadUnsafe(ref Unsafe.Add(ref w, 3 * neurons), 2 * lanes), b2);
            if (TVectors.Value > 3)
                b3 = FusedMultiplyAdd(x3, Vector256.LoadUnsafe(ref Unsafe.Add(ref w, 3 * neurons), 3 * lanes), b3);
            x = ref Unsafe.Add(ref x, 4);
            w = ref Unsafe.Add(ref w, 4 * neurons);
        }

        for (; inputs >= 2; inputs -= 2)
        {
            Vector256<T> s = Vector256.Create(x);
            a0 = FusedMultiplyAdd(s, Vector256.LoadUnsafe(ref w), a0);
            if (TVectors.Value > 1)
                a1 = FusedMultiplyAdd(s, Vector256.LoadUnsafe(ref w, lanes), a1);
            if (TVectors.Value > 2)
                a2 = FusedMultiplyAdd(s, Vector256.LoadUnsafe(ref w, 2 * lanes), a2);
            if (TVectors.Value > 3)
                a3 = FusedMultiplyAdd(s, Vector256.LoadUnsafe(ref w, 3 * lanes), a3);
            s = Vector256.Create(Unsafe.Add(ref x, 1));
            b0 = FusedMultiplyAdd(s, Vector256.LoadUnsafe(ref Unsafe.Add(ref w, neurons)), b0);
            if (TVectors.Value > 1)
                b1 = FusedMultiplyAdd(s, Vector256.LoadUnsafe(ref Unsafe.Add(ref w, neurons), lanes), b1);
            if (TVectors.Value > 2)
                b2 = FusedMultiplyAdd(s, Vector256.LoadUnsafe(ref Unsafe.Add(ref w, neurons), 2 * lanes), b2);
            if (TVectors.Value > 3)
                b3 = FusedMultiplyAdd(s, Vector256.LoadUnsafe(ref Unsafe.Add(ref w, neurons), 3 * lanes), b3);
            x = ref Unsafe.Add(ref x, 2);
            w = ref Unsafe.Add(ref w, 2 * neurons);
        }

        if (inputs > 0)
        {
            Vector256<T> s = Vector256.Create(x);
            a0 = FusedMultiplyAdd(s, Vector256.LoadUnsafe(ref w), a0);
            if (TVectors.Value > 1)
                a1 = FusedMultiplyAdd(s, Vector256.LoadUnsafe(ref w, lanes), a1);
            if (TVectors.Value > 2)
                a2 = FusedMultiplyAdd(s, Vector256.LoadUnsafe(ref w, 2 * lanes), a2);
            if (TVectors.Value > 3)
                a3 = FusedMultiplyAdd(s, Vector256.LoadUnsafe(ref w, 3 * lanes), a3);
        }

        a0 += b0;
        a1 += b1;
        a2 += b2;
        a3 += b3;
        StorePartial(default(TActivation).Value(a0), ref y, TVectors.Value == 1 ? tail : Vector256<T>.Count);
        if (TVectors.Value > 1)
            StorePartial(default(TActivation).Value(a1), ref Unsafe.Add(ref y, lanes), TVectors.Value == 2 ? tail : Vector256<T>.Count);
        if (TVectors.Value > 2)
            StorePartial(default(TActivation).Value(a2), ref Unsafe.Add(ref y, 2 * lanes), TVectors.Value == 3 ? tail : Vector256<T>.Count);
        if (TVectors.Value > 3)
            StorePartial(default(TActivation).Value(a3), ref Unsafe.Add(ref y, 3 * lanes), TVectors.Value == 4 ? tail : Vector256<T>.Count);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void RowInFourSums<T, TActivation, TVectors>(ref T x, ref T w, ref T bias, ref T y, nuint inputs, nuint neurons, int tail)
        where T : struct
        where TActivation : struct, IActivationFunction
        where TVectors : struct, IConstant
    {
        nuint lanes = (nuint)Vector256<T>.Count;
        Vector256<T> a0 = Vector256.LoadUnsafe(ref bias);
        Vector256<T> a1 = TVectors.Value > 1 ? Vector256.LoadUnsafe(ref bias, lanes) : default;
        Vector256<T> b0 = Vector256<T>.Zero;
        Vector256<T> b1 = Vector256<T>.Zero;
        Vector256<T> c0 = Vector256<T>.Zero;
        Vector256<T> c1 = Vector256<T>.Zero;
        Vector256<T> d0 = Vector256<T>.Zero;
        Vector256<T> d1 = Vector256<T>.Zero;
        for (; inputs >= 4; inputs -= 4)
        {
            Broadcast(ref x, out Vector256<T> x0, out Vector256<T> x1, out Vector256<T> x2, out Vector256<T> x3);
            a0 = FusedMultiplyAdd(x0, Vector256.LoadUnsafe(ref w), a0);
            if (TVectors.Value > 1)
                a1 = FusedMultiplyAdd(x0, Vector256.LoadUnsafe(ref w, lanes), a1);
            b0 = FusedMultiplyAdd(x1, Vector256.LoadUnsafe(ref Unsafe.Add(ref w, neurons)), b0);
            if (TVectors.Value > 1)
                b1 = FusedMultiplyAdd(x1, Vector256.LoadUnsafe(ref Unsafe.Add(ref w, neurons), lanes), b1);
            c0 = FusedMultiplyAdd(x2, Vector256.LoadUnsafe(ref Unsafe.Add(ref w, 2 * neurons)), c0);
            if (TVectors.Value > 1)
                c1 = FusedMultiplyAdd(x2, Vector256.LoadUnsafe(ref Unsafe.Add(ref w, 2 * neurons), lanes), c1);
            d0 = FusedMultiplyAdd(x3, Vector256.LoadUnsafe(ref Unsafe.Add(ref w, 3 * neurons)), d0);
            if (TVectors.Value > 1)
                d1 = FusedMultiplyAdd(x3, Vector256.LoadUnsafe(ref Unsafe.Add(ref w, 3 * neurons), lanes), d1);
            x = ref Unsafe.Add(ref x, 4);
            w = ref Unsafe.Add(ref w, 4 * neurons);
        }

        if (inputs > 0)
        {
            Vector256<T> s = Vector256.Create(x);
            a0 = FusedMultiplyAdd(s, Vector256.LoadUnsafe(ref w), a0);
            if (TVectors.Value > 1)
                a1 = FusedMultiplyAdd(s, Vector256.LoadUnsafe(ref w, lanes), a1);
        }

        if (inputs > 1)
        {
            Vector256<T> s = Vector256.Create(Unsafe.Add(ref x, 1));
            b0 = FusedMultiplyAdd(s, Vector256.LoadUnsafe(ref Unsafe.Add(ref w, neurons)), b0);
            if (TVectors.Value > 1)
                b1 = FusedMultiplyAdd(s, Vector256.LoadUnsafe(ref Unsafe.Add(ref w, neurons), lanes), b1);
        }

        if (inputs > 2)
        {
            Vector256<T> s = Vector256.Create(Unsafe.Add(ref x, 2));
            c0 = FusedMultiplyAdd(s, Vector256.LoadUnsafe(ref Unsafe.Add(ref w, 2 * neurons)), c0);
            if (TVectors.Value > 1)
                c1 = FusedMultiplyAdd(s, Vector256.LoadUnsafe(ref Unsafe.Add(ref w, 2 * neurons), lanes), c1);
        }

        a0 += c0;
        a1 += c1;
        b0 += d0;
        b1 += d1;
        a0 += b0;
        a1 += b1;
        StorePartial(default(TActivation).Value(a0), ref y, TVectors.Value == 1 ? tail : Vector256<T>.Count);
        if (TVectors.Value > 1)
            StorePartial(default(TActivation).Value(a1), ref Unsafe.Add(ref y, lanes), TVectors.Value == 2 ? tail : Vector256<T>.Count);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void RowInEightSums<T, TActivation>(ref T x, ref T w, ref T bias, ref T y, nuint inputs, nuint neurons, int tail)
        where T : struct
        where TActivation : struct, IActivationFunction
    {
        Vector256<T> a0 = Vector256.LoadUnsafe(ref bias);
        Vector256<T> b0 = Vector256<T>.Zero;
        Vector256<T> c0 = Vector256<T>.Zero;
        Vector256<T> d0 = Vector256<T>.Zero;
        Vector256<T> e0 = Vector256<T>.Zero;
        Vector256<T> f0 = Vector256<T>.Zero;
        Vector256<T> g0 = Vector256<T>.Zero;
        Vector256<T> h0 = Vector256<T>.Zero;
        for (; inputs >= 8; inputs -= 8)
        {
            Broadcast(ref x, out Vector256<T> x0, out Vector256<T> x1, out Vector256<T> x2, out Vector256<T> x3);
            Broadcast(ref Unsafe.Add(ref x, 4), out Vector256<T> x4, out Vector256<T> x5, out Vector256<T> x6, out Vector256<T> x7);
            a0 = FusedMultiplyAdd(x0, Vector256.LoadUnsafe(ref w), a0);
            b0 = FusedMultiplyAdd(x1, Vector256.LoadUnsafe(ref Unsafe.Add(ref w, neurons)), b0);
            c0 = FusedMultiplyAdd(x2, Vector256.LoadUnsafe(ref Unsafe.Add(ref w, 2 * neurons)), c0);
            d0 = FusedMultiplyAdd(x3, Vector256.LoadUnsafe(ref Unsafe.Add(ref w, 3 * neurons)), d0);
            e0 = FusedMultiplyAdd(x4, Vector256.LoadUnsafe(ref Unsafe.Add(ref w, 4 * neurons)), e0);
            f0 = FusedMultiplyAdd(x5, Vector256.LoadUnsafe(ref Unsafe.Add(ref w, 5 * neurons)), f0);
            g0 = FusedMultiplyAdd(x6, Vector256.LoadUnsafe(ref Unsafe.Add(ref w, 6 * neurons)), g0);
            h0 = FusedMultiplyAdd(x7, Vector256.LoadUnsafe(ref Unsafe.Add(ref w, 7 * neurons)), h0);
            x = ref Unsafe.Add(ref x, 8);
            w = ref Unsafe.Add(ref w, 8 * neurons);
        }

        if (inputs > 0)
        {
            a0 = FusedMultiplyAdd(Vector256.Create(x), Vector256.LoadUnsafe(ref w), a0);
        }

        if (inputs > 1)
        {
            b0 = FusedMultiplyAdd(Vector256.Create(Unsafe.Add(ref x, 1)), Vector256.LoadUnsafe(ref Unsafe.Add(ref w, neurons)), b0);
        }

        if (inputs > 2)
        {
            c0 = FusedMultiplyAdd(Vector256.Create(Unsafe.Add(ref x, 2)), Vector256.LoadUnsafe(ref Unsafe.Add(ref w, 2 * neurons)), c0);
        }

        if (inputs > 3)
        {
            d0 = FusedMultiplyAdd(Vector256.Create(Unsafe.Add(ref x, 3)), Vector256.LoadUnsafe(ref Unsafe.Add(ref w, 3 * neurons)), d0);
        }

        if (inputs > 4)
        {
            e0 = FusedMultiplyAdd(Vector256.Create(Unsafe.Add(ref x, 4)), Vector256.LoadUnsafe(ref Unsafe.Add(ref w, 4 * neurons)), e0);
        }

        if (inputs > 5)
        {
            f0 = FusedMultiplyAdd(Vector256.Create(Unsafe.Add(ref x, 5)), Vector256.LoadUnsafe(ref Unsafe.Add(ref w, 5 * neurons)), f0);
        }

        if (inputs > 6)
        {
            g0 = FusedMultiplyAdd(Vector256.Create(Unsafe.Add(ref x, 6)), Vector256.LoadUnsafe(ref Unsafe.Add(ref w, 6 * neurons)), g0);
        }

        a0 += e0;
        b0 += f0;
        c0 += g0;
        d0 += h0;
        a0 += c0;
        b0 += d0;
        a0 += b0;
        StorePartial(default(TActivation).Value(a0), ref y, tail);
    }

    // Neurons that fill half a vector: one vector of weights has two inputs, so it holds two of the eight sums.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void RowOfHalfVectors<T, TActivation>(ref T x, ref T w, ref T bias, ref T y, nuint inputs)
        where T : struct
        where TActivation : struct, IActivationFunction
    {
        nuint lanes = (nuint)Vector256<T>.Count;
        Vector256<T> a = Vector128.LoadUnsafe(ref bias).ToVector256();
        Vector256<T> b = Vector256<T>.Zero;
        Vector256<T> c = Vector256<T>.Zero;
        Vector256<T> d = Vector256<T>.Zero;
        for (; inputs != 0; inputs -= 8)
        {
            InputPairs(ref x, out Vector256<T> x01, out Vector256<T> x23, out Vector256<T> x45, out Vector256<T> x67);
            a = FusedMultiplyAdd(x01, Vector256.LoadUnsafe(ref w), a);
            b = FusedMultiplyAdd(x23, Vector256.LoadUnsafe(ref w, lanes), b);
            c = FusedMultiplyAdd(x45, Vector256.LoadUnsafe(ref w, 2 * lanes), c);
            d = FusedMultiplyAdd(x67, Vector256.LoadUnsafe(ref w, 3 * lanes), d);
            x = ref Unsafe.Add(ref x, 8);
            w = ref Unsafe.Add(ref w, 4 * lanes);
        }

        a = (a + c) + (b + d);
        Vector128<T> z = a.GetLower() + a.GetUpper();
        default(TActivation).Value(z.ToVector256()).GetLower().StoreUnsafe(ref y);
    }

    // Eight inputs, two to a vector, each in half of the lanes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void InputPairs<T>(ref T x, out Vector256<T> x01, out Vector256<T> x23, out Vector256<T> x45, out Vector256<T> x67)
        where T : struct
    {
        if (typeof(T) == typeof(double))
        {
            Vector256<double> low = Vector256.LoadUnsafe(ref x).AsDouble();
            Vector256<double> high = Vector256.LoadUnsafe(ref x, 4).AsDouble();
            x01 = Vector256.Shuffle(low, Vector256.Create(0L, 0, 1, 1)).As<double, T>();
            x23 = Vector256.Shuffle(low, Vector256.Create(2L, 2, 3, 3)).As<double, T>();
            x45 = Vector256.Shuffle(high, Vector256.Create(0L, 0, 1, 1)).As<double, T>();
            x67 = Vector256.Shuffle(high, Vector256.Create(2L, 2, 3, 3)).As<double, T>();
            return;
        }

        Vector256<float> all = Vector256.LoadUnsafe(ref x).AsSingle();
        x01 = Vector256.Shuffle(all, Vector256.Create(0, 0, 0, 0, 1, 1, 1, 1)).As<float, T>();
        x23 = Vector256.Shuffle(all, Vector256.Create(2, 2, 2, 2, 3, 3, 3, 3)).As<float, T>();
        x45 = Vector256.Shuffle(all, Vector256.Create(4, 4, 4, 4, 5, 5, 5, 5)).As<float, T>();
        x67 = Vector256.Shuffle(all, Vector256.Create(6, 6, 6, 6, 7, 7, 7, 7)).As<float, T>();
    }
}
