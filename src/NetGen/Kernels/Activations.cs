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

    // Costly functions but sigmoid are called, with slopes in double precision only: two copies of one in the same method share their constants, which
    // are more than sixteen registers can hold, and spill.
    [MethodImpl(FullyOptimized)]
    private static double Called<TFunction>(double z)
        where TFunction : struct, IActivationFunction
        => Scalar<TFunction>(z);

    [MethodImpl(FullyOptimized)]
    private static float Called<TFunction>(float z)
        where TFunction : struct, IActivationFunction
        => Scalar<TFunction>(z);

    [MethodImpl(Inline)]
    private static double Called<TFunction>(double z, out double slope)
        where TFunction : struct, IActivationFunction
    {
#if NET
        // Where two numbers come back in registers. Windows returns them in memory, for which the chain of a training step would have to wait.
        if (!OperatingSystem.IsWindows())
        {
            ValueAndSlope both = CalledForBoth<TFunction>(z);
            slope = both.Slope;
            return both.Value;
        }
#endif
        return Scalar<TFunction>(z, out slope);
    }
#if NET

    private readonly record struct ValueAndSlope(double Value, double Slope);

    [MethodImpl(FullyOptimized)]
    private static ValueAndSlope CalledForBoth<TFunction>(double z)
        where TFunction : struct, IActivationFunction
    {
        double value = Scalar<TFunction>(z, out double slope);
        return new(value, slope);
    }
#endif
}
