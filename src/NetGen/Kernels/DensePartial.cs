using System.Runtime.CompilerServices;

namespace NetGen;

// Vectors at the end of a row, of which only some lanes are there.
public static partial class Kernels<T>
    where T : unmanaged
{
    /// <summary>The first <paramref name="count"/> elements (at least one), zero in the lanes behind; nothing behind them is read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> LoadPartial(ref readonly T first, int count)
    {
        ref T x = ref Unsafe.AsRef(in first);
        if (count >= Vector256<T>.Count)
            return Vector256.LoadUnsafe(ref x);
        int half = Vector128<T>.Count;
        return count > half
            ? Vector256.Create(Vector128.LoadUnsafe(ref x), LoadPartialHalf(ref Unsafe.Add(ref x, half), count - half))
            : LoadPartialHalf(ref x, count).ToVector256();
    }

    /// <summary>Writes the first <paramref name="count"/> lanes (at least one) and nothing behind them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void StorePartial(Vector256<T> value, ref T first, int count)
    {
        int half = Vector128<T>.Count;
        if (count >= Vector256<T>.Count)
        {
            value.StoreUnsafe(ref first);
        }
        else if (count > half)
        {
            value.GetLower().StoreUnsafe(ref first);
            StorePartialHalf(value.GetUpper(), ref Unsafe.Add(ref first, half), count - half);
        }
        else
        {
            StorePartialHalf(value.GetLower(), ref first, count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<T> LoadPartialHalf(ref T x, int count)
    {
        if (typeof(T) == typeof(double))
            return count >= 2 ? Vector128.LoadUnsafe(ref x) : Vector128.CreateScalar(x);
        return count switch
        {
            >= 4 => Vector128.LoadUnsafe(ref x),
            3 => LoadPair(ref x).WithElement(2, Unsafe.Add(ref x, 2)),
            2 => LoadPair(ref x),
            _ => Vector128.CreateScalar(x),
        };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StorePartialHalf(Vector128<T> value, ref T x, int count)
    {
        if (count >= Vector128<T>.Count)
        {
            value.StoreUnsafe(ref x);
            return;
        }

        if (typeof(T) == typeof(float) && count >= 2)
        {
            Unsafe.WriteUnaligned(ref Unsafe.As<T, byte>(ref x), value.AsDouble().ToScalar());
            if (count == 3)
                Unsafe.Add(ref x, 2) = value.GetElement(2);
            return;
        }

        x = value.ToScalar();
    }

    // Two floats in one read of eight bytes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<T> LoadPair(ref T x)
        => Vector128.CreateScalar(Unsafe.ReadUnaligned<double>(ref Unsafe.As<T, byte>(ref x))).As<double, T>();
}
