using System.Reflection;
using System.Text.RegularExpressions;

namespace NetGen.Tests;

/// <summary>
/// The JIT gives up inlining in long methods, and then every small function is a call that passes vectors by memory: rows take up to three times as
/// long, and no other test notices. What a processor has decides which of two ways of loading is compiled; the one that joins vectors is the longer.
/// </summary>
public partial class InliningTests
{
    [Fact]
    public async Task In_the_code_of_one_row_everything_is_inlined_that_should_be()
    {
        Assert.SkipUnless(TestSettings.Slow, "Slow: set NETGEN_SLOW=1.");
        string program = await BitsProgram.Publish(BitsProgram.Runtime, "--self-contained", "false");
        string listing = Path.Combine(TestSettings.NewFolder(), "listing.txt");
        await BitsProgram.Run(program, ["--one-row"], $"DOTNET_JitStdOutFile={listing}", "DOTNET_JitDisasm=FeedForwardRow Run");

        string[] inlined =
        [
            .. typeof(Kernels<>).GetMethods().Where(method => method.MethodImplementationFlags.HasFlag(MethodImplAttributes.AggressiveInlining))
                .Select(method => method.Name).Distinct(),
        ];
        Assert.Contains("StoreNeurons", inlined);
        int rows = 0;
        List<string> calls = [];
        string method = "";
        foreach (string line in File.ReadLines(listing))
        {
            if (line.StartsWith("; Assembly listing for method ", StringComparison.Ordinal))
            {
                method = Row().IsMatch(line) ? line : "";
                rows += method.Length > 0 ? 1 : 0;
            }
            else if (method.Length > 0 && Call().Match(line) is { Success: true } call
                && (call.Groups["class"].Value != "NetGen.Kernels`1" || inlined.Contains(call.Groups["method"].Value)))
            {
                calls.Add($"{method}: {call.Value}");
            }
        }

        Assert.InRange(rows, 60, int.MaxValue);
        Assert.Empty(calls);
    }

    [GeneratedRegex(@"(\+RowPass:Run|:FeedForwardRow)\(.*\(FullOpts\)$")]
    private static partial Regex Row();

    /// <summary>A call of a managed method, but not of one that throws.</summary>
    [GeneratedRegex(@"\bcall +\[(?<class>[\w.+`]+)(\[.*?\])?:(?<method>(?!Throw)\w+)")]
    private static partial Regex Call();
}
