using System.Runtime.CompilerServices;

namespace NetGen;

/// <content>Identity and the saturating classics. Functions/ has the definitions.</content>
public static partial class Kernels
{
    /// <inheritdoc cref="Activation.Identity"/>
    [MethodImpl(Inline)]
    public static Vector256<T> Identity<T>(Vector256<T> z) where T : struct => default(Functions.Identity).Value(z);

    /// <inheritdoc cref="Activation.Identity"/>
    [MethodImpl(Inline)]
    public static Vector256<T> Identity<T>(Vector256<T> z, out Vector256<T> slope) where T : struct => default(Functions.Identity).Value(z, out slope);

    /// <inheritdoc cref="Activation.Identity"/>
    [MethodImpl(Inline)]
    public static double Identity(double z) => Scalar<Functions.Identity>(z);

    /// <inheritdoc cref="Activation.Identity"/>
    [MethodImpl(Inline)]
    public static double Identity(double z, out double slope) => Scalar<Functions.Identity>(z, out slope);

    /// <inheritdoc cref="Activation.Identity"/>
    [MethodImpl(Inline)]
    public static float Identity(float z) => Scalar<Functions.Identity>(z);

    /// <inheritdoc cref="Activation.Identity"/>
    [MethodImpl(Inline)]
    public static float Identity(float z, out float slope) => Scalar<Functions.Identity>(z, out slope);

    /// <inheritdoc cref="Activation.Sigmoid"/>
    [MethodImpl(Inline)]
    public static Vector256<T> Sigmoid<T>(Vector256<T> z) where T : struct => default(Functions.Sigmoid).Value(z);

    /// <inheritdoc cref="Activation.Sigmoid"/>
    [MethodImpl(Inline)]
    public static Vector256<T> Sigmoid<T>(Vector256<T> z, out Vector256<T> slope) where T : struct => default(Functions.Sigmoid).Value(z, out slope);

    /// <inheritdoc cref="Activation.Sigmoid"/>
    [MethodImpl(Inline)]
    public static double Sigmoid(double z) => Functions.Sigmoid.InFirstLanes(Vector256.CreateScalarUnsafe(z), 1).ToScalar();

    /// <inheritdoc cref="Activation.Sigmoid"/>
    [MethodImpl(Inline)]
    public static double Sigmoid(double z, out double slope)
    {
        double value = Functions.Sigmoid.InFirstLanes(Vector256.CreateScalarUnsafe(z), 1, out Vector256<double> slopes).ToScalar();
        slope = slopes.ToScalar();
        return value;
    }

    /// <inheritdoc cref="Activation.Sigmoid"/>
    [MethodImpl(Inline)]
    public static float Sigmoid(float z) => Scalar<Functions.Sigmoid>(z);

    /// <inheritdoc cref="Activation.Sigmoid"/>
    [MethodImpl(Inline)]
    public static float Sigmoid(float z, out float slope) => Scalar<Functions.Sigmoid>(z, out slope);

    /// <inheritdoc cref="Activation.Tanh"/>
    [MethodImpl(Inline)]
    public static Vector256<T> Tanh<T>(Vector256<T> z) where T : struct => Functions.Tanh.ValueOfOneRow(z);

    /// <inheritdoc cref="Activation.Tanh"/>
    [MethodImpl(Inline)]
    public static Vector256<T> Tanh<T>(Vector256<T> z, out Vector256<T> slope) where T : struct => default(Functions.Tanh).Value(z, out slope);

    /// <inheritdoc cref="Activation.Tanh"/>
    [MethodImpl(Inline)]
    public static double Tanh(double z) => Called<Functions.Tanh>(z);

    /// <inheritdoc cref="Activation.Tanh"/>
    [MethodImpl(Inline)]
    public static double Tanh(double z, out double slope) => Called<Functions.Tanh>(z, out slope);

    /// <inheritdoc cref="Activation.Tanh"/>
    [MethodImpl(Inline)]
    public static float Tanh(float z) => Called<Functions.Tanh>(z);

    /// <inheritdoc cref="Activation.Tanh"/>
    [MethodImpl(Inline)]
    public static float Tanh(float z, out float slope) => Scalar<Functions.Tanh>(z, out slope);

    /// <inheritdoc cref="Activation.Softsign"/>
    [MethodImpl(Inline)]
    public static Vector256<T> Softsign<T>(Vector256<T> z) where T : struct => default(Functions.Softsign).Value(z);

    /// <inheritdoc cref="Activation.Softsign"/>
    [MethodImpl(Inline)]
    public static Vector256<T> Softsign<T>(Vector256<T> z, out Vector256<T> slope) where T : struct => default(Functions.Softsign).Value(z, out slope);

    /// <inheritdoc cref="Activation.Softsign"/>
    [MethodImpl(Inline)]
    public static double Softsign(double z) => Scalar<Functions.Softsign>(z);

    /// <inheritdoc cref="Activation.Softsign"/>
    [MethodImpl(Inline)]
    public static double Softsign(double z, out double slope) => Scalar<Functions.Softsign>(z, out slope);

    /// <inheritdoc cref="Activation.Softsign"/>
    [MethodImpl(Inline)]
    public static float Softsign(float z) => Scalar<Functions.Softsign>(z);

    /// <inheritdoc cref="Activation.Softsign"/>
    [MethodImpl(Inline)]
    public static float Softsign(float z, out float slope) => Scalar<Functions.Softsign>(z, out slope);
}
