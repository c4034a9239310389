using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetGen;

public static partial class Kernels<T>
    where T : unmanaged
{
    /// <summary>The number of rows in a row-major span.</summary>
    /// <exception cref="ArgumentException">The length is no multiple of the width, or there are fewer rows than needed.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int RowCount(int length, int width, string name, int minimum = 0)
    {
        int rows = length / width;
        if (rows * width != length || rows < minimum)
        {
            ThrowRowCount(length, width, name);
        }

        return rows;
    }

    /// <summary>Checks that a row-major span has as many rows as the inputs.</summary>
    /// <exception cref="ArgumentException">It has not.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RequireRows(int length, int rows, int width, string name, bool canBeEmpty = false)
    {
        if (length != (long)rows * width && !(canBeEmpty && length == 0))
        {
            ThrowRows(length, rows, width, name, canBeEmpty);
        }
    }

    /// <summary>Checks that a span has exactly one length.</summary>
    /// <exception cref="ArgumentException">It has another.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RequireLength(int length, int expected, string name, bool canBeEmpty = false)
    {
        if (length != expected && !(canBeEmpty && length == 0))
        {
            ThrowLength(length, expected, name, canBeEmpty);
        }
    }

    /// <summary>Checks that there is at least one epoch.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RequireEpochs(int epochs, string name)
    {
        if (epochs < 1)
        {
            throw new ArgumentOutOfRangeException(name, epochs, "The number of epochs must be at least 1.");
        }
    }

    /// <summary>Checks that the learning rate is a finite number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is NaN or infinite.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RequireLearningRate(double learningRate, string name)
    {
        if (double.IsNaN(learningRate) || double.IsInfinity(learningRate))
        {
            throw new ArgumentOutOfRangeException(name, learningRate, "The learning rate must be a finite number.");
        }
    }

    /// <summary>The rows of the block that begins at <paramref name="row"/>: a whole block, or what is left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int RowsInBlock(int row, int rows, int block) => Math.Min(rows - row, block);

    /// <summary>The index itself.</summary>
    /// <exception cref="IndexOutOfRangeException">It is negative or not below <paramref name="count"/>.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int IndexBelow(int index, int count)
    {
        if ((uint)index >= (uint)count)
        {
            ThrowIndex(index, count);
        }

        return index;
    }

    /// <summary>A flat span of parameters seen as a parameter set; its length has been checked.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref TSet ParametersIn<TSet>(Span<T> span)
        where TSet : struct
        => ref Unsafe.As<T, TSet>(ref MemoryMarshal.GetReference(span));

    /// <summary>The element <paramref name="offset"/> places behind <paramref name="first"/>, unchecked.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref T At(ref readonly T first, int offset)
        => ref Unsafe.Add(ref Unsafe.AsRef(in first), offset);

    // Not inlined: the text of a message was more machine code than the routine that checks for it, compiled at every first call.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowRowCount(int length, int width, string name)
        => throw new ArgumentException(
            length == 0
                ? $"{name} has no rows; expected at least one row of {width} values."
                : $"{name} has {length} values; expected a multiple of {width}, the width of a row.",
            name);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowRows(int length, int rows, int width, string name, bool canBeEmpty)
        => throw new ArgumentException(
            $"{name} has {length} values; expected {(long)rows * width} ({rows} rows × {width} values){(canBeEmpty ? ", or none" : "")}.", name);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowLength(int length, int expected, string name, bool canBeEmpty)
        => throw new ArgumentException(
            $"{name} has {length} values; expected {expected}, one for every parameter{(canBeEmpty ? ", or none" : "")}.", name);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowIndex(int index, int count)
#pragma warning disable CA2201 // The exception that an array would throw, because the blocks of a parameter set are indexed like arrays.
        => throw new IndexOutOfRangeException($"Index {index} is outside 0 … {count - 1}.");
#pragma warning restore CA2201
}
