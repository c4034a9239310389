using System.Globalization;
using System.Numerics;

namespace NetGen.Bits;

/// <summary>Prints a line of hashes for every network, and a hash of all of them at the end.</summary>
internal sealed class Report
{
    private readonly TextWriter _writer;
    private readonly bool _oneRow;
    private readonly List<string> _faults = [];
    private BitHash _total = BitHash.Start;

    public Report(TextWriter writer, bool oneRow)
    {
        (_writer, _oneRow) = (writer, oneRow);
        Line("network", "start", "outputs", "loss", "gradient", "inputs", "train", "fit");
    }

    public void Class<TNetwork, T>(int rows)
        where TNetwork : class, INetwork<TNetwork, T>, ISeeded, new()
        where T : unmanaged, IFloatingPointIeee754<T>
        => Add(new NetworkRun<TNetwork, T>(static (ref network, data, options) => network.Fit(data, options), rows));

    public void Struct<TNetwork, T>(int rows)
        where TNetwork : struct, INetwork<TNetwork, T>, ISeeded
        where T : unmanaged, IFloatingPointIeee754<T>
        => Add(new NetworkRun<TNetwork, T>(static (ref network, data, options) => network.Fit(data, options), rows));

    /// <summary>Prints the last line and returns the program's exit code.</summary>
    public int Finish()
    {
        Line("total", Text(_total));
        foreach (string fault in _faults)
        {
            Console.Error.WriteLine(fault);
        }

        return _faults.Count == 0 ? 0 : 1;
    }

    private void Add<TNetwork, T>(NetworkRun<TNetwork, T> run)
        where TNetwork : INetwork<TNetwork, T>, ISeeded, new()
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        run.Run(_oneRow);
        Line(
            typeof(TNetwork).Name,
            Text(run.Start),
            Text(run.Outputs),
            Text(run.Loss),
            Text(run.Gradient),
            Text(run.InputGradients),
            Text(run.Trained),
            Text(run.Fitted));
        _faults.AddRange(run.Faults.Select(fault => $"{typeof(TNetwork).Name}: {fault}"));
    }

    private string Text(BitHash hash)
    {
        _total.Add(hash.Value);
        return hash.Value.ToString("x16", CultureInfo.InvariantCulture);
    }

    private void Line(string name, params ReadOnlySpan<string> columns)
    {
        string line = name.PadRight(20);
        foreach (string column in columns)
        {
            line += " " + column.PadRight(16);
        }

        _writer.WriteLine(line.TrimEnd());
    }
}
