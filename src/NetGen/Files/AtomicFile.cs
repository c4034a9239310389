namespace NetGen;

/// <summary>Replaces files in one step: whoever reads, and whatever crashes, there is the old content or the new one.</summary>
internal static class AtomicFile
{
    /// <summary>Writes beside the file, flushes to the disk, and renames.</summary>
    public static void Write(string path, Action<Stream> write)
    {
        // A fixed name: what a killed process left behind is overwritten by the next. FileShare.None keeps a second writer out.
        string temporary = path + ".tmp";
        using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            try
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            catch
            {
                stream.Dispose();
                File.Delete(temporary);
                throw;
            }
        }

        File.Move(temporary, path, overwrite: true);
    }
}
