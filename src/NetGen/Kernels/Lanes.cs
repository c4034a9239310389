using System.Runtime.CompilerServices;

namespace NetGen;

/// <summary>How an algorithm over the neurons of a layer reads them: so that it is written once for one row and for as many as a vector has lanes.</summary>
internal interface ILanes
{
    /// <summary>Number of neurons in <paramref name="data"/>.</summary>
    int Count<T>(ReadOnlySpan<T> data) where T : struct;

    /// <summary>Neuron <paramref name="j"/>, each lane a row.</summary>
    Vector256<T> Load<T>(ReadOnlySpan<T> data, int j) where T : struct;

    /// <summary>Overwrites neuron <paramref name="j"/>.</summary>
    void Store<T>(Span<T> data, int j, Vector256<T> value) where T : struct;
}

/// <summary>One row: one number per neuron, computed in lane 0.</summary>
internal readonly struct OneLane : ILanes
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Count<T>(ReadOnlySpan<T> data) where T : struct => data.Length;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<T> Load<T>(ReadOnlySpan<T> data, int j) where T : struct => Vector256.CreateScalarUnsafe(data[j]);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store<T>(Span<T> data, int j, Vector256<T> value) where T : struct => data[j] = value.ToScalar();
}

/// <summary>A row in each lane: one vector per neuron.</summary>
internal readonly struct AllLanes : ILanes
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Count<T>(ReadOnlySpan<T> data) where T : struct => data.Length / Vector256<T>.Count;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<T> Load<T>(ReadOnlySpan<T> data, int j) where T : struct => Vector256.Create(data.Slice(j * Vector256<T>.Count));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store<T>(Span<T> data, int j, Vector256<T> value) where T : struct => value.CopyTo(data.Slice(j * Vector256<T>.Count));
}
