using System.Runtime.CompilerServices;

namespace NetGen;

public static partial class Kernels
{
    // Layers with partial sums: two of a pair (p, p + P/2) at a time for up to six rows and one vector of neurons, which again makes twelve
    // accumulators. Pairs come in bit-reversed order, so that the tree of additions needs two stored levels only.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    private static void NarrowTiles<T, TEnd, TRows>(ref readonly Block<T> block, int column, int firstRow, int groups)
        where T : struct
        where TEnd : struct, ITileEnd
        where TRows : struct, IConstant
    {
        nuint xStride = block.XStride;
        nuint element = (nuint)Unsafe.SizeOf<T>();
        int pairs = block.Partials / 2;
        nuint xStep = (nuint)block.Partials * element;
        nuint wStep = (nuint)block.Partials * block.WStride;
        nuint xHalf = (nuint)pairs * element;
        nuint wHalf = (nuint)pairs * block.WStride;
        ref T x = ref Unsafe.AddByteOffset(ref block.X, (nuint)firstRow * xStride);
        ref T y = ref Unsafe.AddByteOffset(ref Unsafe.Add(ref block.Y, column), (nuint)firstRow * block.YStride);
        Unsafe.SkipInit(out TwelveVectors<T> waiting);
        ref T first = ref Unsafe.As<TwelveVectors<T>, T>(ref waiting);
        ref T second = ref Unsafe.Add(ref first, 6 * Vector256<T>.Count);
        nuint vector = 32;
        for (; groups > 0; groups--)
        {
            for (int pass = 0; pass < pairs; pass++)
            {
                int p = pairs < 4 ? pass : (pass >> 1) | ((pass & 1) << 1);
                Vector256<T> zero = Vector256<T>.Zero;
                Vector256<T> a0, a1, a2, a3, a4, a5;
                Vector256<T> b0 = zero, b1 = zero, b2 = zero, b3 = zero, b4 = zero, b5 = zero;
                a0 = p == 0 ? Vector256.LoadUnsafe(ref Unsafe.Add(ref block.Start, column)) : zero;
                a1 = a2 = a3 = a4 = a5 = a0;
                ref T upper = ref Unsafe.Add(ref x, p);
                ref T lower = ref Unsafe.AddByteOffset(ref upper, 3 * xStride);
                ref T w = ref Unsafe.AddByteOffset(ref Unsafe.Add(ref block.W, column), (nuint)p * block.WStride);
                nuint left = block.Inputs - (nuint)p;
                for (; left > (nuint)pairs; left = left < (nuint)block.Partials ? 0 : left - (nuint)block.Partials)
                {
                    Vector256<T> w0 = Vector256.LoadUnsafe(ref w);
                    Vector256<T> w1 = Vector256.LoadUnsafe(ref Unsafe.AddByteOffset(ref w, wHalf));
                    MultiplyAddRows<T, TRows>(ref upper, ref lower, xStride, w0, ref a0, ref a1, ref a2, ref a3, ref a4, ref a5);
                    MultiplyAddRows<T, TRows>(
                        ref Unsafe.AddByteOffset(ref upper, xHalf),
                        ref Unsafe.AddByteOffset(ref lower, xHalf),
                        xStride, w1, ref b0, ref b1, ref b2, ref b3, ref b4, ref b5);
                    upper = ref Unsafe.AddByteOffset(ref upper, xStep);
                    lower = ref Unsafe.AddByteOffset(ref lower, xStep);
                    w = ref Unsafe.AddByteOffset(ref w, wStep);
                }

                if (left > 0)
                    MultiplyAddRows<T, TRows>(ref upper, ref lower, xStride, Vector256.LoadUnsafe(ref w), ref a0, ref a1, ref a2, ref a3, ref a4, ref a5);
                AddTile<T, TRows>(ref a0, ref a1, ref a2, ref a3, ref a4, ref a5, b0, b1, b2, b3, b4, b5);
                if ((pass & 1) != 0)
                {
                    LoadTile<T, TRows>(ref first, vector, Vector256<T>.Count, out b0, out b1, out b2, out b3, out b4, out b5);
                    AddTile<T, TRows>(ref a0, ref a1, ref a2, ref a3, ref a4, ref a5, b0, b1, b2, b3, b4, b5);
                }

                if (pass == 3)
                {
                    LoadTile<T, TRows>(ref second, vector, Vector256<T>.Count, out b0, out b1, out b2, out b3, out b4, out b5);
                    AddTile<T, TRows>(ref a0, ref a1, ref a2, ref a3, ref a4, ref a5, b0, b1, b2, b3, b4, b5);
                }

                if (pass == pairs - 1)
                {
                    EndTile<T, TEnd, TRows>(ref a0, ref a1, ref a2, ref a3, ref a4, ref a5, ref y, block.YStride, block.Tail);
                    StoreTile<T, TRows>(a0, a1, a2, a3, a4, a5, ref y, block.YStride, block.Tail);
                }
                else
                {
                    StoreTile<T, TRows>(a0, a1, a2, a3, a4, a5, ref pass == 1 ? ref second : ref first, vector, Vector256<T>.Count);
                }
            }

            x = ref Unsafe.AddByteOffset(ref x, (nuint)TRows.Value * xStride);
            y = ref Unsafe.AddByteOffset(ref y, (nuint)TRows.Value * block.YStride);
        }
    }

    [InlineArray(12)]
    private struct TwelveVectors<T>
        where T : struct
    {
        private Vector256<T> _first;
    }
}
