using System.Runtime.CompilerServices;

namespace NetGen;

// One row of a layer with few vectors of neurons: partial sums make up for the chains that are missing.
public static partial class Kernels
{
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
            MultiplyAddRow<T, TVectors>(x0, ref w, ref a0, ref a1, ref a2, ref a3);
            MultiplyAddRow<T, TVectors>(x1, ref Unsafe.Add(ref w, neurons), ref b0, ref b1, ref b2, ref b3);
            MultiplyAddRow<T, TVectors>(x2, ref Unsafe.Add(ref w, 2 * neurons), ref a0, ref a1, ref a2, ref a3);
            MultiplyAddRow<T, TVectors>(x3, ref Unsafe.Add(ref w, 3 * neurons), ref b0, ref b1, ref b2, ref b3);
            x = ref Unsafe.Add(ref x, 4);
            w = ref Unsafe.Add(ref w, 4 * neurons);
        }

        if (inputs > 0)
            MultiplyAddRow<T, TVectors>(Vector256.Create(x), ref w, ref a0, ref a1, ref a2, ref a3);
        if (inputs > 1)
            MultiplyAddRow<T, TVectors>(Vector256.Create(Unsafe.Add(ref x, 1)), ref Unsafe.Add(ref w, neurons), ref b0, ref b1, ref b2, ref b3);
        if (inputs > 2)
            MultiplyAddRow<T, TVectors>(Vector256.Create(Unsafe.Add(ref x, 2)), ref Unsafe.Add(ref w, 2 * neurons), ref a0, ref a1, ref a2, ref a3);
        StorePartial(default(TActivation).Value(a0 + b0), ref y, TVectors.Value == 1 ? tail : Vector256<T>.Count);
        if (TVectors.Value > 1)
            StorePartial(default(TActivation).Value(a1 + b1), ref Unsafe.Add(ref y, lanes), TVectors.Value == 2 ? tail : Vector256<T>.Count);
        if (TVectors.Value > 2)
            StorePartial(default(TActivation).Value(a2 + b2), ref Unsafe.Add(ref y, 2 * lanes), TVectors.Value == 3 ? tail : Vector256<T>.Count);
        if (TVectors.Value > 3)
            StorePartial(default(TActivation).Value(a3 + b3), ref Unsafe.Add(ref y, 3 * lanes), tail);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyAddRow<T, TVectors>(
        Vector256<T> x, ref T w, ref Vector256<T> c0, ref Vector256<T> c1, ref Vector256<T> c2, ref Vector256<T> c3)
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
