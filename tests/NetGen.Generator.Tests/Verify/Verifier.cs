// What NetGen's tests use of Verify.XunitV3 and Verify.SourceGenerators, with the same calls, file names and bytes, for feeds that lack them.
// Build with -p:UseVerify=true for the genuine packages. Nothing here ever writes a .verified. file: a person accepts a snapshot by renaming.
using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.CodeAnalysis;
using Xunit.v3;

namespace VerifyTests
{
    public sealed class VerifyException(string message) : Exception(message);

    public static class VerifySourceGenerators
    {
        private static int s_initialized;

        public static void Initialize()
            => _ = Interlocked.Exchange(ref s_initialized, 1) == 0 ? 0 : throw new InvalidOperationException("Already Initialized");
    }

    /// <summary>A snapshot about to be compared: settings first, then awaited or returned as a task.</summary>
    public sealed class SettingsTask(Func<SettingsTask, Task> compare)
    {
        private Task? _task;

        internal string? Directory, FileName, TypeName, MethodName, ParametersText;
        internal object?[]? Parameters;
        internal bool SharedPrefix;
        internal Func<GeneratedSourceResult, bool> Ignored = _ => false;

        public SettingsTask UseDirectory(string directory) => Set(() => Directory = directory);
        public SettingsTask UseFileName(string fileName) => Set(() => FileName = fileName);
        public SettingsTask UseTypeName(string name) => Set(() => TypeName = name);
        public SettingsTask UseMethodName(string name) => Set(() => MethodName = name);
        public SettingsTask UseParameters(params object?[] parameters) => Set(() => Parameters = parameters);
        public SettingsTask UseTextForParameters(string text) => Set(() => ParametersText = text);
        public SettingsTask DisableRequireUniquePrefix() => Set(() => SharedPrefix = true);
        public SettingsTask IgnoreGeneratedResult(Func<GeneratedSourceResult, bool> ignore) => Set(() => Ignored = ignore);
        public Task ToTask() => _task ??= compare(this);
        public TaskAwaiter GetAwaiter() => ToTask().GetAwaiter();
        public static implicit operator Task(SettingsTask settings) => settings.ToTask();

        private SettingsTask Set(Action set)
        {
            set();
            return this;
        }
    }
}

namespace VerifyXunit
{
    public static class Verifier
    {
        private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);
        private static readonly ConcurrentDictionary<string, bool> s_prefixes = new();

        public static SettingsTask Verify(GeneratorDriver driver, [CallerFilePath] string sourceFile = "") => Verify(driver.GetRunResult(), sourceFile);

        public static SettingsTask Verify(GeneratorDriverRunResult run, [CallerFilePath] string sourceFile = "")
            => new(settings => Compare(settings, sourceFile, () => Targets(run, settings.Ignored)));

        public static SettingsTask Verify(string target, string extension = "txt", [CallerFilePath] string sourceFile = "")
            => new(settings => Compare(settings, sourceFile, () => [("", extension, Normalized(target))]));

        private static List<(string Name, string Extension, string Text)> Targets(GeneratorDriverRunResult run, Func<GeneratedSourceResult, bool> ignored)
        {
            Exception[] thrown = [.. run.Results.Select(r => r.Exception).OfType<Exception>()];
            if (thrown.Length > 0)
                throw thrown.Length == 1 ? thrown[0] : new AggregateException(thrown);
            if (!run.Diagnostics.IsEmpty)
                throw new VerifyException("NetGen's generator reports no diagnostics, its analyzer does: " + string.Join('\n', run.Diagnostics));
            var targets = new List<(string, string, string)>();
            var sources = run.Results.SelectMany(r => r.GeneratedSources).Where(s => !ignored(s));
            foreach (var same in sources.GroupBy(s => Path.GetFileNameWithoutExtension(s.HintName)))
            {
                bool unique = same.Count() == 1;
                targets.AddRange(same.Select((s, i) => (
                    "#" + same.Key + (unique ? "" : $".{i:00}"), "cs", $"//HintName: {s.HintName}\n{Normalized(s.SourceText.ToString())}")));
            }

            return targets.Count > 0 ? targets : throw new VerifyException("Nothing was generated: no source and no diagnostic, so nothing can be compared.");
        }

