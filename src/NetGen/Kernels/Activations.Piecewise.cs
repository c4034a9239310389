using System.Runtime.CompilerServices;

namespace NetGen;

/// <content>Functions made of straight lines and parabolas. Functions/ has the definitions.</content>
public static partial class Kernels<T>
    where T : unmanaged
{
    /// <inheritdoc cref="Activation.Relu"/>
    [MethodImpl(Inline)]
    public static Vector256<T> Relu(Vector256<T> z) => default(Functions.Relu).Value(z);

    /// <inheritdoc cref="Activation.Relu"/>
    [MethodImpl(Inline)]
    public static Vector256<T> Relu(Vector256<T> z, out Vector256<T> slope) => default(Functions.Relu).Value(z, out slope);

    /// <inheritdoc cref="Activation.Relu"/>
    [MethodImpl(Inline)]
    public static T Relu(T z) => Scalar<Functions.Relu>(z);

    /// <inheritdoc cref="Activation.Relu"/>
    [MethodImpl(Inline)]
    public static T Relu(T z, out T slope) => Scalar<Functions.Relu>(z, out slope);

    /// <inheritdoc cref="Activation.LeakyRelu"/>
    [MethodImpl(Inline)]
    public static Vector256<T> LeakyRelu(Vector256<T> z) => default(Functions.LeakyRelu).Value(z);

    /// <inheritdoc cref="Activation.LeakyRelu"/>
    [MethodImpl(Inline)]
    public static Vector256<T> LeakyRelu(Vector256<T> z, out Vector256<T> slope) => default(Functions.LeakyRelu).Value(z, out slope);

    /// <inheritdoc cref="Activation.LeakyRelu"/>
    [MethodImpl(Inline)]
    public static T LeakyRelu(T z) => Scalar<Functions.LeakyRelu>(z);

    /// <inheritdoc cref="Activation.LeakyRelu"/>
    [MethodImpl(Inline)]
    public static T LeakyRelu(T z, out T slope) => Scalar<Functions.LeakyRelu>(z, out slope);

    /// <inheritdoc cref="Activation.HardSigmoid"/>
    [MethodImpl(Inline)]
    public static Vector256<T> HardSigmoid(Vector256<T> z) => default(Functions.HardSigmoid).Value(z);

    /// <inheritdoc cref="Activation.HardSigmoid"/>
    [MethodImpl(Inline)]
    public static Vector256<T> HardSigmoid(Vector256<T> z, out Vector256<T> slope) => default(Functions.HardSigmoid).Value(z, out slope);

    /// <inheritdoc cref="Activation.HardSigmoid"/>
    [MethodImpl(Inline)]
    public static T HardSigmoid(T z) => Scalar<Functions.HardSigmoid>(z);

    /// <inheritdoc cref="Activation.HardSigmoid"/>
    [MethodImpl(Inline)]
    public static T HardSigmoid(T z, out T slope) => Scalar<Functions.HardSigmoid>(z, out slope);

    /// <inheritdoc cref="Activation.HardSwish"/>
    [MethodImpl(Inline)]
    public static Vector256<T> HardSwish(Vector256<T> z) => default(Functions.HardSwish).Value(z);

    /// <inheritdoc cref="Activation.HardSwish"/>
    [MethodImpl(Inline)]
    public static Vector256<T> HardSwish(Vector256<T> z, out Vector256<T> slope) => default(Functions.HardSwish).Value(z, out slope);

    /// <inheritdoc cref="Activation.HardSwish"/>
    [MethodImpl(Inline)]
    public static T HardSwish(T z) => Scalar<Functions.HardSwish>(z);

    /// <inheritdoc cref="Activation.HardSwish"/>
    [MethodImpl(Inline)]
    public static T HardSwish(T z, out T slope) => Scalar<Functions.HardSwish>(z, out slope);

    /// <inheritdoc cref="Activation.HardTanh"/>
    [MethodImpl(Inline)]
    public static Vector256<T> HardTanh(Vector256<T> z) => default(Functions.HardTanh).Value(z);

    /// <inheritdoc cref="Activation.HardTanh"/>
    [MethodImpl(Inline)]
    public static Vector256<T> HardTanh(Vector256<T> z, out Vector256<T> slope) => default(Functions.HardTanh).Value(z, out slope);

    /// <inheritdoc cref="Activation.HardTanh"/>
    [MethodImpl(Inline)]
    public static T HardTanh(T z) => Scalar<Functions.HardTanh>(z);

    /// <inheritdoc cref="Activation.HardTanh"/>
    [MethodImpl(Inline)]
    public static T HardTanh(T z, out T slope) => Scalar<Functions.HardTanh>(z, out slope);
}
