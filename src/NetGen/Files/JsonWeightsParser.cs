using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;

namespace NetGen;

/// <summary>Reads one JSON file of weights, strictly: what is not expected is an error.</summary>
internal sealed class JsonWeightsParser<T>(string file, NetworkLayout layout, string format)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T[] _parameters = new T[layout.ParameterCount];
    private readonly Dictionary<string, string> _notes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private Scaler<T>? _inputScaler;
    private Scaler<T>? _targetScaler;

    public NetworkWeights<T> Parse(byte[] text)
    {
        try
        {
            var json = new Utf8JsonReader(text.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? text.AsSpan(Encoding.UTF8.Preamble.Length) : text);
            json.Read();
            ParseObject(ref json);
            json.Read();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: text that is not valid UTF-16, for example half a surrogate pair.
            throw new WeightFileException(file, $"the file is not valid JSON: {e.Message}", e);
        }

        foreach (string name in (ReadOnlySpan<string>)["format", "topology", "precision", "layers"])
        {
            Expect(_seen.Contains(name), $"\"{name}\" is missing");
        }

        var extras = new WeightFileExtras<T> { InputScaler = _inputScaler, TargetScaler = _targetScaler, Notes = _notes };
        return new NetworkWeights<T>(layout, _parameters, extras);
    }

    private void ParseObject(ref Utf8JsonReader json)
    {
        Expect(json.TokenType == JsonTokenType.StartObject, "the file is not a JSON object");
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            string name = json.GetString()!;
            Expect(_seen.Add(name), $"\"{SafetensorsReader.Shorten(name)}\" is there twice");
            json.Read();
            switch (name)
            {
                case "format":
                    ExpectText(ref json, name, format);
                    break;
                case "topology":
                    ExpectText(ref json, name, layout.Topology);
                    break;
                case "precision":
                    ExpectText(ref json, name, NetworkWeights<T>.Precision);
                    break;
                case "version" or "loss":
                    Text(ref json, name);
                    break;
                case "layers":
                    ParseLayers(ref json);
                    break;
                case "inputScaler":
                    _inputScaler = ParseScaler(ref json, name, layout.Layers[0].Inputs);
                    break;
                case "targetScaler":
                    _targetScaler = ParseScaler(ref json, name, layout.Layers[^1].Neurons);
                    break;
                case "notes":
                    ParseNotes(ref json);
                    break;
                default:
                    throw new WeightFileException(file, $"\"{SafetensorsReader.Shorten(name)}\" is unknown.");
            }
        }
    }

    private void ParseLayers(ref Utf8JsonReader json)
    {
        Expect(json.TokenType == JsonTokenType.StartArray, "\"layers\" is not an array");
        for (int i = 0; i < layout.Layers.Length; i++)
        {
            LayerLayout layer = layout.Layers[i];
            json.Read();
            Expect(json.TokenType == JsonTokenType.StartObject, $"there are {i} layers, expected {layout.Layers.Length}");
            var seen = new HashSet<string>(StringComparer.Ordinal);
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                string name = json.GetString()!;
                Expect(seen.Add(name), $"\"{SafetensorsReader.Shorten(name)}\" is there twice in layer {i + 1}");
                json.Read();
                switch (name)
                {
                    case "activation":
                        ExpectText(ref json, $"activation of layer {i + 1}", layer.Activation);
                        break;
                    case "weight":
                        ParseWeights(ref json, layer, $"weight of layer {i + 1}");
                        break;
                    case "bias":
                        ParseNumbers(ref json, _parameters, layer.BiasStart, 1, layer.Neurons, $"bias of layer {i + 1}");
                        break;
                    default:
                        throw new WeightFileException(file, $"\"{SafetensorsReader.Shorten(name)}\" in layer {i + 1} is unknown.");
                }
            }

            Expect(seen.Contains("weight") && seen.Contains("bias"), $"layer {i + 1} lacks its weight or bias");
        }

        json.Read();
        Expect(json.TokenType == JsonTokenType.EndArray, $"there are more than {layout.Layers.Length} layers");
    }

    private void ParseWeights(ref Utf8JsonReader json, LayerLayout layer, string what)
    {
        Expect(json.TokenType == JsonTokenType.StartArray, $"the {what} is not an array");
        for (int neuron = 0; neuron < layer.Neurons; neuron++)
        {
            json.Read();
            Expect(json.TokenType == JsonTokenType.StartArray, $"the {what} has {neuron} rows, expected {layer.Neurons}");
            ParseNumbers(ref json, _parameters, layer.WeightStart + neuron, layer.Neurons, layer.Inputs, $"row {neuron + 1} of the {what}");
        }

        json.Read();
        Expect(json.TokenType == JsonTokenType.EndArray, $"the {what} has more than {layer.Neurons} rows");
    }

    private void ParseNumbers(ref Utf8JsonReader json, T[] destination, int start, int stride, int count, string what)
    {
        Expect(json.TokenType == JsonTokenType.StartArray, $"the {what} is not an array");
        for (int i = 0; i < count; i++)
        {
            json.Read();
            Expect(json.TokenType != JsonTokenType.EndArray, $"the {what} has {i} numbers, expected {count}");
            destination[start + (i * stride)] = Number(ref json, what);
        }

        json.Read();
        Expect(json.TokenType == JsonTokenType.EndArray, $"the {what} has more than {count} numbers");
    }

    private T Number(ref Utf8JsonReader json, string what)
    {
        bool isText = json.TokenType == JsonTokenType.String;
        Expect(isText || json.TokenType == JsonTokenType.Number, $"the {what} has something that is no number");
        T value = default;
        bool parsed = !json.HasValueSequence && T.TryParse(json.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out value);

        // NaN and the infinities are text, all else is a number; a number too large to hold would read as infinity.
        Expect(parsed && T.IsFinite(value) != isText, $"the {what} has a number that cannot be read");
        return value;
    }

    private Scaler<T> ParseScaler(ref Utf8JsonReader json, string what, int columns)
    {
        Expect(json.TokenType == JsonTokenType.StartObject, $"\"{what}\" is not an object");
        T[]? offset = null;
        T[]? scale = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            string name = json.GetString()!;
            json.Read();
            var values = new T[columns];
            ParseNumbers(ref json, values, 0, 1, columns, $"\"{SafetensorsReader.Shorten(name)}\" of {what}");
            if (name == "offset" && offset is null)
            {
                offset = values;
            }
            else if (name == "scale" && scale is null)
            {
                scale = values;
            }
            else
            {
                throw new WeightFileException(file, $"\"{SafetensorsReader.Shorten(name)}\" in \"{what}\" is unknown or there twice.");
            }
        }

        Expect(offset is not null && scale is not null, $"\"{what}\" lacks its offset or scale");
        try
        {
            return new Scaler<T>(offset, scale);
        }
        catch (ArgumentException e)
        {
            throw new WeightFileException(file, $"\"{what}\" is unusable: {e.Message}", e);
        }
    }

    private void ParseNotes(ref Utf8JsonReader json)
    {
        Expect(json.TokenType == JsonTokenType.StartObject, "\"notes\" is not an object");
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            string name = json.GetString()!;
            json.Read();
            Expect(_notes.TryAdd(name, Text(ref json, name)), $"the note \"{SafetensorsReader.Shorten(name)}\" is there twice");
        }
    }

    private void ExpectText(ref Utf8JsonReader json, string what, string expected)
    {
        string actual = Text(ref json, what);
        Expect(actual == expected, $"the {what} is \"{SafetensorsReader.Shorten(actual)}\", expected \"{expected}\"");
    }

    private string Text(ref Utf8JsonReader json, string what)
    {
        Expect(json.TokenType == JsonTokenType.String, $"the {SafetensorsReader.Shorten(what)} is not text");
        return json.GetString()!;
    }

    private void Expect(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new WeightFileException(file, otherwise + ".");
        }
    }
}
