namespace NetGen;

/// <summary>A weight file or checkpoint that is damaged, or does not fit the network; the message says what differs. The network was not changed.</summary>
public sealed class WeightFileException : IOException
{
    internal WeightFileException(string file, string problem, Exception? innerException = null)
        : base($"{file}: {problem}", innerException)
        => File = file;

    /// <summary>The file, as it was named by the caller.</summary>
    public string File { get; }
}
