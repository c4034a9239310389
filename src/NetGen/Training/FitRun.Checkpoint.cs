using System.Diagnostics;

namespace NetGen;

/// <summary>Saving and resuming a run.</summary>
internal sealed partial class FitRun<TSelf, T>
{
    private const string CheckpointFormat = "netgen-checkpoint";

    private NetworkLayout? _layout;
    private List<KeyValuePair<string, string>> _identity = [];
    private long _checkpointed;

    /// <summary>Prepares checkpoints, and continues from the file if that is wanted.</summary>
    private void OpenCheckpoint()
    {
        if (_options.Checkpoint is not { } checkpoint)
        {
            return;
        }

        _layout = NetworkLayout.Of<TSelf, T>();
        _identity = RunIdentity.Of(_options, _training, _validation);
        _checkpointed = Stopwatch.GetTimestamp();
        if (!checkpoint.Resume || !File.Exists(checkpoint.Path))
        {
            return;
        }

        using FileStream stream = File.OpenRead(checkpoint.Path);
        Resume(SafetensorsReader.Open(stream, checkpoint.Path), _layout);
    }

    private void WriteCheckpointIfDue()
    {
        if (_options.Checkpoint is not { } checkpoint)
        {
            return;
        }

        bool due = checkpoint.Interval is { } interval
            ? Stopwatch.GetElapsedTime(_checkpointed) >= interval
            : _state.Batch == 0 && _state.Epoch % checkpoint.EveryEpochs == 0;
        if (due)
        {
            WriteCheckpoint();
        }
    }

    private void WriteCheckpoint()
    {
        if (_options.Checkpoint is not { } checkpoint)
        {
            return;
        }

        List<Tensor> tensors = SafetensorsWeights.Tensors<T>(_layout!, Parameters);
        foreach ((string name, int columns, Memory<T> values) in Arrays())
        {
            tensors.Add(Tensor.Of<T>(name, [columns], values.Span));
        }

        tensors.Add(Tensor.Of("history", [_history.Count, _history.Columns], _history.Values));
        RunState state = _state with
        {
            EpochSeconds = _state.Batch == 0 ? 0 : _state.EpochSeconds + Stopwatch.GetElapsedTime(_epochStarted).TotalSeconds,
        };
        List<KeyValuePair<string, string>> metadata =
        [
            .. SafetensorsWeights.Metadata<T>(_layout!, CheckpointFormat),
            .. _identity,
            new("state", RunStateText.Write(state, _optimizer.StepCount, _optimizer.Powers)),
        ];
        AtomicFile.Write(checkpoint.Path, stream => SafetensorsWriter.Write(stream, metadata, tensors));
        _checkpointed = Stopwatch.GetTimestamp();
    }

    /// <summary>What a checkpoint holds beside the weights and the history; in the same order when written and when read.</summary>
    private IEnumerable<(string Name, int Length, Memory<T> Values)> Arrays()
    {
        if (_optimizer.SlotCount > 0)
        {
            yield return ("optimizer.0", _optimizer.ParameterCount, _optimizer.Slot0Memory);
        }

        if (_optimizer.SlotCount > 1)
        {
            yield return ("optimizer.1", _optimizer.ParameterCount, _optimizer.Slot1Memory);
        }

        if (_best.Length > 0)
        {
            yield return ("best", _best.Length, _best);
        }

        // Where the network returns to if the run fails.
        yield return ("last_good", _lastGood.Length, _lastGood);
    }

    /// <summary>Everything is read and verified before anything is changed.</summary>
    private void Resume(SafetensorsReader reader, NetworkLayout layout)
    {
        SafetensorsWeights.CheckMetadata<T>(reader, layout, CheckpointFormat);
        foreach ((string name, string expected) in _identity)
        {
            string actual = reader.Metadata.GetValueOrDefault(name, "");
            if (actual != expected)
            {
                throw reader.Error($"the checkpoint belongs to another run: {name} was \"{SafetensorsReader.Shorten(actual)}\", now it is \"{expected}\".");
            }
        }

        List<ExpectedTensor> expectedTensors =
        [
            .. SafetensorsWeights.Expected<T>(layout),
            .. Arrays().Select(array => new ExpectedTensor(array.Name, Tensor.TypeOf<T>(), [array.Length])),
            new("history", Tensor.TypeOf<double>(), [Tensor.Any, _history.Columns]),
        ];
        Dictionary<string, Tensor> tensors = reader.Read(expectedTensors);
        if (!RunStateText.TryRead(reader.Metadata.GetValueOrDefault("state", ""), out RunState state, out long steps, out (double First, double Second) powers)
            || state.Batch >= _batchCount
            || state.BestEpoch > state.Epoch
            || tensors["history"].Shape[0] != state.Epoch)
        {
            throw reader.Error("the state of the run is damaged.");
        }

        SafetensorsWeights.Parameters<T>(layout, tensors).CopyTo(Parameters);
        foreach ((string name, _, Memory<T> values) in Arrays())
        {
            tensors[name].Values<T>().CopyTo(values.Span);
        }

        _history.Restore(tensors["history"].Values<double>());
        _optimizer.Restore(steps, powers.First, powers.Second);
        _state = state;
    }
}
