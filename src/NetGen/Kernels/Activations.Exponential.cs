using System.Runtime.CompilerServices;

namespace NetGen;

/// <content>Linear on the right, exponential on the left. Functions/ has the definitions.</content>
public static partial class Kernels
{
    /// <inheritdoc cref="Activation.Elu"/>
    [MethodImpl(Inline)]
    public static Vector256<T> Elu<T>(Vector256<T> z) where T : struct => default(Functions.Elu).Value(z);

    /// <inheritdoc cref="Activation.Elu"/>
    [MethodImpl(Inline)]
    public static Vector256<T> Elu<T>(Vector256<T> z, out Vector256<T> slope) where T : struct => default(Functions.Elu).Value(z, out slope);

    /// <inheritdoc cref="Activation.Elu"/>
    [MethodImpl(Inline)]
    public static double Elu(double z) => Called<Functions.Elu>(z);

    /// <inheritdoc cref="Activation.Elu"/>
    [MethodImpl(Inline)]
    public static double Elu(double z, out double slope) => Called<Functions.Elu>(z, out slope);

    /// <inheritdoc cref="Activation.Elu"/>
    [MethodImpl(Inline)]
    public static float Elu(float z) => Called<Functions.Elu>(z);

    /// <inheritdoc cref="Activation.Elu"/>
    [MethodImpl(Inline)]
    public static float Elu(float z, out float slope) => Scalar<Functions.Elu>(z, out slope);

    /// <inheritdoc cref="Activation.Selu"/>
    [MethodImpl(Inline)]
    public static Vector256<T> Selu<T>(Vector256<T> z) where T : struct => default(Functions.Selu).Value(z);

    /// <inheritdoc cref="Activation.Selu"/>
    [MethodImpl(Inline)]
    public static Vector256<T> Selu<T>(Vector256<T> z, out Vector256<T> slope) where T : struct => default(Functions.Selu).Value(z, out slope);

    /// <inheritdoc cref="Activation.Selu"/>
    [MethodImpl(Inline)]
    public static double Selu(double z) => Called<Functions.Selu>(z);

    /// <inheritdoc cref="Activation.Selu"/>
    [MethodImpl(Inline)]
    public static double Selu(double z, out double slope) => Called<Functions.Selu>(z, out slope);

    /// <inheritdoc cref="Activation.Selu"/>
    [MethodImpl(Inline)]
    public static float Selu(float z) => Called<Functions.Selu>(z);

    /// <inheritdoc cref="Activation.Selu"/>
    [MethodImpl(Inline)]
    public static float Selu(float z, out float slope) => Scalar<Functions.Selu>(z, out slope);

    /// <inheritdoc cref="Activation.Softplus"/>
    [MethodImpl(Inline)]
    public static Vector256<T> Softplus<T>(Vector256<T> z) where T : struct => default(Functions.Softplus).Value(z);

    /// <inheritdoc cref="Activation.Softplus"/>
    [MethodImpl(Inline)]
    public static Vector256<T> Softplus<T>(Vector256<T> z, out Vector256<T> slope) where T : struct => default(Functions.Softplus).Value(z, out slope);

    /// <inheritdoc cref="Activation.Softplus"/>
    [MethodImpl(Inline)]
    public static double Softplus(double z) => Called<Functions.Softplus>(z);

    /// <inheritdoc cref="Activation.Softplus"/>
    [MethodImpl(Inline)]
    public static double Softplus(double z, out double slope) => Called<Functions.Softplus>(z, out slope);

    /// <inheritdoc cref="Activation.Softplus"/>
    [MethodImpl(Inline)]
    public static float Softplus(float z) => Called<Functions.Softplus>(z);

    /// <inheritdoc cref="Activation.Softplus"/>
    [MethodImpl(Inline)]
    public static float Softplus(float z, out float slope) => Scalar<Functions.Softplus>(z, out slope);

    /// <inheritdoc cref="Activation.Mish"/>
    [MethodImpl(Inline)]
    public static Vector256<T> Mish<T>(Vector256<T> z) where T : struct => default(Functions.Mish).Value(z);

    /// <inheritdoc cref="Activation.Mish"/>
    [MethodImpl(Inline)]
    public static Vector256<T> Mish<T>(Vector256<T> z, out Vector256<T> slope) where T : struct => default(Functions.Mish).Value(z, out slope);

    /// <inheritdoc cref="Activation.Mish"/>
    [MethodImpl(Inline)]
    public static double Mish(double z) => Called<Functions.Mish>(z);

    /// <inheritdoc cref="Activation.Mish"/>
    [MethodImpl(Inline)]
    public static double Mish(double z, out double slope) => Called<Functions.Mish>(z, out slope);

    /// <inheritdoc cref="Activation.Mish"/>
    [MethodImpl(Inline)]
    public static float Mish(float z) => Called<Functions.Mish>(z);

    /// <inheritdoc cref="Activation.Mish"/>
    [MethodImpl(Inline)]
    public static float Mish(float z, out float slope) => Scalar<Functions.Mish>(z, out slope);
}
