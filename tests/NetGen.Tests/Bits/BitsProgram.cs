using System.Diagnostics;
using System.Runtime.InteropServices;

namespace NetGen.Tests;

/// <summary>The program NetGen.Bits as a process, in every form that it can be built in.</summary>
internal static class BitsProgram
{
    private const string Name = "NetGen.Bits";

    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = FindRoot();

    private static string Folder => Path.Combine(Root, "tests", Name);

    /// <summary>The build that belongs to this build of the tests.</summary>
    public static string Built
    {
        get
        {
            var framework = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
            return Path.Combine(Folder, "bin", framework.Parent!.Name, framework.Name, Name + ".dll");
        }
    }

    /// <summary>Runs a command; fails unless it exits with 0, and returns what it printed.</summary>
    public static async Task<string> Run(string command, IEnumerable<string> arguments, params IEnumerable<string> switches)
        => Printed(command, await Start(command, arguments, switches));

    /// <summary>
    /// Runs a command of an emulator. .NET does not support emulators, which now and then lose its threads and signals: the settings keep code from being
    /// replaced while it runs, and a process that a signal ended all the same, which an unhandled exception does too, is
    /// started anew, up to three times in all. Wrong output is never tried again.
    /// </summary>
    public static async Task<string> RunEmulated(string emulator, IEnumerable<string> arguments)
    {
        const int SmallestSignal = 128;
        const int Attempts = 3;
        for (int attempt = 1; ; attempt++)
        {
            Outcome outcome = await Start(emulator, arguments, ["DOTNET_EnableWriteXorExecute=0", "DOTNET_TieredCompilation=0", "DOTNET_gcConcurrent=0"]);
            if (outcome.ExitCode < SmallestSignal || attempt == Attempts)
            {
                return Printed(emulator, outcome);
            }

            TestContext.Current.TestOutputHelper?.WriteLine($"Attempt {attempt} exited with {outcome.ExitCode}:\n{outcome.Errors}");
        }
    }

    /// <summary>Publishes the program to a new folder and returns the path of its executable.</summary>
    public static async Task<string> Publish(string runtime, params IEnumerable<string> settings)
    {
        string folder = TestSettings.NewFolder();
        await Run(
            "dotnet",
            [
                "publish", Folder, "-c", "Release", "-r", runtime, "--nodereuse:false",
                "--artifacts-path", Path.Combine(folder, "artifacts"), "-o", Path.Combine(folder, "program"), .. settings,
            ]);
        return Path.Combine(folder, "program", Name);
    }

    /// <summary>Where a command is, or null.</summary>
    public static string? Find(string command)
        => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, command)).FirstOrDefault(File.Exists);

    /// <summary>The identifier of the platform that the tests run on.</summary>
    public static string Runtime => RuntimeInformation.RuntimeIdentifier;

    private static async Task<Outcome> Start(string command, IEnumerable<string> arguments, IEnumerable<string> switches)
    {
        using var process = new Process { StartInfo = new(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true } };
        foreach (string setting in switches)
        {
            string[] parts = setting.Split('=');
            process.StartInfo.Environment[parts[0]] = parts[1];
        }

        process.Start();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        return new(process.ExitCode, await output, await errors);
    }

    private static string Printed(string command, Outcome outcome)
    {
        Assert.True(outcome.ExitCode == 0, $"{command} exited with {outcome.ExitCode}:\n{outcome.Errors}{outcome.Output}");
        return outcome.Output;
    }

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "NetGen.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("NetGen.sln is in no folder above the tests.");
    }

    private readonly record struct Outcome(int ExitCode, string Output, string Errors);
}