        private static string Normalized(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

        private static async Task Compare(SettingsTask settings, string sourceFile, Func<List<(string Name, string Extension, string Text)>> produce)
        {
            string directory = Path.Combine(Path.GetDirectoryName(sourceFile)!, settings.Directory ?? "");
            string prefix = Prefix(settings);
            if (!settings.SharedPrefix && !s_prefixes.TryAdd(Path.Combine(directory, prefix), true))
                throw new VerifyException("The prefix has already been used: " + prefix);
            Directory.CreateDirectory(directory);
            foreach (string stale in Files(directory, prefix, ".received."))
                File.Delete(stale);
            HashSet<string> orphans = [.. Files(directory, prefix, ".verified.")];
            List<string> created = [], different = [], equal = [], content = [];
            foreach (var (name, extension, text) in produce())
            {
                string received = Path.Combine(directory, $"{prefix}{name}.received.{extension}");
                string verified = Path.Combine(directory, $"{prefix}{name}.verified.{extension}");
                string? old = orphans.Remove(verified) ? s_utf8.GetString(await File.ReadAllBytesAsync(verified)).TrimStart('\uFEFF') : null;
                string pair = $"  - Received: {Path.GetFileName(received)}\n    Verified: {Path.GetFileName(verified)}";
                (old == null ? created : old == text ? equal : different).Add(pair);
                if (old == text)
                    continue;
                await File.WriteAllTextAsync(received, text, s_utf8);
                string note = old?.Contains('\r') == true ? "\n(The verified file contains \\r; snapshots have \\n only.)" : "";
                content.Add($"Received: {Path.GetFileName(received)}\n{text}" + (old == null ? "" : $"\nVerified: {Path.GetFileName(verified)}{note}\n{old}"));
            }

            if (content.Count + orphans.Count == 0)
                return;
            string[] deleted = [.. orphans.Select(o => "  - " + Path.GetFileName(o)).Order(StringComparer.Ordinal)];
            (string Title, IReadOnlyList<string> Lines)[] sections =
                [("New:", created), ("NotEqual:", different), ("Delete:", deleted), ("Equal:", equal), ("\nFileContent:\n", content)];
            string report = string.Concat(sections.Where(s => s.Lines.Count > 0).Select(s => $"{s.Title}\n{string.Join('\n', s.Lines)}\n"));
            throw new VerifyException($"Directory: {directory}\n{report}");
        }

        private static IEnumerable<string> Files(string directory, string prefix, string kind)
            => Directory.EnumerateFiles(directory).Where(file => Path.GetFileName(file) is var name && name.Contains(kind, StringComparison.Ordinal)
                && (name.StartsWith(prefix + kind, StringComparison.Ordinal) || name.StartsWith(prefix + "#", StringComparison.Ordinal)));

        private static string Prefix(SettingsTask settings)
        {
            bool named = (settings.TypeName ?? settings.MethodName ?? settings.ParametersText ?? (object?)settings.Parameters) != null;
            if (settings.FileName != null)
                return named ? throw new VerifyException("UseFileName excludes UseTypeName, UseMethodName and parameters.") : settings.FileName;
            var method = ((IXunitTestMethod)TestContext.Current.TestMethod!).Method;
            object?[] values = settings.Parameters ?? ((IXunitTest)TestContext.Current.Test!).TestMethodArguments;
            var pairs = method.GetParameters().Zip(values, (parameter, value) => $"_{parameter.Name}={Written(value)}");
            string parameters = settings.ParametersText is { } text ? "_" + text : string.Concat(pairs);
            foreach (char odd in "/\\:*?\"<>|")
                parameters = parameters.Replace(odd, '-');
            return $"{settings.TypeName ?? Written(method.ReflectedType!)}.{settings.MethodName ?? method.Name}{parameters}";
        }

        private static string Written(object? value) => value switch
        {
            null => "null",
            Type type => type.IsNested ? $"{Written(type.DeclaringType)}.{type.Name}" : type.Name,
            IEnumerable items and not string => string.Join(',', items.Cast<object?>().Select(Written)),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };
    }
}
