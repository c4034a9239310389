using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace NetGen;

/// <content>tanh in single precision: a polynomial for each of eight pieces of the axis, whose coefficients a register holds side by side.</content>
public static partial class Kernels<T>
    where T : unmanaged
{
    // Neither a division nor an exponential, so that a row waits 27 cycles instead of 41. Where the processor can look up in one instruction, no method
    // is called for it: the inliner has to get through this for every activation.

    /// <summary>tanh |z| in single precision, at most 1.75 ulp off.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> TanhOfMagnitude(Vector256<float> z)
    {
        Vector256<float> slope = TanhPiece(z, out Vector256<float> start, out Vector256<float> distance);
        return Vector256.FusedMultiplyAdd(distance, slope, start);
    }

    /// <summary>tanh z, with the bits of <see cref="TanhOfMagnitude"/> but for the sign of NaN: one row waits less if the sign is there before the polynomial, but it takes two instructions more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> TanhWithEarlySign(Vector256<float> z)
    {
        Vector256<float> slope = TanhPiece(z, out Vector256<float> start, out Vector256<float> distance);
        return Vector256.FusedMultiplyAdd(distance ^ Kernels<float>.Sign(z), slope, start | Kernels<float>.Sign(z));
    }

    /// <summary>tanh |z| = start + distance · the result.</summary>
    /// <remarks>
    /// The pieces are half octaves of 1.625 |z| + 1, so that the number of a piece is in that sum's exponent and first bit. In each, tanh is a polynomial
    /// of degree 6 in the distance from a middle that was chosen for its tanh being almost a number of single precision. Minimax (Lawson's
    /// weighted least squares, coefficients rounded one after the other, the first piece relative with a slope of 1 at 0): off by 1.2 ulp at most before
    /// its own rounding errors. From 9.02 on, tanh rounds to 1.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> TanhPiece(Vector256<float> z, out Vector256<float> start, out Vector256<float> distance)
    {
        Vector256<float> y = Kernels<float>.AtMost(Kernels<float>.Magnitude(z), Vector256.Create(9.02f));
        Vector256<float> octaves = Vector256.FusedMultiplyAdd(Vector256.Create(1.625f), y, Vector256<float>.One);
        Vector256<int> piece = Vector256.ShiftRightLogical(octaves.AsInt32(), 22);

        // In the order of the lowest three bits of that: piece 0, next to the origin, is entry 6.
        Vector256<float> middles = Vector256.Create(
            0.922692001f, 1.53945279f, 2.46022677f, 3.69641781f, 5.54614735f, 7.88507843f, 0, 0.461965352f);
        Vector256<float> values = Vector256.Create(
            0.727168441f, 0.912028372f, 0.985514045f, 0.998769462f, 0.999969542f, 0.999999702f, 0, 0.431684673f);
        Vector256<float> slopes = Vector256.Create(
            0.471226692f, 0.16820392f, 0.0287622232f, 0.00245972583f, 6.12190488e-05f, 5.66326889e-07f, 1, 0.813648343f);
        Vector256<float> squares = Vector256.Create(
            -0.342662901f, -0.153406784f, -0.0283445735f, -0.0024566839f, -6.11853393e-05f, -3.58381925e-07f, -2.82830251e-06f, -0.351239592f);
        Vector256<float> cubes = Vector256.Create(
            0.092038855f, 0.0838715062f, 0.0183430742f, 0.00163004512f, 3.89029046e-05f, 3.75878159e-07f, -0.333199948f, -0.119597755f);
        Vector256<float> fourths = Vector256.Create(
            0.0473647788f, -0.0253466628f, -0.0086450493f, -0.000810990459f, -1.94571003e-05f, -6.2232607e-07f, -0.00205307198f, 0.168718353f);
        Vector256<float> fifths = Vector256.Create(
            -0.0533370189f, -0.00170365965f, 0.00306093902f, 0.000341206818f, 1.03590373e-05f, 8.44890806e-08f, 0.147267908f, -0.014038506f);
        Vector256<float> sixths = Vector256.Create(
            0.0145227844f, 0.00627107592f, -0.000693047594f, -0.000111531132f, -3.4610905e-06f, 1.99247324e-07f, -0.0438506491f, -0.0577768385f);

        Vector256<float> d = y - (Avx2.IsSupported ? Avx2.PermuteVar8x32(middles, piece) : Lookup(middles.AsInt32(), piece).AsSingle());
        Vector256<float> a0 = Avx2.IsSupported ? Avx2.PermuteVar8x32(values, piece) : Lookup(values.AsInt32(), piece).AsSingle();
        Vector256<float> a1 = Avx2.IsSupported ? Avx2.PermuteVar8x32(slopes, piece) : Lookup(slopes.AsInt32(), piece).AsSingle();
        Vector256<float> a2 = Avx2.IsSupported ? Avx2.PermuteVar8x32(squares, piece) : Lookup(squares.AsInt32(), piece).AsSingle();
        Vector256<float> a3 = Avx2.IsSupported ? Avx2.PermuteVar8x32(cubes, piece) : Lookup(cubes.AsInt32(), piece).AsSingle();
        Vector256<float> a4 = Avx2.IsSupported ? Avx2.PermuteVar8x32(fourths, piece) : Lookup(fourths.AsInt32(), piece).AsSingle();
        Vector256<float> a5 = Avx2.IsSupported ? Avx2.PermuteVar8x32(fifths, piece) : Lookup(fifths.AsInt32(), piece).AsSingle();
        Vector256<float> a6 = Avx2.IsSupported ? Avx2.PermuteVar8x32(sixths, piece) : Lookup(sixths.AsInt32(), piece).AsSingle();

        // a0 + d (…) last: only one rounding in units of the result.
        (start, distance) = (a0, d);
        Vector256<float> d2 = d * d;
        Vector256<float> high = Vector256.FusedMultiplyAdd(d2, Vector256.FusedMultiplyAdd(a6, d, a5), Vector256.FusedMultiplyAdd(a4, d, a3));
        return Vector256.FusedMultiplyAdd(d2, high, Vector256.FusedMultiplyAdd(a2, d, a1));
    }
}
