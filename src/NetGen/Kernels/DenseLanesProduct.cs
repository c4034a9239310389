using System.Runtime.CompilerServices;

namespace NetGen;

/// <content>The product of a matrix of parameters and values with a row in every lane: both directions through a layer.</content>
public static partial class Kernels
{
    /// <summary>y[j, r] = start[j] + Σ_t x[t, r] w[t · TermStep + j · ResultStep]</summary>
    private ref struct LanesProduct<T>
        where T : struct
    {
        public ref T X;
        public ref T W;

        /// <summary>What result j starts from, or a null reference for zero.</summary>
        public ref T Start;

        public ref T Y;
        public int Stride;
        public int TermStep;
        public int ResultStep;
        public int Terms;
        public int Partials;
        public int Vectors;
    }

    // Four results at a time for two vectors of rows: eight accumulators hide the latency of a multiply-add, and six loads feed eight of them.
    private static void Multiply<T>(ref LanesProduct<T> product, int results)
        where T : struct
    {
        for (; results >= 4; results -= 4)
        {
            MultiplyTiles<T, Four>(in product);
            product.W = ref At(in product.W, 4 * product.ResultStep);
            product.Y = ref At(in product.Y, 4 * product.Stride);
            if (!Unsafe.IsNullRef(ref product.Start))
                product.Start = ref At(in product.Start, 4);
        }

        if (results == 3)
            MultiplyTiles<T, Three>(in product);
        else if (results == 2)
            MultiplyTiles<T, Two>(in product);
        else if (results == 1)
            MultiplyTiles<T, One>(in product);
    }

