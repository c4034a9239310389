using System.Numerics;

namespace NetGen.Bits;

/// <summary>Calls every routine of one network on numbers drawn from NetGen's own generator and hashes what comes out.</summary>
/// <param name="fit">Calls <c>Fit</c>, which has one overload for classes and one for structs.</param>
/// <param name="rows">How many rows to compute; the more, the more blocks of rows there are.</param>
internal sealed class NetworkRun<TNetwork, T>(FitRoutine<TNetwork, T> fit, int rows)
    where TNetwork : INetwork<TNetwork, T>, ISeeded, new()
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int Seed = 7;

    // Threads share batches of more than 64 rows. Small networks get a second batch, below that, and a second epoch; emulators are slow.
    private static readonly bool IsLarge = TNetwork.ParameterCount > 8_192;
    private static readonly int FitRows = IsLarge ? 66 : 110;
    private static readonly int FitBatch = IsLarge ? 66 : 80;

    private readonly Samples<T> _wild = new(TNetwork.InputCount, TNetwork.OutputCount, TNetwork.Loss, rows, isWild: true);
    private readonly Samples<T> _tame = new(TNetwork.InputCount, TNetwork.OutputCount, TNetwork.Loss, FitRows, isWild: false);
    private readonly List<string> _faults = [];

    public IReadOnlyList<string> Faults => _faults;

    /// <summary>The start weights of several initializers.</summary>
    public BitHash Start { get; private set; }

    public BitHash Outputs { get; private set; }

    public BitHash Loss { get; private set; }

    public BitHash Gradient { get; private set; }

    public BitHash InputGradients { get; private set; }

    /// <summary>Parameters and loss after <c>Train</c>.</summary>
    public BitHash Trained { get; private set; }

    /// <summary>Parameters after <c>Fit</c>.</summary>
    public BitHash Fitted { get; private set; }

    public void Run(bool oneRow)
    {
        Start = HashStarts();
        TNetwork network = Create();
        Outputs = HashOutputs(network, oneRow);
        (Loss, Gradient) = HashBackprop(network);
        InputGradients = HashInputGradients(network, oneRow);
        Trained = HashTrained();
        Fitted = HashFitted();
    }

    private static TNetwork Create(Initializer initializer = Initializer.Default)
    {
        var network = new TNetwork();
        network.Initialize(Seed, initializer);
        return network;
    }

    private BitHash HashStarts()
    {
        BitHash hash = BitHash.Start;
        foreach (Initializer initializer in (Initializer[])[Initializer.Normal, Initializer.Glorot, Initializer.He])
        {
            TNetwork network = Create(initializer);
            Add(ref hash, network.ParameterSpan, "start");
        }

        return hash;
    }

    private BitHash HashOutputs(TNetwork network, bool oneRow)
    {
        var together = new T[rows * TNetwork.OutputCount];
        network.FeedForward(_wild.Inputs, together);
        var single = new T[together.Length];
        for (int row = 0; row < rows; row++)
        {
            network.FeedForward(_wild.InputsOf(row), single.AsSpan(row * TNetwork.OutputCount, TNetwork.OutputCount));
        }

        Compare(together, single, "outputs of one-row calls");
        BitHash hash = BitHash.Start;
        Add(ref hash, oneRow ? single : together, "outputs");
        return hash;
    }

    private (BitHash Loss, BitHash Gradient) HashBackprop(TNetwork network)
    {
        (BitHash loss, BitHash gradient) = (BitHash.Start, BitHash.Start);
        var derivatives = new T[TNetwork.ParameterCount];

        // All rows, then so few that blocks of rows are not full.
        foreach (int count in (int[])[rows, 1, 2, 5])
        {
            ReadOnlySpan<T> inputs = _wild.Inputs.AsSpan(0, count * TNetwork.InputCount);
            ReadOnlySpan<T> targets = _wild.Targets.AsSpan(0, count * TNetwork.OutputCount);
            Add(ref loss, [network.Evaluate(inputs, targets)], "Evaluate");
            Add(ref loss, [network.Backprop(inputs, targets, derivatives)], "loss of Backprop");
            Add(ref gradient, derivatives, "gradient");
            network.BackpropFrom(inputs, targets, derivatives, []);
            Add(ref gradient, derivatives, "gradient of BackpropFrom");
        }

        return (loss, gradient);
    }

    private BitHash HashInputGradients(TNetwork network, bool oneRow)
    {
        (int inputs, int outputs) = (TNetwork.InputCount, TNetwork.OutputCount);
        var together = new T[rows * inputs];
        network.BackpropFrom(_wild.Inputs, _wild.Targets, [], together);
        var single = new T[together.Length];
        for (int row = 0; row < rows; row++)
        {
            network.BackpropFrom(_wild.InputsOf(row), _wild.Targets.AsSpan(row * outputs, outputs), [], single.AsSpan(row * inputs, inputs));
        }

        Compare(together, single, "input gradients of one-row calls");
        BitHash hash = BitHash.Start;
        Add(ref hash, oneRow ? single : together, "input gradients");
        return hash;
    }

    private BitHash HashTrained()
    {
        TNetwork network = Create(Initializer.Glorot);
        BitHash hash = BitHash.Start;
        ReadOnlySpan<T> inputs = _tame.Inputs.AsSpan(0, rows * TNetwork.InputCount);
        ReadOnlySpan<T> targets = _tame.Targets.AsSpan(0, rows * TNetwork.OutputCount);
        Add(ref hash, [network.Train(inputs, targets, T.CreateChecked(0.02), epochs: 2)], "loss of Train");
        Add(ref hash, network.ParameterSpan, "parameters after Train");
        return hash;
    }

    private BitHash HashFitted()
    {
        TNetwork one = Fit(threads: 1);
        TNetwork two = Fit(threads: 2);
        Compare(one.ParameterSpan, two.ParameterSpan, "parameters after Fit with two threads");
        BitHash hash = BitHash.Start;
        Add(ref hash, two.ParameterSpan, "parameters after Fit");
        return hash;
    }

    private TNetwork Fit(int threads)
    {
        TNetwork network = Create();
        Dataset<T> data = Dataset.Create(_tame.Inputs, TNetwork.InputCount, _tame.Targets, TNetwork.OutputCount);
        fit(ref network, data, new() { Epochs = IsLarge ? 1 : 2, BatchSize = FitBatch, Seed = Seed, MaxDegreeOfParallelism = threads });
        return network;
    }

    private void Add(ref BitHash hash, ReadOnlySpan<T> numbers, string what)
    {
        // The sign of a NaN is the processor's, and all alike after the first one, so they would prove nothing.
        foreach (T number in numbers)
        {
            if (!T.IsFinite(number))
            {
                _faults.Add($"{what}: not finite");
                break;
            }
        }

        hash.Add(numbers);
    }

    private void Compare(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual, string what)
    {
        (BitHash left, BitHash right) = (BitHash.Start, BitHash.Start);
        left.Add(expected);
        right.Add(actual);
        if (left.Value != right.Value)
        {
            _faults.Add($"{what}: different bits");
        }
    }
}

/// <summary>Calls <c>Fit</c> of a network.</summary>
internal delegate void FitRoutine<TNetwork, T>(ref TNetwork network, Dataset<T> data, FitOptions<T> options)
    where T : unmanaged, IFloatingPointIeee754<T>;
