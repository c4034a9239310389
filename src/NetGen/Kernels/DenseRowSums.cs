using System.Runtime.CompilerServices;

namespace NetGen;

// One row of a layer with few vectors of neurons: partial sums make up for the chains that are missing.
public static partial class Kernels<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void RowInTwoSums<TActivation>(
        int vectors, ref T x, ref T w, ref T bias, ref T y, nuint inputs, nuint neurons, int tail)
        where TActivation : struct, IActivationFunction<T>
    {
        if (vectors == 1)
            RowInTwoSums<TActivation, One>(ref x, ref w, ref bias, ref y, inputs, neurons, tail);
        else if (vectors == 2)
            RowInTwoSums<TActivation, Two>(ref x, ref w, ref bias, ref y, inputs, neurons, tail);
        else if (vectors == 3)
            RowInTwoSums<TActivation, Three>(ref x, ref w, ref bias, ref y, inputs, neurons, tail);
        else if (vectors == 4)
            RowInTwoSums<TActivation, Four>(ref x, ref w, ref bias, ref y, inputs, neurons, tail);
        else if (vectors == 5)
            RowInTwoSums<TActivation, Five>(ref x, ref w, ref bias, ref y, inputs, neurons, tail);
        else if (vectors == 6)
            RowInTwoSums<TActivation, Six>(ref x, ref w, ref bias, ref y, inputs, neurons, tail);
        else
            RowInTwoSums<TActivation, Seven>(ref x, ref w, ref bias, ref y, inputs, neurons, tail);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void RowInTwoSums<TActivation, TVectors>(ref T x, ref T w, ref T bias, ref T y, nuint inputs, nuint neurons, int tail)
        where TActivation : struct, IActivationFunction<T>
        where TVectors : struct, IConstant
    {
        LoadRow<TVectors>(
            ref bias, out Vector256<T> a0, out Vector256<T> a1, out Vector256<T> a2, out Vector256<T> a3,
            out Vector256<T> a4, out Vector256<T> a5, out Vector256<T> a6, out Vector256<T> a7);
        Vector256<T> b0, b1, b2, b3, b4, b5, b6, b7;
        b0 = b1 = b2 = b3 = b4 = b5 = b6 = b7 = Vector256<T>.Zero;
        for (; inputs >= 2; inputs -= 2)
        {
            MultiplyAddRow<TVectors>(Vector256.Create(x), ref w, ref a0, ref a1, ref a2, ref a3, ref a4, ref a5, ref a6, ref a7);
            MultiplyAddRow<TVectors>(
                Vector256.Create(Unsafe.Add(ref x, 1)), ref Unsafe.Add(ref w, neurons), ref b0, ref b1, ref b2, ref b3, ref b4, ref b5, ref b6, ref b7);
            x = ref Unsafe.Add(ref x, 2);
            w = ref Unsafe.Add(ref w, 2 * neurons);
        }

        if (inputs != 0)
            MultiplyAddRow<TVectors>(Vector256.Create(x), ref w, ref a0, ref a1, ref a2, ref a3, ref a4, ref a5, ref a6, ref a7);
        if (TVectors.Value <= 2)
        {
            StoreActivations<TActivation, TVectors>(a0 + b0, a1 + b1, ref y, tail);
            return;
        }

        StoreRow<TActivation, TVectors>(a0 + b0, a1 + b1, a2 + b2, a3 + b3, a4 + b4, a5 + b5, a6 + b6, a7 + b7, ref y, tail);
        if (!default(TActivation).HasSlopeFromValue)
            ActivateRow<TActivation>(ref y, TVectors.Value, tail);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void RowInFourSums<TActivation>(
        int vectors, ref T x, ref T w, ref T bias, ref T y, nuint inputs, nuint neurons, int tail)
        where TActivation : struct, IActivationFunction<T>
    {
        if (vectors == 1)
            RowInFourSums<TActivation, One>(ref x, ref w, ref bias, ref y, inputs, neurons, tail);
        else if (vectors == 2)
            RowInFourSums<TActivation, Two>(ref x, ref w, ref bias, ref y, inputs, neurons, tail);
        else
            RowInFourSums<TActivation, Three>(ref x, ref w, ref bias, ref y, inputs, neurons, tail);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void RowInFourSums<TActivation, TVectors>(ref T x, ref T w, ref T bias, ref T y, nuint inputs, nuint neurons, int tail)
        where TActivation : struct, IActivationFunction<T>
        where TVectors : struct, IConstant
    {
        LoadRow<TVectors>(ref bias, out Vector256<T> a0, out Vector256<T> a1, out Vector256<T> a2, out _, out _, out _, out _, out _);
        Vector256<T> b0, b1, b2, c0, c1, c2, d0, d1, d2;
        b0 = b1 = b2 = c0 = c1 = c2 = d0 = d1 = d2 = Vector256<T>.Zero;
        for (; inputs >= 4; inputs -= 4)
        {
            Broadcast(ref x, out Vector256<T> x0, out Vector256<T> x1, out Vector256<T> x2, out Vector256<T> x3);
            MultiplyAddRow<TVectors>(x0, ref w, ref a0, ref a1, ref a2);
            MultiplyAddRow<TVectors>(x1, ref Unsafe.Add(ref w, neurons), ref b0, ref b1, ref b2);
            MultiplyAddRow<TVectors>(x2, ref Unsafe.Add(ref w, 2 * neurons), ref c0, ref c1, ref c2);
            MultiplyAddRow<TVectors>(x3, ref Unsafe.Add(ref w, 3 * neurons), ref d0, ref d1, ref d2);
            x = ref Unsafe.Add(ref x, 4);
            w = ref Unsafe.Add(ref w, 4 * neurons);
        }

        if (inputs > 0)
            MultiplyAddRow<TVectors>(Vector256.Create(x), ref w, ref a0, ref a1, ref a2);
        if (inputs > 1)
            MultiplyAddRow<TVectors>(Vector256.Create(Unsafe.Add(ref x, 1)), ref Unsafe.Add(ref w, neurons), ref b0, ref b1, ref b2);
        if (inputs > 2)
            MultiplyAddRow<TVectors>(Vector256.Create(Unsafe.Add(ref x, 2)), ref Unsafe.Add(ref w, 2 * neurons), ref c0, ref c1, ref c2);
        a0 = (a0 + c0) + (b0 + d0);
        a1 = (a1 + c1) + (b1 + d1);
        a2 = (a2 + c2) + (b2 + d2);
        if (TVectors.Value <= 2)
        {
            StoreActivations<TActivation, TVectors>(a0, a1, ref y, tail);
            return;
        }

        StoreRow<TActivation, TVectors>(a0, a1, a2, default, default, default, default, default, ref y, tail);
        if (!default(TActivation).HasSlopeFromValue)
            ActivateRow<TActivation>(ref y, TVectors.Value, tail);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyAddRow<TVectors>(Vector256<T> x, ref T w, ref Vector256<T> c0, ref Vector256<T> c1, ref Vector256<T> c2)
        where TVectors : struct, IConstant
    {
        nuint lanes = (nuint)Vector256<T>.Count;
        c0 = FusedMultiplyAdd(x, Vector256.LoadUnsafe(ref w), c0);
        if (TVectors.Value > 1)
            c1 = FusedMultiplyAdd(x, Vector256.LoadUnsafe(ref w, lanes), c1);
        if (TVectors.Value > 2)
            c2 = FusedMultiplyAdd(x, Vector256.LoadUnsafe(ref w, 2 * lanes), c2);
    }

    // Four inputs, each in all lanes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Broadcast(ref T x, out Vector256<T> x0, out Vector256<T> x1, out Vector256<T> x2, out Vector256<T> x3)
    {
        Vector256<T> four = LoadFourInputs(in x);
        x0 = InputOfFour(four, 0);
        x1 = InputOfFour(four, 1);
        x2 = InputOfFour(four, 2);
        x3 = InputOfFour(four, 3);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void RowInEightSums<TActivation>(ref T x, ref T w, ref T bias, ref T y, nuint inputs, nuint neurons, int tail)
        where TActivation : struct, IActivationFunction<T>
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
    private static void RowOfHalfVectors<TActivation>(ref T x, ref T w, ref T bias, ref T y, nuint inputs)
        where TActivation : struct, IActivationFunction<T>
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
    private static void InputPairs(ref T x, out Vector256<T> x01, out Vector256<T> x23, out Vector256<T> x45, out Vector256<T> x67)
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
