using System.Runtime.CompilerServices;

namespace NetGen;

// One row of a layer: lanes are neurons, and the weights stream by in memory order.
public static partial class Kernels<T>
    where T : unmanaged
{
    // With sizes that are constants at the call, what is left of this is one call.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void RowOfLayer<TActivation>(ref T x, ref T parameters, ref T y, int yStride, int inputs, int neurons)
        where TActivation : struct, IActivationFunction<T>
    {
        int lanes = Vector256<T>.Count;
        int vectors = (neurons + lanes - 1) / lanes;
        int partials = Partials(inputs, neurons);
        int tail = TailLanes(yStride, neurons);
        ref T bias = ref Unsafe.Add(ref parameters, inputs * neurons);
        if (partials == 8 && 2 * neurons == lanes && inputs % 8 == 0)
            RowOfHalfVectors<TActivation>(ref x, ref parameters, ref bias, ref y, (nuint)inputs);
        else if (partials == 8)
            RowInEightSums<TActivation>(ref x, ref parameters, ref bias, ref y, (nuint)inputs, (nuint)neurons, tail);
        else if (partials == 4)
            RowInFourSums<TActivation>(vectors, ref x, ref parameters, ref bias, ref y, (nuint)inputs, (nuint)neurons, tail);
        else if (partials == 2)
            RowInTwoSums<TActivation>(vectors, ref x, ref parameters, ref bias, ref y, (nuint)inputs, (nuint)neurons, tail);
        else if (TakesPairs(vectors))
            WideRow<TActivation>(vectors, ref x, ref parameters, ref bias, ref y, (nuint)inputs, (nuint)neurons, tail);
        else if (vectors <= PartialSums.Registers)
            RowInOneSum<TActivation>(vectors, ref x, ref parameters, ref bias, ref y, (nuint)inputs, (nuint)neurons, tail);
        else
            RowInChunks<TActivation>(vectors, ref x, ref parameters, ref bias, ref y, (nuint)inputs, (nuint)neurons, tail);
    }

    // Chunks of nearly the same size: fourteen and one would leave the one waiting for its own additions.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void RowInChunks<TActivation>(
        int vectors, ref T x, ref T w, ref T bias, ref T y, nuint inputs, nuint neurons, int tail)
        where TActivation : struct, IActivationFunction<T>
    {
        int lanes = Vector256<T>.Count;
        int chunks = (vectors + PartialSums.Registers - 1) / PartialSums.Registers;
        for (int v = 0; chunks > 0; chunks--)
        {
            int size = (vectors - v + chunks - 1) / chunks;
            int column = v * lanes;
            v += size;
            RowInOneSum<TActivation>(
                size, ref x, ref Unsafe.Add(ref w, column), ref Unsafe.Add(ref bias, column), ref Unsafe.Add(ref y, column),
                inputs, neurons, v == vectors ? tail : lanes);
        }
    }

    // Not inlined: so many calls to choose from would exhaust the inliner.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void RowInOneSum<TActivation>(
        int vectors, ref T x, ref T w, ref T bias, ref T y, nuint inputs, nuint neurons, int tail)
        where TActivation : struct, IActivationFunction<T>
    {
        switch (vectors)
        {
            case 1:
                RowInOneSum<TActivation, One, Zero>(vectors, ref x, ref w, ref bias, ref y, inputs, neurons, tail);
                break;
            case 2:
                RowInOneSum<TActivation, Two, Zero>(vectors, ref x, ref w, ref bias, ref y, inputs, neurons, tail);
                break;
            case 3:
                RowInOneSum<TActivation, Three, Zero>(vectors, ref x, ref w, ref bias, ref y, inputs, neurons, tail);
                break;
            case 4:
                RowInOneSum<TActivation, Four, Zero>(vectors, ref x, ref w, ref bias, ref y, inputs, neurons, tail);
                break;
            case 5:
                RowInOneSum<TActivation, Five, Zero>(vectors, ref x, ref w, ref bias, ref y, inputs, neurons, tail);
                break;
            case 6:
                RowInOneSum<TActivation, Six, Zero>(vectors, ref x, ref w, ref bias, ref y, inputs, neurons, tail);
                break;
            case 7:
                RowInOneSum<TActivation, Seven, Zero>(vectors, ref x, ref w, ref bias, ref y, inputs, neurons, tail);
                break;
            case 8:
                RowInOneSum<TActivation, Eight, Zero>(vectors, ref x, ref w, ref bias, ref y, inputs, neurons, tail);
                break;
            case 9:
                RowInOneSum<TActivation, Eight, One>(vectors, ref x, ref w, ref bias, ref y, inputs, neurons, tail);
                break;
            case 10:
                RowInOneSum<TActivation, Eight, Two>(vectors, ref x, ref w, ref bias, ref y, inputs, neurons, tail);
                break;
            case 11:
                RowInOneSum<TActivation, Eight, Three>(vectors, ref x, ref w, ref bias, ref y, inputs, neurons, tail);
                break;
            case 12:
                RowInOneSum<TActivation, Eight, Four>(vectors, ref x, ref w, ref bias, ref y, inputs, neurons, tail);
                break;
            case 13:
                RowInOneSum<TActivation, Eight, Five>(vectors, ref x, ref w, ref bias, ref y, inputs, neurons, tail);
                break;
            default:
                RowInOneSum<TActivation, Eight, Six>(vectors, ref x, ref w, ref bias, ref y, inputs, neurons, tail);
                break;
        }
    }

    // One input after the other: a loop over several at a time asks for lines in an order that the processor does not foresee, and took a fifth
    // longer with weights from the second-level cache.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void RowInOneSum<TActivation, TFirst, TSecond>(
        int vectors, ref T x, ref T w, ref T bias, ref T y, nuint inputs, nuint neurons, int tail)
        where TActivation : struct, IActivationFunction<T>
        where TFirst : struct, IConstant
        where TSecond : struct, IConstant
    {
        nint first = TFirst.Value * Vector256<T>.Count;
        LoadRow<TFirst>(
            ref bias, out Vector256<T> a0, out Vector256<T> a1, out Vector256<T> a2, out Vector256<T> a3,
            out Vector256<T> a4, out Vector256<T> a5, out Vector256<T> a6, out Vector256<T> a7);
        LoadRow<TSecond>(
            ref Unsafe.Add(ref bias, first), out Vector256<T> b0, out Vector256<T> b1, out Vector256<T> b2, out Vector256<T> b3,
            out Vector256<T> b4, out Vector256<T> b5, out Vector256<T> b6, out Vector256<T> b7);
        for (; inputs != 0; inputs--)
        {
            Vector256<T> value = Vector256.Create(x);
            MultiplyAddRow<TFirst>(value, ref w, ref a0, ref a1, ref a2, ref a3, ref a4, ref a5, ref a6, ref a7);
            MultiplyAddRow<TSecond>(value, ref Unsafe.Add(ref w, first), ref b0, ref b1, ref b2, ref b3, ref b4, ref b5, ref b6, ref b7);
            w = ref Unsafe.Add(ref w, neurons);
            x = ref Unsafe.Add(ref x, 1);
        }

        if (TSecond.Value == 0)
        {
            StoreRow<TActivation, TFirst>(a0, a1, a2, a3, a4, a5, a6, a7, ref y, tail);
            if (!default(TActivation).HasSlopeFromValue)
                ActivateRow<TActivation>(ref y, vectors, tail);
            return;
        }

        // More copies of an activation than eight would exhaust the inliner.
        StoreRow<Functions.Identity, TFirst>(a0, a1, a2, a3, a4, a5, a6, a7, ref y, Vector256<T>.Count);
        StoreRow<Functions.Identity, TSecond>(b0, b1, b2, b3, b4, b5, b6, b7, ref Unsafe.Add(ref y, first), tail);
        ActivateRow<TActivation>(ref y, vectors, tail);
    }
}
