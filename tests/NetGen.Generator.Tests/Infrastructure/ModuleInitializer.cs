using System.Runtime.CompilerServices;

namespace NetGen.Generator.Tests;

internal static class ModuleInitializer
{
    [ModuleInitializer]
    public static void Initialize() => VerifySourceGenerators.Initialize();
}
