using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using NetGen.Generator.Diagnostics;

namespace NetGen.Generator.Tests;

/// <summary>A project in memory in which the analyzer reports and fixes are applied, as an editor does.</summary>
internal sealed class Fixing : IDisposable
{
    private readonly AdhocWorkspace _workspace = new();
    private readonly ProjectId _project;

    public Fixing(params (string Path, string Text)[] files)
    {
        _project = _workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "Networks", "Networks", LanguageNames.CSharp,
            compilationOptions: Compilations.Options,
            parseOptions: Compilations.ParseOptions(),
            metadataReferences: [.. Compilations.Framework, Compilations.NetGen])).Id;
        Solution = _workspace.CurrentSolution;
        foreach ((string path, string text) in files)
        {
            Solution = Solution.AddDocument(DocumentId.CreateNewId(_project), path, text.ReplaceLineEndings("\n"), filePath: path);
        }
    }

    public Solution Solution { get; private set; }

    public static CodeFixProvider[] Providers { get; } = [new NetGen.CodeFixes.MakePartialFix(), new NetGen.CodeFixes.SuggestionFix()];

    public async Task<Diagnostic[]> Diagnostics()
        => await Analysis.Run(
            new NetworkAnalyzer(),
            (Microsoft.CodeAnalysis.CSharp.CSharpCompilation)(await Project.GetCompilationAsync(TestContext.Current.CancellationToken))!);

    /// <summary>What an editor would list under the light bulb.</summary>
    public async Task<CodeAction[]> Offered(Diagnostic diagnostic)
    {
        List<CodeAction> actions = [];
        foreach (CodeFixProvider provider in Providers.Where(provider => provider.FixableDiagnosticIds.Contains(diagnostic.Id)))
        {
            var context = new CodeFixContext(
                Solution.GetDocument(diagnostic.Location.SourceTree)!, diagnostic, (action, _) => actions.Add(action), TestContext.Current.CancellationToken);
            await provider.RegisterCodeFixesAsync(context);
        }

        return [.. actions];
    }

    public async Task Apply(CodeAction action)
    {
        var operations = await action.GetOperationsAsync(Solution, new Progress<CodeAnalysisProgress>(), TestContext.Current.CancellationToken);
        Solution = Assert.IsType<ApplyChangesOperation>(Assert.Single(operations)).ChangedSolution;
    }

    /// <summary>"Fix all occurrences in the project" of one diagnostic.</summary>
    public async Task ApplyAll(string id)
    {
        CodeFixProvider provider = Providers.Single(candidate => candidate.FixableDiagnosticIds.Contains(id));
        Diagnostic first = (await Diagnostics()).First(diagnostic => diagnostic.Id == id);
        CodeAction sample = (await Offered(first)).Single();
        var context = new FixAllContext(
            Project, provider, FixAllScope.Project, sample.EquivalenceKey!, [id], new Found(this), TestContext.Current.CancellationToken);
        CodeAction? action = await provider.GetFixAllProvider()!.GetFixAsync(context);
        await Apply(action!);
    }

    public async Task<string> Text(string path = "Input.cs")
        => (await Project.Documents.Single(document => document.FilePath == path).GetTextAsync(TestContext.Current.CancellationToken)).ToString();

    public void Dispose() => _workspace.Dispose();

    private Project Project => Solution.GetProject(_project)!;

    private sealed class Found(Fixing fixing) : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken)
            => await fixing.Diagnostics();

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
        {
            SyntaxTree? tree = await document.GetSyntaxTreeAsync(cancellationToken);
            return (await fixing.Diagnostics()).Where(diagnostic => diagnostic.Location.SourceTree == tree);
        }

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken)
            => Task.FromResult<IEnumerable<Diagnostic>>(ImmutableArray<Diagnostic>.Empty);
    }
}
