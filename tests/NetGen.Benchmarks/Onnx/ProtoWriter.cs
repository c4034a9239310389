using System.Buffers;
using System.Text;

namespace NetGen.Benchmarks.Onnx;

/// <summary>Writes messages of protocol buffers: numbers, bytes and messages within messages, which is all that an ONNX model needs.</summary>
internal sealed class ProtoWriter
{
    private const int VarintType = 0;
    private const int LengthType = 2;
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    public ProtoWriter Number(int field, long value)
    {
        Varint(((ulong)field << 3) | VarintType);
        Varint((ulong)value);
        return this;
    }

    public ProtoWriter Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    public ProtoWriter Bytes(int field, ReadOnlySpan<byte> value)
    {
        Varint(((ulong)field << 3) | LengthType);
        Varint((ulong)value.Length);
        _bytes.Write(value);
        return this;
    }

    public ProtoWriter Message(int field, ProtoWriter message) => Bytes(field, message._bytes.WrittenSpan);

    private void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7) _bytes.Write([(byte)(value | 0x80)]);
        _bytes.Write([(byte)value]);
    }
}
