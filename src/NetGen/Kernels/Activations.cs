using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NetGen;

/// <content>
/// One overload for numbers and one for vectors of every activation and loss, so that generated code reads <c>Sigmoid(z)</c> whatever z is. A scalar goes
/// through lane 0 of the vector form, so both have the same bits.
/// </content>
public static partial class Kernels<T>
    where T : unmanaged
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>The activations and losses as types, each defined once: kernels take them as type arguments.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static partial class Functions;

    [MethodImpl(Inline)]
    private static T Scalar<TFunction>(T z)
        where TFunction : struct, IActivationFunction<T>
        => default(TFunction).Value(Vector256.CreateScalarUnsafe(z)).ToScalar();

    [MethodImpl(Inline)]
    private static T Scalar<TFunction>(T z, out T slope)
        where TFunction : struct, IActivationFunction<T>
    {
        T value = default(TFunction).Value(Vector256.CreateScalarUnsafe(z), out Vector256<T> slopes).ToScalar();
        slope = slopes.ToScalar();
        return value;
    }

    // Costly functions but sigmoid are called, with slopes in double precision only: two copies of one in the same method share their constants, which
    // are more than sixteen registers can hold, and spill.
    [MethodImpl(FullyOptimized)]
    private static T Called<TFunction>(T z)
        where TFunction : struct, IActivationFunction<T>
        => Scalar<TFunction>(z);

    [MethodImpl(Inline)]
    private static T Called<TFunction>(T z, out T slope)
        where TFunction : struct, IActivationFunction<T>
    {
#if NET
        // Where two numbers come back in registers. Windows returns them in memory, for which the chain of a training step would have to wait.
        if (typeof(T) == typeof(double) && !OperatingSystem.IsWindows())
        {
            ValueAndSlope both = CalledForBoth<TFunction>(z);
            slope = both.Slope;
            return both.Value;
        }
#endif
        return Scalar<TFunction>(z, out slope);
    }
#if NET

    private readonly record struct ValueAndSlope(T Value, T Slope);

    [MethodImpl(FullyOptimized)]
    private static ValueAndSlope CalledForBoth<TFunction>(T z)
        where TFunction : struct, IActivationFunction<T>
    {
        T value = Scalar<TFunction>(z, out T slope);
        return new(value, slope);
    }
#endif
}
