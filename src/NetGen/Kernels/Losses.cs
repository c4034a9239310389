using System.Runtime.CompilerServices;

namespace NetGen;

/// <content>The losses that are a sum over outputs: one output's share. Functions/ has the definitions.</content>
public static partial class Kernels<T>
    where T : unmanaged
{
    /// <inheritdoc cref="Functions.SquaredError"/>
    [MethodImpl(Inline)]
    public static Vector256<T> SquaredError(Vector256<T> output, Vector256<T> target)
        => default(Functions.SquaredError).Value(output, target);

    /// <inheritdoc cref="Functions.SquaredError"/>
    [MethodImpl(Inline)]
    public static Vector256<T> SquaredError(Vector256<T> output, Vector256<T> target, out Vector256<T> slope)
        => default(Functions.SquaredError).Value(output, target, out slope);

    /// <inheritdoc cref="Functions.SquaredError"/>
    [MethodImpl(Inline)]
    public static T SquaredError(T output, T target) => ScalarLoss<Functions.SquaredError>(output, target);

    /// <inheritdoc cref="Functions.SquaredError"/>
    [MethodImpl(Inline)]
    public static T SquaredError(T output, T target, out T slope) => ScalarLoss<Functions.SquaredError>(output, target, out slope);

    /// <inheritdoc cref="Functions.AbsoluteError"/>
    [MethodImpl(Inline)]
    public static Vector256<T> AbsoluteError(Vector256<T> output, Vector256<T> target)
        => default(Functions.AbsoluteError).Value(output, target);

    /// <inheritdoc cref="Functions.AbsoluteError"/>
    [MethodImpl(Inline)]
    public static Vector256<T> AbsoluteError(Vector256<T> output, Vector256<T> target, out Vector256<T> slope)
        => default(Functions.AbsoluteError).Value(output, target, out slope);

    /// <inheritdoc cref="Functions.AbsoluteError"/>
    [MethodImpl(Inline)]
    public static T AbsoluteError(T output, T target) => ScalarLoss<Functions.AbsoluteError>(output, target);

    /// <inheritdoc cref="Functions.AbsoluteError"/>
    [MethodImpl(Inline)]
    public static T AbsoluteError(T output, T target, out T slope) => ScalarLoss<Functions.AbsoluteError>(output, target, out slope);

    /// <inheritdoc cref="Functions.HuberError"/>
    [MethodImpl(Inline)]
    public static Vector256<T> HuberError(Vector256<T> output, Vector256<T> target)
        => default(Functions.HuberError).Value(output, target);

    /// <inheritdoc cref="Functions.HuberError"/>
    [MethodImpl(Inline)]
    public static Vector256<T> HuberError(Vector256<T> output, Vector256<T> target, out Vector256<T> slope)
        => default(Functions.HuberError).Value(output, target, out slope);

    /// <inheritdoc cref="Functions.HuberError"/>
    [MethodImpl(Inline)]
    public static T HuberError(T output, T target) => ScalarLoss<Functions.HuberError>(output, target);

    /// <inheritdoc cref="Functions.HuberError"/>
    [MethodImpl(Inline)]
    public static T HuberError(T output, T target, out T slope) => ScalarLoss<Functions.HuberError>(output, target, out slope);

    /// <inheritdoc cref="Functions.BinaryCrossEntropy"/>
    [MethodImpl(Inline)]
    public static Vector256<T> BinaryCrossEntropy(Vector256<T> output, Vector256<T> target)
        => default(Functions.BinaryCrossEntropy).Value(output, target);

    /// <inheritdoc cref="Functions.BinaryCrossEntropy"/>
    [MethodImpl(Inline)]
    public static Vector256<T> BinaryCrossEntropy(Vector256<T> output, Vector256<T> target, out Vector256<T> slope)
        => default(Functions.BinaryCrossEntropy).Value(output, target, out slope);

    /// <inheritdoc cref="Functions.BinaryCrossEntropy"/>
    [MethodImpl(Inline)]
    public static T BinaryCrossEntropy(T output, T target) => ScalarLoss<Functions.BinaryCrossEntropy>(output, target);

    /// <inheritdoc cref="Functions.BinaryCrossEntropy"/>
    [MethodImpl(Inline)]
    public static T BinaryCrossEntropy(T output, T target, out T slope) => ScalarLoss<Functions.BinaryCrossEntropy>(output, target, out slope);

    [MethodImpl(Inline)]
    private static T ScalarLoss<TLoss>(T output, T target)
        where TLoss : struct, ILossFunction<T>
        => default(TLoss).Value(Vector256.CreateScalarUnsafe(output), Vector256.CreateScalarUnsafe(target)).ToScalar();

    [MethodImpl(Inline)]
    private static T ScalarLoss<TLoss>(T output, T target, out T slope)
        where TLoss : struct, ILossFunction<T>
    {
        T value = default(TLoss)
            .Value(Vector256.CreateScalarUnsafe(output), Vector256.CreateScalarUnsafe(target), out Vector256<T> slopes)
            .ToScalar();
        slope = slopes.ToScalar();
        return value;
    }
}
