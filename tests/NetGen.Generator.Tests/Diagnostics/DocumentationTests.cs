using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using NetGen.Generator.Diagnostics;

namespace NetGen.Generator.Tests;

/// <summary>Ids, help links, the pages they lead to and the release files stay in step.</summary>
public partial class DocumentationTests
{
    private static readonly string s_repository = typeof(DocumentationTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "Repository").Value!;

    private static IEnumerable<DiagnosticDescriptor> Descriptors => new NetworkAnalyzer().SupportedDiagnostics;

    [Fact]
    public void Every_help_link_leads_to_a_section_of_its_own()
    {
        string page = File.ReadAllText(Path.Combine(s_repository, "CONTRIBUTING.md"));
        string[] anchors = [.. Anchors(page)];

        Assert.All(Descriptors, descriptor =>
        {
            string[] link = descriptor.HelpLinkUri.Split('#');
            Assert.EndsWith("/CONTRIBUTING.md", link[0], StringComparison.Ordinal);
            Assert.Equal(descriptor.Id.ToLowerInvariant(), link[1]);
            Assert.Single(anchors, link[1]);
        });

        // And no section for an id that does not exist.
        Assert.Equal(
            Descriptors.Select(descriptor => descriptor.Id.ToLowerInvariant()),
            anchors.Where(anchor => Id().IsMatch(anchor)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_release_files_list_every_diagnostic_once_as_it_is()
    {
        string[] lines =
        [
            .. new[] { "AnalyzerReleases.Shipped.md", "AnalyzerReleases.Unshipped.md" }
                .SelectMany(file => File.ReadAllLines(Path.Combine(s_repository, "src", "NetGen.Generator", file)))
                .Where(line => line.StartsWith("NETGEN", StringComparison.Ordinal)),
        ];

        Assert.Equal(
            Descriptors.Select(descriptor => $"{descriptor.Id} | {descriptor.Category} | {descriptor.DefaultSeverity} | {descriptor.Title}"),
            lines.Order(StringComparer.Ordinal));
    }

    /// <summary>What GitHub makes of headings, and anchors written as such.</summary>
    private static IEnumerable<string> Anchors(string page)
        => Heading().Matches(page).Select(match => Punctuation().Replace(match.Groups[1].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'))
            .Concat(Written().Matches(page).Select(match => match.Groups[1].Value));

    [GeneratedRegex("^#{1,6} +(.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("[^\\p{L}\\p{N} _-]")]
    private static partial Regex Punctuation();

    [GeneratedRegex("<a (?:id|name)=\"([^\"]+)\"")]
    private static partial Regex Written();

    [GeneratedRegex("^netgen[0-9]+$")]
    private static partial Regex Id();
}
