using System.Buffers;
using System.Runtime.CompilerServices;

namespace NetGen;

public static unsafe partial class Kernels<T>
    where T : unmanaged
{
    /// <summary>The most stack that <see cref="ForEachBlock{TBody}"/> takes for scratch, in bytes; more is native memory of the thread, or rented from the shared pool.</summary>
    public const int MaximumScratchBytes = 32 * 1024;

    private const int LineBytes = 64;

    /// <summary>
    /// Runs <paramref name="body"/> on block after block of rows with scratch from the stack: aligned to 64 bytes and not cleared, which the
    /// user's own project could not have without unsafe code. Nothing is allocated.
    /// </summary>
    /// <param name="body">The work; its fields keep what it changes.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="blockRows">The rows of a block, at least one.</param>
    /// <param name="scratchLength">The elements of scratch that the body uses.</param>
    /// <typeparam name="TBody">The type of the work, for which this method is compiled.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ForEachBlock<TBody>(ref TBody body, int rows, int blockRows, int scratchLength)
        where TBody : struct, IBlockBody<T>, allows ref struct
    {
        int bytes = scratchLength * sizeof(T);
        if (bytes <= 1024)
            OnOneKilobyte<TBody>(ref body, rows, blockRows);
        else if (bytes <= 2048)
            OnTwoKilobytes<TBody>(ref body, rows, blockRows);
        else if (bytes <= 4096)
            OnFourKilobytes<TBody>(ref body, rows, blockRows);
        else if (bytes <= 8192)
            OnEightKilobytes<TBody>(ref body, rows, blockRows);
        else if (bytes <= 16384)
            OnSixteenKilobytes<TBody>(ref body, rows, blockRows);
        else if (bytes <= MaximumScratchBytes)
            OnThirtyTwoKilobytes<TBody>(ref body, rows, blockRows);
        else if (bytes <= ThreadScratch.Bytes)
            RunBlocks<TBody>(ref body, rows, blockRows, ThreadScratch.OfThisThread());
        else
            OnRentedMemory<TBody>(ref body, rows, blockRows, bytes);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    private static void OnOneKilobyte<TBody>(ref TBody body, int rows, int blockRows)
        where TBody : struct, IBlockBody<T>, allows ref struct
    {
        byte* memory = stackalloc byte[1024 + LineBytes];
        RunBlocks<TBody>(ref body, rows, blockRows, memory);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    private static void OnTwoKilobytes<TBody>(ref TBody body, int rows, int blockRows)
        where TBody : struct, IBlockBody<T>, allows ref struct
    {
        byte* memory = stackalloc byte[2048 + LineBytes];
        RunBlocks<TBody>(ref body, rows, blockRows, memory);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    private static void OnFourKilobytes<TBody>(ref TBody body, int rows, int blockRows)
        where TBody : struct, IBlockBody<T>, allows ref struct
    {
        byte* memory = stackalloc byte[4096 + LineBytes];
        RunBlocks<TBody>(ref body, rows, blockRows, memory);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    private static void OnEightKilobytes<TBody>(ref TBody body, int rows, int blockRows)
        where TBody : struct, IBlockBody<T>, allows ref struct
    {
        byte* memory = stackalloc byte[8192 + LineBytes];
        RunBlocks<TBody>(ref body, rows, blockRows, memory);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    private static void OnSixteenKilobytes<TBody>(ref TBody body, int rows, int blockRows)
        where TBody : struct, IBlockBody<T>, allows ref struct
    {
        byte* memory = stackalloc byte[16384 + LineBytes];
        RunBlocks<TBody>(ref body, rows, blockRows, memory);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    private static void OnThirtyTwoKilobytes<TBody>(ref TBody body, int rows, int blockRows)
        where TBody : struct, IBlockBody<T>, allows ref struct
    {
        byte* memory = stackalloc byte[MaximumScratchBytes + LineBytes];
        RunBlocks<TBody>(ref body, rows, blockRows, memory);
    }

    // Layers of thousands of neurons. The pool keeps the memory, so only the first call allocates.
    private static void OnRentedMemory<TBody>(ref TBody body, int rows, int blockRows, int bytes)
        where TBody : struct, IBlockBody<T>, allows ref struct
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(bytes + LineBytes);
        try
        {
            fixed (byte* memory = rented)
            {
                RunBlocks<TBody>(ref body, rows, blockRows, memory);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void RunBlocks<TBody>(ref TBody body, int rows, int blockRows, byte* memory)
        where TBody : struct, IBlockBody<T>, allows ref struct
    {
        ref T scratch = ref *(T*)(((nuint)memory + (LineBytes - 1)) & ~(nuint)(LineBytes - 1));
        for (int firstRow = 0; firstRow < rows; firstRow += blockRows)
            body.Run(ref scratch, firstRow, Math.Min(blockRows, rows - firstRow));
    }
}
