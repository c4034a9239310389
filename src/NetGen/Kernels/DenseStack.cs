using System.Runtime.CompilerServices;

namespace NetGen;

// What kernels keep on the stack, of whichever numbers: as types within Kernels<T>, of T, each would make a first call a millisecond longer.
[InlineArray(4)]
internal struct FourVectors
{
    private Vector256<byte> _first;
}

[InlineArray(6)]
internal struct SixVectors
{
    private Vector256<byte> _first;
}

[InlineArray(12)]
internal struct TwelveVectors
{
    private Vector256<byte> _first;
}

// Sixteen rows by two vectors.
[InlineArray(16)]
internal struct WideTile
{
    private Vector512<byte> _first;
}

// Five levels of eight vectors: 32 partial sums at most.
[InlineArray(40)]
internal struct WaitingTiles
{
    private Vector256<byte> _first;
}

// 24 rows by two vectors.
[InlineArray(48)]
internal struct PartialRows
{
    private Vector256<byte> _first;
}
