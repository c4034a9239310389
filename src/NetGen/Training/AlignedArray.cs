using System.Runtime.CompilerServices;

namespace NetGen;

/// <summary>Zeroed memory aligned to 64 bytes: vectors that straddle cache lines cost up to a third of the speed.</summary>
internal readonly struct AlignedArray<T>
    where T : unmanaged
{
    private const int Alignment = 64;

    private readonly T[] _array;
    private readonly int _start;

    public AlignedArray(int length)
    {
        Length = length;
        if (length == 0)
        {
            _array = [];
            return;
        }

        // Pinned, so that the garbage collector keeps the alignment.
        _array = GC.AllocateArray<T>(checked(length + (Alignment / Unsafe.SizeOf<T>())), pinned: true);
        unsafe
        {
            nuint address = (nuint)Unsafe.AsPointer(ref _array[0]);
            _start = (int)((Alignment - (address % Alignment)) % Alignment) / Unsafe.SizeOf<T>();
        }
    }

    public int Length { get; }

    public Span<T> Span => _array.AsSpan(_start, Length);

    public Memory<T> Memory => _array.AsMemory(_start, Length);
}
