using System.ComponentModel;

namespace NetGen;

/// <summary>What a routine does with one block of rows. Generated code implements it as a ref struct that holds its spans.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IBlockBody<T>
    where T : unmanaged
{
    /// <summary>Works on the rows <paramref name="firstRow"/> to <paramref name="firstRow"/> + <paramref name="rowCount"/> - 1.</summary>
    /// <param name="scratch">Uncleared memory, aligned to 64 bytes, the same for all blocks of one call.</param>
    /// <param name="firstRow">The first row of the block.</param>
    /// <param name="rowCount">The rows of the block: the size of a block, or less for the last one.</param>
    void Run(ref T scratch, int firstRow, int rowCount);
}
