using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NetGen.Generator.Tests;

/// <summary>A compilation, emitted and loaded so that tests can run it; unloaded when disposed.</summary>
internal sealed class LoadedAssembly : IDisposable
{
    private readonly AssemblyLoadContext _context = new("generated", isCollectible: true);

    public LoadedAssembly(Compilation compilation, bool optimized = true)
    {
        var options = ((CSharpCompilationOptions)compilation.Options)
            .WithOptimizationLevel(optimized ? OptimizationLevel.Release : OptimizationLevel.Debug)
            .WithGeneralDiagnosticOption(ReportDiagnostic.Default);
        var stream = new MemoryStream();
        var result = compilation.WithOptions(options).Emit(stream);
        if (!result.Success)
        {
            var errors = result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error);
            throw new InvalidOperationException("Does not compile:\n" + string.Join('\n', errors));
        }

        Image = stream.ToArray();
        stream.Position = 0;
        Assembly = _context.LoadFromStream(stream);
    }

    public Assembly Assembly { get; }

    /// <summary>The bytes of the assembly, for reading its metadata and IL.</summary>
    public byte[] Image { get; }

    public Type this[string metadataName] => Assembly.GetType(metadataName, throwOnError: true)!;

    public static LoadedAssembly Of(string source) => new(GeneratorRun.Of(source).Output);

    public void Dispose() => _context.Unload();
}
