using System.Runtime.InteropServices;

namespace NetGen.Tests;

/// <summary>
/// One program trains and predicts with many networks and prints a hash of every bit; it must print References/bits.txt wherever and however it runs.
/// NETGEN_ACCEPT_BITS=1 writes that file anew, after a wanted change of numerics; NETGEN_SLOW=1 adds other builds and another processor.
/// </summary>
public class BitsTests
{
    private const string SnapshotName = "bits.txt";

    private static bool Accepts => Environment.GetEnvironmentVariable("NETGEN_ACCEPT_BITS") == "1";

    [Fact]
    public async Task Every_bit_is_that_of_the_snapshot()
    {
        string printed = await Print();
        if (Accepts)
        {
            foreach (string folder in (string[])[Path.Combine(BitsProgram.Root, "tests", "NetGen.Tests", "References"), TrainingData.PathOf("")])
            {
                await File.WriteAllTextAsync(Path.Combine(folder, SnapshotName), printed, TestContext.Current.CancellationToken);
            }
        }

        await AssertSnapshot(printed);
    }

    [Fact]
    public void The_snapshot_has_every_network_once_and_no_two_networks_of_the_same_outputs()
    {
        string[][] lines = [.. File.ReadLines(TrainingData.PathOf(SnapshotName)).Skip(1).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
        Assert.Equal("total", lines[^1][0]);
        string[][] networks = lines[..^1];
        Assert.All(networks, line => Assert.Equal(8, line.Length));
        Assert.Distinct(networks.Select(line => line[0]));
        Assert.Distinct(networks.Select(line => line[2]));
        foreach (Activation activation in Enum.GetValues<Activation>())
        {
            Assert.Contains(networks, line => line[0] == $"{activation}Double");
            Assert.Contains(networks, line => line[0] == $"{activation}Single");
        }
    }

    [Fact]
    public async Task One_row_at_a_time_gives_the_bits_of_all_rows_in_one_call() => await AssertSnapshot(await Print(["--one-row"]));

    [Theory]
    [InlineData("DOTNET_TieredCompilation=0")]
    [InlineData("DOTNET_ReadyToRun=0")]
    public async Task How_the_code_is_compiled_changes_no_bit(string setting) => await AssertSnapshot(await Print([], setting));

    /// <summary>
    /// The switches of .NET 10: it has none for FMA alone, which goes with EnableAVX2, and EnableAVX512 stands for what once was EnableAVX512F.
    /// PreferredVectorBitWidth takes the wide vectors away and leaves the instructions.
    /// </summary>
    [Theory]
    [InlineData("DOTNET_EnableAVX512=0", "Vector512 Avx512F", "Vector256 Avx2 Fma")]
    [InlineData("DOTNET_PreferredVectorBitWidth=128", "Vector256 Vector512", "Avx2 Fma")]
    [InlineData("DOTNET_EnableAVX2=0", "Vector256 Avx2 Fma", "Avx Sse41")]
    [InlineData("DOTNET_EnableAVX=0", "Vector256 Avx Avx2 Fma", "Sse41 Vector128")]
    [InlineData("DOTNET_EnableHWIntrinsic=0", "Vector128 Vector256 Sse41 Avx Avx2 Fma AdvSimd", "")]
    public async Task Hardware_switched_off_changes_no_bit(string setting, string gone, string left)
    {
        string[] before = await Hardware();
        string[] after = await Hardware(setting);
        string[] goners = [.. gone.Split(' ').Where(before.Contains)];
        Assert.SkipWhen(goners.Length == 0, $"This processor has none of {gone}, so {setting} would prove nothing.");
        Assert.Empty(goners.Intersect(after));
        Assert.Equal(left.Split(' ').Where(before.Contains), left.Split(' ').Where(after.Contains));

        await AssertSnapshot(await Print([], setting));
        await AssertSnapshot(await Print(["--one-row"], setting));
    }

    [Theory]
    [InlineData("")]
    [InlineData("native")]
    public async Task Compiled_ahead_of_time_the_program_has_the_same_bits(string instructions)
    {
        Assert.SkipUnless(TestSettings.Slow, "Slow: set NETGEN_SLOW=1.");
        string? linker = ((string[])["clang", "gcc"]).FirstOrDefault(command => BitsProgram.Find(command) is not null);
        Assert.SkipWhen(linker is null, "Neither clang nor gcc is installed, so nothing could link the program.");

        // Without the instructions named the code is for the oldest processors that .NET runs on.
        string program = await BitsProgram.Publish(
            BitsProgram.Runtime, ["-p:NativeAot=true", $"-p:NativeLinker={linker}", .. instructions.Length == 0 ? (string[])[] : [$"-p:IlcInstructionSet={instructions}"]]);
        Assert.False(File.Exists(program + ".dll"), "This is not a program compiled ahead of time.");
        await AssertSnapshot(await BitsProgram.Run(program, []));
        await AssertSnapshot(await BitsProgram.Run(program, ["--one-row"]));
    }

    [Fact]
    public async Task An_Arm64_processor_has_the_same_bits()
    {
        Assert.SkipUnless(TestSettings.Slow, "Slow: set NETGEN_SLOW=1.");
        Assert.SkipUnless(OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64, "The emulator is that of Linux on x64.");
        string? emulator = BitsProgram.Find("qemu-aarch64-static");
        Assert.SkipWhen(emulator is null, "qemu-aarch64-static is missing; see CONTRIBUTING.md.");

        string program = await BitsProgram.Publish("linux-arm64", "--self-contained");
        string[] arguments = ["-L", "/usr/aarch64-linux-gnu", program];
        string hardware = await BitsProgram.RunEmulated(emulator, [.. arguments, "--hardware"]);
        Assert.Contains("Architecture Arm64\n", hardware);
        Assert.Contains("AdvSimd yes\n", hardware);
        await AssertSnapshot(await BitsProgram.RunEmulated(emulator, arguments));
    }

    private static Task<string> Print(IEnumerable<string>? arguments = null, params IEnumerable<string> switches)
        => BitsProgram.Run("dotnet", [BitsProgram.Built, .. arguments ?? []], switches);

    /// <summary>The names of what the program says there is.</summary>
    private static async Task<string[]> Hardware(params IEnumerable<string> switches)
        => [.. (await Print(["--hardware"], switches)).Split('\n').Where(line => line.EndsWith(" yes", StringComparison.Ordinal)).Select(line => line[..^4])];

    /// <summary>Compares line by line, so that a failure names the network and its routines.</summary>
    private static async Task AssertSnapshot(string printed)
    {
        string snapshot = await File.ReadAllTextAsync(TrainingData.PathOf(SnapshotName), TestContext.Current.CancellationToken);
        string[] expected = snapshot.Split('\n');
        string[] actual = printed.Split('\n');
        string[] different = [.. actual.Except(expected)];
        Assert.True(different.Length == 0, $"Other bits than in {SnapshotName} (NETGEN_ACCEPT_BITS=1 accepts them):\n{expected[0]}\n{string.Join('\n', different)}");
        Assert.Equal(expected, actual);
    }
}
