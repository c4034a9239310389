using System.Numerics;
using System.Text.Json;

namespace NetGen;

/// <summary>Weights as text: one object with the topology and, layer by layer, a matrix with one line a neuron, and the biases.</summary>
internal static class JsonWeights
{
    private const string Format = "netgen-weights";

    // A number has up to 25 characters; people may indent.
    private const int MostBytesPerNumber = 128;
    private const int MostBytesBeside = 1 << 22;

    public static void Write<T>(Stream stream, NetworkWeights<T> weights)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" });
        json.WriteStartObject();
        json.WriteString("format", Format);
        json.WriteString("version", SafetensorsWeights.Version);
        json.WriteString("topology", weights.Layout.Topology);
        json.WriteString("loss", weights.Layout.Loss);
        json.WriteString("precision", NetworkWeights<T>.Precision);
        json.WriteStartArray("layers");
        foreach (LayerLayout layer in weights.Layout.Layers)
        {
            json.WriteStartObject();
            json.WriteString("activation", layer.Activation);
            json.WriteStartArray("weight");
            var row = new T[layer.Inputs];
            for (int neuron = 0; neuron < layer.Neurons; neuron++)
            {
                for (int input = 0; input < layer.Inputs; input++)
                {
                    row[input] = weights.Parameters[layer.WeightStart + (input * layer.Neurons) + neuron];
                }

                WriteNumbers<T>(json, row);
            }

            json.WriteEndArray();
            json.WritePropertyName("bias");
            WriteNumbers<T>(json, weights.Parameters.AsSpan(layer.BiasStart, layer.Neurons));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteScaler(json, "inputScaler", weights.Extras.InputScaler);
        WriteScaler(json, "targetScaler", weights.Extras.TargetScaler);
        json.WriteStartObject("notes");
        foreach ((string name, string text) in weights.Extras.Notes.OrderBy(note => note.Key, StringComparer.Ordinal))
        {
            json.WriteString(name, text);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static NetworkWeights<T> Read<T>(Stream stream, string file, NetworkLayout layout)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        byte[] text = ReadText(stream, file, MostBytesBeside + ((long)layout.ParameterCount * MostBytesPerNumber));
        return new JsonWeightsParser<T>(file, layout, Format).Parse(text);
    }

    private static byte[] ReadText(Stream stream, string file, long most)
    {
        using var text = new MemoryStream();
        var block = new byte[1 << 16];
        for (int read = stream.Read(block); read > 0; read = stream.Read(block))
        {
            text.Write(block, 0, read);
            if (text.Length > most)
            {
                throw new WeightFileException(file, $"the file is longer than {most} bytes, which is too much for this network.");
            }
        }

        return text.ToArray();
    }

    private static void WriteScaler<T>(Utf8JsonWriter json, string name, Scaler<T>? scaler)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (scaler is not null)
        {
            json.WriteStartObject(name);
            json.WritePropertyName("offset");
            WriteNumbers(json, scaler.Offset);
            json.WritePropertyName("scale");
            WriteNumbers(json, scaler.Scale);
            json.WriteEndObject();
        }
    }

    /// <summary>An array on one line; numbers that JSON does not know as text.</summary>
    private static void WriteNumbers<T>(Utf8JsonWriter json, ReadOnlySpan<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var line = new System.Text.StringBuilder("[");
        foreach (T value in values)
        {
            string number = value.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
            line.Append(line.Length > 1 ? ", " : "").Append(T.IsFinite(value) ? number : $"\"{number}\"");
        }

        json.WriteRawValue(line.Append(']').ToString(), skipInputValidation: true);
    }
}
