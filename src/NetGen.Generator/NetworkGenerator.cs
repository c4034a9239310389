using Microsoft.CodeAnalysis;

namespace NetGen.Generator;

/// <summary>Finds the types marked <c>[Network]</c> and writes their feedforward, backpropagation and training code.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class NetworkGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
    }
}
