using System.Runtime.CompilerServices;

namespace NetGen;

/// <content>The costly activations for the two neurons that <see cref="Pack(double, double)"/> puts together. Functions/ has the definitions.</content>
public static partial class Kernels<T>
    where T : unmanaged
{
    [MethodImpl(Inline)]
    private static Vector128<double> Pair<TFunction>(Vector128<double> z)
        where TFunction : struct, IActivationFunction<double>
        => default(TFunction).Value(z.ToVector256Unsafe()).GetLower();

    [MethodImpl(Inline)]
    private static Vector128<double> Pair<TFunction>(Vector128<double> z, out Vector128<double> slope)
        where TFunction : struct, IActivationFunction<double>
    {
        Vector128<double> value = default(TFunction).Value(z.ToVector256Unsafe(), out Vector256<double> slopes).GetLower();
        slope = slopes.GetLower();
        return value;
    }

    /// <inheritdoc cref="Activation.Sigmoid"/>
    [MethodImpl(Inline)]
    public static Vector128<double> Sigmoid(Vector128<double> z) => Kernels<double>.Functions.Sigmoid.InFirstLanes(z.ToVector256Unsafe(), 2).GetLower();

    /// <inheritdoc cref="Activation.Sigmoid"/>
    [MethodImpl(Inline)]
    public static Vector128<double> Sigmoid(Vector128<double> z, out Vector128<double> slope)
    {
        Vector128<double> value = Kernels<double>.Functions.Sigmoid.InFirstLanes(z.ToVector256Unsafe(), 2, out Vector256<double> slopes).GetLower();
        slope = slopes.GetLower();
        return value;
    }

    /// <inheritdoc cref="Activation.Tanh"/>
    [MethodImpl(Inline)]
    public static Vector128<double> Tanh(Vector128<double> z) => Pair<Kernels<double>.Functions.Tanh>(z);

    /// <inheritdoc cref="Activation.Tanh"/>
    [MethodImpl(Inline)]
    public static Vector128<double> Tanh(Vector128<double> z, out Vector128<double> slope) => Pair<Kernels<double>.Functions.Tanh>(z, out slope);

    /// <inheritdoc cref="Activation.Softsign"/>
    [MethodImpl(Inline)]
    public static Vector128<double> Softsign(Vector128<double> z) => Pair<Kernels<double>.Functions.Softsign>(z);

    /// <inheritdoc cref="Activation.Softsign"/>
    [MethodImpl(Inline)]
    public static Vector128<double> Softsign(Vector128<double> z, out Vector128<double> slope) => Pair<Kernels<double>.Functions.Softsign>(z, out slope);

    /// <inheritdoc cref="Activation.Elu"/>
    [MethodImpl(Inline)]
    public static Vector128<double> Elu(Vector128<double> z) => Pair<Kernels<double>.Functions.Elu>(z);

    /// <inheritdoc cref="Activation.Elu"/>
    [MethodImpl(Inline)]
    public static Vector128<double> Elu(Vector128<double> z, out Vector128<double> slope) => Pair<Kernels<double>.Functions.Elu>(z, out slope);

    /// <inheritdoc cref="Activation.Selu"/>
    [MethodImpl(Inline)]
    public static Vector128<double> Selu(Vector128<double> z) => Pair<Kernels<double>.Functions.Selu>(z);

    /// <inheritdoc cref="Activation.Selu"/>
    [MethodImpl(Inline)]
    public static Vector128<double> Selu(Vector128<double> z, out Vector128<double> slope) => Pair<Kernels<double>.Functions.Selu>(z, out slope);

    /// <inheritdoc cref="Activation.Softplus"/>
    [MethodImpl(Inline)]
    public static Vector128<double> Softplus(Vector128<double> z) => Pair<Kernels<double>.Functions.Softplus>(z);

    /// <inheritdoc cref="Activation.Softplus"/>
    [MethodImpl(Inline)]
    public static Vector128<double> Softplus(Vector128<double> z, out Vector128<double> slope) => Pair<Kernels<double>.Functions.Softplus>(z, out slope);

    /// <inheritdoc cref="Activation.Gelu"/>
    [MethodImpl(Inline)]
    public static Vector128<double> Gelu(Vector128<double> z) => Pair<Kernels<double>.Functions.Gelu>(z);

    /// <inheritdoc cref="Activation.Gelu"/>
    [MethodImpl(Inline)]
    public static Vector128<double> Gelu(Vector128<double> z, out Vector128<double> slope) => Pair<Kernels<double>.Functions.Gelu>(z, out slope);

    /// <inheritdoc cref="Activation.GeluTanh"/>
    [MethodImpl(Inline)]
    public static Vector128<double> GeluTanh(Vector128<double> z) => Pair<Kernels<double>.Functions.GeluTanh>(z);

    /// <inheritdoc cref="Activation.GeluTanh"/>
    [MethodImpl(Inline)]
    public static Vector128<double> GeluTanh(Vector128<double> z, out Vector128<double> slope) => Pair<Kernels<double>.Functions.GeluTanh>(z, out slope);

    /// <inheritdoc cref="Activation.Silu"/>
    [MethodImpl(Inline)]
    public static Vector128<double> Silu(Vector128<double> z) => Pair<Kernels<double>.Functions.Silu>(z);

    /// <inheritdoc cref="Activation.Silu"/>
    [MethodImpl(Inline)]
    public static Vector128<double> Silu(Vector128<double> z, out Vector128<double> slope) => Pair<Kernels<double>.Functions.Silu>(z, out slope);

    /// <inheritdoc cref="Activation.Mish"/>
    [MethodImpl(Inline)]
    public static Vector128<double> Mish(Vector128<double> z) => Pair<Kernels<double>.Functions.Mish>(z);

    /// <inheritdoc cref="Activation.Mish"/>
    [MethodImpl(Inline)]
    public static Vector128<double> Mish(Vector128<double> z, out Vector128<double> slope) => Pair<Kernels<double>.Functions.Mish>(z, out slope);
}
