using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;

namespace NetGen;

/// <summary>
/// Writes the safetensors layout: the length of the header (64 bits, little-endian), the header (JSON, padded with blanks to a multiple of
/// 8 bytes), then the tensors
/// one behind the other.
/// </summary>
internal static class SafetensorsWriter
{
    public static void Write(Stream stream, IEnumerable<KeyValuePair<string, string>> metadata, IReadOnlyList<Tensor> tensors)
    {
        var header = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(header))
        {
            json.WriteStartObject();
            json.WriteStartObject("__metadata__");
            foreach ((string key, string value) in metadata)
            {
                json.WriteString(key, value);
            }

            json.WriteEndObject();
            long offset = 0;
            foreach (Tensor tensor in tensors)
            {
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", tensor.Type);
                json.WriteStartArray("shape");
                foreach (int length in tensor.Shape)
                {
                    json.WriteNumberValue(length);
                }

                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(offset);
                json.WriteNumberValue(offset += tensor.Bytes.Length);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        int padding = -header.WrittenCount & 7;
        header.GetSpan(padding)[..padding].Fill((byte)' ');
        header.Advance(padding);

        Span<byte> length64 = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length64, (ulong)header.WrittenCount);
        stream.Write(length64);
        stream.Write(header.WrittenSpan);
        foreach (Tensor tensor in tensors)
        {
            stream.Write(tensor.Bytes);
        }
    }
}
