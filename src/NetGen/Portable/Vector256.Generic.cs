using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace NetGen.Portable;

/// <summary>
/// Stands in for the platform's vectors where there are none: one lane, so that the kernels are written once. Operations the kernels do not use are missing.
/// </summary>
/// <typeparam name="T">double, float, long or int.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
[SuppressMessage("Design", "CA1000", Justification = "The platform's type has these members.")]
public readonly struct Vector256<T>
    where T : struct
{
    private readonly T _value;

    internal Vector256(T value) => _value = value;

    /// <summary>The number of lanes: 1.</summary>
    public static int Count => 1;

    /// <summary>0</summary>
    public static Vector256<T> Zero => default;

    /// <summary>1</summary>
    public static Vector256<T> One
        => typeof(T) == typeof(double) ? Vector256.Create(1.0).As<double, T>() : Vector256.Create(1f).As<float, T>();

    /// <summary>The lane.</summary>
    internal T Value => _value;

    /// <summary>x + y</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> operator +(Vector256<T> x, Vector256<T> y)
        => typeof(T) == typeof(double) ? Vector256.Create(x.AsDouble().Value + y.AsDouble().Value).As<double, T>()
            : typeof(T) == typeof(float) ? Vector256.Create(x.AsSingle().Value + y.AsSingle().Value).As<float, T>()
            : typeof(T) == typeof(long) ? Vector256.Create(unchecked(x.AsInt64().Value + y.AsInt64().Value)).As<long, T>()
            : Vector256.Create(unchecked(x.AsInt32().Value + y.AsInt32().Value)).As<int, T>();

    /// <summary>x - y</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> operator -(Vector256<T> x, Vector256<T> y)
        => typeof(T) == typeof(double) ? Vector256.Create(x.AsDouble().Value - y.AsDouble().Value).As<double, T>()
            : typeof(T) == typeof(float) ? Vector256.Create(x.AsSingle().Value - y.AsSingle().Value).As<float, T>()
            : typeof(T) == typeof(long) ? Vector256.Create(unchecked(x.AsInt64().Value - y.AsInt64().Value)).As<long, T>()
            : Vector256.Create(unchecked(x.AsInt32().Value - y.AsInt32().Value)).As<int, T>();

    /// <summary>x y</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> operator *(Vector256<T> x, Vector256<T> y)
        => typeof(T) == typeof(double)
            ? Vector256.Create(x.AsDouble().Value * y.AsDouble().Value).As<double, T>()
            : Vector256.Create((float)(x.AsSingle().Value * y.AsSingle().Value)).As<float, T>();

    /// <summary>x / y</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> operator /(Vector256<T> x, Vector256<T> y)
        => typeof(T) == typeof(double)
            ? Vector256.Create(x.AsDouble().Value / y.AsDouble().Value).As<double, T>()
            : Vector256.Create((float)(x.AsSingle().Value / y.AsSingle().Value)).As<float, T>();

    /// <summary>-x</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> operator -(Vector256<T> x)
        => typeof(T) == typeof(double) ? Vector256.Create(-x.AsDouble().Value).As<double, T>() : Vector256.Create(-x.AsSingle().Value).As<float, T>();

    /// <summary>The bits that both have.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> operator &(Vector256<T> x, Vector256<T> y) => Vector256.FromBits<T>(x.Bits() & y.Bits());

    /// <summary>The bits that one has.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> operator |(Vector256<T> x, Vector256<T> y) => Vector256.FromBits<T>(x.Bits() | y.Bits());

    /// <summary>The bits that exactly one has.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> operator ^(Vector256<T> x, Vector256<T> y) => Vector256.FromBits<T>(x.Bits() ^ y.Bits());
}
