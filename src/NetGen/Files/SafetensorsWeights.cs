using System.Numerics;

namespace NetGen;

/// <summary>Weights as tensors.</summary>
internal static class SafetensorsWeights
{
    private const string Format = "netgen-weights";
    private const string InputScaler = "input_scaler";
    private const string TargetScaler = "target_scaler";

    // "format" says "pt" in files that PyTorch should take, so it is left alone.
    private static readonly string[] ReservedNotes = ["netgen", "netgen_version", "topology", "activations", "loss", "precision"];

    public static string Version { get; } = typeof(SafetensorsWeights).Assembly.GetName().Version?.ToString(3) ?? "";

    public static bool IsReserved(string note) => ReservedNotes.Contains(note);

    public static void Write<T>(Stream stream, NetworkWeights<T> weights)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        List<KeyValuePair<string, string>> metadata =
        [
            .. Metadata<T>(weights.Layout, Format),
            .. weights.Extras.Notes.OrderBy(note => note.Key, StringComparer.Ordinal),
        ];
        List<Tensor> tensors = Tensors<T>(weights.Layout, weights.Parameters);
        AddScaler(tensors, InputScaler, weights.Extras.InputScaler);
        AddScaler(tensors, TargetScaler, weights.Extras.TargetScaler);
        SafetensorsWriter.Write(stream, metadata, tensors);
    }

    public static NetworkWeights<T> Read<T>(Stream stream, string file, NetworkLayout layout)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        SafetensorsReader reader = SafetensorsReader.Open(stream, file);
        CheckMetadata<T>(reader, layout, Format);
        List<ExpectedTensor> expected = Expected<T>(layout);
        ExpectScaler<T>(expected, InputScaler, layout.Layers[0].Inputs);
        ExpectScaler<T>(expected, TargetScaler, layout.Layers[^1].Neurons);
        Dictionary<string, Tensor> tensors = reader.Read(expected);
        var extras = new WeightFileExtras<T>
        {
            InputScaler = ScalerOf<T>(reader, tensors, InputScaler),
            TargetScaler = ScalerOf<T>(reader, tensors, TargetScaler),
            Notes = reader.Metadata.Where(entry => !IsReserved(entry.Key)).ToDictionary(StringComparer.Ordinal),
        };
        return new NetworkWeights<T>(layout, Parameters<T>(layout, tensors), extras);
    }

    public static IEnumerable<KeyValuePair<string, string>> Metadata<T>(NetworkLayout layout, string format)
        where T : unmanaged, IFloatingPointIeee754<T>
        =>
        [
            new("netgen", format),
            new("netgen_version", Version),
            new("topology", layout.Topology),
            new("activations", string.Join(',', layout.Layers.Select(layer => layer.Activation))),
            new("loss", layout.Loss),
            new("precision", NetworkWeights<T>.Precision),
        ];

    /// <summary>Weights are input by input in memory; a tensor is neuron by neuron, as PyTorch has it.</summary>
    public static List<Tensor> Tensors<T>(NetworkLayout layout, ReadOnlySpan<T> parameters, string prefix = "layers")
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var tensors = new List<Tensor>();
        for (int i = 0; i < layout.Layers.Length; i++)
        {
            LayerLayout layer = layout.Layers[i];
            var weights = new T[layer.WeightCount];
            Transpose(parameters.Slice(layer.WeightStart, layer.WeightCount), weights, layer.Inputs, layer.Neurons);
            tensors.Add(Tensor.Of<T>($"{prefix}.{i + 1}.weight", [layer.Neurons, layer.Inputs], weights));
            tensors.Add(Tensor.Of($"{prefix}.{i + 1}.bias", [layer.Neurons], parameters.Slice(layer.BiasStart, layer.Neurons)));
        }

        return tensors;
    }

    public static List<ExpectedTensor> Expected<T>(NetworkLayout layout)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var expected = new List<ExpectedTensor>();
        for (int i = 0; i < layout.Layers.Length; i++)
        {
            LayerLayout layer = layout.Layers[i];
            expected.Add(new($"layers.{i + 1}.weight", Tensor.TypeOf<T>(), [layer.Neurons, layer.Inputs]));
            expected.Add(new($"layers.{i + 1}.bias", Tensor.TypeOf<T>(), [layer.Neurons]));
        }

        return expected;
    }

    public static T[] Parameters<T>(NetworkLayout layout, Dictionary<string, Tensor> tensors)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var parameters = new T[layout.ParameterCount];
        for (int i = 0; i < layout.Layers.Length; i++)
        {
            LayerLayout layer = layout.Layers[i];
            Transpose(
                tensors[$"layers.{i + 1}.weight"].Values<T>(), parameters.AsSpan(layer.WeightStart, layer.WeightCount), layer.Neurons, layer.Inputs);
            tensors[$"layers.{i + 1}.bias"].Values<T>().CopyTo(parameters.AsSpan(layer.BiasStart));
        }

        return parameters;
    }

    /// <summary>Verifies that the file is of that format and made for that network.</summary>
    public static void CheckMetadata<T>(SafetensorsReader reader, NetworkLayout layout, string format)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        CheckEntry("netgen", format);
        CheckEntry("topology", layout.Topology);
        CheckEntry("precision", NetworkWeights<T>.Precision);

        void CheckEntry(string name, string expected)
        {
            if (!reader.Metadata.TryGetValue(name, out string? actual))
            {
                throw reader.Error($"the metadata have no \"{name}\", expected \"{expected}\"; the file was not written by NetGen.");
            }

            if (actual != expected)
            {
                throw reader.Error($"the {name} is \"{SafetensorsReader.Shorten(actual)}\", expected \"{expected}\".");
            }
        }
    }

    private static void Transpose<T>(ReadOnlySpan<T> source, Span<T> destination, int rows, int columns)
    {
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                destination[(column * rows) + row] = source[(row * columns) + column];
            }
        }
    }

    private static void AddScaler<T>(List<Tensor> tensors, string name, Scaler<T>? scaler)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (scaler is not null)
        {
            tensors.Add(Tensor.Of(name + ".offset", [scaler.ColumnCount], scaler.Offset));
            tensors.Add(Tensor.Of(name + ".scale", [scaler.ColumnCount], scaler.Scale));
        }
    }

    private static void ExpectScaler<T>(List<ExpectedTensor> expected, string name, int columns)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        expected.Add(new(name + ".offset", Tensor.TypeOf<T>(), [columns], Optional: true));
        expected.Add(new(name + ".scale", Tensor.TypeOf<T>(), [columns], Optional: true));
    }

    private static Scaler<T>? ScalerOf<T>(SafetensorsReader reader, Dictionary<string, Tensor> tensors, string name)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        tensors.TryGetValue(name + ".offset", out Tensor? offset);
        tensors.TryGetValue(name + ".scale", out Tensor? scale);
        if (offset is null != scale is null)
        {
            throw reader.Error($"the {name} has only one of its two tensors.");
        }

        try
        {
            return offset is null ? null : new Scaler<T>(offset.Values<T>(), scale!.Values<T>());
        }
        catch (ArgumentException e)
        {
            throw reader.Error($"the {name} is unusable: {e.Message}", e);
        }
    }
}
