using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NetGen;

/// <summary>max(0, z); its slope follows from the value.</summary>
internal readonly struct TestRelu<T> : IActivationFunction<T>
    where T : unmanaged
{
    public bool HasSlopeFromValue => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<T> Value(Vector256<T> z) => z & Vector256.GreaterThan(z, Vector256<T>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<T> Value(Vector256<T> z, out Vector256<T> slope)
    {
        slope = SlopeFromValue(z);
        return Value(z);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<T> SlopeFromValue(Vector256<T> value) => Vector256.GreaterThan(value, Vector256<T>.Zero) & Vector256<T>.One;
}

/// <summary>z², slope 2z: stands for the costly activations, whose slope must be stored.</summary>
internal readonly struct TestSquare<T> : IActivationFunction<T>
    where T : unmanaged
{
    public bool HasSlopeFromValue => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<T> Value(Vector256<T> z) => z * z;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<T> Value(Vector256<T> z, out Vector256<T> slope)
    {
        slope = z + z;
        return z * z;
    }

    public Vector256<T> SlopeFromValue(Vector256<T> value) => throw new NotSupportedException();
}

/// <summary>
/// Elements that end exactly where memory ends: the page behind them cannot be touched, so that reading or writing one byte too far ends the
/// test run. (Linux; elsewhere ordinary memory with NaN behind it.)
/// </summary>
internal sealed class GuardedMemory<T> : IDisposable
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int Page = 4096;

    private readonly nint _block;
    private readonly nint _size;
    private readonly nint _first;

    public GuardedMemory(int length, int slackBytes = 0)
    {
        nint bytes = ((nint)length * Unsafe.SizeOf<T>()) + slackBytes;
        nint pages = (bytes + Page - 1) / Page * Page;
        _size = pages + Page;
        if (OperatingSystem.IsLinux())
        {
            _block = Pages.Mmap(0, _size, 3, 0x22, -1, 0);
            Assert.NotEqual(-1, _block);
            Assert.Equal(0, Pages.Mprotect(_block + pages, Page, 0));
        }
        else
        {
            _block = Marshal.AllocHGlobal(_size);
        }

        _first = _block + pages - bytes;
        Length = length;
        Before.Fill(T.NaN);
    }

    public int Length { get; }

    public ref T Reference => ref Unsafe.AddByteOffset(ref Unsafe.NullRef<T>(), _first);

    public Span<T> Span => MemoryMarshal.CreateSpan(ref Reference, Length);

    /// <summary>What lies in front of the elements on their page: nobody may write it.</summary>
    public Span<T> Before
        => MemoryMarshal.CreateSpan(ref Unsafe.AddByteOffset(ref Unsafe.NullRef<T>(), _block), (int)((_first - _block) / Unsafe.SizeOf<T>()));

    public void AssertNothingWrittenBefore() => Assert.DoesNotContain(false, Before.ToArray().Select(T.IsNaN));

    public void Dispose()
    {
        if (OperatingSystem.IsLinux())
            Assert.Equal(0, Pages.Munmap(_block, _size));
        else
            Marshal.FreeHGlobal(_block);
    }
}

internal static class Pages
{
    [DllImport("libc", EntryPoint = "mmap", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static extern nint Mmap(nint address, nint length, int protection, int flags, int file, nint offset);

    [DllImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static extern int Mprotect(nint address, nint length, int protection);

    [DllImport("libc", EntryPoint = "munmap", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static extern int Munmap(nint address, nint length);
}

/// <summary>The canonical order, as naive loops over scalars.</summary>
internal static class NaiveDense
{
    public const int MostRows = 64;

    /// <summary>Inputs, neurons: small ones all, and the wide ones of real networks.</summary>
    public static IEnumerable<(int Inputs, int Neurons)> Shapes()
    {
        for (int inputs = 1; inputs <= 40; inputs++)
        {
            for (int neurons = 1; neurons <= 40; neurons++)
                yield return (inputs, neurons);
        }

        foreach (int inputs in new[] { 1, 3, 8, 64, 100, 127, 128, 129, 300, 784 })
        {
            foreach (int neurons in new[] { 1, 2, 3, 4, 5, 10, 17, 33, 64, 100, 128, 130 })
                yield return (inputs, neurons);
        }

        // Every number of vectors that the one-row kernels know, odd and even, with and without a tail.
        foreach (int neurons in new[] { 41, 45, 48, 55, 59, 67, 77, 85, 93, 101, 109, 117, 121, 150, 167, 171, 190, 203, 219, 235, 252, 260 })
        {
            yield return (3, neurons);
            yield return (9, neurons);
        }
    }

    /// <summary>One row always, and in turn every number of rows up to 20, and 64: each shape's neighbours have the others.</summary>
    public static IEnumerable<int> Rows(int inputs, int neurons)
        => inputs * neurons <= 1600
            ? Enumerable.Range(1, 20).Append(MostRows).Where(rows => rows == 1 || (rows + inputs + neurons) % 4 == 0)
            : [1, 2, 3, 5, 7, 8, 12, 13, 27, 28, 29, MostRows];

    public static T[] Random<T>(int length, int seed)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        var values = new T[length];
        for (int i = 0; i < length; i++)
            values[i] = T.CreateChecked((random.NextDouble() * 2) - 1);
        return values;
    }

    /// <summary>z[r, j] of all rows.</summary>
    public static T[] Forward<T>(T[] x, T[] parameters, int rows, int inputs, int neurons)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int partials = Partials(Unsafe.SizeOf<T>() == 8 ? 4 : 8, inputs, neurons);
        var z = new T[rows * neurons];
        var sums = new T[partials];
        for (int r = 0; r < rows; r++)
        {
            for (int j = 0; j < neurons; j++)
            {
                Array.Clear(sums);
                sums[0] = parameters[(inputs * neurons) + j];
                for (int i = 0; i < inputs; i++)
                    sums[i % partials] = T.FusedMultiplyAdd(x[(r * inputs) + i], parameters[(i * neurons) + j], sums[i % partials]);
                for (int half = partials / 2; half > 0; half /= 2)
                {
                    for (int p = 0; p < half; p++)
                        sums[p] += sums[p + half];
                }

                z[(r * neurons) + j] = sums[0];
            }
        }

        return z;
    }

    public static T[] WeightGradient<T>(T[] x, T[] d, T[] start, int rows, int inputs, int neurons)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] gradient = [.. start];
        for (int r = 0; r < rows; r++)
        {
            for (int j = 0; j < neurons; j++)
            {
                for (int i = 0; i < inputs; i++)
                    gradient[(i * neurons) + j] = T.FusedMultiplyAdd(x[(r * inputs) + i], d[(r * neurons) + j], gradient[(i * neurons) + j]);
                gradient[(inputs * neurons) + j] += d[(r * neurons) + j];
            }
        }

        return gradient;
    }

    public static T[] InputGradient<T>(T[] d, T[] parameters, int rows, int inputs, int neurons)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var dx = new T[rows * inputs];
        for (int r = 0; r < rows; r++)
        {
            for (int i = 0; i < inputs; i++)
            {
                T sum = d[r * neurons] * parameters[i * neurons];
                for (int j = 1; j < neurons; j++)
                    sum = T.FusedMultiplyAdd(d[(r * neurons) + j], parameters[(i * neurons) + j], sum);
                dx[(r * inputs) + i] = sum;
            }
        }

        return dx;
    }

    /// <summary>Written out a second time on purpose: a change of this function changes the bits of every wide network.</summary>
    public static int Partials(int lanes, int inputs, int neurons)
    {
        if (inputs < 8)
            return 1;
        if (inputs < 16)
            return neurons <= 3 * lanes ? 2 : 1;
        if (neurons == 1)
        {
            return (lanes, inputs) switch
            {
                (4, < 16) or (8, < 32) => lanes,
                (4, < 64) or (8, < 128) => 2 * lanes,
                _ => 4 * lanes,
            };
        }

        int most = neurons <= lanes ? 8 : neurons <= 3 * lanes ? 4 : neurons <= 7 * lanes ? 2 : 1;
        int atLeastEightInputsEach = inputs >= 64 ? 8 : inputs >= 32 ? 4 : 2;
        return Math.Min(most, atLeastEightInputsEach);
    }

    /// <summary>The distance between rows that leave room for whole vectors.</summary>
    public static int WholeVectors<T>(int width)
    {
        int lanes = 32 / Unsafe.SizeOf<T>();
        return (width + lanes - 1) / lanes * lanes;
    }

    /// <summary>Rows without padding, copied to rows a stride apart.</summary>
    public static void CopyRows<T>(T[] source, Span<T> target, int rows, int width, int stride)
    {
        for (int r = 0; r < rows; r++)
            source.AsSpan(r * width, width).CopyTo(target[(r * stride)..]);
    }

    public static void AssertSameBits<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual, string what)
        where T : unmanaged
    {
        if (!MemoryMarshal.AsBytes(expected).SequenceEqual(MemoryMarshal.AsBytes(actual)))
        {
            int i = 0;
            while (MemoryMarshal.AsBytes(expected.Slice(i, 1)).SequenceEqual(MemoryMarshal.AsBytes(actual.Slice(i, 1))))
                i++;
            Assert.Fail($"{what}: element {i} is {actual[i]} instead of {expected[i]}.");
        }
    }
}
