using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Xml.Linq;

namespace NetGen.Package.Tests;

/// <summary>What is in the package, and nothing else.</summary>
public class ContentTests
{
    /// <summary>Kinds of information in portable symbols, as their specification numbers them.</summary>
    private static readonly Guid s_sourceLink = new("CC110556-A091-4D38-9FEC-25AB9A351A6A"), s_embeddedSource = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");

    [Fact]
    public void The_package_has_exactly_these_files()
    {
        Assert.Equal(
            [
                "NetGen.nuspec",
                "README.md",
                "analyzers/dotnet/cs/NetGen.Generator.dll",
                "analyzers/dotnet/roslyn4.8/cs/NetGen.CodeFixes.dll",
                "icon.png",
                "lib/net10.0/NetGen.dll",
                "lib/net10.0/NetGen.xml",
                "lib/netstandard2.0/NetGen.dll",
                "lib/netstandard2.0/NetGen.xml",
            ],
            Files(Workshop.PackagePath));
        Assert.Equal(["NetGen.nuspec", "lib/net10.0/NetGen.pdb", "lib/netstandard2.0/NetGen.pdb"], Files(Workshop.SymbolsPath));
    }

    [Fact]
    public void The_manifest_says_what_a_package_page_needs()
    {
        XElement metadata = Metadata();
        string Value(string name) => metadata.Elements().Single(element => element.Name.LocalName == name).Value;

        Assert.Equal("NetGen", Value("id"));
        Assert.Equal("MIT", Value("license"));
        Assert.Equal("README.md", Value("readme"));
        Assert.Equal("icon.png", Value("icon"));
        Assert.Contains("source-generator", Value("tags"), StringComparison.Ordinal);
        Assert.NotEmpty(Value("description"));
        Assert.NotEmpty(Value("copyright"));
        Assert.Matches("^[0-9a-f]{40}$", metadata.Elements().Single(element => element.Name.LocalName == "repository").Attribute("commit")?.Value);

        // Nothing on .NET 10; spans where the platform has none.
        string[] dependencies =
        [
            .. metadata.Descendants().Where(element => element.Name.LocalName == "dependency")
                .Select(element => element.Parent!.Attribute("targetFramework")!.Value + ": " + element.Attribute("id")!.Value),
        ];
        Assert.Equal([".NETStandard2.0: System.Memory"], dependencies);
    }

    /// <summary>Built twice from the same sources, each assembly has the same bytes: the compiler says so in the file itself.</summary>
    [Fact]
    public void Every_assembly_is_deterministic()
    {
        using ZipArchive package = ZipFile.OpenRead(Workshop.PackagePath);
        foreach (ZipArchiveEntry entry in package.Entries.Where(entry => entry.Name.EndsWith(".dll", StringComparison.Ordinal)))
        {
            using var reader = new PEReader(Content(entry));

            Assert.Contains(reader.ReadDebugDirectory(), directory => directory.Type == DebugDirectoryEntryType.Reproducible);
        }
    }

    [Fact]
    public void No_path_of_the_machine_is_in_any_assembly()
    {
        using ZipArchive package = ZipFile.OpenRead(Workshop.PackagePath);
        byte[] path = Encoding.UTF8.GetBytes(Workshop.Repository);
        Assert.All(
            package.Entries.Where(entry => entry.Name.EndsWith(".dll", StringComparison.Ordinal)),
            entry => Assert.Equal(-1, Content(entry).ToArray().AsSpan().IndexOf(path)));
    }

