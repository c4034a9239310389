using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NetGen.Benchmarks.Ratios;

/// <summary>
/// What the core can do at most, measured in this run: multiply-adds that wait for nothing, and loads from a buffer of a given size.
/// The best of many short turns each, with the widest vectors that the run-time considers fast here.
/// </summary>
internal static unsafe class Hardware
{
    private const int Turns = 25;
    private const int Chains = 10;
    private const int SmallestBuffer = 4096;
    private static readonly Lazy<double> s_double = new(MultiplyAdds<double>);
    private static readonly Lazy<double> s_single = new(MultiplyAdds<float>);
    private static readonly Dictionary<int, double> s_loads = [];

    public static double MultiplyAddsPerNanosecond(bool isDouble) => isDouble ? s_double.Value : s_single.Value;

    /// <summary>Loads from a buffer over and over, out of whatever cache it fits into.</summary>
    /// <param name="resident">The buffer's bytes.</param>
    public static double BytesPerNanosecond(double resident)
    {
        int bytes = (int)Math.Max(SmallestBuffer, Math.Ceiling(resident / 512) * 512);
        if (s_loads.TryGetValue(bytes, out double rate)) return rate;
        var buffer = (byte*)NativeMemory.AlignedAlloc((nuint)bytes, 64);
        NativeMemory.Fill(buffer, (nuint)bytes, 1);
        int times = Math.Max(2, 30_000_000 / bytes);
        rate = Best(() => Vector512.IsHardwareAccelerated ? LoadWide(buffer, bytes, times) : Load(buffer, bytes, times), (double)times * bytes);
        NativeMemory.AlignedFree(buffer);
        return s_loads[bytes] = rate;
    }

    private static double MultiplyAdds<T>()
    {
        const int Times = 50_000;
        return Vector512.IsHardwareAccelerated ? Best(() => MultiplyAddWide<T>(Times), (double)Times * Chains * Vector512<T>.Count)
            : Best(() => MultiplyAdd<T>(Times), (double)Times * Chains * Vector256<T>.Count);
    }

    private static double Best(Func<bool> run, double units)
    {
        double best = 0;
        for (int turn = 0; turn < Turns; turn++)
        {
            double start = ThreadClock.Nanoseconds();
            run();
            best = Math.Max(best, units / (ThreadClock.Nanoseconds() - start));
        }

        return best;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static bool MultiplyAdd<T>(int times)
    {
        Vector256<T> a = default, b = a, c = a, d = a, e = a, f = a, g = a, h = a, i = a, j = a, k = a;
        for (; times > 0; times--)
        {
            (a, b, c, d, e) = (Fused(a, k), Fused(b, k), Fused(c, k), Fused(d, k), Fused(e, k));
            (f, g, h, i, j) = (Fused(f, k), Fused(g, k), Fused(h, k), Fused(i, k), Fused(j, k));
        }

        return a + b + c + d + e + f + g + h + i + j == k;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static bool MultiplyAddWide<T>(int times)
    {
        Vector512<T> a = default, b = a, c = a, d = a, e = a, f = a, g = a, h = a, i = a, j = a, k = a;
        for (; times > 0; times--)
        {
            (a, b, c, d, e) = (Fused(a, k), Fused(b, k), Fused(c, k), Fused(d, k), Fused(e, k));
            (f, g, h, i, j) = (Fused(f, k), Fused(g, k), Fused(h, k), Fused(i, k), Fused(j, k));
        }

        return a + b + c + d + e + f + g + h + i + j == k;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Fused<T>(Vector256<T> a, Vector256<T> k) => typeof(T) == typeof(double)
        ? Vector256.FusedMultiplyAdd(a.AsDouble(), k.AsDouble(), k.AsDouble()).As<double, T>()
        : Vector256.FusedMultiplyAdd(a.AsSingle(), k.AsSingle(), k.AsSingle()).As<float, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Fused<T>(Vector512<T> a, Vector512<T> k) => typeof(T) == typeof(double)
        ? Vector512.FusedMultiplyAdd(a.AsDouble(), k.AsDouble(), k.AsDouble()).As<double, T>()
        : Vector512.FusedMultiplyAdd(a.AsSingle(), k.AsSingle(), k.AsSingle()).As<float, T>();

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static bool Load(byte* buffer, int bytes, int times)
    {
        Vector256<byte> a = default, b = a, c = a, d = a;
        for (; times > 0; times--)
        {
            for (byte* p = buffer; p < buffer + bytes; p += 256)
            {
                (a, b) = (a ^ Vector256.Load(p), b ^ Vector256.Load(p + 32));
                (c, d) = (c ^ Vector256.Load(p + 64), d ^ Vector256.Load(p + 96));
                (a, b) = (a ^ Vector256.Load(p + 128), b ^ Vector256.Load(p + 160));
                (c, d) = (c ^ Vector256.Load(p + 192), d ^ Vector256.Load(p + 224));
            }
        }

        return (a ^ b) == (c ^ d);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static bool LoadWide(byte* buffer, int bytes, int times)
    {
        Vector512<byte> a = default, b = a, c = a, d = a;
        for (; times > 0; times--)
        {
            for (byte* p = buffer; p < buffer + bytes; p += 512)
            {
                (a, b) = (a ^ Vector512.Load(p), b ^ Vector512.Load(p + 64));
                (c, d) = (c ^ Vector512.Load(p + 128), d ^ Vector512.Load(p + 192));
                (a, b) = (a ^ Vector512.Load(p + 256), b ^ Vector512.Load(p + 320));
                (c, d) = (c ^ Vector512.Load(p + 384), d ^ Vector512.Load(p + 448));
            }
        }

        return (a ^ b) == (c ^ d);
    }
}
