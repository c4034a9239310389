using System.Runtime.CompilerServices;

namespace NetGen;

/// <content>The losses that are a sum over outputs: one output's share. Functions/ has the definitions.</content>
public static partial class Kernels
{
    /// <inheritdoc cref="Functions.SquaredError"/>
    [MethodImpl(Inline)]
    public static Vector256<T> SquaredError<T>(Vector256<T> output, Vector256<T> target) where T : struct
        => default(Functions.SquaredError).Value(output, target);

    /// <inheritdoc cref="Functions.SquaredError"/>
    [MethodImpl(Inline)]
    public static Vector256<T> SquaredError<T>(Vector256<T> output, Vector256<T> target, out Vector256<T> slope) where T : struct
        => default(Functions.SquaredError).Value(output, target, out slope);

    /// <inheritdoc cref="Functions.SquaredError"/>
    [MethodImpl(Inline)]
    public static double SquaredError(double output, double target) => ScalarLoss<Functions.SquaredError>(output, target);

    /// <inheritdoc cref="Functions.SquaredError"/>
    [MethodImpl(Inline)]
    public static double SquaredError(double output, double target, out double slope) => ScalarLoss<Functions.SquaredError>(output, target, out slope);

    /// <inheritdoc cref="Functions.SquaredError"/>
    [MethodImpl(Inline)]
    public static float SquaredError(float output, float target) => ScalarLoss<Functions.SquaredError>(output, target);

    /// <inheritdoc cref="Functions.SquaredError"/>
    [MethodImpl(Inline)]
    public static float SquaredError(float output, float target, out float slope) => ScalarLoss<Functions.SquaredError>(output, target, out slope);

    /// <inheritdoc cref="Functions.AbsoluteError"/>
    [MethodImpl(Inline)]
    public static Vector256<T> AbsoluteError<T>(Vector256<T> output, Vector256<T> target) where T : struct
        => default(Functions.AbsoluteError).Value(output, target);

    /// <inheritdoc cref="Functions.AbsoluteError"/>
    [MethodImpl(Inline)]
    public static Vector256<T> AbsoluteError<T>(Vector256<T> output, Vector256<T> target, out Vector256<T> slope) where T : struct
        => default(Functions.AbsoluteError).Value(output, target, out slope);

    /// <inheritdoc cref="Functions.AbsoluteError"/>
    [MethodImpl(Inline)]
    public static double AbsoluteError(double output, double target) => ScalarLoss<Functions.AbsoluteError>(output, target);

    /// <inheritdoc cref="Functions.AbsoluteError"/>
    [MethodImpl(Inline)]
    public static double AbsoluteError(double output, double target, out double slope) => ScalarLoss<Functions.AbsoluteError>(output, target, out slope);

    /// <inheritdoc cref="Functions.AbsoluteError"/>
    [MethodImpl(Inline)]
    public static float AbsoluteError(float output, float target) => ScalarLoss<Functions.AbsoluteError>(output, target);

    /// <inheritdoc cref="Functions.AbsoluteError"/>
    [MethodImpl(Inline)]
    public static float AbsoluteError(float output, float target, out float slope) => ScalarLoss<Functions.AbsoluteError>(output, target, out slope);

    /// <inheritdoc cref="Functions.HuberError"/>
    [MethodImpl(Inline)]
    public static Vector256<T> HuberError<T>(Vector256<T> output, Vector256<T> target) where T : struct
        => default(Functions.HuberError).Value(output, target);

    /// <inheritdoc cref="Functions.HuberError"/>
    [MethodImpl(Inline)]
    public static Vector256<T> HuberError<T>(Vector256<T> output, Vector256<T> target, out Vector256<T> slope) where T : struct
        => default(Functions.HuberError).Value(output, target, out slope);

    /// <inheritdoc cref="Functions.HuberError"/>
    [MethodImpl(Inline)]
    public static double HuberError(double output, double target) => ScalarLoss<Functions.HuberError>(output, target);

    /// <inheritdoc cref="Functions.HuberError"/>
    [MethodImpl(Inline)]
    public static double HuberError(double output, double target, out double slope) => ScalarLoss<Functions.HuberError>(output, target, out slope);

    /// <inheritdoc cref="Functions.HuberError"/>
    [MethodImpl(Inline)]
    public static float HuberError(float output, float target) => ScalarLoss<Functions.HuberError>(output, target);

    /// <inheritdoc cref="Functions.HuberError"/>
    [MethodImpl(Inline)]
    public static float HuberError(float output, float target, out float slope) => ScalarLoss<Functions.HuberError>(output, target, out slope);

    /// <inheritdoc cref="Functions.BinaryCrossEntropy"/>
    [MethodImpl(Inline)]
    public static Vector256<T> BinaryCrossEntropy<T>(Vector256<T> output, Vector256<T> target) where T : struct
        => default(Functions.BinaryCrossEntropy).Value(output, target);

    /// <inheritdoc cref="Functions.BinaryCrossEntropy"/>
    [MethodImpl(Inline)]
    public static Vector256<T> BinaryCrossEntropy<T>(Vector256<T> output, Vector256<T> target, out Vector256<T> slope) where T : struct
        => default(Functions.BinaryCrossEntropy).Value(output, target, out slope);

    /// <inheritdoc cref="Functions.BinaryCrossEntropy"/>
    [MethodImpl(Inline)]
    public static double BinaryCrossEntropy(double output, double target) => ScalarLoss<Functions.BinaryCrossEntropy>(output, target);

    /// <inheritdoc cref="Functions.BinaryCrossEntropy"/>
    [MethodImpl(Inline)]
    public static double BinaryCrossEntropy(double output, double target, out double slope) => ScalarLoss<Functions.BinaryCrossEntropy>(output, target, out slope);

    /// <inheritdoc cref="Functions.BinaryCrossEntropy"/>
    [MethodImpl(Inline)]
    public static float BinaryCrossEntropy(float output, float target) => ScalarLoss<Functions.BinaryCrossEntropy>(output, target);

    /// <inheritdoc cref="Functions.BinaryCrossEntropy"/>
    [MethodImpl(Inline)]
    public static float BinaryCrossEntropy(float output, float target, out float slope) => ScalarLoss<Functions.BinaryCrossEntropy>(output, target, out slope);

    [MethodImpl(Inline)]
    private static double ScalarLoss<TLoss>(double output, double target)
        where TLoss : struct, ILossFunction
        => default(TLoss).Value(Vector256.CreateScalarUnsafe(output), Vector256.CreateScalarUnsafe(target)).ToScalar();

    [MethodImpl(Inline)]
    private static double ScalarLoss<TLoss>(double output, double target, out double slope)
        where TLoss : struct, ILossFunction
    {
        double value = default(TLoss)
            .Value(Vector256.CreateScalarUnsafe(output), Vector256.CreateScalarUnsafe(target), out Vector256<double> slopes)
            .ToScalar();
        slope = slopes.ToScalar();
        return value;
    }

    [MethodImpl(Inline)]
    private static float ScalarLoss<TLoss>(float output, float target)
        where TLoss : struct, ILossFunction
        => default(TLoss).Value(Vector256.CreateScalarUnsafe(output), Vector256.CreateScalarUnsafe(target)).ToScalar();

    [MethodImpl(Inline)]
    private static float ScalarLoss<TLoss>(float output, float target, out float slope)
        where TLoss : struct, ILossFunction
    {
        float value = default(TLoss)
            .Value(Vector256.CreateScalarUnsafe(output), Vector256.CreateScalarUnsafe(target), out Vector256<float> slopes)
            .ToScalar();
        slope = slopes.ToScalar();
        return value;
    }
}