    /// <summary>A debugger gets every source from the commit that the package names; what is not in the repository lies in the symbols.</summary>
    [Theory]
    [InlineData("net10.0")]
    [InlineData("netstandard2.0")]
    public void Symbols_lead_to_the_sources_of_the_commit(string framework)
    {
        using ZipArchive symbols = ZipFile.OpenRead(Workshop.SymbolsPath);
        using var provider = MetadataReaderProvider.FromPortablePdbStream(Content(symbols.GetEntry($"lib/{framework}/NetGen.pdb")!));
        MetadataReader reader = provider.GetMetadataReader();
        CustomDebugInformation[] facts = [.. reader.CustomDebugInformation.Select(reader.GetCustomDebugInformation)];

        string commit = Metadata().Elements().Single(element => element.Name.LocalName == "repository").Attribute("commit")!.Value;
        byte[] link = reader.GetBlobBytes(facts.Single(fact => reader.GetGuid(fact.Kind) == s_sourceLink).Value);
        Assert.Equal(
            "{\"documents\":{\"/_/*\":\"https://raw.githubusercontent.com/netgen-project/netgen/" + commit + "/*\"}}",
            Encoding.UTF8.GetString(link));

        EntityHandle[] embedded = [.. facts.Where(fact => reader.GetGuid(fact.Kind) == s_embeddedSource).Select(fact => fact.Parent)];
        foreach (DocumentHandle handle in reader.Documents)
        {
            string name = reader.GetString(reader.GetDocument(handle).Name);
            Assert.StartsWith("/_/src/NetGen/", name, StringComparison.Ordinal);
            string path = Path.Combine(Workshop.Repository, name["/_/".Length..]);
            Assert.True(embedded.Contains(handle) == name.Contains("/obj/", StringComparison.Ordinal), name);
            Assert.True(embedded.Contains(handle) || File.Exists(path), path);
        }
    }

    [Fact]
    public void The_generator_needs_the_oldest_supported_compiler_only()
    {
        using ZipArchive package = ZipFile.OpenRead(Workshop.PackagePath);
        Assert.Equal(["4.3.0.0"], RoslynVersions(package.GetEntry("analyzers/dotnet/cs/NetGen.Generator.dll")!));
        Assert.Equal(["4.8.0.0"], RoslynVersions(package.GetEntry("analyzers/dotnet/roslyn4.8/cs/NetGen.CodeFixes.dll")!));
    }

    /// <summary>An older compiler would complain of fixes that are newer than itself, so it is not shown them.</summary>
    [Theory]
    [InlineData("roslyn4.3", "NetGen.Generator.dll")]
    [InlineData("roslyn4.7", "NetGen.Generator.dll")]
    [InlineData("roslyn4.8", "NetGen.Generator.dll NetGen.CodeFixes.dll")]
    [InlineData("roslyn5.0", "NetGen.Generator.dll NetGen.CodeFixes.dll")]
    public async Task A_compiler_gets_what_it_can_load(string compiler, string expected)
    {
        var project = new FreshProject("Compiler" + compiler.Replace(".", "_", StringComparison.Ordinal), "net10.0", items: FreshProject.Reference);
        await Workshop.Dotnet(project.Folder, "restore");
        string items = await Workshop.Dotnet(project.Folder, $"build -t:ResolveLockFileAnalyzers -p:CompilerApiVersion={compiler} -getItem:Analyzer");

        IEnumerable<string> files = items.Split('\n')
            .Where(line => line.Contains("\"Identity\"", StringComparison.Ordinal))
            .Select(line => line.Split('/')[^1].TrimEnd('"', ','));
        Assert.Equal(expected, string.Join(" ", files.Where(file => file.StartsWith("NetGen", StringComparison.Ordinal))));
    }

    private static string[] RoslynVersions(ZipArchiveEntry entry)
    {
        using var reader = new PEReader(Content(entry));
        MetadataReader metadata = reader.GetMetadataReader();
        return
        [
            .. metadata.AssemblyReferences.Select(metadata.GetAssemblyReference)
                .Where(reference => metadata.GetString(reference.Name).StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal))
                .Select(reference => reference.Version.ToString()).Distinct(),
        ];
    }

    private static XElement Metadata()
    {
        using ZipArchive package = ZipFile.OpenRead(Workshop.PackagePath);
        return XDocument.Load(Content(package.GetEntry("NetGen.nuspec")!)).Root!.Elements().Single();
    }

    private static MemoryStream Content(ZipArchiveEntry entry)
    {
        var bytes = new MemoryStream();
        using Stream stream = entry.Open();
        stream.CopyTo(bytes);
        bytes.Position = 0;
        return bytes;
    }

    /// <summary>Without the parts that the container format itself needs.</summary>
    private static string[] Files(string path)
    {
        using ZipArchive package = ZipFile.OpenRead(path);
        return
        [
            .. package.Entries.Select(entry => entry.FullName)
                .Where(name => name != "[Content_Types].xml")
                .Where(name => !name.StartsWith("_rels/", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];
    }
}
