using System.Runtime.CompilerServices;

namespace NetGen;

/// <content>The costly activations for the two neurons that <see cref="Pack(double, double)"/> puts together. Functions/ has the definitions.</content>
public static partial class Kernels
{
    [MethodImpl(Inline)]
    private static Vector128<double> Pair<TFunction>(Vector128<double> z)
        where TFunction : struct, IActivationFunction
        => default(TFunction).Value(z.ToVector256Unsafe()).GetLower();

    [MethodImpl(Inline)]
    private static Vector128<double> Pair<TFunction>(Vector128<double> z, out Vector128<double> slope)
        where TFunction : struct, IActivationFunction
    {
        Vector128<double> value = default(TFunction).Value(z.ToVector256Unsafe(), out Vector256<double> slopes).GetLower();
        slope = slopes.GetLower();
        return value;
    }

    /// <inheritdoc cref="Activation.Sigmoid"/>
    [MethodImpl(Inline)]
    public static Vector128<double> Sigmoid(Vector128<double> z) => Functions.Sigmoid.InFirstLanes(z.ToVector256Unsafe(), 2).GetLower();

    /// <inheritdoc cref="Activation.Sigmoid"/>
    [MethodImpl(Inline)]
    public static Vector128<double> Sigmoid(Vector128<double> z, out Vector128<double> slope)
    {
        Vector128<double> value = Functions.Sigmoid.InFirstLanes(z.ToVector256Unsafe(), 2, out Vector256<double> slopes).GetLower();
        slope = slopes.GetLower();
        return value;
    }

    /// <inheritdoc cref="Activation.Tanh"/>
    [MethodImpl(Inline)]
    public static Vector128<double> Tanh(Vector128<double> z) => Pair<Functions.Tanh>(z);

    /// <inheritdoc cref="Activation.Tanh"/>
    [MethodImpl(Inline)]
    public static Vector128<double> Tanh(Vector128<double> z, out Vector128<double> slope) => Pair<Functions.Tanh>(z, out slope);

    /// <inheritdoc cref="Activation.Softsign"/>
    [MethodImpl(Inline)]
    public static Vector128<double> Softsign(Vector128<double> z) => Pair<Functions.Softsign>(z);

    /// <inheritdoc cref="Activation.Softsign"/>
    [MethodImpl(Inline)]
    public static Vector128<double> Softsign(Vector128<double> z, out Vector128<double> slope) => Pair<Functions.Softsign>(z, out slope);

    /// <inheritdoc cref="Activation.Elu"/>
    [MethodImpl(Inline)]
    public static Vector128<double> Elu(Vector128<double> z) => Pair<Functions.Elu>(z);

    /// <inheritdoc cref="Activation.Elu"/>
    [MethodImpl(Inline)]
    public static Vector128<double> Elu(Vector128<double> z, out Vector128<double> slope) => Pair<Functions.Elu>(z, out slope);

    /// <inheritdoc cref="Activation.Selu"/>
    [MethodImpl(Inline)]
    public static Vector128<double> Selu(Vector128<double> z) => Pair<Functions.Selu>(z);

    /// <inheritdoc cref="Activation.Selu"/>
    [MethodImpl(Inline)]
    public static Vector128<double> Selu(Vector128<double> z, out Vector128<double> slope) => Pair<Functions.Selu>(z, out slope);

    /// <inheritdoc cref="Activation.Softplus"/>
    [MethodImpl(Inline)]
    public static Vector128<double> Softplus(Vector128<double> z) => Pair<Functions.Softplus>(z);

    /// <inheritdoc cref="Activation.Softplus"/>
    [MethodImpl(Inline)]
    public static Vector128<double> Softplus(Vector128<double> z, out Vector128<double> slope) => Pair<Functions.Softplus>(z, out slope);

    /// <inheritdoc cref="Activation.Gelu"/>
    [MethodImpl(Inline)]
    public static Vector128<double> Gelu(Vector128<double> z) => Pair<Functions.Gelu>(z);

    /// <inheritdoc cref="Activation.Gelu"/>
    [MethodImpl(Inline)]
    public static Vector128<double> Gelu(Vector128<double> z, out Vector128<double> slope) => Pair<Functions.Gelu>(z, out slope);

    /// <inheritdoc cref="Activation.GeluTanh"/>
    [MethodImpl(Inline)]
    public static Vector128<double> GeluTanh(Vector128<double> z) => Pair<Functions.GeluTanh>(z);

    /// <inheritdoc cref="Activation.GeluTanh"/>
    [MethodImpl(Inline)]
    public static Vector128<double> GeluTanh(Vector128<double> z, out Vector128<double> slope) => Pair<Functions.GeluTanh>(z, out slope);

    /// <inheritdoc cref="Activation.Silu"/>
    [MethodImpl(Inline)]
    public static Vector128<double> Silu(Vector128<double> z) => Pair<Functions.Silu>(z);

    /// <inheritdoc cref="Activation.Silu"/>
    [MethodImpl(Inline)]
    public static Vector128<double> Silu(Vector128<double> z, out Vector128<double> slope) => Pair<Functions.Silu>(z, out slope);

    /// <inheritdoc cref="Activation.Mish"/>
    [MethodImpl(Inline)]
    public static Vector128<double> Mish(Vector128<double> z) => Pair<Functions.Mish>(z);

    /// <inheritdoc cref="Activation.Mish"/>
    [MethodImpl(Inline)]
    public static Vector128<double> Mish(Vector128<double> z, out Vector128<double> slope) => Pair<Functions.Mish>(z, out slope);
}
