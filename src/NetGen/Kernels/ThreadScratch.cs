using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetGen;

/// <summary>
/// Wide layers work better on many rows than on the stack. Native memory, so that the collector has nothing to do with it: one block for every thread
/// that calls, whatever numbers it holds, freed some time after the thread has ended.
/// </summary>
internal sealed unsafe class ThreadScratch
{
    public const int Bytes = 256 * 1024;

    private const int LineBytes = 64;

    [ThreadStatic]
    private static ThreadScratch? t_scratch;

    private readonly byte* _memory = (byte*)NativeMemory.AlignedAlloc(Bytes, LineBytes);

    ~ThreadScratch() => NativeMemory.AlignedFree(_memory);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static byte* OfThisThread() => (t_scratch ??= new ThreadScratch())._memory;
}
