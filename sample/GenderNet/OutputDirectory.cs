namespace GenderSample;

/// <summary>The place for the results, checked before the training and not after it.</summary>
internal sealed class OutputDirectory
{
    private readonly string _path;

    /// <summary>Creates the directory if it is missing and makes sure that files can be written there.</summary>
    /// <exception cref="UserError">It cannot be created or written to.</exception>
    public OutputDirectory(string path)
    {
        _path = path.Length > 0 ? path : throw new UserError("--output: expected the name of a directory, found nothing.");
        Attempt(() =>
        {
            Directory.CreateDirectory(path);
            string probe = Path.Combine(path, $".{Guid.NewGuid():N}");
            File.Create(probe, 1, FileOptions.DeleteOnClose).Dispose();
        });
    }

    /// <summary>Lets <paramref name="save"/> write a file there.</summary>
    /// <returns>The path of the file.</returns>
    /// <exception cref="UserError">It cannot be written.</exception>
    public string Save(string fileName, Action<string> save)
    {
        string path = _path == "." ? fileName : Path.Combine(_path, fileName);
        Attempt(() => save(path));
        return path;
    }

    private void Attempt(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            string reason = e.Message.ReplaceLineEndings(" ").TrimEnd('.');
            throw new UserError($"--output: expected a directory that can be written to, found \"{_path}\" ({reason}).");
        }
    }
}
