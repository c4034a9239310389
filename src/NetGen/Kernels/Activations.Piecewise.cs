using System.Runtime.CompilerServices;

namespace NetGen;

/// <content>Functions made of straight lines and parabolas. Functions/ has the definitions.</content>
public static partial class Kernels
{
    /// <inheritdoc cref="Activation.Relu"/>
    [MethodImpl(Inline)]
    public static Vector256<T> Relu<T>(Vector256<T> z) where T : struct => default(Functions.Relu).Value(z);

    /// <inheritdoc cref="Activation.Relu"/>
    [MethodImpl(Inline)]
    public static Vector256<T> Relu<T>(Vector256<T> z, out Vector256<T> slope) where T : struct => default(Functions.Relu).Value(z, out slope);

    /// <inheritdoc cref="Activation.Relu"/>
    [MethodImpl(Inline)]
    public static double Relu(double z) => Scalar<Functions.Relu>(z);

    /// <inheritdoc cref="Activation.Relu"/>
    [MethodImpl(Inline)]
    public static double Relu(double z, out double slope) => Scalar<Functions.Relu>(z, out slope);

    /// <inheritdoc cref="Activation.Relu"/>
    [MethodImpl(Inline)]
    public static float Relu(float z) => Scalar<Functions.Relu>(z);

    /// <inheritdoc cref="Activation.Relu"/>
    [MethodImpl(Inline)]
    public static float Relu(float z, out float slope) => Scalar<Functions.Relu>(z, out slope);

    /// <inheritdoc cref="Activation.LeakyRelu"/>
    [MethodImpl(Inline)]
    public static Vector256<T> LeakyRelu<T>(Vector256<T> z) where T : struct => default(Functions.LeakyRelu).Value(z);

    /// <inheritdoc cref="Activation.LeakyRelu"/>
    [MethodImpl(Inline)]
    public static Vector256<T> LeakyRelu<T>(Vector256<T> z, out Vector256<T> slope) where T : struct => default(Functions.LeakyRelu).Value(z, out slope);

    /// <inheritdoc cref="Activation.LeakyRelu"/>
    [MethodImpl(Inline)]
    public static double LeakyRelu(double z) => Scalar<Functions.LeakyRelu>(z);

    /// <inheritdoc cref="Activation.LeakyRelu"/>
    [MethodImpl(Inline)]
    public static double LeakyRelu(double z, out double slope) => Scalar<Functions.LeakyRelu>(z, out slope);

    /// <inheritdoc cref="Activation.LeakyRelu"/>
    [MethodImpl(Inline)]
    public static float LeakyRelu(float z) => Scalar<Functions.LeakyRelu>(z);

    /// <inheritdoc cref="Activation.LeakyRelu"/>
    [MethodImpl(Inline)]
    public static float LeakyRelu(float z, out float slope) => Scalar<Functions.LeakyRelu>(z, out slope);

    /// <inheritdoc cref="Activation.HardSigmoid"/>
    [MethodImpl(Inline)]
    public static Vector256<T> HardSigmoid<T>(Vector256<T> z) where T : struct => default(Functions.HardSigmoid).Value(z);

    /// <inheritdoc cref="Activation.HardSigmoid"/>
    [MethodImpl(Inline)]
    public static Vector256<T> HardSigmoid<T>(Vector256<T> z, out Vector256<T> slope) where T : struct => default(Functions.HardSigmoid).Value(z, out slope);

    /// <inheritdoc cref="Activation.HardSigmoid"/>
    [MethodImpl(Inline)]
    public static double HardSigmoid(double z) => Scalar<Functions.HardSigmoid>(z);

    /// <inheritdoc cref="Activation.HardSigmoid"/>
    [MethodImpl(Inline)]
    public static double HardSigmoid(double z, out double slope) => Scalar<Functions.HardSigmoid>(z, out slope);

    /// <inheritdoc cref="Activation.HardSigmoid"/>
    [MethodImpl(Inline)]
    public static float HardSigmoid(float z) => Scalar<Functions.HardSigmoid>(z);

    /// <inheritdoc cref="Activation.HardSigmoid"/>
    [MethodImpl(Inline)]
    public static float HardSigmoid(float z, out float slope) => Scalar<Functions.HardSigmoid>(z, out slope);

    /// <inheritdoc cref="Activation.HardSwish"/>
    [MethodImpl(Inline)]
    public static Vector256<T> HardSwish<T>(Vector256<T> z) where T : struct => default(Functions.HardSwish).Value(z);

    /// <inheritdoc cref="Activation.HardSwish"/>
    [MethodImpl(Inline)]
    public static Vector256<T> HardSwish<T>(Vector256<T> z, out Vector256<T> slope) where T : struct => default(Functions.HardSwish).Value(z, out slope);

    /// <inheritdoc cref="Activation.HardSwish"/>
    [MethodImpl(Inline)]
    public static double HardSwish(double z) => Scalar<Functions.HardSwish>(z);

    /// <inheritdoc cref="Activation.HardSwish"/>
    [MethodImpl(Inline)]
    public static double HardSwish(double z, out double slope) => Scalar<Functions.HardSwish>(z, out slope);

    /// <inheritdoc cref="Activation.HardSwish"/>
    [MethodImpl(Inline)]
    public static float HardSwish(float z) => Scalar<Functions.HardSwish>(z);

    /// <inheritdoc cref="Activation.HardSwish"/>
    [MethodImpl(Inline)]
    public static float HardSwish(float z, out float slope) => Scalar<Functions.HardSwish>(z, out slope);

    /// <inheritdoc cref="Activation.HardTanh"/>
    [MethodImpl(Inline)]
    public static Vector256<T> HardTanh<T>(Vector256<T> z) where T : struct => default(Functions.HardTanh).Value(z);

    /// <inheritdoc cref="Activation.HardTanh"/>
    [MethodImpl(Inline)]
    public static Vector256<T> HardTanh<T>(Vector256<T> z, out Vector256<T> slope) where T : struct => default(Functions.HardTanh).Value(z, out slope);

    /// <inheritdoc cref="Activation.HardTanh"/>
    [MethodImpl(Inline)]
    public static double HardTanh(double z) => Scalar<Functions.HardTanh>(z);

    /// <inheritdoc cref="Activation.HardTanh"/>
    [MethodImpl(Inline)]
    public static double HardTanh(double z, out double slope) => Scalar<Functions.HardTanh>(z, out slope);

    /// <inheritdoc cref="Activation.HardTanh"/>
    [MethodImpl(Inline)]
    public static float HardTanh(float z) => Scalar<Functions.HardTanh>(z);

    /// <inheritdoc cref="Activation.HardTanh"/>
    [MethodImpl(Inline)]
    public static float HardTanh(float z, out float slope) => Scalar<Functions.HardTanh>(z, out slope);
}
