using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NetGen.Generator.Tests;

/// <summary>Makes compilations as a user's strict project would: warnings as errors at the highest level, nullable, docs and overflow checks on.</summary>
internal static class Compilations
{
    private static readonly string s_framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    /// <summary>The assemblies of the running framework, without those of the test project.</summary>
    public static IReadOnlyList<MetadataReference> Framework { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == s_framework)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    public static MetadataReference NetGen { get; } = MetadataReference.CreateFromFile(typeof(NetworkAttribute).Assembly.Location);

    public static CSharpCompilationOptions Options { get; } = new(
        OutputKind.DynamicallyLinkedLibrary,
        warningLevel: 9999,
        generalDiagnosticOption: ReportDiagnostic.Error,
        nullableContextOptions: NullableContextOptions.Enable,
        checkOverflow: true,
        allowUnsafe: false);

    /// <summary>One file, <c>Input.cs</c>.</summary>
    public static CSharpCompilation Of(string source, LanguageVersion version = LanguageVersion.Latest) => Of([("Input.cs", source)], version);

    public static CSharpCompilation Of((string Path, string Text)[] files, LanguageVersion version = LanguageVersion.Latest)
        => CSharpCompilation.Create("Networks", files.Select(file => Tree(file.Text, file.Path, version)), [.. Framework, NetGen], Options);

    public static SyntaxTree Tree(string text, string path = "Input.cs", LanguageVersion version = LanguageVersion.Latest)
        => CSharpSyntaxTree.ParseText(text, ParseOptions(version), path);

    /// <summary>With diagnostics of documentation comments, as GenerateDocumentationFile gives them.</summary>
    public static CSharpParseOptions ParseOptions(LanguageVersion version = LanguageVersion.Latest)
        => new(version, DocumentationMode.Diagnose, preprocessorSymbols: ["NET", "NET8_0_OR_GREATER", "NET10_0_OR_GREATER"]);
}
