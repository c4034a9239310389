namespace NetGen.Package.Tests;

/// <summary>
/// The package on every kind of target: the same sources, built with warnings as errors, run where a runtime exists, and the numbers compared.
/// Minutes long, so only with NETGEN_SLOW=1.
/// </summary>
public class MatrixTests
{
    /// <summary>The floor where the library is the one for netstandard2.0.</summary>
    private const string CSharp9 = "<LangVersion>9.0</LangVersion>";

    private static readonly Lazy<Task<(string Name, double Value)[]>> s_full = new(async () =>
    {
        FreshProject project = Program(new FreshProject("Full", "net10.0", items: FreshProject.Reference));
        await project.Build();
        return Programs.Numbers(await project.Run());
    });

    /// <summary>What a net10.0 program prints.</summary>
    public static Task<(string Name, double Value)[]> FullNumbers => s_full.Value;

    public static bool IsSlowWanted => Environment.GetEnvironmentVariable("NETGEN_SLOW") == "1";

    [Fact(Skip = "Set NETGEN_SLOW=1.", SkipUnless = nameof(IsSlowWanted))]
    public async Task A_netstandard_library_is_used_by_a_net10_program()
    {
        FreshProject library = Library("Portable", "netstandard2.0");
        FreshProject program = new FreshProject("UsesPortable", "net10.0", items: library.ReferenceToThis).With("Main.cs", Programs.Main);
        await program.Build();

        await AssertSameNumbers(await program.Run());
    }

    [Fact(Skip = "Set NETGEN_SLOW=1.", SkipUnless = nameof(IsSlowWanted))]
    public async Task Net8_runs_by_itself()
    {
        FreshProject program = Program(new FreshProject(
            "Net8", "net8.0", "<RuntimeIdentifier>linux-x64</RuntimeIdentifier><SelfContained>true</SelfContained>", FreshProject.Reference));
        await program.Publish();

        await AssertSameNumbers(await program.RunPublished());
    }

    [Fact(Skip = "Set NETGEN_SLOW=1.", SkipUnless = nameof(IsSlowWanted))]
    public Task Net_framework_472_builds()
    {
        const string ReferenceAssemblies = """<PackageReference Include="Microsoft.NETFramework.ReferenceAssemblies" Version="1.0.3" PrivateAssets="all" />""";
        return Library("Framework", "net472", ReferenceAssemblies).Build();
    }

    [Fact(Skip = "Set NETGEN_SLOW=1.", SkipUnless = nameof(IsSlowWanted))]
    public async Task Native_code_is_published_without_a_warning()
    {
        FreshProject program = Program(new FreshProject(
            "Native", "net10.0", "<PublishAot>true</PublishAot><InvariantGlobalization>true</InvariantGlobalization>", FreshProject.Reference));
        await program.Publish();
        long size = program.PublishedSize("Native");
        TestContext.Current.TestOutputHelper!.WriteLine($"NativeAOT: {size:N0} bytes");

        await AssertSameBits(await program.RunPublished());
        Assert.InRange(size, 500_000, 3_000_000);
    }

    [Fact(Skip = "Set NETGEN_SLOW=1.", SkipUnless = nameof(IsSlowWanted))]
    public async Task Trimmed_code_is_published_without_a_warning()
    {
        FreshProject program = Program(new FreshProject(
            "Trimmed", "net10.0",
            "<PublishTrimmed>true</PublishTrimmed><RuntimeIdentifier>linux-x64</RuntimeIdentifier><SelfContained>true</SelfContained>"
            + "<InvariantGlobalization>true</InvariantGlobalization>",
            FreshProject.Reference));
        await program.Publish();
        TestContext.Current.TestOutputHelper!.WriteLine($"NetGen.dll trimmed: {program.PublishedSize("NetGen.dll"):N0} bytes");

        await AssertSameBits(await program.RunPublished());
    }

    /// <summary>Generated for C#, but the members are plain .NET.</summary>
    [Fact(Skip = "Set NETGEN_SLOW=1.", SkipUnless = nameof(IsSlowWanted))]
    public async Task FSharp_uses_a_library_with_networks()
    {
        FreshProject library = Library("ForFSharp", "net10.0");
        FreshProject program = new FreshProject(
            "FSharp", "net10.0", items: $"""{library.ReferenceToThis}<Compile Include="Program.fs" />""", extension: "fsproj")
            .With("Program.fs", """
                let net = Fresh.GenderNet()
                net.Parameters.W1_1_1 <- 2.0
                let gradient = Array.zeroCreate<float> Fresh.GenderNet.ParameterCount
                net.Backprop(System.ReadOnlySpan [| -2.0; -1.0 |], System.ReadOnlySpan [| 1.0 |], System.Span gradient) |> ignore
                if gradient |> Array.forall (fun x -> x = 0.0) then failwith "no gradient"
                for line in Fresh.Report.Lines() do
                    printfn "%s" line

                """);
        await program.Build();

        await AssertSameBits(await program.Run());
    }

    private static FreshProject Library(string name, string framework, string items = "")
        => new FreshProject(name, framework, framework == "net10.0" ? "" : CSharp9, FreshProject.Reference + items, isProgram: false)
            .With("Networks.cs", Programs.Networks)
            .With("Report.cs", Programs.Report);

    private static FreshProject Program(FreshProject project)
        => project.With("Networks.cs", Programs.Networks).With("Report.cs", Programs.Report).With("Main.cs", Programs.Main);

    private static async Task AssertSameNumbers(string output)
    {
        (string Name, double Value)[] numbers = Programs.Numbers(output);
        Programs.AssertArticle(numbers);
        Programs.AssertClose(await s_full.Value, numbers);
    }

    private static async Task AssertSameBits(string output)
    {
        (string Name, double Value)[] numbers = Programs.Numbers(output);
        Programs.AssertArticle(numbers);
        Assert.Equal(await s_full.Value, numbers);
    }
}
