using System.Runtime.InteropServices;

namespace NetGen.Bits;

/// <summary>FNV-1a with 64 bits over the raw bytes of numbers, little end first.</summary>
internal struct BitHash
{
    private ulong _state;

    public static BitHash Start => new() { _state = 0xCBF29CE484222325 };

    public readonly ulong Value => _state;

    public void Add<T>(ReadOnlySpan<T> numbers)
        where T : unmanaged
    {
        ulong state = _state;
        foreach (byte b in MemoryMarshal.AsBytes(numbers))
        {
            state = unchecked((state ^ b) * 0x100000001B3);
        }

        _state = state;
    }

    public void Add<T>(T number)
        where T : unmanaged
        => Add<T>(new ReadOnlySpan<T>(in number));
}
