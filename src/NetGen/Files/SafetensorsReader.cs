using System.Buffers.Binary;
using System.Text.Json;

namespace NetGen;

/// <summary>What the header of a safetensors file says of one tensor.</summary>
internal sealed record TensorHeader(string Name, string Type, long[] Shape, long Begin, long End);

/// <summary>What the reader of a file expects.</summary>
internal sealed record ExpectedTensor(string Name, string Type, int[] Shape, bool Optional = false)
{
    public bool Fits(TensorHeader header)
    {
        bool fits = header.Type == Type && header.Shape.Length == Shape.Length;
        for (int i = 0; fits && i < Shape.Length; i++)
        {
            fits = Shape[i] == Tensor.Any || header.Shape[i] == Shape[i];
        }

        return fits;
    }
}

/// <summary>
/// Reads safetensors files that nobody vouches for: the header is checked completely before anything is made of it, and memory is asked for only
/// where the file really has the bytes.
/// </summary>
internal sealed class SafetensorsReader
{
    // The limit of the reference implementation.
    private const int LongestHeader = 100_000_000;
    private const int MostDimensions = 8;
    private const int MostDifferencesShown = 6;

    private readonly Stream _stream;
    private readonly string _file;
    private readonly List<TensorHeader> _headers = [];

    private SafetensorsReader(Stream stream, string file) => (_stream, _file) = (stream, file);

    public Dictionary<string, string> Metadata { get; } = new(StringComparer.Ordinal);

    /// <summary>Reads and checks the header.</summary>
    /// <exception cref="WeightFileException">The file is no safetensors file.</exception>
    public static SafetensorsReader Open(Stream stream, string file)
    {
        var reader = new SafetensorsReader(stream, file);
        Span<byte> length64 = stackalloc byte[sizeof(ulong)];
        if (stream.ReadAtLeast(length64, sizeof(ulong), throwOnEndOfStream: false) < sizeof(ulong))
        {
            throw reader.Error("the file is shorter than the 8 bytes that every safetensors file begins with.");
        }

        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(length64);
        if (length > LongestHeader)
        {
            throw reader.Error($"the header says that it is {length} bytes long; this is no safetensors file.");
        }

        reader.ParseHeader(reader.ReadBytes((long)length, "header"));
        reader.CheckOffsets();
        return reader;
    }

    public WeightFileException Error(string problem, Exception? inner = null) => new(_file, problem, inner);

    /// <summary>Verifies that the file has the expected tensors and no others, then reads them.</summary>
    /// <exception cref="WeightFileException">Something differs; the message lists what.</exception>
    public Dictionary<string, Tensor> Read(IReadOnlyList<ExpectedTensor> expected)
    {
        var differences = new List<string>();
        foreach (ExpectedTensor tensor in expected)
        {
            TensorHeader? header = _headers.Find(header => header.Name == tensor.Name);
            if (header is null && !tensor.Optional)
            {
                differences.Add($"\"{tensor.Name}\" is missing");
            }
            else if (header is not null && !tensor.Fits(header))
            {
                differences.Add(
                    $"\"{tensor.Name}\" is {header.Type} {Tensor.Show(header.Shape)}, expected {tensor.Type} {Tensor.Show([.. tensor.Shape])}");
            }
        }

        foreach (TensorHeader header in _headers)
        {
            if (expected.All(tensor => tensor.Name != header.Name))
            {
                differences.Add($"\"{Shorten(header.Name)}\" is not a tensor of this network");
            }
        }

        if (differences.Count > 0)
        {
            string more = differences.Count > MostDifferencesShown ? $"; and {differences.Count - MostDifferencesShown} more" : "";
            throw Error($"the tensors differ: {string.Join("; ", differences.Take(MostDifferencesShown))}{more}.");
        }

        var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (TensorHeader header in _headers)
        {
            byte[] bytes = ReadBytes(header.End - header.Begin, header.Name);
            tensors.Add(header.Name, new Tensor(header.Name, header.Type, [.. header.Shape.Select(length => (int)length)], bytes));
        }

        return _stream.ReadByte() < 0 ? tensors : throw Error("there are bytes behind the last tensor.");
    }

    public static string Shorten(string text) => text.Length <= 60 ? text : text[..60] + "…";

    /// <summary>Reads that many bytes, asking for memory in steps, so that a wrong length costs no more than the file has.</summary>
    private byte[] ReadBytes(long count, string what)
    {
        const int FirstStep = 1 << 16;

        if (_stream.CanSeek && count > _stream.Length - _stream.Position)
        {
            throw Error($"the file ends within its {Shorten(what)}: {count} bytes are announced, {_stream.Length - _stream.Position} are there.");
        }

        var bytes = new byte[_stream.CanSeek ? count : Math.Min(count, FirstStep)];
        int read = 0;
        while (true)
        {
            read += _stream.ReadAtLeast(bytes.AsSpan(read), bytes.Length - read, throwOnEndOfStream: false);
            if (read < bytes.Length)
            {
                throw Error($"the file ends within its {Shorten(what)}: {count} bytes are announced, {read} are there.");
            }

            if (read == count)
            {
                return bytes;
            }

            Array.Resize(ref bytes, (int)Math.Min(count, bytes.Length * 2L));
        }
    }