    // A single vector at the end is computed twice, in both halves of a tile.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    private static void MultiplyTiles<T, TResults>(ref readonly LanesProduct<T> product)
        where T : struct
        where TResults : struct, IConstant
    {
        nint lanes = Vector256<T>.Count;
        nint second = product.Vectors > 1 ? lanes : 0;
        nint last = (product.Vectors * lanes) - lanes - second;
        nint stride = product.Stride;
        nint termStep = product.TermStep;
        nint w1 = product.ResultStep;
        nint w2 = 2 * w1;
        nint w3 = 3 * w1;
        nint partials = product.Partials;
        Unsafe.SkipInit(out WaitingTiles<T> waiting);
        for (nint row = 0; row <= last; row = row < last && row + (2 * lanes) > last ? last : row + (2 * lanes))
        {
            Vector256<T> a0, a1, b0, b1, c0, c1, d0, d1;
            for (nint pass = 0; ; pass++)
            {
                nint p = BitReversed(pass, partials);
                a0 = a1 = b0 = b1 = c0 = c1 = d0 = d1 = Vector256<T>.Zero;
                if (p == 0 && !Unsafe.IsNullRef(ref product.Start))
                {
                    a0 = a1 = Vector256.Create(product.Start);
                    b0 = b1 = TResults.Value > 1 ? Vector256.Create(Unsafe.Add(ref product.Start, 1)) : a0;
                    c0 = c1 = TResults.Value > 2 ? Vector256.Create(Unsafe.Add(ref product.Start, 2)) : a0;
                    d0 = d1 = TResults.Value > 3 ? Vector256.Create(Unsafe.Add(ref product.Start, 3)) : a0;
                }

                ref T x = ref Unsafe.Add(ref product.X, row + (p * stride));
                ref T w = ref Unsafe.Add(ref product.W, p * termStep);
                for (nint left = product.Terms - p; left > 0; left -= partials)
                {
                    Vector256<T> x0 = Vector256.LoadUnsafe(ref x);
                    Vector256<T> x1 = Vector256.LoadUnsafe(ref Unsafe.Add(ref x, second));
                    MultiplyAddPair(Vector256.Create(w), x0, x1, ref a0, ref a1);
                    if (TResults.Value > 1)
                        MultiplyAddPair(Vector256.Create(Unsafe.Add(ref w, w1)), x0, x1, ref b0, ref b1);
                    if (TResults.Value > 2)
                        MultiplyAddPair(Vector256.Create(Unsafe.Add(ref w, w2)), x0, x1, ref c0, ref c1);
                    if (TResults.Value > 3)
                        MultiplyAddPair(Vector256.Create(Unsafe.Add(ref w, w3)), x0, x1, ref d0, ref d1);
                    x = ref Unsafe.Add(ref x, partials * stride);
                    w = ref Unsafe.Add(ref w, partials * termStep);
                }

                // Pass after pass the sums meet as in a tournament; those that have to wait do so in memory.
                ref T level = ref Unsafe.As<WaitingTiles<T>, T>(ref waiting);
                for (nint round = pass; (round & 1) != 0; round >>= 1)
                {
                    a0 += Vector256.LoadUnsafe(ref level);
                    a1 += Vector256.LoadUnsafe(ref Unsafe.Add(ref level, lanes));
                    b0 += Vector256.LoadUnsafe(ref Unsafe.Add(ref level, 2 * lanes));
                    b1 += Vector256.LoadUnsafe(ref Unsafe.Add(ref level, 3 * lanes));
                    c0 += Vector256.LoadUnsafe(ref Unsafe.Add(ref level, 4 * lanes));
                    c1 += Vector256.LoadUnsafe(ref Unsafe.Add(ref level, 5 * lanes));
                    d0 += Vector256.LoadUnsafe(ref Unsafe.Add(ref level, 6 * lanes));
                    d1 += Vector256.LoadUnsafe(ref Unsafe.Add(ref level, 7 * lanes));
                    level = ref Unsafe.Add(ref level, 8 * lanes);
                }

                if (pass == partials - 1)
                    break;
                a0.StoreUnsafe(ref level);
                a1.StoreUnsafe(ref Unsafe.Add(ref level, lanes));
                b0.StoreUnsafe(ref Unsafe.Add(ref level, 2 * lanes));
                b1.StoreUnsafe(ref Unsafe.Add(ref level, 3 * lanes));
                c0.StoreUnsafe(ref Unsafe.Add(ref level, 4 * lanes));
                c1.StoreUnsafe(ref Unsafe.Add(ref level, 5 * lanes));
                d0.StoreUnsafe(ref Unsafe.Add(ref level, 6 * lanes));
                d1.StoreUnsafe(ref Unsafe.Add(ref level, 7 * lanes));
            }

            ref T y = ref Unsafe.Add(ref product.Y, row);
            StorePair(a0, a1, ref y, second);
            if (TResults.Value > 1)
                StorePair(b0, b1, ref Unsafe.Add(ref y, stride), second);
            if (TResults.Value > 2)
                StorePair(c0, c1, ref Unsafe.Add(ref y, 2 * stride), second);
            if (TResults.Value > 3)
                StorePair(d0, d1, ref Unsafe.Add(ref y, 3 * stride), second);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyAddPair<T>(Vector256<T> w, Vector256<T> x0, Vector256<T> x1, ref Vector256<T> sum0, ref Vector256<T> sum1)
        where T : struct
    {
        sum0 = FusedMultiplyAdd(w, x0, sum0);
        sum1 = FusedMultiplyAdd(w, x1, sum1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StorePair<T>(Vector256<T> value0, Vector256<T> value1, ref T y, nint second)
        where T : struct
    {
        value0.StoreUnsafe(ref y);
        value1.StoreUnsafe(ref Unsafe.Add(ref y, second));
    }

    // Where the bits of a pass stand in the reverse order, the sums that meet first come one after the other.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint BitReversed(nint pass, nint partials)
    {
        nint reversed = 0;
        for (nint bit = partials >> 1, rest = pass; rest != 0; bit >>= 1, rest >>= 1)
            reversed += (rest & 1) * bit;
        return reversed;
    }

    // Five levels of eight vectors: 32 partial sums at most.
    [InlineArray(40)]
    private struct WaitingTiles<T>
        where T : struct
    {
        private Vector256<T> _first;
    }
}
