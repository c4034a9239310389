using System.Runtime.CompilerServices;

namespace NetGen;

/// <content>z times a gate that goes from 0 to 1. Functions/ has the definitions.</content>
public static partial class Kernels
{
    /// <inheritdoc cref="Activation.Silu"/>
    [MethodImpl(Inline)]
    public static Vector256<T> Silu<T>(Vector256<T> z) where T : struct => default(Functions.Silu).Value(z);

    /// <inheritdoc cref="Activation.Silu"/>
    [MethodImpl(Inline)]
    public static Vector256<T> Silu<T>(Vector256<T> z, out Vector256<T> slope) where T : struct => default(Functions.Silu).Value(z, out slope);

    /// <inheritdoc cref="Activation.Silu"/>
    [MethodImpl(Inline)]
    public static double Silu(double z) => Called<Functions.Silu>(z);

    /// <inheritdoc cref="Activation.Silu"/>
    [MethodImpl(Inline)]
    public static double Silu(double z, out double slope) => Called<Functions.Silu>(z, out slope);

    /// <inheritdoc cref="Activation.Silu"/>
    [MethodImpl(Inline)]
    public static float Silu(float z) => Called<Functions.Silu>(z);

    /// <inheritdoc cref="Activation.Silu"/>
    [MethodImpl(Inline)]
    public static float Silu(float z, out float slope) => Scalar<Functions.Silu>(z, out slope);

    /// <inheritdoc cref="Activation.Gelu"/>
    [MethodImpl(Inline)]
    public static Vector256<T> Gelu<T>(Vector256<T> z) where T : struct => default(Functions.Gelu).Value(z);

    /// <inheritdoc cref="Activation.Gelu"/>
    [MethodImpl(Inline)]
    public static Vector256<T> Gelu<T>(Vector256<T> z, out Vector256<T> slope) where T : struct => default(Functions.Gelu).Value(z, out slope);

    /// <inheritdoc cref="Activation.Gelu"/>
    [MethodImpl(Inline)]
    public static double Gelu(double z) => Called<Functions.Gelu>(z);

    /// <inheritdoc cref="Activation.Gelu"/>
    [MethodImpl(Inline)]
    public static double Gelu(double z, out double slope) => Called<Functions.Gelu>(z, out slope);

    /// <inheritdoc cref="Activation.Gelu"/>
    [MethodImpl(Inline)]
    public static float Gelu(float z) => Called<Functions.Gelu>(z);

    /// <inheritdoc cref="Activation.Gelu"/>
    [MethodImpl(Inline)]
    public static float Gelu(float z, out float slope) => Scalar<Functions.Gelu>(z, out slope);

    /// <inheritdoc cref="Activation.GeluTanh"/>
    [MethodImpl(Inline)]
    public static Vector256<T> GeluTanh<T>(Vector256<T> z) where T : struct => default(Functions.GeluTanh).Value(z);

    /// <inheritdoc cref="Activation.GeluTanh"/>
    [MethodImpl(Inline)]
    public static Vector256<T> GeluTanh<T>(Vector256<T> z, out Vector256<T> slope) where T : struct => default(Functions.GeluTanh).Value(z, out slope);

    /// <inheritdoc cref="Activation.GeluTanh"/>
    [MethodImpl(Inline)]
    public static double GeluTanh(double z) => Called<Functions.GeluTanh>(z);

    /// <inheritdoc cref="Activation.GeluTanh"/>
    [MethodImpl(Inline)]
    public static double GeluTanh(double z, out double slope) => Called<Functions.GeluTanh>(z, out slope);

    /// <inheritdoc cref="Activation.GeluTanh"/>
    [MethodImpl(Inline)]
    public static float GeluTanh(float z) => Called<Functions.GeluTanh>(z);

    /// <inheritdoc cref="Activation.GeluTanh"/>
    [MethodImpl(Inline)]
    public static float GeluTanh(float z, out float slope) => Scalar<Functions.GeluTanh>(z, out slope);
}
