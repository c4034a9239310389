namespace NetGen.Package.Tests;

/// <summary>A project as a user would make it: one package reference, and whatever strictness the test adds.</summary>
internal sealed class FreshProject
{
    private readonly string _name;

    public FreshProject(string name, string framework, string properties = "", string items = "", string extension = "csproj", bool isProgram = true)
    {
        _name = name;
        Folder = Workshop.NewFolder(name);
        File.WriteAllText(Path.Combine(Folder, $"{name}.{extension}"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>{framework}</TargetFramework>
                <OutputType>{(isProgram ? "Exe" : "Library")}</OutputType>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                {items}
              </ItemGroup>
            </Project>
            """);
    }

    /// <summary>The reference to the package: all that a user has to write.</summary>
    public static string Reference { get; } = $"""<PackageReference Include="NetGen" Version="{Workshop.Version}" />""";

    public string Folder { get; }

    public string ReferenceToThis => $"""<ProjectReference Include="../{_name}/{_name}.csproj" />""";

    public FreshProject With(string file, string text)
    {
        File.WriteAllText(Path.Combine(Folder, file), text);
        return this;
    }

    public async Task<string> Build(string arguments = "") => NoWarnings(await Workshop.Dotnet(Folder, $"build -warnaserror {arguments}"));

    /// <summary>Publishes to <c>out</c> in the project's folder.</summary>
    public async Task<string> Publish(string arguments = "") => NoWarnings(await Workshop.Dotnet(Folder, $"publish -c Release -o out {arguments}"));

    /// <summary>Runs what was built.</summary>
    public Task<string> Run() => Workshop.Dotnet(Folder, "run --no-build");

    /// <summary>Runs the program that was published.</summary>
    public Task<string> RunPublished() => Command.Run(Path.Combine(Folder, "out", _name), Folder, "");

    public long PublishedSize(string file) => new FileInfo(Path.Combine(Folder, "out", file)).Length;

    private static string NoWarnings(string output)
    {
        Assert.DoesNotContain("warning ", output, StringComparison.OrdinalIgnoreCase);
        return output;
    }
}
