using System.Runtime.CompilerServices;

namespace NetGen;

public static partial class Kernels<T>
    where T : unmanaged
{
    /// <summary>Some numbers in the first lanes, zeros in what is left: several neurons of one row share one evaluation of their activation.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Pack(double a, double b) => Vector128.Create(a, b);

    /// <inheritdoc cref="Pack(double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Pack(double a, double b, double c) => Vector256.Create(Vector128.Create(a, b), Vector128.CreateScalar(c));

    /// <inheritdoc cref="Pack(double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Pack(double a, double b, double c, double d) => Vector256.Create(Vector128.Create(a, b), Vector128.Create(c, d));

    /// <inheritdoc cref="Pack(double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Pack(float a, float b) => Vector128.Create(a, b, 0, 0).ToVector256();

    /// <inheritdoc cref="Pack(double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Pack(float a, float b, float c) => Vector128.Create(a, b, c, 0).ToVector256();

    /// <inheritdoc cref="Pack(double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Pack(float a, float b, float c, float d) => Vector128.Create(a, b, c, d).ToVector256();

    /// <inheritdoc cref="Pack(double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Pack(float a, float b, float c, float d, float e)
        => Vector256.Create(Vector128.Create(a, b, c, d), Vector128.CreateScalar(e));

    /// <inheritdoc cref="Pack(double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Pack(float a, float b, float c, float d, float e, float f)
        => Vector256.Create(Vector128.Create(a, b, c, d), Vector128.Create(e, f, 0, 0));

    /// <inheritdoc cref="Pack(double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Pack(float a, float b, float c, float d, float e, float f, float g)
        => Vector256.Create(Vector128.Create(a, b, c, d), Vector128.Create(e, f, g, 0));

    /// <inheritdoc cref="Pack(double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Pack(float a, float b, float c, float d, float e, float f, float g, float h)
        => Vector256.Create(Vector128.Create(a, b, c, d), Vector128.Create(e, f, g, h));
}
