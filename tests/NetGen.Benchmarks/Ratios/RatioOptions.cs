using System.Globalization;

namespace NetGen.Benchmarks.Ratios;

/// <summary>What stands behind <c>ratios</c> on the command line.</summary>
internal sealed record RatioOptions
{
    public const string Usage =
        "ratios [--group main|shapes|sweep] [--seed N | --shapes \"29-17-5 relu-tanh, 28-3 tanh\"] [--filter TEXT] [--rounds N] [--json FILE] [--torch] [--modules FOLDER] [--c-flags FLAGS]";

    /// <summary>Of the networks that group "shapes" draws unless another is given.</summary>
    public const ulong DefaultSeed = 2026;

    public string Group { get; init; } = "main";

    public ulong Seed { get; init; } = DefaultSeed;

    /// <summary>Networks to take instead of drawn ones.</summary>
    public IReadOnlyList<Shape>? Shapes { get; init; }

    public string? Filter { get; init; }

    public int Rounds { get; init; } = 25;

    public string? Json { get; init; }

    public bool Torch { get; init; }

    public string? Modules { get; init; }

    public string CFlags { get; init; } = "";

    /// <summary>Null where they cannot be understood.</summary>
    public static RatioOptions? Parse(ReadOnlySpan<string> arguments) => arguments switch
    {
        [] => new(),
        ["--torch", .. var rest] => Parse(rest) is { } options ? options with { Torch = true } : null,
        [var name, var value, .. var rest] => Parse(rest)?.With(name, value),
        _ => null,
    };

    private RatioOptions? With(string name, string value)
    {
        switch (name)
        {
            case "--group" when value is "main" or "shapes" or "sweep":
                return this with { Group = value };
            case "--seed" when ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed):
                return this with { Seed = seed };
            case "--rounds" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int rounds) && rounds >= 5:
                return this with { Rounds = rounds };
            case "--shapes" when value.Split(',').Select(Shape.Parse).ToList() is var shapes && shapes.TrueForAll(shape => shape is not null):
                return this with { Group = "shapes", Shapes = shapes! };
            case "--filter":
                return this with { Filter = value };
            case "--json":
                return this with { Json = value };
            case "--modules":
                return this with { Modules = value };
            case "--c-flags":
                return this with { CFlags = value };
            default:
                return null;
        }
    }
}
