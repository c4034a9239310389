using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace NetGen;

// Weights of one row that begin behind a multiple of 32 bytes. Every second vector of them lies in two cache lines and takes the time of two loads;
// where shuffles are cheaper they are put together from aligned vectors, each of which serves two neighbours. No function calls another: a row has
// dozens of these calls, and the inliner would give up.
public static partial class Kernels<T>
    where T : unmanaged
{
    /// <summary>Loads the vector that the weights of an input begin in, for <c>AddProducts</c>.</summary>
    /// <param name="weights">A reference to weights of the layer.</param>
    /// <param name="vector">
    /// The index of the vector from there, at a multiple of 32 bytes from the first parameter; below zero where the layer begins inside the vector, which then
    /// begins with parameters of the layer below.
    /// </param>
    /// <returns>The vector, or zeros where weights are loaded as they lie.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> LoadBelow(ref readonly T weights, int vector)
        => Processor.JoinsLoads ? Vector256.LoadUnsafe(ref Unsafe.Add(ref Unsafe.AsRef(in weights), vector)) : default;

    /// <summary>Adds the products of an input and its weights to the sums of four vectors of neurons.</summary>
    /// <param name="input">The input in every lane.</param>
    /// <param name="weights">Weights of the layer.</param>
    /// <param name="first">The index of the first weight from this input among them.</param>
    /// <param name="offset">That one lies so many numbers behind a multiple of 32 bytes.</param>
    /// <param name="below">The vector that it lies in; afterwards the one that the next weights begin in.</param>
    /// <param name="z0">The sums of the first neurons.</param>
    /// <param name="z1">The sums of the next ones.</param>
    /// <param name="z2">The sums of the next ones.</param>
    /// <param name="z3">The sums of the last ones.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProducts(
        Vector256<float> input, ref readonly float weights, int first, [ConstantExpected(Min = 1, Max = 7)] byte offset, ref Vector256<float> below,
        ref Vector256<float> z0, ref Vector256<float> z1, ref Vector256<float> z2, ref Vector256<float> z3)
    {
        nuint at = (nuint)first;
        if (!Processor.JoinsLoads)
        {
            z0 = Vector256.FusedMultiplyAdd(input, Vector256.LoadUnsafe(in weights, at), z0);
            z1 = Vector256.FusedMultiplyAdd(input, Vector256.LoadUnsafe(in weights, at + 8), z1);
            z2 = Vector256.FusedMultiplyAdd(input, Vector256.LoadUnsafe(in weights, at + 16), z2);
            z3 = Vector256.FusedMultiplyAdd(input, Vector256.LoadUnsafe(in weights, at + 24), z3);
            return;
        }

        at -= offset;
        Vector256<float> w1 = Vector256.LoadUnsafe(in weights, at + 8);
        z0 = Vector256.FusedMultiplyAdd(input, Avx512F.VL.AlignRight32(w1.AsInt32(), below.AsInt32(), offset).AsSingle(), z0);
        Vector256<float> w2 = Vector256.LoadUnsafe(in weights, at + 16);
        z1 = Vector256.FusedMultiplyAdd(input, Avx512F.VL.AlignRight32(w2.AsInt32(), w1.AsInt32(), offset).AsSingle(), z1);
        Vector256<float> w3 = Vector256.LoadUnsafe(in weights, at + 24);
        z2 = Vector256.FusedMultiplyAdd(input, Avx512F.VL.AlignRight32(w3.AsInt32(), w2.AsInt32(), offset).AsSingle(), z2);
        below = Vector256.LoadUnsafe(in weights, at + 32);
        z3 = Vector256.FusedMultiplyAdd(input, Avx512F.VL.AlignRight32(below.AsInt32(), w3.AsInt32(), offset).AsSingle(), z3);
    }

    /// <summary>Adds the products of an input and its weights to the sums of two vectors of neurons.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProducts(
        Vector256<float> input, ref readonly float weights, int first, [ConstantExpected(Min = 1, Max = 7)] byte offset, ref Vector256<float> below,
        ref Vector256<float> z0, ref Vector256<float> z1)
    {
        nuint at = (nuint)first;
        if (!Processor.JoinsLoads)
        {
            z0 = Vector256.FusedMultiplyAdd(input, Vector256.LoadUnsafe(in weights, at), z0);
            z1 = Vector256.FusedMultiplyAdd(input, Vector256.LoadUnsafe(in weights, at + 8), z1);
            return;
        }

        at -= offset;
        Vector256<float> w1 = Vector256.LoadUnsafe(in weights, at + 8);
        z0 = Vector256.FusedMultiplyAdd(input, Avx512F.VL.AlignRight32(w1.AsInt32(), below.AsInt32(), offset).AsSingle(), z0);
        below = Vector256.LoadUnsafe(in weights, at + 16);
        z1 = Vector256.FusedMultiplyAdd(input, Avx512F.VL.AlignRight32(below.AsInt32(), w1.AsInt32(), offset).AsSingle(), z1);
    }

    /// <summary>Adds the products of an input and its weights to the sums of four vectors of neurons.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProducts(
        Vector256<double> input, ref readonly double weights, int first, [ConstantExpected(Min = 1, Max = 3)] byte offset, ref Vector256<double> below,
        ref Vector256<double> z0, ref Vector256<double> z1, ref Vector256<double> z2, ref Vector256<double> z3)
    {
        nuint at = (nuint)first;
        if (!Processor.JoinsLoads)
        {
            z0 = Vector256.FusedMultiplyAdd(input, Vector256.LoadUnsafe(in weights, at), z0);
            z1 = Vector256.FusedMultiplyAdd(input, Vector256.LoadUnsafe(in weights, at + 4), z1);
            z2 = Vector256.FusedMultiplyAdd(input, Vector256.LoadUnsafe(in weights, at + 8), z2);
            z3 = Vector256.FusedMultiplyAdd(input, Vector256.LoadUnsafe(in weights, at + 12), z3);
            return;
        }

        at -= offset;
        Vector256<double> w1 = Vector256.LoadUnsafe(in weights, at + 4);
        z0 = Vector256.FusedMultiplyAdd(input, Avx512F.VL.AlignRight64(w1.AsInt64(), below.AsInt64(), offset).AsDouble(), z0);
        Vector256<double> w2 = Vector256.LoadUnsafe(in weights, at + 8);
        z1 = Vector256.FusedMultiplyAdd(input, Avx512F.VL.AlignRight64(w2.AsInt64(), w1.AsInt64(), offset).AsDouble(), z1);
        Vector256<double> w3 = Vector256.LoadUnsafe(in weights, at + 12);
        z2 = Vector256.FusedMultiplyAdd(input, Avx512F.VL.AlignRight64(w3.AsInt64(), w2.AsInt64(), offset).AsDouble(), z2);
        below = Vector256.LoadUnsafe(in weights, at + 16);
        z3 = Vector256.FusedMultiplyAdd(input, Avx512F.VL.AlignRight64(below.AsInt64(), w3.AsInt64(), offset).AsDouble(), z3);
    }

    /// <summary>Adds the products of an input and its weights to the sums of two vectors of neurons.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProducts(
        Vector256<double> input, ref readonly double weights, int first, [ConstantExpected(Min = 1, Max = 3)] byte offset, ref Vector256<double> below,
        ref Vector256<double> z0, ref Vector256<double> z1)
    {
        nuint at = (nuint)first;
        if (!Processor.JoinsLoads)
        {
            z0 = Vector256.FusedMultiplyAdd(input, Vector256.LoadUnsafe(in weights, at), z0);
            z1 = Vector256.FusedMultiplyAdd(input, Vector256.LoadUnsafe(in weights, at + 4), z1);
            return;
        }

        at -= offset;
        Vector256<double> w1 = Vector256.LoadUnsafe(in weights, at + 4);
        z0 = Vector256.FusedMultiplyAdd(input, Avx512F.VL.AlignRight64(w1.AsInt64(), below.AsInt64(), offset).AsDouble(), z0);
        below = Vector256.LoadUnsafe(in weights, at + 8);
        z1 = Vector256.FusedMultiplyAdd(input, Avx512F.VL.AlignRight64(below.AsInt64(), w1.AsInt64(), offset).AsDouble(), z1);
    }
}
