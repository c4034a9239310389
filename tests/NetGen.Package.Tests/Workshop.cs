using System.Reflection;
using System.Security.Cryptography;
using System.Text;

[assembly: AssemblyFixture(typeof(NetGen.Package.Tests.Workshop))]

namespace NetGen.Package.Tests;

/// <summary>A folder outside the repository with the freshly packed package as a feed, and a packages folder of its own.</summary>
public sealed class Workshop : IAsyncLifetime
{
    /// <summary>No published version, so that nothing but the local feed can have it.</summary>
    public const string Version = "0.1.0-local";

    public static string Repository { get; } = typeof(Workshop).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "Repository").Value!.TrimEnd(Path.DirectorySeparatorChar);

    /// <summary>One for every working copy. Kept between runs, so that runtime packs are fetched once.</summary>
    private static string Root { get; } = Path.Combine(
        Path.GetTempPath(), "netgen-package-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Repository)))[..8]);

    private static string Feed { get; } = Path.Combine(Root, "feed");

    private static string Packages { get; } = Path.Combine(Root, "packages");

    public static string PackagePath { get; } = Path.Combine(Feed, $"NetGen.{Version}.nupkg");

    public static string SymbolsPath { get; } = Path.ChangeExtension(PackagePath, ".snupkg");

    public async ValueTask InitializeAsync()
    {
        foreach (string stale in new[] { Feed, Path.Combine(Root, "projects"), Path.Combine(Packages, "netgen") }.Where(Directory.Exists))
        {
            Directory.Delete(stale, recursive: true);
        }

        Directory.CreateDirectory(Feed);
        string output = await Command.Run("dotnet", Repository, $"pack src/NetGen -c Release -o \"{Feed}\" -p:PackageVersion={Version} -nodeReuse:false");
        Assert.DoesNotContain("warning ", output, StringComparison.OrdinalIgnoreCase);
        File.WriteAllText(Path.Combine(Root, "nuget.config"), """
            <configuration>
              <packageSources>
                <add key="netgen" value="feed" />
              </packageSources>
            </configuration>
            """);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>An empty folder below the one with the feed.</summary>
    public static string NewFolder(string name)
    {
        string folder = Path.Combine(Root, "projects", name);
        Directory.CreateDirectory(folder);
        return folder;
    }

    /// <summary>The SDK, with the workshop's packages and no helpers that stay behind.</summary>
    public static Task<string> Dotnet(string folder, string arguments) => Command.Run(
        "dotnet", folder, arguments,
        ("NUGET_PACKAGES", Packages),
        ("MSBUILDDISABLENODEREUSE", "1"),
        ("DOTNET_CLI_USE_MSBUILD_SERVER", "0"),
        ("UseSharedCompilation", "false"));
}
