using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetGen;

/// <summary>
/// Memory for the parameters of a network with wide layers, and for gradients and optimizers: it never moves, starts at a multiple of 64 bytes
/// (one cache line), begins as zeros, and 64 bytes of zeros follow it, which kernels may read.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class AlignedStorage<T>
    where T : unmanaged
{
    private const int LineBytes = 64;

    private readonly T[] _array;
    private readonly int _offset;

    /// <summary>Zeros.</summary>
    /// <param name="length">The number of elements.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is negative.</exception>
    public AlignedStorage(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Processor.Ask();
        int line = LineBytes / Unsafe.SizeOf<T>();
        _array = GC.AllocateUninitializedArray<T>(checked(length + (2 * line)), pinned: true);
        Array.Clear(_array);
        _offset = ElementsToBoundary();
        Length = length;
    }

    /// <summary>The number of elements.</summary>
    public int Length { get; }

    /// <summary>The first element.</summary>
    public ref T Reference
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_array), _offset);
    }

    /// <summary>All elements.</summary>
    public Span<T> Span => MemoryMarshal.CreateSpan(ref Reference, Length);

    /// <summary>All elements, for asynchronous and parallel code.</summary>
    internal Memory<T> Memory => _array.AsMemory(_offset, Length);

    private unsafe int ElementsToBoundary()
    {
        nuint address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_array));
        return (int)((0 - address) % LineBytes) / sizeof(T);
    }
}
