using System.Numerics;

namespace NetGen;

/// <summary>Holds a network where threads can reach it; a struct lives here during a run.</summary>
internal sealed class NetworkHolder<TSelf>(TSelf network)
{
    public TSelf Network = network;
}

/// <summary>
/// Computes the gradient of the mean loss of a batch, on several threads if wanted, with bits that do not depend on their number.
/// </summary>
/// <remarks>
/// A batch is cut into chunks by its number of rows alone (and by the weights of its rows), every chunk is one call of <c>Backprop</c>, and the gradients
/// of the chunks are added in a fixed tree. A batch of up to <see cref="ChunkRows"/> rows of equal weight is a single call.
/// <para>
/// Weights of rows: rows of equal weight share a chunk, and its gradient is multiplied by weight · rows of the chunk / rows of the batch. So the network's own
/// loss is used, with the precautions of its fused cross-entropies, and nothing is divided by an output that may be 0. With few different weights (class
/// weights) this costs next to nothing; with a different weight for every row it costs as much as training row by row.
/// </para>
/// </remarks>
internal sealed class BatchGradient<TSelf, T> : ITeamWork, IDisposable
    where TSelf : INetwork<TSelf, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Larger batches are divided.</summary>
    public const int ChunkRows = 64;

    /// <summary>The tree has at most so many leaves: memory for the gradients stays bounded, and that many threads can help.</summary>
    public const int MostSlots = 16;

    private readonly NetworkHolder<TSelf> _holder;
    private readonly Dataset<T> _data;
    private readonly RowWeights? _weights;
    private readonly WorkerTeam _team;
    private readonly AlignedStorage<T>[] _slots;
    private readonly Scratch[] _scratch;
    private readonly Chunk[] _chunks;
    private readonly double[] _losses;
    private readonly long[] _keys;
    private readonly int[] _sorted;
    private ReadOnlyMemory<int> _rows;
    private bool _inOrder;
    private int _chunkCount;
    private int _slotCount;

    public BatchGradient(NetworkHolder<TSelf> holder, Dataset<T> data, RowWeights? weights, int batchSize, int threads)
    {
        (_holder, _data, _weights) = (holder, data, weights);
        int slots = weights is null ? SlotsFor(batchSize) : Math.Min(batchSize, MostSlots);
        _slots = new AlignedStorage<T>[slots];
        for (int i = 0; i < slots; i++)
        {
            _slots[i] = new AlignedStorage<T>(TSelf.ParameterCount);
        }

        _chunks = new Chunk[weights is null ? slots : batchSize];
        _losses = new double[_chunks.Length];
        _keys = new long[weights is null ? 0 : batchSize];
        _sorted = new int[_keys.Length];
        int rowsAtOnce = Math.Min(batchSize, Math.Max(ChunkRows, (batchSize / MostSlots) + 1) + 8);
        _scratch = new Scratch[Math.Min(threads, slots)];
        for (int i = 0; i < _scratch.Length; i++)
        {
            _scratch[i] = new Scratch(
                new AlignedStorage<T>(rowsAtOnce * TSelf.InputCount),
                new AlignedStorage<T>(rowsAtOnce * TSelf.OutputCount),
                new AlignedStorage<T>(weights is null ? 0 : TSelf.ParameterCount));
        }

        _team = new WorkerTeam(this, _scratch.Length);
    }

    /// <summary>The gradient of the last batch.</summary>
    public Span<T> Gradient => _slots[0].Span;

    /// <summary>Computes <see cref="Gradient"/>, the weighted sum of the losses and the sum of the weights.</summary>
    /// <param name="rows">The rows of the batch.</param>
    /// <param name="inOrder">Whether they are consecutive.</param>
    public (double LossSum, double WeightSum) Compute(ReadOnlyMemory<int> rows, bool inOrder)
    {
        (_rows, _inOrder, _chunkCount) = (rows, inOrder && _weights is null, 0);
        if (_weights is null)
        {
            Cut(0, rows.Length, weight: 1);
        }
        else
        {
            CutByWeight(rows.Span, _weights);
        }

        if (_chunkCount == 0)
        {
            Gradient.Clear();
            return (0, 0);
        }

        _slotCount = Math.Min(_chunkCount, _slots.Length);
        _team.Run(_slotCount);
        for (int stride = 1; stride < _slotCount; stride *= 2)
        {
            for (int i = 0; i + stride < _slotCount; i += 2 * stride)
            {
                VectorMath.Add(_slots[i].Span, _slots[i + stride].Span);
            }
        }

        double lossSum = 0;
        double weightSum = 0;
        for (int i = 0; i < _chunkCount; i++)
        {
            double weight = _chunks[i].Weight * _chunks[i].Count;
            lossSum += weight * _losses[i];
            weightSum += weight;
        }

        return (lossSum, weightSum);
    }

    public void Dispose() => _team.Dispose();

    void ITeamWork.Do(int item, int worker)
    {
        Span<T> sum = _slots[item].Span;
        int first = (int)((long)_chunkCount * item / _slotCount);
        int end = (int)((long)_chunkCount * (item + 1) / _slotCount);
        for (int i = first; i < end; i++)
        {
            Span<T> gradient = i == first ? sum : _scratch[worker].Gradient.Span;
            _losses[i] = Backprop(_chunks[i], _scratch[worker], gradient);
            T factor = T.CreateTruncating(_chunks[i].Weight * _chunks[i].Count / _rows.Length);
            if (i > first)
            {
                VectorMath.AddScaled(sum, gradient, factor);
            }
            else if (factor != T.One)
            {
                VectorMath.Scale(sum, factor);
            }
        }
    }

    private static int SlotsFor(int rows) => Math.Min((rows + ChunkRows - 1) / ChunkRows, MostSlots);

    private double Backprop(Chunk chunk, Scratch scratch, Span<T> gradient)
    {
        ReadOnlySpan<T> inputs = _data.Inputs.Span;
        ReadOnlySpan<T> targets = _data.Targets.Span;
        ReadOnlySpan<int> rows = _rows.Span.Slice(chunk.Start, chunk.Count);
        if (_inOrder)
        {
            inputs = inputs.Slice(rows[0] * TSelf.InputCount, rows.Length * TSelf.InputCount);
            targets = targets.Slice(rows[0] * TSelf.OutputCount, rows.Length * TSelf.OutputCount);
        }
        else
        {
            inputs = Gather(inputs, rows, TSelf.InputCount, scratch.Inputs.Span);
            targets = Gather(targets, rows, TSelf.OutputCount, scratch.Targets.Span);
        }

        return double.CreateTruncating(_holder.Network.Backprop(inputs, targets, gradient));
    }

    private static ReadOnlySpan<T> Gather(ReadOnlySpan<T> source, ReadOnlySpan<int> rows, int width, Span<T> destination)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            source.Slice(rows[i] * width, width).CopyTo(destination[(i * width)..]);
        }

        return destination[..(rows.Length * width)];
    }

    /// <summary>Cuts rows of equal weight into chunks of nearly equal size, in multiples of 8 rows (as many as a vector has lanes).</summary>
    private void Cut(int start, int count, double weight)
    {
        int pieces = SlotsFor(count);
        int done = 0;
        for (int i = 1; i <= pieces; i++)
        {
            int end = i == pieces ? count : (int)((long)count * i / pieces) & ~7;
            _chunks[_chunkCount++] = new Chunk(start + done, end - done, weight);
            done = end;
        }
    }

    private void CutByWeight(ReadOnlySpan<int> rows, RowWeights weights)
    {
        Span<long> keys = _keys.AsSpan(0, rows.Length);
        for (int i = 0; i < rows.Length; i++)
        {
            keys[i] = ((long)weights.Rank[rows[i]] << 32) | (uint)i;
        }

        keys.Sort();
        for (int i = 0; i < rows.Length; i++)
        {
            _sorted[i] = rows[(int)keys[i]];
        }

        _rows = _sorted.AsMemory(0, rows.Length);
        for (int start = 0, end; start < rows.Length; start = end)
        {
            int rank = (int)(keys[start] >> 32);
            for (end = start + 1; end < rows.Length && keys[end] >> 32 == rank; end++)
            {
            }

            if (weights.Values[rank] > 0)
            {
                Cut(start, end - start, weights.Values[rank]);
            }
        }
    }

    private readonly record struct Chunk(int Start, int Count, double Weight);

    private readonly record struct Scratch(AlignedStorage<T> Inputs, AlignedStorage<T> Targets, AlignedStorage<T> Gradient);
}
