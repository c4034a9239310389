using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using CsCheck;

namespace NetGen.Tests;

/// <summary>Saving, loading, and refusing files.</summary>
public sealed class WeightFileTests : IDisposable
{
    private readonly string _folder = TestSettings.NewFolder();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("net.safetensors")]
    [InlineData("net.json")]
    [InlineData("net.JSON")]
    public void Weights_and_what_belongs_to_them_come_back_with_the_same_bits(string name)
    {
        string path = Path.Combine(_folder, name);
        IrisNet net = Random(1);
        net.ParameterSpan[3] = double.Epsilon;
        net.ParameterSpan[4] = -0.0;
        Scaler<double> scaler = Scaler.Standard(TrainingData.Iris);
        net.Save(path, new() { InputScaler = scaler, Notes = new Dictionary<string, string> { ["classes"] = "setosa \"1\" ü" } });

        IrisNet loaded = Random(2);
        WeightFileExtras<double> extras = loaded.Load(path);
        Close.SameBits<double>(net.ParameterSpan, loaded.ParameterSpan, "parameters");
        Assert.Equal(scaler.Offset.ToArray(), extras.InputScaler!.Offset.ToArray());
        Assert.Equal(scaler.Scale.ToArray(), extras.InputScaler.Scale.ToArray());
        Assert.Null(extras.TargetScaler);
        Assert.Equal("setosa \"1\" ü", extras.Notes["classes"]);
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Theory]
    [InlineData(WeightFormat.Safetensors)]
    [InlineData(WeightFormat.Json)]
    public void Single_precision_and_structs_and_numbers_that_are_none_come_back_too(WeightFormat format)
    {
        var net = default(XorSingleStruct);
        net.Initialize(5);
        net.ParameterSpan[0] = float.NaN;
        net.ParameterSpan[1] = float.NegativeInfinity;
        using var stream = new MemoryStream();
        net.Save(stream, format);
        string path = Path.Combine(_folder, format == WeightFormat.Json ? "net.json" : "net.safetensors");
        File.WriteAllBytes(path, stream.ToArray());

        var loaded = default(XorSingleStruct);
        loaded.Load(path);
        Assert.Equal(net.ParameterSpan.ToArray(), loaded.ParameterSpan.ToArray());
    }

    [Fact]
    public void The_bytes_are_the_published_safetensors_layout()
    {
        var net = new XorNet();
        for (int i = 0; i < XorNet.ParameterCount; i++)
        {
            net.ParameterSpan[i] = i;
        }

        using var stream = new MemoryStream();
        net.Save(stream, WeightFormat.Safetensors);
        byte[] bytes = stream.ToArray();
        int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        Assert.Equal(0, length % 8);
        Assert.Equal((byte)'{', bytes[8]);
        JsonElement header = JsonDocument.Parse(bytes.AsMemory(8, length)).RootElement;

        // Flat order: W1_1_1 … W1_4_1, W1_1_2 … W1_4_2, biases; so weight [4, 2] is 0 4 1 5 2 6 3 7.
        Assert.Equal([0, 4, 1, 5, 2, 6, 3, 7], Tensor("layers.1.weight", [4, 2]));
        Assert.Equal([8, 9, 10, 11], Tensor("layers.1.bias", [4]));
        Assert.Equal([12, 13, 14, 15], Tensor("layers.2.weight", [1, 4]));
        Assert.Equal([16], Tensor("layers.2.bias", [1]));
        JsonElement metadata = header.GetProperty("__metadata__");
        Assert.Equal("2-4:tanh-1:sigmoid", metadata.GetProperty("topology").GetString());
        Assert.Equal("tanh,sigmoid", metadata.GetProperty("activations").GetString());
        Assert.Equal("BinaryCrossEntropy", metadata.GetProperty("loss").GetString());
        Assert.Equal("Double", metadata.GetProperty("precision").GetString());
        Assert.All(metadata.EnumerateObject(), entry => Assert.Equal(JsonValueKind.String, entry.Value.ValueKind));

        double[] Tensor(string name, int[] shape)
        {
            JsonElement tensor = header.GetProperty(name);
            Assert.Equal("F64", tensor.GetProperty("dtype").GetString());
            Assert.Equal(shape, tensor.GetProperty("shape").EnumerateArray().Select(x => x.GetInt32()));
            int begin = tensor.GetProperty("data_offsets")[0].GetInt32();
            int end = tensor.GetProperty("data_offsets")[1].GetInt32();
            return [.. Enumerable.Range(0, (end - begin) / 8).Select(i => BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan(8 + length + begin + (8 * i))))];
        }
    }

    [Fact]
    public void A_file_with_its_tensors_in_another_order_is_read()
    {
        // The Python package sorts tensors by type and name.
        byte[] file = Safetensors(
            $$$"""
            {"layers.2.bias":{"dtype":"F64","shape":[1],"data_offsets":[0,8]},
              "layers.1.bias":{"dtype":"F64","shape":[4],"data_offsets":[8,40]},
              "layers.2.weight":{"dtype":"F64","shape":[1,4],"data_offsets":[104,136]},
              "layers.1.weight":{"dtype":"F64","shape":[4,2],"data_offsets":[40,104]},
              {{{Metadata}}}}
            """,
            17);
        var net = new XorNet();
        net.Load(new MemoryStream(file), WeightFormat.Safetensors);
        Assert.Equal([5, 7, 9, 11, 6, 8, 10, 12, 1, 2, 3, 4, 13, 14, 15, 16, 0], net.ParameterSpan.ToArray());
    }

    [Theory]
    [InlineData("""{}""", 0, "no \"netgen\"")]
    [InlineData("""{"__metadata__":{"netgen":1}}""", 0, "is not text")]
    [InlineData("""[]""", 0, "not a JSON object")]
    [InlineData("""{"x":1}""", 0, "\"x\" is not a JSON object")]
    [InlineData("""{"x":{"dtype":"F64","shape":[1]}}""", 1, "lacks its dtype")]
    [InlineData("""{"x":{"dtype":"F64","shape":[2],"data_offsets":[0,8]}}""", 1, "8 bytes, expected 16")]
    [InlineData("""{"x":{"dtype":"F64","shape":[-1],"data_offsets":[0,8]}}""", 1, "whole numbers")]
    [InlineData("""{"x":{"dtype":"F64","shape":["NaN"],"data_offsets":[0,8]}}""", 1, "whole numbers")]
    [InlineData("""{"x":{"dtype":"F64","shape":[1e999],"data_offsets":[0,8]}}""", 1, "whole numbers")]
    [InlineData("""{"x":{"dtype":"F64","shape":[9223372036854775807,9223372036854775807],"data_offsets":[0,8]}}""", 1, "expected")]
    [InlineData("""{"x":{"dtype":"F64","shape":[1],"data_offsets":[8,0]}}""", 1, "begins at 8")]
    [InlineData("""{"x":{"dtype":"F64","shape":[1],"data_offsets":[0,8]},"y":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}""", 2, "overlap")]
    [InlineData("""{"x":{"dtype":"F64","shape":[1],"data_offsets":[0,8]},"y":{"dtype":"F64","shape":[1],"data_offsets":[16,24]}}""", 3, "gap")]
    [InlineData("""{"x":{"dtype":"F64","shape":[1],"data_offsets":[0,8]},"x":{"dtype":"F64","shape":[1],"data_offsets":[8,16]}}""", 2, "twice")]
    [InlineData("""{"x":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}""", 2, "16 bytes follow")]
    [InlineData("""{"x":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}""", 0, "0 bytes follow")]
    [InlineData("""{"x":""", 0, "not valid JSON")]
    [InlineData("""{"\ud800":{}}""", 0, "not valid JSON")]
    public void Hostile_headers_are_refused(string header, int doubles, string problem)
    {
        var net = new XorNet();
        double[] start = net.ParameterSpan.ToArray();
        var error = Assert.Throws<WeightFileException>(() => net.Load(new MemoryStream(Safetensors(header, doubles)), WeightFormat.Safetensors, "hostile"));
        Assert.StartsWith("hostile: ", error.Message);
        Assert.Contains(problem, error.Message);
        Assert.Equal(start, net.ParameterSpan.ToArray());
    }

    [Theory]
    [InlineData(ulong.MaxValue)]
    [InlineData(1UL << 40)]
    [InlineData(99_000_000)]
    public void A_header_longer_than_the_file_costs_no_memory(ulong length)
    {
        byte[] file = new byte[64];
        BinaryPrimitives.WriteUInt64LittleEndian(file, length);
        foreach (Stream stream in (Stream[])[new MemoryStream(file), new Unseekable(file)])
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Throws<WeightFileException>(() => new XorNet().Load(stream, WeightFormat.Safetensors));
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000);
        }
    }

    [Fact]
    public void Every_difference_is_told()
    {
        string path = Path.Combine(_folder, "iris.safetensors");
        new IrisNet().Save(path);
        Assert.Contains("topology is \"4-8:tanh-3:softmax\", expected \"4-8:tanh-2:softmax\"", Refusal(() => new OtherIrisNet().Load(path)));
        Assert.Contains("precision is \"Double\", expected \"Single\"", Refusal(() => new IrisSingleNet().Load(path)));

        byte[] file = Safetensors(
            $$$"""
            {"layers.1.weight":{"dtype":"F32","shape":[4,2],"data_offsets":[0,32]},
              "layers.1.bias":{"dtype":"F64","shape":[5],"data_offsets":[32,72]},
              "layers.2.bias":{"dtype":"F64","shape":[1],"data_offsets":[72,80]},
              "extra":{"dtype":"F64","shape":[0],"data_offsets":[80,80]},
              {{{Metadata}}}}
            """,
            10);
        string message = Refusal(() => new XorNet().Load(new MemoryStream(file), WeightFormat.Safetensors));
        Assert.Contains("\"layers.1.weight\" is F32 [4, 2], expected F64 [4, 2]", message);
        Assert.Contains("\"layers.1.bias\" is F64 [5], expected F64 [4]", message);
        Assert.Contains("\"layers.2.weight\" is missing", message);
        Assert.Contains("\"extra\" is not a tensor of this network", message);

        string Refusal(Action load) => Assert.Throws<WeightFileException>(load).Message;
    }

    [Theory]
    [InlineData("\"weight\": [", "\"weight\": [[1, 2],", "more than")]
    [InlineData("\"topology\"", "\"topologie\"", "\"topologie\" is unknown")]
    [InlineData("tanh\",", "relu\",", "activation of layer 1 is \"relu\", expected \"tanh\"")]
    [InlineData("\"bias\": [", "\"bias\": [1,", "the bias of layer 1 has more than 4 numbers")]
    [InlineData("\"bias\": [", "\"bias\": [1e999,", "cannot be read")]
    [InlineData("\"bias\": [", "\"bias\": [\"1\",", "cannot be read")]
    [InlineData("\"notes\": {", "\"format\": {", "there twice")]
    public void Changed_JSON_is_refused_with_a_reason(string what, string by, string problem)
    {
        using var stream = new MemoryStream();
        new XorNet().Save(stream, WeightFormat.Json);
        string text = Encoding.UTF8.GetString(stream.ToArray());
        int at = text.IndexOf(what, StringComparison.Ordinal);
        Assert.True(at >= 0, text);
        byte[] changed = Encoding.UTF8.GetBytes(text.Remove(at, what.Length).Insert(at, by));
        var net = new XorNet();
        double[] start = net.ParameterSpan.ToArray();
        Assert.Contains(problem, Assert.Throws<WeightFileException>(() => net.Load(new MemoryStream(changed), WeightFormat.Json)).Message);
        Assert.Equal(start, net.ParameterSpan.ToArray());
    }

    [Theory]
    [InlineData(WeightFormat.Safetensors)]
    [InlineData(WeightFormat.Json)]
    public void Mutated_files_are_loaded_or_refused_and_need_little_memory(WeightFormat format)
    {
        using var stream = new MemoryStream();
        new XorNet().Save(stream, format, new() { InputScaler = new([1.0, 2], [3.0, 4]) });
        Mutation.Of(stream.ToArray()).Sample(
            bytes =>
            {
                var net = new XorNet();
                double[] start = net.ParameterSpan.ToArray();
                long before = GC.GetAllocatedBytesForCurrentThread();
                try
                {
                    net.Load(new MemoryStream(bytes), format);
                }
                catch (WeightFileException)
                {
                    Assert.Equal(start, net.ParameterSpan.ToArray());
                }

                return GC.GetAllocatedBytesForCurrentThread() - before < 400_000 + (200 * bytes.Length);
            },
            iter: Mutation.Iterations,
            print: bytes => Encoding.Latin1.GetString(bytes));
    }

    [Fact]
    public void A_failed_save_leaves_the_old_file()
    {
        string path = Path.Combine(_folder, "net.safetensors");
        Random(1).Save(path);
        byte[] old = File.ReadAllBytes(path);

        // A second writer is at work on the temporary file.
        using (new FileStream(path + ".tmp", FileMode.Create, FileAccess.Write, FileShare.None))
        {
            Assert.ThrowsAny<IOException>(() => Random(2).Save(path));
        }

        Assert.Equal(old, File.ReadAllBytes(path));
        Random(2).Save(path);
        Assert.NotEqual(old, File.ReadAllBytes(path));
    }

    [Fact]
    public void What_cannot_be_saved_is_refused()
    {
        string path = Path.Combine(_folder, "net.safetensors");
        Assert.Throws<ArgumentException>(() => new IrisNet().Save(path, new() { InputScaler = new([1.0], [1.0]) }));
        Assert.Throws<ArgumentException>(() => new IrisNet().Save(path, new() { Notes = new Dictionary<string, string> { ["topology"] = "x" } }));
        Assert.Empty(Directory.GetFiles(_folder));
    }

    private const string Metadata = @"""__metadata__"":{""netgen"":""netgen-weights"",""topology"":""2-4:tanh-1:sigmoid"",""precision"":""Double""}";

    private static IrisNet Random(int seed)
    {
        var net = new IrisNet();
        net.Initialize(seed, Initializer.Normal);
        return net;
    }

    /// <summary>The published layout, written by hand: 0, 1, 2, … as data.</summary>
    private static byte[] Safetensors(string header, int doubles)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        byte[] file = new byte[8 + text.Length + (8 * doubles)];
        BinaryPrimitives.WriteUInt64LittleEndian(file, (ulong)text.Length);
        text.CopyTo(file, 8);
        for (int i = 0; i < doubles; i++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(file.AsSpan(8 + text.Length + (8 * i)), i);
        }

        return file;
    }

    private sealed class Unseekable(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
