using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetGen;

/// <content>
/// Softmax and its cross-entropy for the row-major scratch of wide networks. Narrow layers put a row in every lane; wide ones go row by row,
/// which gives the same bits, because a row never depends on its lane.
/// </content>
public static partial class Kernels<T>
    where T : unmanaged
{
    private const int MaximumColumns = 64;

    /// <summary>Replaces pre-activations by activations, for all rows.</summary>
    /// <param name="values">Pre-activations [rows, <paramref name="stride"/>], overwritten with activations.</param>
    /// <param name="stride">The distance between two rows.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="width">The neurons of the layer.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SoftmaxRows(ref T values, int stride, int rows, int width)
    {
        Span<Vector256<T>> columns = stackalloc Vector256<T>[width <= MaximumColumns ? width : 0];
        for (int row = 0; row < rows;)
        {
            int count = RowsOfColumns(row, rows, width);
            ref T first = ref At(in values, row * stride);
            if (count == 1)
            {
                Softmax(MemoryMarshal.CreateSpan(ref first, width));
            }
            else
            {
                Load(columns, ref first, stride, count);
                Softmax(columns);
                Store(columns, ref first, stride, count);
            }

            row += count;
        }
    }

    /// <summary>Turns dL/da of a softmax layer into dL/dz, for all rows.</summary>
    /// <param name="values">Activations [rows, <paramref name="stride"/>].</param>
    /// <param name="errors">dL/da, laid out alike, overwritten with dL/dz.</param>
    /// <param name="stride">The distance between two rows.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="width">The neurons of the layer.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SoftmaxRowsBackward(ref readonly T values, ref T errors, int stride, int rows, int width)
    {
        for (int row = 0; row < rows; row++)
        {
            SoftmaxBackward(
                MemoryMarshal.CreateReadOnlySpan(ref At(in values, row * stride), width), MemoryMarshal.CreateSpan(ref At(in errors, row * stride), width));
        }
    }

    /// <summary>Adds the cross-entropies of some rows, each in the lane that is its number among all rows modulo the number of lanes.</summary>
    /// <param name="values">Pre-activations [rows, <paramref name="stride"/>].</param>
    /// <param name="stride">The distance between two rows of <paramref name="values"/>.</param>
    /// <param name="targets">Targets [rows, <paramref name="width"/>].</param>
    /// <param name="firstRow">The number of the first of these rows among all.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="width">The outputs of a row.</param>
    /// <param name="loss">The losses so far.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector256<T> CategoricalCrossEntropyRows(
        ref readonly T values, int stride, ref readonly T targets, int firstRow, int rows, int width, Vector256<T> loss)
    {
        for (int row = 0; row < rows; row++)
        {
            T value = CategoricalCrossEntropy(
                MemoryMarshal.CreateReadOnlySpan(ref At(in values, row * stride), width),
                MemoryMarshal.CreateReadOnlySpan(ref At(in targets, row * width), width));
            loss = AddRows(loss, Vector256.CreateScalar(value), firstRow + row, 1);
        }

        return loss;
    }

    /// <summary>As <see cref="CategoricalCrossEntropyRows"/>, and writes the derivative by every pre-activation times <paramref name="scale"/>.</summary>
    /// <param name="values">Pre-activations [rows, <paramref name="stride"/>].</param>
    /// <param name="errors">Receives the derivatives, laid out as <paramref name="values"/>.</param>
    /// <param name="stride">The distance between two rows of <paramref name="values"/> and <paramref name="errors"/>.</param>
    /// <param name="targets">Targets [rows, <paramref name="width"/>].</param>
    /// <param name="firstRow">The number of the first of these rows among all.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="width">The outputs of a row.</param>
    /// <param name="scale">The factor of all derivatives.</param>
    /// <param name="loss">The losses so far.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector256<T> CategoricalCrossEntropyErrorRows(
        ref readonly T values, ref T errors, int stride, ref readonly T targets, int firstRow, int rows, int width, T scale, Vector256<T> loss)
    {
        int columnCount = width <= MaximumColumns ? width : 0;
        Span<Vector256<T>> z = stackalloc Vector256<T>[columnCount];
        Span<Vector256<T>> t = stackalloc Vector256<T>[columnCount];
        for (int row = 0; row < rows;)
        {
            int count = width > MaximumColumns ? 1 : RowsOfLanes(firstRow + row, rows - row);
            ref T first = ref At(in values, row * stride);
            ref T error = ref At(in errors, row * stride);
            ref T target = ref At(in targets, row * width);
            if (count == 1)
            {
                Span<T> e = MemoryMarshal.CreateSpan(ref error, width);
                MemoryMarshal.CreateReadOnlySpan(ref first, width).CopyTo(e);
                T value = CategoricalCrossEntropyGradient(e, MemoryMarshal.CreateReadOnlySpan(ref target, width));
                loss = AddRows(loss, Vector256.CreateScalar(value), firstRow + row, 1);
                Scale(e, scale);
            }
            else
            {
                Load(z, ref first, stride, count);
                Load(t, ref target, width, count);
                loss = AddRows(loss, CategoricalCrossEntropyGradient(z, t), firstRow + row, count);
                for (int j = 0; j < z.Length; j++)
                {
                    z[j] *= scale;
                }

                Store(z, ref error, stride, count);
            }

            row += count;
        }

        return loss;
    }

    /// <summary>As many rows as a vector has lanes, or one where the layer is wide.</summary>
    private static int RowsOfColumns(int row, int rows, int width)
        => width > MaximumColumns ? 1 : RowsInBlock(row, rows, Vector256<T>.Count);

    private static void Scale(Span<T> values, T factor)
    {
        for (int j = 0; j < values.Length; j++)
        {
            values[j] = (Vector256.CreateScalarUnsafe(values[j]) * factor).ToScalar();
        }
    }

    private static void Load(Span<Vector256<T>> columns, ref T first, int stride, int count)
    {
        for (int j = 0; j < columns.Length; j++)
        {
            columns[j] = LoadColumn(in At(in first, j), stride, count);
        }
    }

    private static void Store(Span<Vector256<T>> columns, ref T first, int stride, int count)
    {
        for (int j = 0; j < columns.Length; j++)
        {
            StoreColumn(columns[j], ref At(in first, j), stride, count);
        }
    }
}
