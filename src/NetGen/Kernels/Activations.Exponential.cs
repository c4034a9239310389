using System.Runtime.CompilerServices;

namespace NetGen;

/// <content>Linear on the right, exponential on the left. Functions/ has the definitions.</content>
public static partial class Kernels<T>
    where T : unmanaged
{
    /// <inheritdoc cref="Activation.Elu"/>
    [MethodImpl(Inline)]
    public static Vector256<T> Elu(Vector256<T> z) => default(Functions.Elu).Value(z);

    /// <inheritdoc cref="Activation.Elu"/>
    [MethodImpl(Inline)]
    public static Vector256<T> Elu(Vector256<T> z, out Vector256<T> slope) => default(Functions.Elu).Value(z, out slope);

    /// <inheritdoc cref="Activation.Elu"/>
    [MethodImpl(Inline)]
    public static T Elu(T z) => Called<Functions.Elu>(z);

    /// <inheritdoc cref="Activation.Elu"/>
    [MethodImpl(Inline)]
    public static T Elu(T z, out T slope) => Called<Functions.Elu>(z, out slope);

    /// <inheritdoc cref="Activation.Selu"/>
    [MethodImpl(Inline)]
    public static Vector256<T> Selu(Vector256<T> z) => default(Functions.Selu).Value(z);

    /// <inheritdoc cref="Activation.Selu"/>
    [MethodImpl(Inline)]
    public static Vector256<T> Selu(Vector256<T> z, out Vector256<T> slope) => default(Functions.Selu).Value(z, out slope);

    /// <inheritdoc cref="Activation.Selu"/>
    [MethodImpl(Inline)]
    public static T Selu(T z) => Called<Functions.Selu>(z);

    /// <inheritdoc cref="Activation.Selu"/>
    [MethodImpl(Inline)]
    public static T Selu(T z, out T slope) => Called<Functions.Selu>(z, out slope);

    /// <inheritdoc cref="Activation.Softplus"/>
    [MethodImpl(Inline)]
    public static Vector256<T> Softplus(Vector256<T> z) => default(Functions.Softplus).Value(z);

    /// <inheritdoc cref="Activation.Softplus"/>
    [MethodImpl(Inline)]
    public static Vector256<T> Softplus(Vector256<T> z, out Vector256<T> slope) => default(Functions.Softplus).Value(z, out slope);

    /// <inheritdoc cref="Activation.Softplus"/>
    [MethodImpl(Inline)]
    public static T Softplus(T z) => Called<Functions.Softplus>(z);

    /// <inheritdoc cref="Activation.Softplus"/>
    [MethodImpl(Inline)]
    public static T Softplus(T z, out T slope) => Called<Functions.Softplus>(z, out slope);

    /// <inheritdoc cref="Activation.Mish"/>
    [MethodImpl(Inline)]
    public static Vector256<T> Mish(Vector256<T> z) => default(Functions.Mish).Value(z);

    /// <inheritdoc cref="Activation.Mish"/>
    [MethodImpl(Inline)]
    public static Vector256<T> Mish(Vector256<T> z, out Vector256<T> slope) => default(Functions.Mish).Value(z, out slope);

    /// <inheritdoc cref="Activation.Mish"/>
    [MethodImpl(Inline)]
    public static T Mish(T z) => Called<Functions.Mish>(z);

    /// <inheritdoc cref="Activation.Mish"/>
    [MethodImpl(Inline)]
    public static T Mish(T z, out T slope) => Called<Functions.Mish>(z, out slope);
}
