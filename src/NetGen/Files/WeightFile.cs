using System.Numerics;

namespace NetGen;

/// <summary>The two forms in which weights are saved.</summary>
public enum WeightFormat
{
    /// <summary>
    /// Binary, readable by the Python package of that name: tensors <c>layers.1.weight</c> [neurons, inputs] and <c>layers.1.bias</c> [neurons] for
    /// every layer, and the topology, loss, precision and NetGen's version in the metadata.
    /// </summary>
    Safetensors,

    /// <summary>The same as text for people, every number with the digits that it takes to read it back exactly.</summary>
    Json,
}

/// <summary>What can be saved beside the weights, and what was found beside them.</summary>
/// <typeparam name="T">The number type of the network: <see cref="double"/> or <see cref="float"/>.</typeparam>
public sealed class WeightFileExtras<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>How inputs are scaled before the network sees them, or null.</summary>
    public Scaler<T>? InputScaler { get; init; }

    /// <summary>How targets were scaled, so that <see cref="Scaler{T}.Restore"/> brings outputs back, or null.</summary>
    public Scaler<T>? TargetScaler { get; init; }

    /// <summary>Texts of your own, by name, for example class names or a licence.</summary>
    public IReadOnlyDictionary<string, string> Notes { get; init; } = new Dictionary<string, string>();
}

/// <summary>Saves and loads the weights of every network.</summary>
/// <remarks>
/// Saving replaces the file in one step. Loading checks the whole file, and the network is changed only when everything fits: names, shapes, number type and
/// topology. A file ending in <c>.json</c> is JSON, any other safetensors.
/// </remarks>
public static class WeightFile
{
    /// <summary>Saves the weights; <c>.json</c> makes it JSON, any other ending safetensors.</summary>
    /// <param name="network">The network.</param>
    /// <param name="path">The file; an existing one is replaced in one step.</param>
    /// <param name="extras">What to save with the weights.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="ArgumentException">A scaler does not fit the network, or the name of a note is reserved.</exception>
    public static void Save<TSelf, T>(this INetwork<TSelf, T> network, string path, WeightFileExtras<T>? extras = null)
        where TSelf : INetwork<TSelf, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentException.ThrowIfNullOrEmpty(path);
        NetworkWeights<T> weights = Collect(network, extras);
        AtomicFile.Write(path, stream => Write(stream, FormatOf(path), weights));
    }

    /// <summary>Saves the weights into a stream, which stays open.</summary>
    /// <param name="network">The network.</param>
    /// <param name="stream">Written from its present position on.</param>
    /// <param name="format">The form.</param>
    /// <param name="extras">What to save with the weights.</param>
    /// <exception cref="ArgumentException">A scaler does not fit the network, or the name of a note is reserved.</exception>
    public static void Save<TSelf, T>(this INetwork<TSelf, T> network, Stream stream, WeightFormat format, WeightFileExtras<T>? extras = null)
        where TSelf : INetwork<TSelf, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(stream);
        Write(stream, format, Collect(network, extras));
    }

    /// <summary>Loads weights into a network of the same topology and number type.</summary>
    /// <param name="network">Changed only when everything fits.</param>
    /// <param name="path">The file; <c>.json</c> makes it JSON, any other ending safetensors.</param>
    /// <returns>What was saved with the weights.</returns>
    /// <exception cref="WeightFileException">The file is damaged, or belongs to another network; the message says what differs.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static WeightFileExtras<T> Load<TSelf, T>(this INetwork<TSelf, T> network, string path)
        where TSelf : class, INetwork<TSelf, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        return ReadFile<TSelf, T>(path).CopyTo(network.ParameterSpan);
    }

    /// <summary>Loads weights from a stream, which must end behind them and stays open.</summary>
    /// <param name="network">Changed only when everything fits.</param>
    /// <param name="stream">Read from its present position to its end.</param>
    /// <param name="format">The form.</param>
    /// <param name="name">Stands for the file in error messages.</param>
    /// <returns>What was saved with the weights.</returns>
    /// <exception cref="WeightFileException">The data are damaged, or belong to another network; the message says what differs.</exception>
    public static WeightFileExtras<T> Load<TSelf, T>(this INetwork<TSelf, T> network, Stream stream, WeightFormat format, string name = "weights")
        where TSelf : class, INetwork<TSelf, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(stream);
        return Read<TSelf, T>(stream, format, name).CopyTo(network.ParameterSpan);
    }

    internal static NetworkWeights<T> ReadFile<TSelf, T>(string path)
        where TSelf : INetwork<TSelf, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream stream = File.OpenRead(path);
        return Read<TSelf, T>(stream, FormatOf(path), path);
    }

    private static NetworkWeights<T> Read<TSelf, T>(Stream stream, WeightFormat format, string name)
        where TSelf : INetwork<TSelf, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Check.NumberType<T>();
        NetworkLayout layout = NetworkLayout.Of<TSelf, T>();
        return format == WeightFormat.Json ? JsonWeights.Read<T>(stream, name, layout) : SafetensorsWeights.Read<T>(stream, name, layout);
    }

    private static void Write<T>(Stream stream, WeightFormat format, NetworkWeights<T> weights)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (format == WeightFormat.Json)
        {
            JsonWeights.Write(stream, weights);
        }
        else
        {
            SafetensorsWeights.Write(stream, weights);
        }
    }

    private static NetworkWeights<T> Collect<TSelf, T>(INetwork<TSelf, T> network, WeightFileExtras<T>? extras)
        where TSelf : INetwork<TSelf, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Check.NumberType<T>();
        extras ??= new WeightFileExtras<T>();
        CheckScaler(extras.InputScaler, TSelf.InputCount, nameof(extras));
        CheckScaler(extras.TargetScaler, TSelf.OutputCount, nameof(extras));
        if (extras.Notes.Keys.FirstOrDefault(SafetensorsWeights.IsReserved) is { } reserved)
        {
            throw new ArgumentException($"The name \"{reserved}\" of a note is reserved.", nameof(extras));
        }

        return new NetworkWeights<T>(NetworkLayout.Of<TSelf, T>(), network.ParameterSpan.ToArray(), extras);
    }

    private static void CheckScaler<T>(Scaler<T>? scaler, int columns, string name)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (scaler is not null && scaler.ColumnCount != columns)
        {
            throw new ArgumentException($"A scaler has {scaler.ColumnCount} columns, expected {columns}.", name);
        }
    }

    private static WeightFormat FormatOf(string path)
        => path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? WeightFormat.Json : WeightFormat.Safetensors;
}

/// <summary>The content of a weight file.</summary>
internal sealed record NetworkWeights<T>(NetworkLayout Layout, T[] Parameters, WeightFileExtras<T> Extras)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static string Precision => typeof(T) == typeof(double) ? nameof(NetGen.Precision.Double) : nameof(NetGen.Precision.Single);

    public WeightFileExtras<T> CopyTo(Span<T> parameters)
    {
        Parameters.CopyTo(parameters);
        return Extras;
    }
}
