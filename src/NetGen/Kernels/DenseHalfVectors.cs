using System.Runtime.CompilerServices;

namespace NetGen;

// Many rows of a layer whose neurons fill half a vector: one vector of weights has two inputs, so it holds two of the eight sums.
public static partial class Kernels<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool HasHalfVectors(ref readonly Product product)
        => product.Partials == 8 && product.Terms % 8 == 0 && product.WStep == (nuint)Unsafe.SizeOf<Vector128<T>>();

    // Last rows that fill no tile are computed again with those before them, to the same bits: tiles of fewer rows would have to be compiled.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void HalfVectors<TEnd>(ref readonly Product product, int columns)
        where TEnd : struct, ITileEnd
    {
        bool isPadded = columns == Vector256<T>.Count;
        int rows = product.Rows;
        if (rows == 1)
            HalfVectorTiles<TEnd, One>(in product, isPadded);
        else if (rows == 2 || !Vector512.IsHardwareAccelerated)
            HalfVectorTiles<TEnd, Two>(in product, isPadded);
        else
            HalfVectorTiles<TEnd, Three>(in product, isPadded);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void HalfVectorTiles<TEnd, TRows>(ref readonly Product product, bool isPadded)
        where TEnd : struct, ITileEnd
        where TRows : struct, IConstant
    {
        nuint xStride = product.XStride;
        nuint yStride = product.YStride;
        nuint lanes = (nuint)Vector256<T>.Count;
        int rows = product.Rows;
        for (int done = 0; done < rows; done += TRows.Value)
        {
            nuint row = (nuint)Math.Min(done, rows - TRows.Value);
            ref T x = ref Unsafe.AddByteOffset(ref product.X, row * xStride);
            ref T y = ref Unsafe.AddByteOffset(ref product.Y, row * yStride);
            Vector256<T> a0, a1, a2, b0, b1, b2, c0, c1, c2, d0, d1, d2;
            b0 = b1 = b2 = c0 = c1 = c2 = d0 = d1 = d2 = Vector256<T>.Zero;
            a0 = a1 = a2 = Vector128.LoadUnsafe(ref product.Start).ToVector256();
            ref T input = ref x;
            ref T w = ref product.W;
            for (nuint steps = product.Terms / 8; steps != 0; steps--)
            {
                HalvesOfWeights(ref w, out Vector256<T> w0, out Vector256<T> w1, out Vector256<T> w2, out Vector256<T> w3);
                MultiplyAddEight(ref input, w0, w1, w2, w3, ref a0, ref b0, ref c0, ref d0);
                if (TRows.Value > 1)
                    MultiplyAddEight(ref Unsafe.AddByteOffset(ref input, xStride), w0, w1, w2, w3, ref a1, ref b1, ref c1, ref d1);
                if (TRows.Value > 2)
                    MultiplyAddEight(ref Unsafe.AddByteOffset(ref input, 2 * xStride), w0, w1, w2, w3, ref a2, ref b2, ref c2, ref d2);
                input = ref Unsafe.Add(ref input, 8);
                w = ref Unsafe.Add(ref w, 4 * lanes);
            }

            EndHalfVectors<TEnd>(a0, b0, c0, d0, ref y, isPadded);
            if (TRows.Value > 1)
                EndHalfVectors<TEnd>(a1, b1, c1, d1, ref Unsafe.AddByteOffset(ref y, yStride), isPadded);
            if (TRows.Value > 2)
                EndHalfVectors<TEnd>(a2, b2, c2, d2, ref Unsafe.AddByteOffset(ref y, 2 * yStride), isPadded);
        }
    }

    // Each vector has the weights of input i in its lower half and those of input i + 4, in double precision i + 2, in its upper half. Then an input
    // comes to its lanes without crossing halves, which takes no registers for the numbers of lanes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void HalvesOfWeights(ref T w, out Vector256<T> w0, out Vector256<T> w1, out Vector256<T> w2, out Vector256<T> w3)
    {
        nuint half = (nuint)Vector128<T>.Count;
        if (typeof(T) == typeof(double))
        {
            w0 = Vector256.Create(Vector128.LoadUnsafe(ref w), Vector128.LoadUnsafe(ref w, 2 * half));
            w1 = Vector256.Create(Vector128.LoadUnsafe(ref w, half), Vector128.LoadUnsafe(ref w, 3 * half));
            w2 = Vector256.Create(Vector128.LoadUnsafe(ref w, 4 * half), Vector128.LoadUnsafe(ref w, 6 * half));
            w3 = Vector256.Create(Vector128.LoadUnsafe(ref w, 5 * half), Vector128.LoadUnsafe(ref w, 7 * half));
            return;
        }

        w0 = Vector256.Create(Vector128.LoadUnsafe(ref w), Vector128.LoadUnsafe(ref w, 4 * half));
        w1 = Vector256.Create(Vector128.LoadUnsafe(ref w, half), Vector128.LoadUnsafe(ref w, 5 * half));
        w2 = Vector256.Create(Vector128.LoadUnsafe(ref w, 2 * half), Vector128.LoadUnsafe(ref w, 6 * half));
        w3 = Vector256.Create(Vector128.LoadUnsafe(ref w, 3 * half), Vector128.LoadUnsafe(ref w, 7 * half));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyAddEight(
        ref T x, Vector256<T> w0, Vector256<T> w1, Vector256<T> w2, Vector256<T> w3,
        ref Vector256<T> a, ref Vector256<T> b, ref Vector256<T> c, ref Vector256<T> d)
    {
        if (typeof(T) == typeof(double))
        {
            Vector256<double> low = Vector256.LoadUnsafe(ref x).AsDouble();
            Vector256<double> high = Vector256.LoadUnsafe(ref x, 4).AsDouble();
            a = FusedMultiplyAdd(Vector256.Shuffle(low, Vector256.Create(0L, 0, 2, 2)).As<double, T>(), w0, a);
            b = FusedMultiplyAdd(Vector256.Shuffle(low, Vector256.Create(1L, 1, 3, 3)).As<double, T>(), w1, b);
            c = FusedMultiplyAdd(Vector256.Shuffle(high, Vector256.Create(0L, 0, 2, 2)).As<double, T>(), w2, c);
            d = FusedMultiplyAdd(Vector256.Shuffle(high, Vector256.Create(1L, 1, 3, 3)).As<double, T>(), w3, d);
            return;
        }

        Vector256<float> all = Vector256.LoadUnsafe(ref x).AsSingle();
        a = FusedMultiplyAdd(Vector256.Shuffle(all, Vector256.Create(0, 0, 0, 0, 4, 4, 4, 4)).As<float, T>(), w0, a);
        b = FusedMultiplyAdd(Vector256.Shuffle(all, Vector256.Create(1, 1, 1, 1, 5, 5, 5, 5)).As<float, T>(), w1, b);
        c = FusedMultiplyAdd(Vector256.Shuffle(all, Vector256.Create(2, 2, 2, 2, 6, 6, 6, 6)).As<float, T>(), w2, c);
        d = FusedMultiplyAdd(Vector256.Shuffle(all, Vector256.Create(3, 3, 3, 3, 7, 7, 7, 7)).As<float, T>(), w3, d);
    }

    // The padding becomes the value of zero.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void EndHalfVectors<TEnd>(Vector256<T> a, Vector256<T> b, Vector256<T> c, Vector256<T> d, ref T y, bool isPadded)
        where TEnd : struct, ITileEnd
    {
        Vector128<T> z;
        if (typeof(T) == typeof(double))
        {
            a += c;
            b += d;
            z = (a.GetLower() + a.GetUpper()) + (b.GetLower() + b.GetUpper());
        }
        else
        {
            a = Halves(a, b) + Halves(c, d);
            z = a.GetLower() + a.GetUpper();
        }

        Vector256<T> value = TEnd.Apply(z.ToVector256(), ref y);
        if (isPadded)
            value.StoreUnsafe(ref y);
        else
            value.GetLower().StoreUnsafe(ref y);
    }
}
