using System.Runtime.CompilerServices;

namespace NetGen;

public static partial class Kernels<T>
    where T : unmanaged
{
    /// <summary>
    /// The cumulative normal distribution Φ(z) = (1 + erf(z / √2)) / 2, relatively accurate in the left tail too; 0 where it is below the smallest
    /// normal number.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> NormalCdf(Vector256<T> z)
    {
        Vector256<T> mills = NormalTail(AtMost(Magnitude(z), NormalLimit()), out Vector256<T> exp);
        Vector256<T> tail = exp * mills * Constant(1 / TwoTo64);
        return Vector256.ConditionalSelect(Vector256.LessThan(z, Vector256<T>.Zero), tail, Vector256<T>.One - tail);
    }

    /// <inheritdoc cref="NormalCdf(Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T NormalCdf(T z) => NormalCdf(Vector256.CreateScalarUnsafe(z)).ToScalar();

    /// <summary>The largest argument of <see cref="NormalTail"/>; beyond it Φ(-y), and y Φ(-y) too, is 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> NormalLimit()
        => Constant(38.75, 16);

    /// <summary>Φ(-y) / e^(-y²/2) for y ≥ 0, and 2^64 e^(-y²/2): the tail is the product, without the factor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> NormalTail(Vector256<T> y, out Vector256<T> exp)
    {
        // What the rounding of y² loses counts: e^-700 amplifies it 700 times.
        Vector256<T> square = y * y;
        Vector256<T> rest = FusedMultiplyAdd(y, y, -square);
        exp = LargeExp(square * Constant(-0.5), rest * Constant(-0.5));

        // 1 / (y + c) and what it lacks, also of y + c: near y = 0 the tail would feel both.
        Vector256<T> centre = Constant(5, 3.5f);
        Vector256<T> sum = y + centre;
        Vector256<T> lost = y - (sum - centre);
        Vector256<T> reciprocal = Vector256<T>.One / sum;
        Vector256<T> residual = FusedMultiplyAdd(sum, -reciprocal, Vector256<T>.One);
        Vector256<T> correction = reciprocal * FusedMultiplyAdd(lost, -reciprocal, residual);
        Vector256<T> twice = Constant(-10, -7);
        Vector256<T> u = FusedMultiplyAdd(twice, correction, FusedMultiplyAdd(twice, reciprocal, Vector256<T>.One));
        Vector256<T> h = NormalTailPolynomial(u);
        return FusedMultiplyAdd(correction, h, reciprocal * h);
    }

    /// <summary>(y + c) Φ(-y) e^(y²/2), which is smooth from y = 0 to infinity, as a function of u = (y - c) / (y + c).</summary>
    /// <remarks>
    /// Minimax polynomials with coefficients rounded to the precision (Sollya's fpminimax): for double c = 5, degree 21 and y up to 38.75, relative
    /// error 2.5e-17; for single precision c = 3.5, degree 9 and y up to 16, relative error 2.8e-8.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> NormalTailPolynomial(Vector256<T> u)
        => typeof(T) == typeof(double) ? NormalTailPolynomial(u.AsDouble()).As<double, T>() : NormalTailPolynomial(u.AsSingle()).As<float, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> NormalTailPolynomial(Vector256<double> u)
    {
        Vector256<double> u2 = u * u;
        Vector256<double> u4 = u2 * u2;
        Vector256<double> h0 = Vector256.FusedMultiplyAdd(
            u2,
            Vector256.FusedMultiplyAdd(Vector256.Create(-0.3135331566713118), u, Vector256.Create(0.4953056159699742)),
            Vector256.FusedMultiplyAdd(Vector256.Create(-0.6653825028900566), u, Vector256.Create(0.769193049750063)));
        Vector256<double> h4 = Vector256.FusedMultiplyAdd(
            u2,
            Vector256.FusedMultiplyAdd(Vector256.Create(-0.0029933767739834575), u, Vector256.Create(0.02079506679829424)),
            Vector256.FusedMultiplyAdd(Vector256.Create(-0.06911863870608091), u, Vector256.Create(0.16502036617047466)));
        Vector256<double> h8 = Vector256.FusedMultiplyAdd(
            u2,
            Vector256.FusedMultiplyAdd(Vector256.Create(-4.9762973027956774e-05), u, Vector256.Create(-5.937580827049433e-05)),
            Vector256.FusedMultiplyAdd(Vector256.Create(0.0005448990947041201), u, Vector256.Create(-0.0007978693836287446)));
        Vector256<double> h12 = Vector256.FusedMultiplyAdd(
            u2,
            Vector256.FusedMultiplyAdd(Vector256.Create(-3.3777576309441297e-07), u, Vector256.Create(-2.7697617618647247e-06)),
            Vector256.FusedMultiplyAdd(Vector256.Create(3.98143910860967e-06), u, Vector256.Create(1.6681473969373218e-05)));
        Vector256<double> h16 = Vector256.FusedMultiplyAdd(
            u2,
            Vector256.FusedMultiplyAdd(Vector256.Create(-1.0477497074995724e-08), u, Vector256.Create(-6.60140448622049e-08)),
            Vector256.FusedMultiplyAdd(Vector256.Create(4.382459791678807e-08), u, Vector256.Create(4.336203116797306e-07)));
        Vector256<double> h = Vector256.FusedMultiplyAdd(
            u4,
            Vector256.FusedMultiplyAdd(Vector256.Create(2.128849840711032e-09), u, Vector256.Create(7.404158396315992e-09)),
            h16);
        h = Vector256.FusedMultiplyAdd(u4, h, h12);
        h = Vector256.FusedMultiplyAdd(u4, h, h8);
        h = Vector256.FusedMultiplyAdd(u4, h, h4);
        return Vector256.FusedMultiplyAdd(u4, h, h0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> NormalTailPolynomial(Vector256<float> u)
    {
        Vector256<float> u2 = u * u;
        Vector256<float> u4 = u2 * u2;
        Vector256<float> h0 = Vector256.FusedMultiplyAdd(
            u2,
            Vector256.FusedMultiplyAdd(Vector256.Create(-0.11605362f), u, Vector256.Create(0.31542543f)),
            Vector256.FusedMultiplyAdd(Vector256.Create(-0.5655617f), u, Vector256.Create(0.74441606f)));
        Vector256<float> h4 = Vector256.FusedMultiplyAdd(
            u2,
            Vector256.FusedMultiplyAdd(Vector256.Create(-0.00049544236f), u, Vector256.Create(-0.0031664153f)),
            Vector256.FusedMultiplyAdd(Vector256.Create(0.0064953268f), u, Vector256.Create(0.017403616f)));
        Vector256<float> h = Vector256.FusedMultiplyAdd(
            u4,
            Vector256.FusedMultiplyAdd(Vector256.Create(0.00010529449f), u, Vector256.Create(0.00041117557f)),
            h4);
        return Vector256.FusedMultiplyAdd(u4, h, h0);
    }
}
