using System.Runtime.CompilerServices;

namespace NetGen;

/// <content>
/// One overload per number type for every activation and loss, so that generated code reads <c>Sigmoid(z)</c> whatever z is. A scalar goes
/// through lane 0 of the vector form, so both have the same bits.
/// </content>
public static partial class Kernels
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    [MethodImpl(Inline)]
    private static double Scalar<TFunction>(double z)
        where TFunction : struct, IActivationFunction
        => default(TFunction).Value(Vector256.CreateScalarUnsafe(z)).ToScalar();

    // Not inlined: two copies of a costly function in one method share their constants, which are more than sixteen registers can hold, and so spill.
    [MethodImpl(FullyOptimized)]
    private static double CalledScalar<TFunction>(double z)
        where TFunction : struct, IActivationFunction
        => Scalar<TFunction>(z);

    [MethodImpl(FullyOptimized)]
    private static float CalledScalar<TFunction>(float z)
        where TFunction : struct, IActivationFunction
        => Scalar<TFunction>(z);

    [MethodImpl(Inline)]
    private static double Scalar<TFunction>(double z, out double slope)
        where TFunction : struct, IActivationFunction
    {
        double value = default(TFunction).Value(Vector256.CreateScalarUnsafe(z), out Vector256<double> slopes).ToScalar();
        slope = slopes.ToScalar();
        return value;
    }

    [MethodImpl(Inline)]
    private static float Scalar<TFunction>(float z)
        where TFunction : struct, IActivationFunction
        => default(TFunction).Value(Vector256.CreateScalarUnsafe(z)).ToScalar();

    [MethodImpl(Inline)]
    private static float Scalar<TFunction>(float z, out float slope)
        where TFunction : struct, IActivationFunction
    {
        float value = default(TFunction).Value(Vector256.CreateScalarUnsafe(z), out Vector256<float> slopes).ToScalar();
        slope = slopes.ToScalar();
        return value;
    }
}
