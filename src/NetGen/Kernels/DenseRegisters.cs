using System.Runtime.CompilerServices;

namespace NetGen;

// The registers of a tile: up to six rows of one vector, as separate variables, because the compiler of the machine code keeps only those in registers.
public static partial class Kernels
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LoadTile<T, TRows>(
        ref T start,
        nuint stride,
        int count,
        out Vector256<T> c0,
        out Vector256<T> c1,
        out Vector256<T> c2,
        out Vector256<T> c3,
        out Vector256<T> c4,
        out Vector256<T> c5)
        where T : struct
        where TRows : struct, IConstant
    {
        Unsafe.SkipInit(out c1);
        Unsafe.SkipInit(out c2);
        Unsafe.SkipInit(out c3);
        Unsafe.SkipInit(out c4);
        Unsafe.SkipInit(out c5);
        if (count < Vector256<T>.Count)
        {
            c0 = LoadPartial(ref start, count);
            if (TRows.Value > 1)
                c1 = LoadPartial(ref Unsafe.AddByteOffset(ref start, stride), count);
            if (TRows.Value > 2)
                c2 = LoadPartial(ref Unsafe.AddByteOffset(ref start, 2 * stride), count);
            if (TRows.Value > 3)
                c3 = LoadPartial(ref Unsafe.AddByteOffset(ref start, 3 * stride), count);
            if (TRows.Value > 4)
                c4 = LoadPartial(ref Unsafe.AddByteOffset(ref start, 4 * stride), count);
            if (TRows.Value > 5)
                c5 = LoadPartial(ref Unsafe.AddByteOffset(ref start, 5 * stride), count);
            return;
        }

        c0 = Vector256.LoadUnsafe(ref start);
        if (TRows.Value > 1)
            c1 = Vector256.LoadUnsafe(ref Unsafe.AddByteOffset(ref start, stride));
        if (TRows.Value > 2)
            c2 = Vector256.LoadUnsafe(ref Unsafe.AddByteOffset(ref start, 2 * stride));
        if (TRows.Value > 3)
            c3 = Vector256.LoadUnsafe(ref Unsafe.AddByteOffset(ref start, 3 * stride));
        if (TRows.Value > 4)
            c4 = Vector256.LoadUnsafe(ref Unsafe.AddByteOffset(ref start, 4 * stride));
        if (TRows.Value > 5)
            c5 = Vector256.LoadUnsafe(ref Unsafe.AddByteOffset(ref start, 5 * stride));
    }

    // c[r] += x[r] * w; the rows lie a stride apart, the first three from upper, the others from lower.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyAddRows<T, TRows>(
        ref T upper,
        ref T lower,
        nuint stride,
        Vector256<T> w,
        ref Vector256<T> c0,
        ref Vector256<T> c1,
        ref Vector256<T> c2,
        ref Vector256<T> c3,
        ref Vector256<T> c4,
        ref Vector256<T> c5)
        where T : struct
        where TRows : struct, IConstant
    {
        c0 = FusedMultiplyAdd(Vector256.Create(upper), w, c0);
        if (TRows.Value > 1)
            c1 = FusedMultiplyAdd(Vector256.Create(Unsafe.AddByteOffset(ref upper, stride)), w, c1);
        if (TRows.Value > 2)
            c2 = FusedMultiplyAdd(Vector256.Create(Unsafe.AddByteOffset(ref upper, 2 * stride)), w, c2);
        if (TRows.Value > 3)
            c3 = FusedMultiplyAdd(Vector256.Create(lower), w, c3);
        if (TRows.Value > 4)
            c4 = FusedMultiplyAdd(Vector256.Create(Unsafe.AddByteOffset(ref lower, stride)), w, c4);
        if (TRows.Value > 5)
            c5 = FusedMultiplyAdd(Vector256.Create(Unsafe.AddByteOffset(ref lower, 2 * stride)), w, c5);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTile<T, TRows>(
        ref Vector256<T> c0,
        ref Vector256<T> c1,
        ref Vector256<T> c2,
        ref Vector256<T> c3,
        ref Vector256<T> c4,
        ref Vector256<T> c5,
        Vector256<T> d0,
        Vector256<T> d1,
        Vector256<T> d2,
        Vector256<T> d3,
        Vector256<T> d4,
        Vector256<T> d5)
        where T : struct
        where TRows : struct, IConstant
    {
        c0 += d0;
        if (TRows.Value > 1)
            c1 += d1;
        if (TRows.Value > 2)
            c2 += d2;
        if (TRows.Value > 3)
            c3 += d3;
        if (TRows.Value > 4)
            c4 += d4;
        if (TRows.Value > 5)
            c5 += d5;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void EndTile<T, TEnd, TRows>(
        ref Vector256<T> c0,
        ref Vector256<T> c1,
        ref Vector256<T> c2,
        ref Vector256<T> c3,
        ref Vector256<T> c4,
        ref Vector256<T> c5,
        ref T slope,
        nuint stride,
        int count)
        where T : struct
        where TEnd : struct, ITileEnd
        where TRows : struct, IConstant
    {
        c0 = TEnd.Apply(c0, ref slope, count);
        if (TRows.Value > 1)
            c1 = TEnd.Apply(c1, ref Unsafe.AddByteOffset(ref slope, stride), count);
        if (TRows.Value > 2)
            c2 = TEnd.Apply(c2, ref Unsafe.AddByteOffset(ref slope, 2 * stride), count);
        if (TRows.Value > 3)
            c3 = TEnd.Apply(c3, ref Unsafe.AddByteOffset(ref slope, 3 * stride), count);
        if (TRows.Value > 4)
            c4 = TEnd.Apply(c4, ref Unsafe.AddByteOffset(ref slope, 4 * stride), count);
        if (TRows.Value > 5)
            c5 = TEnd.Apply(c5, ref Unsafe.AddByteOffset(ref slope, 5 * stride), count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreTile<T, TRows>(
        Vector256<T> c0,
        Vector256<T> c1,
        Vector256<T> c2,
        Vector256<T> c3,
        Vector256<T> c4,
        Vector256<T> c5,
        ref T y,
        nuint stride,
        int count)
        where T : struct
        where TRows : struct, IConstant
    {
        if (count < Vector256<T>.Count)
        {
            StoreNarrowTile<T, TRows>(c0, c1, c2, c3, c4, c5, ref y, stride, count);
            return;
        }

        c0.StoreUnsafe(ref y);
        if (TRows.Value > 1)
            c1.StoreUnsafe(ref Unsafe.AddByteOffset(ref y, stride));
        if (TRows.Value > 2)
            c2.StoreUnsafe(ref Unsafe.AddByteOffset(ref y, 2 * stride));
        if (TRows.Value > 3)
            c3.StoreUnsafe(ref Unsafe.AddByteOffset(ref y, 3 * stride));
        if (TRows.Value > 4)
            c4.StoreUnsafe(ref Unsafe.AddByteOffset(ref y, 4 * stride));
        if (TRows.Value > 5)
            c5.StoreUnsafe(ref Unsafe.AddByteOffset(ref y, 5 * stride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreNarrowTile<T, TRows>(
        Vector256<T> c0,
        Vector256<T> c1,
        Vector256<T> c2,
        Vector256<T> c3,
        Vector256<T> c4,
        Vector256<T> c5,
        ref T y,
        nuint stride,
        int count)
        where T : struct
        where TRows : struct, IConstant
    {
        StorePartial(c0, ref y, count);
        if (TRows.Value > 1)
            StorePartial(c1, ref Unsafe.AddByteOffset(ref y, stride), count);
        if (TRows.Value > 2)
            StorePartial(c2, ref Unsafe.AddByteOffset(ref y, 2 * stride), count);
        if (TRows.Value > 3)
            StorePartial(c3, ref Unsafe.AddByteOffset(ref y, 3 * stride), count);
        if (TRows.Value > 4)
            StorePartial(c4, ref Unsafe.AddByteOffset(ref y, 4 * stride), count);
        if (TRows.Value > 5)
            StorePartial(c5, ref Unsafe.AddByteOffset(ref y, 5 * stride), count);
    }

    // What happens to the sums of a tile before they are stored.
    private interface ITileEnd
    {
        static abstract Vector256<T> Apply<T>(Vector256<T> sum, ref T slope, int count) where T : struct;
    }

    // y = f(z)
    private readonly struct Forward<TActivation> : ITileEnd
        where TActivation : struct, IActivationFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Apply<T>(Vector256<T> sum, ref T slope, int count)
            where T : struct
            => default(TActivation).Value(sum);
    }

    // y = f(z), where y holds the other partial sum of z.
    private readonly struct ForwardSum<TActivation> : ITileEnd
        where TActivation : struct, IActivationFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Apply<T>(Vector256<T> sum, ref T slope, int count)
            where T : struct
            => default(TActivation).Value(LoadPartial(ref slope, count) + sum);
    }

    // dL/dz = f'(z) dL/dy, with f'(z) stored or found from the value.
    private readonly struct Backward<TActivation> : ITileEnd
        where TActivation : struct, IActivationFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Apply<T>(Vector256<T> sum, ref T slope, int count)
            where T : struct
        {
            Vector256<T> stored = LoadPartial(ref slope, count);
            return default(TActivation).HasSlopeFromValue ? sum * default(TActivation).SlopeFromValue(stored) : sum * stored;
        }
    }

    // A number known to the compiler of the machine code, so that one source serves tiles of every size.
    private interface IConstant
    {
        static abstract int Value { get; }
    }

    private readonly struct Narrow : IConstant
    {
        public static int Value => 0;
    }

    private readonly struct One : IConstant
    {
        public static int Value => 1;
    }

    private readonly struct Two : IConstant
    {
        public static int Value => 2;
    }

    private readonly struct Three : IConstant
    {
        public static int Value => 3;
    }

    private readonly struct Four : IConstant
    {
        public static int Value => 4;
    }

    private readonly struct Five : IConstant
    {
        public static int Value => 5;
    }

    private readonly struct Six : IConstant
    {
        public static int Value => 6;
    }

    private readonly struct Seven : IConstant
    {
        public static int Value => 7;
    }

    private readonly struct Eight : IConstant
    {
        public static int Value => 8;
    }
}
