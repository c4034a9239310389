using System.Runtime.CompilerServices;

namespace NetGen;

/// <content>z times a gate that goes from 0 to 1. Functions/ has the definitions.</content>
public static partial class Kernels<T>
    where T : unmanaged
{
    /// <inheritdoc cref="Activation.Silu"/>
    [MethodImpl(Inline)]
    public static Vector256<T> Silu(Vector256<T> z) => default(Functions.Silu).Value(z);

    /// <inheritdoc cref="Activation.Silu"/>
    [MethodImpl(Inline)]
    public static Vector256<T> Silu(Vector256<T> z, out Vector256<T> slope) => default(Functions.Silu).Value(z, out slope);

    /// <inheritdoc cref="Activation.Silu"/>
    [MethodImpl(Inline)]
    public static T Silu(T z) => Called<Functions.Silu>(z);

    /// <inheritdoc cref="Activation.Silu"/>
    [MethodImpl(Inline)]
    public static T Silu(T z, out T slope) => Called<Functions.Silu>(z, out slope);

    /// <inheritdoc cref="Activation.Gelu"/>
    [MethodImpl(Inline)]
    public static Vector256<T> Gelu(Vector256<T> z) => default(Functions.Gelu).Value(z);

    /// <inheritdoc cref="Activation.Gelu"/>
    [MethodImpl(Inline)]
    public static Vector256<T> Gelu(Vector256<T> z, out Vector256<T> slope) => default(Functions.Gelu).Value(z, out slope);

    /// <inheritdoc cref="Activation.Gelu"/>
    [MethodImpl(Inline)]
    public static T Gelu(T z) => Called<Functions.Gelu>(z);

    /// <inheritdoc cref="Activation.Gelu"/>
    [MethodImpl(Inline)]
    public static T Gelu(T z, out T slope) => Called<Functions.Gelu>(z, out slope);

    /// <inheritdoc cref="Activation.GeluTanh"/>
    [MethodImpl(Inline)]
    public static Vector256<T> GeluTanh(Vector256<T> z) => default(Functions.GeluTanh).Value(z);

    /// <inheritdoc cref="Activation.GeluTanh"/>
    [MethodImpl(Inline)]
    public static Vector256<T> GeluTanh(Vector256<T> z, out Vector256<T> slope) => default(Functions.GeluTanh).Value(z, out slope);

    /// <inheritdoc cref="Activation.GeluTanh"/>
    [MethodImpl(Inline)]
    public static T GeluTanh(T z) => Called<Functions.GeluTanh>(z);

    /// <inheritdoc cref="Activation.GeluTanh"/>
    [MethodImpl(Inline)]
    public static T GeluTanh(T z, out T slope) => Called<Functions.GeluTanh>(z, out slope);
}
