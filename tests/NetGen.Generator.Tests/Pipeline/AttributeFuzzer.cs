namespace NetGen.Generator.Tests;

/// <summary>Makes attributes, most of them wrong, on types of every kind. The same seed gives the same ones.</summary>
internal sealed class AttributeFuzzer(int seed)
{
    private readonly Random _random = new(seed);

    private static readonly string[] s_topologyParts =
    [
        "1", "2", "3", "10", "17", "0", "00", "-", "-", "-", "-", "--", ":", "::", "relu", "Sigmoid", "TANH", "identity", "softmax", "sigmoyd",
        "x", ",", " ", "\t", "é", "\u0661", "２", "99999999999", "1000001", "-1", "+", ".", "e", "{", "}", "{0}", "%", "\\\"", "\\\\", "\\0", "\\n",
        "\\uD800", "\\u202E", "\u200B", "😀", "İ", "ı", "null",
    ];

    private static readonly string[] s_arguments =
    [
        "\"2-2-1\"", "\"2-1\"", "null", "\"\"", "null!", "default", "Activation.Tanh", "Activation.Softmax", "(Activation)77", "(Activation)(-1)",
        "Activation", "0", "1", "-1", "1.5", "'c'", "Loss.Huber", "Loss = Loss.Huber", "Loss = 0", "Loss = (Loss)9",
        "Loss = Loss.BinaryCrossEntropy", "Loss = null", "loss: Loss.Huber", "Precision = Precision.Single", "Precision = (Precision)3",
        "Initializer = Initializer.He", "Initializer = default", "Topology = \"1-1\"", "Activation = Activation.Tanh", "TypeId = null",
        "topology: \"3-1\"", "activation: Activation.Relu", "activation: default", "nonsense: 1", "Nonsense = 1", "new[] { \"1-1\" }",
        "typeof(int)", "\"a\" + \"b\"", "\"1\" + \"-1\"", "$\"1-{1}\"", "nameof(Net)", "\"\"\"1-1\"\"\"", "\"1-1\"u8", "1 +", "(", "\"", "/*",
        "//", "{", "await x", "() => 1", "checked(1)", "int.MaxValue", "(string)(object)\"1-1\"",
    ];

    private static readonly string[] s_types =
    [
        "class", "struct", "record", "record struct", "class", "class", "static class", "ref struct", "interface", "readonly struct",
    ];

    /// <summary>One of the kinds below, in turn; those that cost much code less often.</summary>
    public string Next(int number) => (number % 10) switch
    {
        0 or 4 or 7 => RandomTopology(),
        1 or 5 or 8 => NearlyRightTopology(),
        2 or 6 or 9 => RandomArguments(),
        _ => FittingArguments(),
    };

    public string RandomTopology()
        => $"[Network(\"{string.Concat(_random.GetItems(s_topologyParts, _random.Next(8)))}\"{(_random.Next(4) == 0 ? ", Activation.Tanh" : "")})] "
            + "internal partial class Net { }";

    public string NearlyRightTopology()
    {
        const string Characters = "0123456789-: relusigmo";
        var text = new System.Text.StringBuilder("2-3:relu-12-1:sigmoid");
        for (int edits = _random.Next(1, 4); edits > 0; edits--)
        {
            int place = _random.Next(text.Length);
            char character = Characters[_random.Next(Characters.Length)];
            switch (_random.Next(3))
            {
                case 0: text.Remove(place, 1); break;
                case 1: text.Insert(place, character); break;
                default: text[place] = character; break;
            }
        }

        return $"[Network(\"{text}\")] internal partial class Net {{ }}";
    }

    public string RandomArguments()
    {
        string arguments = string.Join(", ", _random.GetItems(s_arguments, _random.Next(5)));
        if (_random.Next(3) == 0)
            arguments = "\"2-2-1\"" + (arguments.Length > 0 ? ", " + arguments : "");
        string attribute = _random.Next(20) == 0 ? "[Network]" : $"[Network({arguments})]";
        return $"{attribute} internal partial {Any(s_types)} Net {{ }}";
    }

    /// <summary>Every argument is right by itself; whether they fit together is another matter.</summary>
    public string FittingArguments()
    {
        var arguments = new System.Text.StringBuilder($"\"{_random.Next(1, 10)}");
        for (int layers = _random.Next(1, 5); layers > 0; layers--)
        {
            arguments.Append('-').Append(_random.Next(20) == 0 ? _random.Next(1, 40) : _random.Next(1, 5));
            if (_random.Next(2) == 0)
                arguments.Append(':').Append(Any(Enum.GetNames<Activation>()));
        }

        arguments.Append('"');
        if (_random.Next(2) == 0)
            arguments.Append(", Activation.").Append(Any(Enum.GetNames<Activation>()));
        if (_random.Next(2) == 0)
            arguments.Append(", Loss = Loss.").Append(Any(Enum.GetNames<Loss>()));
        if (_random.Next(2) == 0)
            arguments.Append(", Precision = Precision.").Append(Any(Enum.GetNames<Precision>()));
        if (_random.Next(4) == 0)
            arguments.Append(", Initializer = Initializer.").Append(Any(Enum.GetNames<Initializer>()));
        return $"[Network({arguments})] internal partial {Any(["class", "class", "struct", "record", "record struct"])} Net {{ }}";
    }

    private T Any<T>(T[] choices) => choices[_random.Next(choices.Length)];
}
