using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetGen;

/// <summary>Checks of arguments whose failures all read alike.</summary>
internal static class Check
{
    public static void That(bool holds, double value, string must, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (!holds)
        {
            throw new ArgumentOutOfRangeException(name, value, string.Create(CultureInfo.InvariantCulture, $"{name} is {value} and must be {must}."));
        }
    }

    public static void PositiveFinite(double value, [CallerArgumentExpression(nameof(value))] string? name = null)
        => That(value > 0 && double.IsFinite(value), value, "finite and greater than 0", name);

    public static void NonNegativeFinite(double value, [CallerArgumentExpression(nameof(value))] string? name = null)
        => That(value >= 0 && double.IsFinite(value), value, "finite and at least 0", name);

    public static void ZeroToBelowOne(double value, [CallerArgumentExpression(nameof(value))] string? name = null)
        => That(value is >= 0 and < 1, value, "at least 0 and less than 1", name);

    public static void AtLeast(int minimum, long value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (value < minimum)
        {
            throw new ArgumentOutOfRangeException(
                name, value, string.Create(CultureInfo.InvariantCulture, $"{name} is {value} and must be at least {minimum}."));
        }
    }

    public static void Length(int actual, long expected, string name)
    {
        if (actual != expected)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{name} has {actual} values, expected {expected}."), name);
        }
    }

    /// <summary>Vector code exists for these two.</summary>
    public static void NumberType<T>()
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) != typeof(double) && typeof(T) != typeof(float))
        {
            throw new NotSupportedException($"The number type must be double or float, not {typeof(T)}.");
        }
    }
}
