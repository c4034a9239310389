using System.Runtime.CompilerServices;

namespace NetGen;

// The registers of a tile: up to six rows of one vector, as separate variables, because the compiler of the machine code keeps only those in registers.
public static partial class Kernels<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LoadTile<TRows>(
        ref T start,
        nuint stride,
        out Vector256<T> c0,
        out Vector256<T> c1,
        out Vector256<T> c2,
        out Vector256<T> c3,
        out Vector256<T> c4,
        out Vector256<T> c5)
        where TRows : struct, IConstant
    {
        Unsafe.SkipInit(out c1);
        Unsafe.SkipInit(out c2);
        Unsafe.SkipInit(out c3);
        Unsafe.SkipInit(out c4);
        Unsafe.SkipInit(out c5);
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

    // a[r] += x[r] * w0 and b[r] += x[r] * w1; the rows lie a stride apart, the first three from upper, the others from lower.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyAddTile<TColumns, TRows>(
        ref T upper,
        ref T lower,
        nuint stride,
        Vector256<T> w0,
        Vector256<T> w1,
        ref Vector256<T> a0,
        ref Vector256<T> a1,
        ref Vector256<T> a2,
        ref Vector256<T> a3,
        ref Vector256<T> a4,
        ref Vector256<T> a5,
        ref Vector256<T> b0,
        ref Vector256<T> b1,
        ref Vector256<T> b2,
        ref Vector256<T> b3,
        ref Vector256<T> b4,
        ref Vector256<T> b5)
        where TColumns : struct, IConstant
        where TRows : struct, IConstant
    {
        Vector256<T> x = Vector256.Create(upper);
        a0 = FusedMultiplyAdd(x, w0, a0);
        if (TColumns.Value > 1)
            b0 = FusedMultiplyAdd(x, w1, b0);

        if (TRows.Value > 1)
        {
            x = Vector256.Create(Unsafe.AddByteOffset(ref upper, stride));
            a1 = FusedMultiplyAdd(x, w0, a1);
            if (TColumns.Value > 1)
                b1 = FusedMultiplyAdd(x, w1, b1);
        }

        if (TRows.Value > 2)
        {
            x = Vector256.Create(Unsafe.AddByteOffset(ref upper, 2 * stride));
            a2 = FusedMultiplyAdd(x, w0, a2);
            if (TColumns.Value > 1)
                b2 = FusedMultiplyAdd(x, w1, b2);
        }

        if (TRows.Value > 3)
        {
            x = Vector256.Create(lower);
            a3 = FusedMultiplyAdd(x, w0, a3);
            if (TColumns.Value > 1)
                b3 = FusedMultiplyAdd(x, w1, b3);
        }

        if (TRows.Value > 4)
        {
            x = Vector256.Create(Unsafe.AddByteOffset(ref lower, stride));
            a4 = FusedMultiplyAdd(x, w0, a4);
            if (TColumns.Value > 1)
                b4 = FusedMultiplyAdd(x, w1, b4);
        }

        if (TRows.Value > 5)
        {
            x = Vector256.Create(Unsafe.AddByteOffset(ref lower, 2 * stride));
            a5 = FusedMultiplyAdd(x, w0, a5);
            if (TColumns.Value > 1)
                b5 = FusedMultiplyAdd(x, w1, b5);
        }
    }

    // c[r] += x[r] * w; the rows lie a stride apart, the first three from upper, the others from lower.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyAddRows<TRows>(
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
    private static void AddTile<TRows>(
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
    private static void EndTile<TEnd, TRows>(
        ref Vector256<T> c0,
        ref Vector256<T> c1,
        ref Vector256<T> c2,
        ref Vector256<T> c3,
        ref Vector256<T> c4,
        ref Vector256<T> c5,
        ref T stored,
        nuint stride)
        where TEnd : struct, ITileEnd
        where TRows : struct, IConstant
    {
        c0 = TEnd.Apply(c0, ref stored);
        if (TRows.Value > 1)
            c1 = TEnd.Apply(c1, ref Unsafe.AddByteOffset(ref stored, stride));
        if (TRows.Value > 2)
            c2 = TEnd.Apply(c2, ref Unsafe.AddByteOffset(ref stored, 2 * stride));
        if (TRows.Value > 3)
            c3 = TEnd.Apply(c3, ref Unsafe.AddByteOffset(ref stored, 3 * stride));
        if (TRows.Value > 4)
            c4 = TEnd.Apply(c4, ref Unsafe.AddByteOffset(ref stored, 4 * stride));
        if (TRows.Value > 5)
            c5 = TEnd.Apply(c5, ref Unsafe.AddByteOffset(ref stored, 5 * stride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreTile<TRows>(
        Vector256<T> c0,
        Vector256<T> c1,
        Vector256<T> c2,
        Vector256<T> c3,
        Vector256<T> c4,
        Vector256<T> c5,
        ref T y,
        nuint stride)
        where TRows : struct, IConstant
    {
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

    // What happens to the sums of a tile before they are stored; stored is what lies at the same place of another matrix.
    private interface ITileEnd
    {
        static abstract bool IsNothing { get; }

        static abstract bool NeedsStored { get; }

        /// <summary>One or two instructions, so that wide tiles can afford a copy for each of their registers. <c>SixteenRows</c> asks for the types by name.</summary>
        static abstract bool IsShort { get; }

        static abstract Vector256<T> Apply(Vector256<T> sum, ref T stored);
    }

    private readonly struct Nothing : ITileEnd
    {
        public static bool IsNothing => true;

        public static bool NeedsStored => false;

        public static bool IsShort => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Apply(Vector256<T> sum, ref T stored) => sum;
    }

    // y = f(z)
    private readonly struct Forward<TActivation> : ITileEnd
        where TActivation : struct, IActivationFunction<T>
    {
        public static bool IsNothing => typeof(TActivation) == typeof(Functions.Identity);

        public static bool NeedsStored => false;

        public static bool IsShort => typeof(TActivation) == typeof(Functions.Relu);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Apply(Vector256<T> sum, ref T stored)
            => default(TActivation).Value(sum);
    }

    // dL/dz = f'(z) dL/dy, with f'(z) stored or found from the stored value.
    private readonly struct Backward<TActivation> : ITileEnd
        where TActivation : struct, IActivationFunction<T>
    {
        public static bool IsNothing => false;

        public static bool NeedsStored => true;

        public static bool IsShort => false;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Apply(Vector256<T> sum, ref T stored)
        {
            Vector256<T> value = Vector256.LoadUnsafe(ref stored);
            return sum * (default(TActivation).HasSlopeFromValue ? default(TActivation).SlopeFromValue(value) : value);
        }
    }

    // A number known to the compiler of the machine code, so that one source serves tiles of every size.
    private interface IConstant
    {
        static abstract int Value { get; }
    }

    // For the columns of a panel: one vector with several partial sums.
    private readonly struct Narrow : IConstant
    {
        public static int Value => 0;
    }

    private readonly struct Zero : IConstant
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
