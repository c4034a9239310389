using System.Runtime.CompilerServices;

namespace NetGen;

// The registers of one row: up to eight vectors of neurons, as separate variables, because the compiler of the machine code keeps only those in registers.
public static partial class Kernels<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LoadRow<TVectors>(
        ref T start,
        out Vector256<T> c0,
        out Vector256<T> c1,
        out Vector256<T> c2,
        out Vector256<T> c3,
        out Vector256<T> c4,
        out Vector256<T> c5,
        out Vector256<T> c6,
        out Vector256<T> c7)
        where TVectors : struct, IConstant
    {
        nuint lanes = (nuint)Vector256<T>.Count;
        c0 = TVectors.Value > 0 ? Vector256.LoadUnsafe(ref start) : default;
        c1 = TVectors.Value > 1 ? Vector256.LoadUnsafe(ref start, lanes) : default;
        c2 = TVectors.Value > 2 ? Vector256.LoadUnsafe(ref start, 2 * lanes) : default;
        c3 = TVectors.Value > 3 ? Vector256.LoadUnsafe(ref start, 3 * lanes) : default;
        c4 = TVectors.Value > 4 ? Vector256.LoadUnsafe(ref start, 4 * lanes) : default;
        c5 = TVectors.Value > 5 ? Vector256.LoadUnsafe(ref start, 5 * lanes) : default;
        c6 = TVectors.Value > 6 ? Vector256.LoadUnsafe(ref start, 6 * lanes) : default;
        c7 = TVectors.Value > 7 ? Vector256.LoadUnsafe(ref start, 7 * lanes) : default;
    }

    // One input: its weights to all neurons.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyAddRow<TVectors>(
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
        where TVectors : struct, IConstant
    {
        nuint lanes = (nuint)Vector256<T>.Count;
        if (TVectors.Value > 0)
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreRow<TActivation, TVectors>(
        Vector256<T> c0,
        Vector256<T> c1,
        Vector256<T> c2,
        Vector256<T> c3,
        Vector256<T> c4,
        Vector256<T> c5,
        Vector256<T> c6,
        Vector256<T> c7,
        ref T y,
        int tail)
        where TActivation : struct, IActivationFunction<T>
        where TVectors : struct, IConstant
    {
        nuint lanes = (nuint)Vector256<T>.Count;
        Vector256<T> last = EndOfRow<TActivation>(c0);
        if (TVectors.Value > 1)
            StoreBefore(EndOfRow<TActivation>(c1), ref last, ref y, 0);
        if (TVectors.Value > 2)
            StoreBefore(EndOfRow<TActivation>(c2), ref last, ref y, lanes);
        if (TVectors.Value > 3)
            StoreBefore(EndOfRow<TActivation>(c3), ref last, ref y, 2 * lanes);
        if (TVectors.Value > 4)
            StoreBefore(EndOfRow<TActivation>(c4), ref last, ref y, 3 * lanes);
        if (TVectors.Value > 5)
            StoreBefore(EndOfRow<TActivation>(c5), ref last, ref y, 4 * lanes);
        if (TVectors.Value > 6)
            StoreBefore(EndOfRow<TActivation>(c6), ref last, ref y, 5 * lanes);
        if (TVectors.Value > 7)
            StoreBefore(EndOfRow<TActivation>(c7), ref last, ref y, 6 * lanes);
        StorePartial(last, ref Unsafe.Add(ref y, (TVectors.Value - 1) * Vector256<T>.Count), tail);
    }

    // Only the last vector of a row may be a part of one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreBefore(Vector256<T> next, ref Vector256<T> last, ref T y, nuint place)
    {
        last.StoreUnsafe(ref y, place);
        last = next;
    }

    // Costly functions are worth one copy in the code, not eight: the sums are stored, and ActivateRow turns them into activations.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> EndOfRow<TActivation>(Vector256<T> z)
        where TActivation : struct, IActivationFunction<T>
        => default(TActivation).HasSlopeFromValue ? default(TActivation).Value(z) : z;

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void ActivateRow<TActivation>(ref T y, int vectors, int tail)
        where TActivation : struct, IActivationFunction<T>
    {
        for (; vectors > 1; vectors--)
        {
            default(TActivation).Value(Vector256.LoadUnsafe(ref y)).StoreUnsafe(ref y);
            y = ref Unsafe.Add(ref y, Vector256<T>.Count);
        }

        StorePartial(default(TActivation).Value(LoadPartial(ref y, tail)), ref y, tail);
    }

    // The whole end of a row of one or two vectors, whose activations are worth a copy of their own.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreActivations<TActivation, TVectors>(Vector256<T> z0, Vector256<T> z1, ref T y, int tail)
        where TActivation : struct, IActivationFunction<T>
        where TVectors : struct, IConstant
    {
        int lanes = Vector256<T>.Count;
        StorePartial(default(TActivation).Value(z0), ref y, TVectors.Value == 1 ? tail : lanes);
        if (TVectors.Value > 1)
            StorePartial(default(TActivation).Value(z1), ref Unsafe.Add(ref y, lanes), tail);
    }
}
