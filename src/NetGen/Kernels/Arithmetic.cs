using System.ComponentModel;
using System.Runtime.CompilerServices;
#if NET
using System.Runtime.Intrinsics.X86;
#endif

namespace NetGen;

/// <summary>
/// The mathematics that generated networks call. Public for the generated code only: names and signatures may change with every version.
/// </summary>
/// <remarks>
/// Every function is a fixed sequence of IEEE 754 additions, multiplications, divisions, square roots, fused multiply-adds and bit operations,
/// so it has the same bits on every processor, in every lane and for every vector width.
/// </remarks>
/// <typeparam name="T">The number type of the network: float or double.</typeparam>
// T belongs to the class and not to its methods because of first calls: the runtime loads the open type Vector256<T> once for every generic
// definition that mentions it, and each load takes a millisecond. A class is one definition; a hundred generic methods would be a hundred.
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Kernels<T>
    where T : unmanaged
{
#if NET
    /// <summary>How methods full of mathematics are compiled: fully optimised on the first call, and never inlined, which would exhaust the inliner.</summary>
    public const MethodImplOptions FullyOptimized = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;
#else
    /// <summary>How methods full of mathematics are compiled: never inlined, which would exhaust the inliner.</summary>
    public const MethodImplOptions FullyOptimized = MethodImplOptions.NoInlining;
#endif

    /// <summary>x in every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Lanes(T x)
        => Vector256.Create(x);

    /// <summary>a · b + c with one rounding; where the platform has no fused operation (netstandard2.0) with two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double FusedMultiplyAdd(double a, double b, double c)
#if NET
        => Math.FusedMultiplyAdd(a, b, c);
#else
        => (a * b) + c;
#endif

    /// <inheritdoc cref="FusedMultiplyAdd(double, double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float FusedMultiplyAdd(float a, float b, float c)
#if NET
        => MathF.FusedMultiplyAdd(a, b, c);
#else
        => (float)(((double)a * b) + c);
#endif

    // Nothing is boxed, and a tile of a hundred of these is compiled five to seven milliseconds faster than with AsDouble and As.
#if NET
    /// <inheritdoc cref="FusedMultiplyAdd(double, double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> FusedMultiplyAdd(Vector256<T> a, Vector256<T> b, Vector256<T> c)
        => typeof(T) == typeof(double)
            ? (Vector256<T>)(object)Vector256.FusedMultiplyAdd((Vector256<double>)(object)a, (Vector256<double>)(object)b, (Vector256<double>)(object)c)
            : (Vector256<T>)(object)Vector256.FusedMultiplyAdd((Vector256<float>)(object)a, (Vector256<float>)(object)b, (Vector256<float>)(object)c);
#else
    /// <inheritdoc cref="FusedMultiplyAdd(double, double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> FusedMultiplyAdd(Vector256<T> a, Vector256<T> b, Vector256<T> c)
        => typeof(T) == typeof(double)
            ? Vector256.FusedMultiplyAdd(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>()
            : Vector256.FusedMultiplyAdd(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>();
#endif
#if NET

    /// <summary>c - a · b with one rounding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> MinusProduct(Vector256<float> c, Vector256<float> a, Vector256<float> b)
        => Fma.IsSupported ? Fma.MultiplyAddNegated(a, b, c) : Vector256.FusedMultiplyAdd(-a, b, c);

    /// <summary>a · b - c with one rounding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> ProductMinus(Vector256<double> a, Vector256<double> b, Vector256<double> c)
        => Fma.IsSupported ? Fma.MultiplySubtract(a, b, c) : Vector256.FusedMultiplyAdd(a, b, -c);

    /// <summary>The sum of all lanes, in a fixed tree: halves first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T SumOfLanes(Vector256<T> x)
    {
        Vector128<T> half = x.GetLower() + x.GetUpper();
        if (typeof(T) == typeof(double))
        {
            Vector128<double> pair = half.AsDouble();
            return (T)(object)(pair.ToScalar() + pair.GetElement(1));
        }

        Vector128<float> quarter = half.AsSingle() + Vector128.Shuffle(half.AsSingle(), Vector128.Create(2, 3, 0, 1));
        return (T)(object)(quarter.ToScalar() + quarter.GetElement(1));
    }
#endif
}
