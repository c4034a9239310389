using CsCheck;

namespace NetGen.Generator.Tests;

/// <summary>What a <c>[Network]</c> attribute says.</summary>
public sealed record Shape(string Topology, Loss Loss)
{
    public override string ToString() => $"{Topology} {Loss}";
}

/// <summary>Random shapes by CsCheck, from fixed seeds, so that every run compiles the same networks.</summary>
internal static class Shapes
{
    private static readonly Activation[] First = [Activation.Identity, Activation.Sigmoid, Activation.Tanh, Activation.Relu];

    /// <summary>The activations of the article's first version, squared error, 1 to 4 layers of 1 to 9 neurons.</summary>
    public static Shape[] FirstVersion => Draw(30, seed: 1, Generator(First, [Loss.MeanSquaredError], Gen.Int[1, 9], Gen.Int[1, 4]));

    /// <summary>All activations and losses, 1 to 4 layers of 1 to 9 neurons.</summary>
    public static Shape[] Vocabulary => Draw(50, seed: 2, Generator(Enum.GetValues<Activation>(), Enum.GetValues<Loss>(), Gen.Int[1, 9], Gen.Int[1, 4]));

    /// <summary>All activations and losses, with layers wide enough for vector code.</summary>
    public static Shape[] Wide => Draw(12, seed: 3, Generator(Enum.GetValues<Activation>(), Enum.GetValues<Loss>(), Gen.Int[1, 70], Gen.Int[1, 3]));

    /// <summary>All activations and losses, with layers of a width between those.</summary>
    public static Shape[] Middling => Draw(24, seed: 4, Generator(Enum.GetValues<Activation>(), Enum.GetValues<Loss>(), Gen.Int[5, 34], Gen.Int[1, 4]));

    private static Gen<Shape> Generator(Activation[] activations, Loss[] losses, Gen<int> width, Gen<int> layers)
    {
        Gen<(int Width, Activation Activation)> layer = Gen.Select(width, Gen.OneOf(activations));
        return Gen.Select(width, layers.SelectMany(count => layer.Array[count]), Gen.OneOf(losses))
            .Where((_, list, loss) => Fits(loss, list[^1].Activation))
            .Select((inputs, list, loss) => new Shape(Write(inputs, list), loss));
    }

    private static bool Fits(Loss loss, Activation output) => loss switch
    {
        Loss.BinaryCrossEntropy => output == Activation.Sigmoid,
        Loss.CategoricalCrossEntropy => output == Activation.Softmax,
        _ => true,
    };

#pragma warning disable CA1308 // The canonical form of a topology is lower case.
    private static string Write(int inputs, (int Width, Activation Activation)[] layers)
        => string.Join('-', [$"{inputs}", .. layers.Select(layer => $"{layer.Width}:{layer.Activation.ToString().ToLowerInvariant()}")]);
#pragma warning restore CA1308

    private static Shape[] Draw(int count, ulong seed, Gen<Shape> generator)
    {
        var random = new PCG(1, seed);
        return [.. Enumerable.Range(0, count).Select(_ => generator.Generate(random, null, out Size _))];
    }
}
