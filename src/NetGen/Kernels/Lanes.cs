using System.Runtime.CompilerServices;

namespace NetGen;

/// <summary>How an algorithm over the neurons of a layer reads them: so that it is written once for one row and for as many as a vector has lanes.</summary>
internal interface ILanes<T>
    where T : unmanaged
{
    /// <summary>Number of neurons in <paramref name="data"/>.</summary>
    int Count(ReadOnlySpan<T> data);

    /// <summary>Neuron <paramref name="j"/>, each lane a row.</summary>
    Vector256<T> Load(ReadOnlySpan<T> data, int j);

    /// <summary>Overwrites neuron <paramref name="j"/>.</summary>
    void Store(Span<T> data, int j, Vector256<T> value);
}

/// <summary>One row: one number per neuron, computed in lane 0.</summary>
internal readonly struct OneLane<T> : ILanes<T>
    where T : unmanaged
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Count(ReadOnlySpan<T> data) => data.Length;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<T> Load(ReadOnlySpan<T> data, int j) => Vector256.CreateScalarUnsafe(data[j]);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(Span<T> data, int j, Vector256<T> value) => data[j] = value.ToScalar();
}

/// <summary>A row in each lane: one vector per neuron.</summary>
internal readonly struct AllLanes<T> : ILanes<T>
    where T : unmanaged
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Count(ReadOnlySpan<T> data) => data.Length / Vector256<T>.Count;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<T> Load(ReadOnlySpan<T> data, int j) => Vector256.Create(data.Slice(j * Vector256<T>.Count));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(Span<T> data, int j, Vector256<T> value) => value.CopyTo(data.Slice(j * Vector256<T>.Count));
}
