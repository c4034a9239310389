using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetGen;

public static unsafe partial class Kernels
{
    /// <summary>The most stack that <see cref="ForEachBlock{T, TBody}"/> takes for scratch, in bytes; more is native memory of the thread, or rented from the shared pool.</summary>
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
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <typeparam name="TBody">The type of the work, for which this method is compiled.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ForEachBlock<T, TBody>(ref TBody body, int rows, int blockRows, int scratchLength)
        where T : unmanaged
        where TBody : struct, IBlockBody<T>, allows ref struct
    {
        int bytes = scratchLength * sizeof(T);
        if (bytes <= 1024)
            OnOneKilobyte<T, TBody>(ref body, rows, blockRows);
        else if (bytes <= 2048)
            OnTwoKilobytes<T, TBody>(ref body, rows, blockRows);
        else if (bytes <= 4096)
            OnFourKilobytes<T, TBody>(ref body, rows, blockRows);
        else if (bytes <= 8192)
            OnEightKilobytes<T, TBody>(ref body, rows, blockRows);
        else if (bytes <= 16384)
            OnSixteenKilobytes<T, TBody>(ref body, rows, blockRows);
        else if (bytes <= MaximumScratchBytes)
            OnThirtyTwoKilobytes<T, TBody>(ref body, rows, blockRows);
        else if (bytes <= ThreadScratch.Bytes)
            RunBlocks<T, TBody>(ref body, rows, blockRows, ThreadScratch.OfThisThread());
        else
            OnRentedMemory<T, TBody>(ref body, rows, blockRows, bytes);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    private static void OnOneKilobyte<T, TBody>(ref TBody body, int rows, int blockRows)
        where T : unmanaged
        where TBody : struct, IBlockBody<T>, allows ref struct
    {
        byte* memory = stackalloc byte[1024 + LineBytes];
        RunBlocks<T, TBody>(ref body, rows, blockRows, memory);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    private static void OnTwoKilobytes<T, TBody>(ref TBody body, int rows, int blockRows)
        where T : unmanaged
        where TBody : struct, IBlockBody<T>, allows ref struct
    {
        byte* memory = stackalloc byte[2048 + LineBytes];
        RunBlocks<T, TBody>(ref body, rows, blockRows, memory);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    private static void OnFourKilobytes<T, TBody>(ref TBody body, int rows, int blockRows)
        where T : unmanaged
        where TBody : struct, IBlockBody<T>, allows ref struct
    {
        byte* memory = stackalloc byte[4096 + LineBytes];
        RunBlocks<T, TBody>(ref body, rows, blockRows, memory);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    private static void OnEightKilobytes<T, TBody>(ref TBody body, int rows, int blockRows)
        where T : unmanaged
        where TBody : struct, IBlockBody<T>, allows ref struct
    {
        byte* memory = stackalloc byte[8192 + LineBytes];
        RunBlocks<T, TBody>(ref body, rows, blockRows, memory);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    private static void OnSixteenKilobytes<T, TBody>(ref TBody body, int rows, int blockRows)
        where T : unmanaged
        where TBody : struct, IBlockBody<T>, allows ref struct
    {
        byte* memory = stackalloc byte[16384 + LineBytes];
        RunBlocks<T, TBody>(ref body, rows, blockRows, memory);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    private static void OnThirtyTwoKilobytes<T, TBody>(ref TBody body, int rows, int blockRows)
        where T : unmanaged
        where TBody : struct, IBlockBody<T>, allows ref struct
    {
        byte* memory = stackalloc byte[MaximumScratchBytes + LineBytes];
        RunBlocks<T, TBody>(ref body, rows, blockRows, memory);
    }

    // Layers of thousands of neurons. The pool keeps the memory, so only the first call allocates.
    private static void OnRentedMemory<T, TBody>(ref TBody body, int rows, int blockRows, int bytes)
        where T : unmanaged
        where TBody : struct, IBlockBody<T>, allows ref struct
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(bytes + LineBytes);
        try
        {
            fixed (byte* memory = rented)
            {
                RunBlocks<T, TBody>(ref body, rows, blockRows, memory);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void RunBlocks<T, TBody>(ref TBody body, int rows, int blockRows, byte* memory)
        where T : unmanaged
        where TBody : struct, IBlockBody<T>, allows ref struct
    {
        ref T scratch = ref *(T*)(((nuint)memory + (LineBytes - 1)) & ~(nuint)(LineBytes - 1));
        for (int firstRow = 0; firstRow < rows; firstRow += blockRows)
            body.Run(ref scratch, firstRow, Math.Min(blockRows, rows - firstRow));
    }

    // Wide layers work better on many rows than on the stack. Native memory, so that the collector has nothing to do with it: one block
    // for every thread that calls, freed some time after the thread has ended.
    private sealed class ThreadScratch
    {
        public const int Bytes = 256 * 1024;

        [ThreadStatic]
        private static ThreadScratch? t_scratch;

        private readonly byte* _memory = (byte*)NativeMemory.AlignedAlloc(Bytes, LineBytes);

        ~ThreadScratch() => NativeMemory.AlignedFree(_memory);

        [MethodImpl(MethodImplOptions.NoInlining)]
        public static byte* OfThisThread() => (t_scratch ??= new ThreadScratch())._memory;
    }
}
