using System.Runtime.CompilerServices;

namespace NetGen;

/// <content>Identity and the saturating classics. Functions/ has the definitions.</content>
public static partial class Kernels<T>
    where T : unmanaged
{
    /// <inheritdoc cref="Activation.Identity"/>
    [MethodImpl(Inline)]
    public static Vector256<T> Identity(Vector256<T> z) => default(Functions.Identity).Value(z);

    /// <inheritdoc cref="Activation.Identity"/>
    [MethodImpl(Inline)]
    public static Vector256<T> Identity(Vector256<T> z, out Vector256<T> slope) => default(Functions.Identity).Value(z, out slope);

    /// <inheritdoc cref="Activation.Identity"/>
    [MethodImpl(Inline)]
    public static T Identity(T z) => Scalar<Functions.Identity>(z);

    /// <inheritdoc cref="Activation.Identity"/>
    [MethodImpl(Inline)]
    public static T Identity(T z, out T slope) => Scalar<Functions.Identity>(z, out slope);

    /// <inheritdoc cref="Activation.Sigmoid"/>
    [MethodImpl(Inline)]
    public static Vector256<T> Sigmoid(Vector256<T> z) => default(Functions.Sigmoid).Value(z);

    /// <inheritdoc cref="Activation.Sigmoid"/>
    [MethodImpl(Inline)]
    public static Vector256<T> Sigmoid(Vector256<T> z, out Vector256<T> slope) => default(Functions.Sigmoid).Value(z, out slope);

    /// <inheritdoc cref="Activation.Sigmoid"/>
    [MethodImpl(Inline)]
    public static T Sigmoid(T z) => Functions.Sigmoid.InFirstLanes(Vector256.CreateScalarUnsafe(z), 1).ToScalar();

    /// <inheritdoc cref="Activation.Sigmoid"/>
    [MethodImpl(Inline)]
    public static T Sigmoid(T z, out T slope)
    {
        T value = Functions.Sigmoid.InFirstLanes(Vector256.CreateScalarUnsafe(z), 1, out Vector256<T> slopes).ToScalar();
        slope = slopes.ToScalar();
        return value;
    }

    /// <inheritdoc cref="Activation.Tanh"/>
    [MethodImpl(Inline)]
    public static Vector256<T> Tanh(Vector256<T> z) => Functions.Tanh.ValueOfOneRow(z);

    /// <inheritdoc cref="Activation.Tanh"/>
    [MethodImpl(Inline)]
    public static Vector256<T> Tanh(Vector256<T> z, out Vector256<T> slope) => default(Functions.Tanh).Value(z, out slope);

    /// <inheritdoc cref="Activation.Tanh"/>
    [MethodImpl(Inline)]
    public static T Tanh(T z) => Called<Functions.Tanh>(z);

    /// <inheritdoc cref="Activation.Tanh"/>
    [MethodImpl(Inline)]
    public static T Tanh(T z, out T slope) => Called<Functions.Tanh>(z, out slope);

    /// <inheritdoc cref="Activation.Softsign"/>
    [MethodImpl(Inline)]
    public static Vector256<T> Softsign(Vector256<T> z) => default(Functions.Softsign).Value(z);

    /// <inheritdoc cref="Activation.Softsign"/>
    [MethodImpl(Inline)]
    public static Vector256<T> Softsign(Vector256<T> z, out Vector256<T> slope) => default(Functions.Softsign).Value(z, out slope);

    /// <inheritdoc cref="Activation.Softsign"/>
    [MethodImpl(Inline)]
    public static T Softsign(T z) => Scalar<Functions.Softsign>(z);

    /// <inheritdoc cref="Activation.Softsign"/>
    [MethodImpl(Inline)]
    public static T Softsign(T z, out T slope) => Scalar<Functions.Softsign>(z, out slope);
}
