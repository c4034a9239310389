using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NetGen.Portable;

/// <summary>The operations of the platform's class of this name that the kernels use, for one lane.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
internal static class Vector256
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Create<T>(T value) where T : struct => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Create<T>(ReadOnlySpan<T> values) where T : struct => new(values[0]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> CreateScalarUnsafe<T>(T value) where T : struct => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T ToScalar<T>(this Vector256<T> x) where T : struct => x.Value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CopyTo<T>(this Vector256<T> x, Span<T> values) where T : struct => values[0] = x.Value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TTo> As<TFrom, TTo>(this Vector256<TFrom> x)
        where TFrom : struct
        where TTo : struct
        => Unsafe.As<Vector256<TFrom>, Vector256<TTo>>(ref x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> AsDouble<T>(this Vector256<T> x) where T : struct => x.As<T, double>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> AsSingle<T>(this Vector256<T> x) where T : struct => x.As<T, float>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> AsInt64<T>(this Vector256<T> x) where T : struct => x.As<T, long>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> AsInt32<T>(this Vector256<T> x) where T : struct => x.As<T, int>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> FusedMultiplyAdd(Vector256<double> a, Vector256<double> b, Vector256<double> c)
        => new((a.Value * b.Value) + c.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> FusedMultiplyAdd(Vector256<float> a, Vector256<float> b, Vector256<float> c)
        => new((float)(((double)a.Value * b.Value) + c.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> ShiftLeft(Vector256<long> x, int count) => new(x.Value << count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> ShiftLeft(Vector256<int> x, int count) => new(x.Value << count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> ShiftRightLogical(Vector256<long> x, int count) => new((long)((ulong)x.Value >> count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> ShiftRightLogical(Vector256<int> x, int count) => new((int)((uint)x.Value >> count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> AndNot<T>(Vector256<T> x, Vector256<T> y) where T : struct => FromBits<T>(x.Bits() & ~y.Bits());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> ConditionalSelect<T>(Vector256<T> condition, Vector256<T> x, Vector256<T> y)
        where T : struct
        => FromBits<T>((x.Bits() & condition.Bits()) | (y.Bits() & ~condition.Bits()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> LessThan<T>(Vector256<T> x, Vector256<T> y) where T : struct => Mask<T>(Number(x) < Number(y));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> LessThanOrEqual<T>(Vector256<T> x, Vector256<T> y) where T : struct => Mask<T>(Number(x) <= Number(y));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> GreaterThan<T>(Vector256<T> x, Vector256<T> y) where T : struct => Mask<T>(Number(x) > Number(y));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> GreaterThanOrEqual<T>(Vector256<T> x, Vector256<T> y) where T : struct => Mask<T>(Number(x) >= Number(y));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Equals<T>(Vector256<T> x, Vector256<T> y) where T : struct => Mask<T>(Number(x) == Number(y));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> MinNative<T>(Vector256<T> x, Vector256<T> y) where T : struct => Number(x) < Number(y) ? x : y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> MaxNative<T>(Vector256<T> x, Vector256<T> y) where T : struct => Number(x) > Number(y) ? x : y;

    /// <summary>The lane's bits, those of a narrow type in the lower half.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static long Bits<T>(this Vector256<T> x) where T : struct => Unsafe.SizeOf<T>() == sizeof(long) ? x.AsInt64().Value : x.AsInt32().Value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> FromBits<T>(long bits)
        where T : struct
        => Unsafe.SizeOf<T>() == sizeof(long) ? new Vector256<long>(bits).As<long, T>() : new Vector256<int>(unchecked((int)bits)).As<int, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Number<T>(Vector256<T> x) where T : struct => typeof(T) == typeof(double) ? x.AsDouble().Value : x.AsSingle().Value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Mask<T>(bool condition) where T : struct => FromBits<T>(condition ? -1L : 0L);
}
