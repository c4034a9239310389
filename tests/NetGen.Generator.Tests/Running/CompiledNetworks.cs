using System.Text;
using Microsoft.CodeAnalysis;
using NetGen.Tests;

namespace NetGen.Generator.Tests;

/// <summary>Networks of many shapes, compiled by the generator in one compilation while the tests run.</summary>
internal sealed class CompiledNetworks
{
    private static readonly string[] Kinds = ["partial class", "partial struct", "partial record", "sealed partial class", "partial record struct"];

    private static readonly MetadataReference Tests = MetadataReference.CreateFromFile(typeof(CompiledNetworks).Assembly.Location);

    private readonly Func<int, Net<double>> _double;
    private readonly Func<int, Net<float>> _single;

    private CompiledNetworks(Shape[] shapes)
    {
        Shapes = shapes;
        Type factory = new LoadedAssembly(GeneratorRun.Of(Compilations.Of(Write(shapes)).AddReferences(Tests)).Output)["Compiled.Factory"];
        _double = factory.GetMethod("Double")!.CreateDelegate<Func<int, Net<double>>>();
        _single = factory.GetMethod("Single")!.CreateDelegate<Func<int, Net<float>>>();
    }

    public IReadOnlyList<Shape> Shapes { get; }

    public Net<double> Double(int number) => _double(number);

    public Net<float> Single(int number) => _single(number);

    public static CompiledNetworks Of(Shape[] shapes) => new(shapes);

    private static string Write(Shape[] shapes)
    {
        var source = new StringBuilder("using System; using NetGen; using NetGen.Tests; namespace Compiled;\n");
        for (int i = 0; i < shapes.Length; i++)
        {
            Write(source, $"D{i}", "double", Kinds[i % Kinds.Length], shapes[i]);
            Write(source, $"S{i}", "float", Kinds[(i + 1) % Kinds.Length], shapes[i]);
        }

        source.Append("public static class Factory {\n");
        WriteFactory(source, "Double", "D", "double", shapes.Length);
        WriteFactory(source, "Single", "S", "float", shapes.Length);
        return source.Append("}\n").ToString();
    }

    private static void Write(StringBuilder source, string name, string type, string kind, Shape shape)
    {
        string precision = type == "float" ? "Single" : "Double";
        string[] parts = shape.Topology.Split('-');
        int inputs = int.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture);
        source.Append(System.Globalization.CultureInfo.InvariantCulture, $$"""
            [Network("{{shape.Topology}}", Loss = Loss.{{shape.Loss}}, Precision = Precision.{{precision}})]
            public {{kind}} {{name}} { }
            public sealed class {{name}}Net : NetOf<{{name}}, {{type}}>
            {
                private readonly {{name}}.ParameterSet[] _gradient = new {{name}}.ParameterSet[1];
                public override void Initialize(int seed) => Network.Initialize(seed);
                public override {{type}} BackpropSet(ReadOnlySpan<{{type}}> inputs, ReadOnlySpan<{{type}}> targets, Span<{{type}}> gradient)
                {
                    var loss = Network.Backprop(inputs, targets, ref _gradient[0]);
                    _gradient[0].AsSpan().CopyTo(gradient);
                    return loss;
                }

            """);
        if (inputs <= 8 && parts[^1].StartsWith("1:", StringComparison.Ordinal))
        {
            string arguments = string.Join(", ", Enumerable.Range(0, inputs).Select(i => $"x[{i}]"));
            source.Append(System.Globalization.CultureInfo.InvariantCulture, $$"""
                public override bool HasScalarForm => true;
                public override {{type}} FeedForwardScalar(ReadOnlySpan<{{type}}> x) => Network.FeedForward({{arguments}});

            """);
        }

        source.Append("}\n");
    }

    private static void WriteFactory(StringBuilder source, string method, string prefix, string type, int count)
    {
        source.Append(System.Globalization.CultureInfo.InvariantCulture, $"public static Net<{type}> {method}(int number) => number switch {{\n");
        for (int i = 0; i < count; i++)
            source.Append(System.Globalization.CultureInfo.InvariantCulture, $"{i} => new {prefix}{i}Net(),\n");

        source.Append("_ => throw new ArgumentOutOfRangeException(nameof(number)) };\n");
    }
}