    private void ParseHeader(byte[] header)
    {
        try
        {
            var json = new Utf8JsonReader(header);
            json.Read();
            Expect(json.TokenType == JsonTokenType.StartObject, "the header is not a JSON object");
            var names = new HashSet<string>(StringComparer.Ordinal);
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                string name = json.GetString()!;
                Expect(names.Add(name), $"the header has \"{Shorten(name)}\" twice");
                json.Read();
                Expect(json.TokenType == JsonTokenType.StartObject, $"\"{Shorten(name)}\" is not a JSON object");
                if (name == "__metadata__")
                {
                    ParseMetadata(ref json);
                }
                else
                {
                    _headers.Add(ParseTensor(ref json, name));
                }
            }

            // Nothing but blanks may follow, which this last call checks.
            json.Read();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: text that is not valid UTF-16, for example half a surrogate pair.
            throw Error($"the header is not valid JSON: {e.Message}", e);
        }
    }

    private void ParseMetadata(ref Utf8JsonReader json)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            string key = json.GetString()!;
            json.Read();
            Expect(json.TokenType == JsonTokenType.String, $"the metadata \"{Shorten(key)}\" is not text");
            Expect(Metadata.TryAdd(key, json.GetString()!), $"the metadata has \"{Shorten(key)}\" twice");
        }
    }

    private TensorHeader ParseTensor(ref Utf8JsonReader json, string name)
    {
        string? type = null;
        List<long>? shape = null;
        List<long>? offsets = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            string property = json.GetString()!;
            json.Read();
            switch (property)
            {
                case "dtype" when type is null && json.TokenType == JsonTokenType.String:
                    type = Shorten(json.GetString()!);
                    break;
                case "shape" when shape is null:
                    shape = ParseLengths(ref json, name, MostDimensions);
                    break;
                case "data_offsets" when offsets is null:
                    offsets = ParseLengths(ref json, name, 2);
                    break;
                default:
                    throw Error($"the tensor \"{Shorten(name)}\" has an unexpected \"{Shorten(property)}\".");
            }
        }

        Expect(type is not null && shape is not null && offsets is { Count: 2 }, $"the tensor \"{Shorten(name)}\" lacks its dtype, shape or two data_offsets");
        return new TensorHeader(name, type!, [.. shape!], offsets![0], offsets[1]);
    }

    private List<long> ParseLengths(ref Utf8JsonReader json, string name, int most)
    {
        Expect(json.TokenType == JsonTokenType.StartArray, $"the tensor \"{Shorten(name)}\" has a shape or offsets that are no array");
        var lengths = new List<long>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            long length = 0;
            bool isLength = json.TokenType == JsonTokenType.Number && json.TryGetInt64(out length) && length >= 0 && lengths.Count < most;
            Expect(isLength, $"the tensor \"{Shorten(name)}\" has a shape or offsets with something else than a few whole numbers from 0");
            lengths.Add(length);
        }

        return lengths;
    }

    /// <summary>The tensors must lie one behind the other from 0 on, each as long as its shape says.</summary>
    private void CheckOffsets()
    {
        _headers.Sort((left, right) => (left.Begin, left.End).CompareTo((right.Begin, right.End)));
        long end = 0;
        foreach (TensorHeader header in _headers)
        {
            string name = Shorten(header.Name);
            Expect(header.Begin == end, $"the tensor \"{name}\" begins at {header.Begin}, expected {end}: tensors overlap or leave a gap");
            Expect(header.End >= header.Begin, $"the tensor \"{name}\" ends before it begins");

            // Types of other sizes fail later, with a message about the type.
            Int128 size = header.Type is "F64" or "F32" ? Tensor.SizeOf(header.Type) : header.End - header.Begin;
            foreach (long length in header.Type is "F64" or "F32" ? header.Shape : [])
            {
                size = length == 0 ? 0 : size > long.MaxValue ? size : size * length;
            }

            Expect(size == header.End - header.Begin, $"the tensor \"{name}\" has {header.End - header.Begin} bytes, expected {size} for its shape");
            Expect(header.Shape.All(length => length <= Array.MaxLength) && size <= Array.MaxLength, $"the tensor \"{name}\" is too large");
            end = header.End;
        }

        if (_stream.CanSeek && end != _stream.Length - _stream.Position)
        {
            throw Error($"the tensors take {end} bytes, but {_stream.Length - _stream.Position} bytes follow the header.");
        }
    }

    private void Expect(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw Error(otherwise + ".");
        }
    }
}
