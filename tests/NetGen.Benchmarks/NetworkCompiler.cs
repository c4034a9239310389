using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using NetGen.Generator;
using NetGen.Generator.Emission;
using NetGen.Generator.Parsing;
using NetGen.Generator.Planning;

namespace NetGen.Benchmarks;

/// <summary>Compiles networks while the program runs, with the generator and the options of a release build.</summary>
internal static class NetworkCompiler
{
    public static CSharpParseOptions ParseOptions { get; } = new(
        LanguageVersion.Latest, preprocessorSymbols: ["NET", "NET8_0_OR_GREATER", "NET10_0_OR_GREATER"]);

    /// <summary>The framework and NetGen.</summary>
    public static IReadOnlyList<MetadataReference> References => s_references.Value;

    private static readonly Lazy<MetadataReference[]> s_references = new(() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == Path.GetDirectoryName(typeof(object).Assembly.Location))
            .Append(typeof(NetworkAttribute).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ]);

    /// <summary>A type that implements <see cref="ICompiled{TSelf, T}"/> for every shape, in double and in single precision.</summary>
    /// <param name="shapes">The networks.</param>
    /// <param name="forced">The shape of all their code, whatever the planner thinks of it.</param>
    public static IReadOnlyList<(Type Double, Type Single)> Compile(IReadOnlyList<Shape> shapes, CodeShape? forced = null)
    {
        string source = string.Concat(shapes.Select((shape, i) => Source(shape, i, "Double", "double") + Source(shape, i, "Single", "float")));
        CSharpCompilation compilation = CSharpCompilation.Create(
            $"Made{forced}",
            [CSharpSyntaxTree.ParseText(source, ParseOptions, "Networks.cs")],
            [.. References, MetadataReference.CreateFromFile(typeof(NetworkCompiler).Assembly.Location)],
            new(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));
        Assembly assembly = Load(forced is { } code ? Emitted(compilation, shapes.Count, code) : Generated(compilation));
        return [.. shapes.Select((_, i) => (Find($"Calls{i}Double"), Find($"Calls{i}Single")))];

        Type Find(string name) => assembly.GetType(name, throwOnError: true)!;
    }

    /// <summary>What the planner chooses for every shape.</summary>
    public static IReadOnlyList<NetworkPlan> Plans(IReadOnlyList<Shape> shapes, string precision)
    {
        string source = string.Concat(shapes.Select((shape, i) => Source(shape, i, precision, precision == "Double" ? "double" : "float")));
        CSharpCompilation compilation = CSharpCompilation.Create("Planned", [CSharpSyntaxTree.ParseText(source, ParseOptions)], References);
        return [.. shapes.Select((_, i) => Plan(compilation, $"Net{i}{precision}"))];
    }

    private static Compilation Generated(CSharpCompilation compilation)
    {
        CSharpGeneratorDriver.Create([new NetworkGenerator().AsSourceGenerator()], parseOptions: ParseOptions)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation complete, out _);
        return complete;
    }

    private static CSharpCompilation Emitted(CSharpCompilation compilation, int count, CodeShape code)
        => compilation.AddSyntaxTrees(
            from i in Enumerable.Range(0, count)
            from precision in (string[])["Double", "Single"]
            let plan = Forced(Plan(compilation, $"Net{i}{precision}"), code)
            select CSharpSyntaxTree.ParseText(NetworkEmitter.Emit(plan, default), ParseOptions));

    /// <summary>The plan with one shape for all routines; rows in lanes mean neurons in lanes where there is one row.</summary>
    private static NetworkPlan Forced(NetworkPlan plan, CodeShape code)
    {
        bool fits = code != CodeShape.RowLanes || LanesScratchPlan.FitsBackward(plan.Network, plan.Lanes, plan.NumberSize, ScratchPlan.MaximumStackBytes);
        return plan with
        {
            HasGradientOfFewRows = false,
            OneRow = code == CodeShape.RowLanes ? CodeShape.NeuronLanes : code,
            ManyRows = code,
            Backward = fits ? code : CodeShape.LayerByLayer,
            Train = code == CodeShape.RowLanes ? CodeShape.LayerByLayer : code,
            Storage = code == CodeShape.StraightLine ? ParameterStorage.Inline : ParameterStorage.Aligned,
            HasLayerLoops = plan.HasLayerLoops && code == CodeShape.RowLanes,
        };
    }

    private static NetworkPlan Plan(CSharpCompilation compilation, string type)
        => NetworkPlanner.Plan(NetworkParser.Parse(compilation.GetTypeByMetadataName(type)!, compilation, default)!.Specification!);

    private static Assembly Load(Compilation compilation)
    {
        using var image = new MemoryStream();
        EmitResult result = compilation.Emit(image);
        if (!result.Success)
        {
            throw new InvalidOperationException(result.Diagnostics.First(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToString());
        }

        image.Position = 0;
        return AssemblyLoadContext.Default.LoadFromStream(image);
    }

    private static string Source(Shape shape, int index, string precision, string number) => $$"""
        [NetGen.Network("{{shape.Topology}}", Precision = NetGen.Precision.{{precision}})]
        public sealed partial class Net{{index}}{{precision}};

        public readonly struct Calls{{index}}{{precision}}(Net{{index}}{{precision}} network)
            : NetGen.Benchmarks.ICompiled<Calls{{index}}{{precision}}, {{number}}>
        {
            public static Calls{{index}}{{precision}} Create() => new(new Net{{index}}{{precision}}());

            public System.Span<{{number}}> Parameters => network.ParameterSpan;

            public void FeedForward(System.ReadOnlySpan<{{number}}> inputs, System.Span<{{number}}> outputs) => network.FeedForward(inputs, outputs);

            public {{number}} Backprop(System.ReadOnlySpan<{{number}}> inputs, System.ReadOnlySpan<{{number}}> targets, System.Span<{{number}}> gradient)
                => network.Backprop(inputs, targets, gradient);
        }


        """;
}
