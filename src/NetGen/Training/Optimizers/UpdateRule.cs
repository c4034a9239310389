using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetGen;

/// <summary>
/// One optimizer's formula, for every lane of a vector. A struct type argument of <see cref="UpdateLoop"/>, so that every rule is
/// compiled into a loop of its own.
/// </summary>
internal interface IUpdateRule<T>
    where T : unmanaged
{
    /// <summary>How many slots the rule reads and writes: 0 to 2.</summary>
    static abstract int SlotCount { get; }

    /// <summary>Returns the new parameter and changes the slots.</summary>
    Vector256<T> Apply(Vector256<T> parameter, Vector256<T> gradient, ref Vector256<T> slot0, ref Vector256<T> slot1);
}

/// <summary>
/// Applies a rule to whole spans in one pass over memory. The last vector overlaps the one before: it is computed first, from values that
/// are still old, and stored last,
/// so that the elements that both hold get the same bits twice. Spans shorter than a vector are padded.
/// </summary>
internal static class UpdateLoop
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TRule, T>(TRule rule, Span<T> parameters, ReadOnlySpan<T> gradient, Span<T> slot0, Span<T> slot1)
        where TRule : struct, IUpdateRule<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // The references below are not checked any more.
        Debug.Assert(gradient.Length == parameters.Length);
        Debug.Assert(TRule.SlotCount < 1 || slot0.Length == parameters.Length);
        Debug.Assert(TRule.SlotCount < 2 || slot1.Length == parameters.Length);

        ref T p = ref MemoryMarshal.GetReference(parameters);
        ref T g = ref MemoryMarshal.GetReference(gradient);
        ref T s0 = ref MemoryMarshal.GetReference(slot0);
        ref T s1 = ref MemoryMarshal.GetReference(slot1);
        if (parameters.Length < Vector256<T>.Count)
        {
            Short(rule, parameters, gradient, slot0, slot1);
            return;
        }

        nuint last = (nuint)(parameters.Length - Vector256<T>.Count);
        Vector256<T> lastFirst = TRule.SlotCount > 0 ? Vector256.LoadUnsafe(ref s0, last) : default;
        Vector256<T> lastSecond = TRule.SlotCount > 1 ? Vector256.LoadUnsafe(ref s1, last) : default;
        Vector256<T> lastUpdated = rule.Apply(Vector256.LoadUnsafe(ref p, last), Vector256.LoadUnsafe(ref g, last), ref lastFirst, ref lastSecond);
        for (nuint i = 0; i < last; i += (nuint)Vector256<T>.Count)
        {
            Vector256<T> first = TRule.SlotCount > 0 ? Vector256.LoadUnsafe(ref s0, i) : default;
            Vector256<T> second = TRule.SlotCount > 1 ? Vector256.LoadUnsafe(ref s1, i) : default;
            Vector256<T> updated = rule.Apply(Vector256.LoadUnsafe(ref p, i), Vector256.LoadUnsafe(ref g, i), ref first, ref second);
            Store<TRule, T>(updated, first, second, ref p, ref s0, ref s1, i);
        }

        Store<TRule, T>(lastUpdated, lastFirst, lastSecond, ref p, ref s0, ref s1, last);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TRule, T>(
        Vector256<T> updated, Vector256<T> first, Vector256<T> second, ref T p, ref T s0, ref T s1, nuint at)
        where TRule : struct, IUpdateRule<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        updated.StoreUnsafe(ref p, at);
        if (TRule.SlotCount > 0)
        {
            first.StoreUnsafe(ref s0, at);
        }

        if (TRule.SlotCount > 1)
        {
            second.StoreUnsafe(ref s1, at);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Short<TRule, T>(TRule rule, Span<T> parameters, ReadOnlySpan<T> gradient, Span<T> slot0, Span<T> slot1)
        where TRule : struct, IUpdateRule<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector256<T> first = Padded<T>(slot0);
        Vector256<T> second = Padded<T>(slot1);
        Vector256<T> updated = rule.Apply(Padded<T>(parameters), Padded(gradient), ref first, ref second);
        CopyTo(updated, parameters);
        CopyTo(first, slot0);
        CopyTo(second, slot1);
    }

    private static Vector256<T> Padded<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        Span<T> padded = stackalloc T[Vector256<T>.Count];
        padded.Clear();
        values.CopyTo(padded);
        return Vector256.Create<T>(padded);
    }

    private static void CopyTo<T>(Vector256<T> vector, Span<T> destination)
        where T : unmanaged
    {
        for (int i = 0; i < destination.Length; i++)
        {
            destination[i] = vector.GetElement(i);
        }
    }
}

/// <summary>What several rules need.</summary>
internal static class Lanes
{
    /// <summary>A setting, rounded once to the number type of the network, in every lane.</summary>
    public static Vector256<T> Of<T>(double setting)
        where T : unmanaged, IFloatingPointIeee754<T>
        => Vector256.Create(T.CreateTruncating(setting));

    /// <summary>Zero where x is below the smallest normal number, else x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> FlushSubnormal<T>(Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // Bits compare like magnitudes, and integers are compared beside the units that divide and take roots.
        return typeof(T) == typeof(double)
            ? (x.AsInt64() & Vector256.GreaterThan(Vector256.Abs(x).AsInt64(), Vector256.Create(0x000F_FFFF_FFFF_FFFF))).As<long, T>()
            : (x.AsInt32() & Vector256.GreaterThan(Vector256.Abs(x).AsInt32(), Vector256.Create(0x007F_FFFF))).As<int, T>();
    }
}
