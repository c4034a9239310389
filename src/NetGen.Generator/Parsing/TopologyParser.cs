using System.Globalization;
using NetGen.Generator.Catalogue;
using NetGen.Generator.Model;

namespace NetGen.Generator.Parsing;

/// <summary>Reads a topology: <c>inputs ( "-" neurons [ ":" activation ] )+</c>, blanks allowed around every part.</summary>
internal sealed class TopologyParser
{
    /// <summary>More parameters than this are not what a compiler of small networks is for.</summary>
    public const int MaximumParameterCount = 1_000_000;

    /// <summary>A record's parameters lie in the object itself and pass over the stack when it is made.</summary>
    public const int MaximumRecordParameterCount = 32_768;

    private readonly string _text;
    private readonly string _defaultActivation;
    private readonly List<TopologyFault> _faults = [];

    private TopologyParser(string text, string defaultActivation)
    {
        _text = text;
        _defaultActivation = defaultActivation;
    }

    /// <summary>Reads <paramref name="text"/>; layers without an activation of their own take <paramref name="defaultActivation"/>.</summary>
    public static TopologyResult Parse(string text, string defaultActivation)
        => new TopologyParser(text, defaultActivation).Parse();

    private TopologyResult Parse()
    {
        if (_text.Trim().Length == 0)
        {
            return Failed(Bad(0, _text.Length, "it is empty"));
        }

        if (Repaired() is { } repaired)
        {
            return Failed(Bad(0, _text.Length, "the numbers are separated by '-'", repaired));
        }

        List<int> widths = [];
        List<string> activations = [];
        int start = 0;
        foreach (string segment in _text.Split('-'))
        {
            ParseSegment(segment, start, isInput: start == 0, widths, activations);
            start += segment.Length + 1;
        }

        if (_faults.Count > 0)
        {
            return new TopologyResult(0, default, new EquatableArray<TopologyFault>([.. _faults]));
        }

        return widths.Count < 2
            ? Failed(Bad(0, _text.Length, "there is no layer behind the inputs"))
            : Build(widths, activations);
    }

    private TopologyResult Build(List<int> widths, List<string> activations)
    {
        LayerSpec[] layers = new LayerSpec[widths.Count - 1];
        long parameters = 0;
        for (int i = 0; i < layers.Length; i++)
        {
            layers[i] = new LayerSpec(i + 1, widths[i], widths[i + 1], activations[i]);
            parameters += (widths[i] + 1L) * widths[i + 1];
        }

        return parameters > MaximumParameterCount
            ? Failed(new TopologyFault(
                FaultKind.OutOfRange, 0, _text.Length, $"the network has {Number(parameters)} parameters", $"at most {Number(MaximumParameterCount)}"))
            : new TopologyResult(widths[0], new EquatableArray<LayerSpec>(layers), default);
    }

    private void ParseSegment(string segment, int start, bool isInput, List<int> widths, List<string> activations)
    {
        int colon = segment.IndexOf(':');
        ParseWidth(colon < 0 ? segment : segment.Substring(0, colon), start, isInput ? "the number of inputs" : "a layer's number of neurons", widths);
        if (isInput)
        {
            if (colon >= 0)
            {
                _faults.Add(Bad(start + colon, segment.Length - colon, "the inputs have no activation"));
            }

            return;
        }

        if (colon < 0)
        {
            activations.Add(_defaultActivation);
            return;
        }

        string name = segment.Substring(colon + 1);
        int nameStart = start + colon + 1 + Leading(name);
        name = name.Trim();
        if (name.Length == 0)
        {
            _faults.Add(Bad(start + colon, 1, "an activation was expected after ':'"));
        }
        else if (Activations.Find(name) is { } entry)
        {
            activations.Add(entry.Name);
        }
        else
        {
            string nearest = NearestName.Find(name, Activations.All.Select(activation => activation.TopologyName));
            _faults.Add(new TopologyFault(FaultKind.UnknownActivation, nameStart, name.Length, name, nearest, Suggestion: nearest));
        }
    }

    private void ParseWidth(string text, int start, string what, List<int> widths)
    {
        string digits = text.Trim();
        int digitsStart = start + Leading(text);
        if (digits.Length == 0)
        {
            _faults.Add(Bad(start, Math.Max(1, text.Length), $"{what} is missing"));
        }
        else if (!digits.All(c => c is >= '0' and <= '9'))
        {
            _faults.Add(Bad(digitsStart, digits.Length, $"{what} must be a whole number, not '{digits}'"));
        }
        else if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int width) || width is < 1 or > MaximumParameterCount)
        {
            _faults.Add(new TopologyFault(
                FaultKind.OutOfRange, digitsStart, digits.Length, $"{what} is {digits}", $"1 to {Number(MaximumParameterCount)}"));
        }
        else
        {
            widths.Add(width);
        }
    }

    /// <summary>What was probably meant by <c>2,2,1</c>, <c>2x2x1</c>, <c>2/2/1</c> or <c>2 2 1</c>; null when it is none of these.</summary>
    private string? Repaired()
    {
        if (_text.IndexOf('-') >= 0 || _text.IndexOf(':') >= 0)
        {
            return null;
        }

        string[] parts = _text.Split([',', ';', 'x', 'X', '×', '/', '>', '|', ' ', '\t', '–', '—', '→'], StringSplitOptions.RemoveEmptyEntries);
        return parts.Length >= 2 && parts.All(part => part.All(c => c is >= '0' and <= '9')) ? string.Join("-", parts) : null;
    }

    /// <summary>A fault whose span lies inside the text, however short that is.</summary>
    private TopologyFault Bad(int start, int length, string reason, string? suggestion = null)
    {
        start = Math.Min(start, Math.Max(0, _text.Length - 1));
        return new TopologyFault(FaultKind.BadTopology, start, Math.Min(length, _text.Length - start), _text, reason, suggestion);
    }

    private static TopologyResult Failed(TopologyFault fault) => new(0, default, new EquatableArray<TopologyFault>([fault]));

    private static int Leading(string text) => text.Length - text.TrimStart().Length;

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
