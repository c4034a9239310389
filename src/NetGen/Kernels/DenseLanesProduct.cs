using System.Runtime.CompilerServices;

namespace NetGen;

/// <content>The product of a matrix of parameters and values with a row in every lane: both directions through a layer.</content>
public static partial class Kernels<T>
    where T : unmanaged
{
    /// <summary>y[j, r] = end(start[j] + Σ_t x[t, r] w[t · TermStep + j · ResultStep])</summary>
    private ref struct LanesProduct
    {
        public ref T X;
        public ref T W;

        /// <summary>What result j starts from, or a null reference where there is nothing: the first product stands alone, as if added to -0.</summary>
        public ref T Start;

        public ref T Y;

        /// <summary>What the end needs, laid out as Y; it may be Y itself.</summary>
        public ref T Stored;

        public int Stride;
        public int TermStep;
        public int ResultStep;
        public int Terms;
        public int Partials;
        public int Vectors;
    }

    // Four results at a time for two vectors of rows: eight accumulators hide the latency of a multiply-add, and six loads feed eight of them.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Multiply<TEnd>(ref LanesProduct product, int results)
        where TEnd : struct, ITileEnd
    {
        if (results == 1 && product.Partials is 4 or 8)
        {
            SumsOfOneResult<TEnd>(in product);
            return;
        }

        if (product.Partials == 2)
        {
            for (; results >= 2; results -= 2)
            {
                MultiplyTwoSums<Two, TEnd>(in product);
                NextResults(ref product, 2);
            }

            if (results == 1)
                MultiplyTwoSums<One, TEnd>(in product);
            return;
        }

        for (; results >= 4; results -= 4)
        {
            MultiplyTiles<Four, TEnd>(in product);
            NextResults(ref product, 4);
        }

        if (results == 3)
            MultiplyTiles<Three, TEnd>(in product);
        else if (results == 2)
            MultiplyTiles<Two, TEnd>(in product);
        else if (results == 1)
            MultiplyTiles<One, TEnd>(in product);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void NextResults(ref LanesProduct product, nint count)
    {
        product.W = ref Unsafe.Add(ref product.W, count * product.ResultStep);
        product.Y = ref Unsafe.Add(ref product.Y, count * product.Stride);
        product.Stored = ref Unsafe.Add(ref product.Stored, count * product.Stride);
        if (!Unsafe.IsNullRef(ref product.Start))
            product.Start = ref Unsafe.Add(ref product.Start, count);
    }

    // Two results for two vectors of rows, both partial sums of each in registers.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyTwoSums<TResults, TEnd>(ref readonly LanesProduct product)
        where TResults : struct, IConstant
        where TEnd : struct, ITileEnd
    {
        nint lanes = Vector256<T>.Count;
        nint stride = product.Stride;
        nint step = product.TermStep;
        nint result = product.ResultStep;
        for (nint row = 0, end = product.Vectors * lanes; row < end; row += 2 * lanes)
        {
            nint second = row + lanes < end ? lanes : 0;
            StartTile<TResults>(in product, 0, out Vector256<T> a0, out Vector256<T> b0, out _, out _);
            Vector256<T> a1 = a0, b1 = b0, c0, c1, d0, d1;
            c0 = c1 = d0 = d1 = Vector256<T>.Zero;
            ref T x = ref Unsafe.Add(ref product.X, row);
            ref T w = ref product.W;
            nint left = product.Terms;
            for (; left >= 2; left -= 2)
            {
                MultiplyTerm<TResults>(ref x, second, ref w, result, ref a0, ref a1, ref b0, ref b1);
                MultiplyTerm<TResults>(ref Unsafe.Add(ref x, stride), second, ref Unsafe.Add(ref w, step), result, ref c0, ref c1, ref d0, ref d1);
                x = ref Unsafe.Add(ref x, 2 * stride);
                w = ref Unsafe.Add(ref w, 2 * step);
            }

            if (left != 0)
                MultiplyTerm<TResults>(ref x, second, ref w, result, ref a0, ref a1, ref b0, ref b1);
            EndPair<TEnd>(in product, 0, row, second, a0 + c0, a1 + c1);
            if (TResults.Value > 1)
                EndPair<TEnd>(in product, 1, row, second, b0 + d0, b1 + d1);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyTerm<TResults>(
        ref T x, nint second, ref T w, nint result, ref Vector256<T> a0, ref Vector256<T> a1, ref Vector256<T> b0, ref Vector256<T> b1)
        where TResults : struct, IConstant
    {
        Vector256<T> x0 = Vector256.LoadUnsafe(ref x);
        Vector256<T> x1 = Vector256.LoadUnsafe(ref Unsafe.Add(ref x, second));
        MultiplyAddPair(Vector256.Create(w), x0, x1, ref a0, ref a1);
        if (TResults.Value > 1)
            MultiplyAddPair(Vector256.Create(Unsafe.Add(ref w, result)), x0, x1, ref b0, ref b1);
    }

    // A single vector at the end is computed in both halves of a tile.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    private static void MultiplyTiles<TResults, TEnd>(ref readonly LanesProduct product)
        where TResults : struct, IConstant
        where TEnd : struct, ITileEnd
    {
        nint lanes = Vector256<T>.Count;
        nint partials = product.Partials;
        Unsafe.SkipInit(out WaitingTiles waiting);
        for (nint row = 0, end = product.Vectors * lanes; row < end; row += 2 * lanes)
        {
            nint second = row + lanes < end ? lanes : 0;
            Vector256<T> a0, a1, b0, b1, c0, c1, d0, d1;
            for (nint pass = 0; ; pass++)
            {
                nint p = partials == 1 ? 0 : BitReversed(pass, partials);
                StartTile<TResults>(in product, p, out a0, out b0, out c0, out d0);
                (a1, b1, c1, d1) = (a0, b0, c0, d0);
                MultiplyTerms<TResults>(in product, row, second, p, ref a0, ref a1, ref b0, ref b1, ref c0, ref c1, ref d0, ref d1);

                // Pass after pass the sums meet as in a tournament; those that have to wait do so in memory.
                ref T level = ref Unsafe.As<WaitingTiles, T>(ref waiting);
                for (nint round = pass; (round & 1) != 0; round >>= 1)
                {
                    AddWaiting(ref level, ref a0, ref a1, ref b0, ref b1);
                    AddWaiting(ref Unsafe.Add(ref level, 4 * lanes), ref c0, ref c1, ref d0, ref d1);
                    level = ref Unsafe.Add(ref level, 8 * lanes);
                }

                if (pass == partials - 1)
                    break;
                StorePair(a0, a1, ref level, lanes);
                StorePair(b0, b1, ref Unsafe.Add(ref level, 2 * lanes), lanes);
                StorePair(c0, c1, ref Unsafe.Add(ref level, 4 * lanes), lanes);
                StorePair(d0, d1, ref Unsafe.Add(ref level, 6 * lanes), lanes);
            }

            EndPair<TEnd>(in product, 0, row, second, a0, a1);
            if (TResults.Value > 1)
                EndPair<TEnd>(in product, 1, row, second, b0, b1);
            if (TResults.Value > 2)
                EndPair<TEnd>(in product, 2, row, second, c0, c1);
            if (TResults.Value > 3)
                EndPair<TEnd>(in product, 3, row, second, d0, d1);
        }
    }

    // One result with up to eight partial sums, all of them in registers.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void SumsOfOneResult<TEnd>(ref readonly LanesProduct product)
        where TEnd : struct, ITileEnd
    {
        nint stride = product.Stride;
        nint step = product.TermStep;
        nint eight = product.Partials - 4;
        for (nint row = 0, end = (nint)product.Vectors * Vector256<T>.Count; row < end; row += Vector256<T>.Count)
        {
            Vector256<T> s1, s2, s3, s4, s5, s6, s7;
            s1 = s2 = s3 = s4 = s5 = s6 = s7 = Vector256<T>.Zero;
            Vector256<T> s0 = Vector256.Create(product.Start);
            ref T x = ref Unsafe.Add(ref product.X, row);
            ref T w = ref product.W;
            for (nint left = product.Terms; left > 0; left -= product.Partials)
            {
                MultiplyAddTerm(ref x, ref w, 0, stride, step, left, ref s0);
                MultiplyAddTerm(ref x, ref w, 1, stride, step, left, ref s1);
                MultiplyAddTerm(ref x, ref w, 2, stride, step, left, ref s2);
                MultiplyAddTerm(ref x, ref w, 3, stride, step, left, ref s3);
                if (eight != 0)
                {
                    MultiplyAddTerm(ref x, ref w, 4, stride, step, left, ref s4);
                    MultiplyAddTerm(ref x, ref w, 5, stride, step, left, ref s5);
                    MultiplyAddTerm(ref x, ref w, 6, stride, step, left, ref s6);
                    MultiplyAddTerm(ref x, ref w, 7, stride, step, left, ref s7);
                }

                x = ref Unsafe.Add(ref x, product.Partials * stride);
                w = ref Unsafe.Add(ref w, product.Partials * step);
            }

            Vector256<T> sum = eight != 0 ? (s0 + s4) + (s2 + s6) + ((s1 + s5) + (s3 + s7)) : (s0 + s2) + (s1 + s3);
            TEnd.Apply(sum, ref Unsafe.Add(ref product.Stored, row)).StoreUnsafe(ref Unsafe.Add(ref product.Y, row));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyAddTerm(ref T x, ref T w, nint term, nint stride, nint step, nint left, ref Vector256<T> sum)
    {
        if (term < left)
            sum = FusedMultiplyAdd(Vector256.Create(Unsafe.Add(ref w, term * step)), Vector256.LoadUnsafe(ref Unsafe.Add(ref x, term * stride)), sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StartTile<TResults>(
        ref readonly LanesProduct product, nint partial, out Vector256<T> a, out Vector256<T> b, out Vector256<T> c, out Vector256<T> d)
        where TResults : struct, IConstant
    {
        bool starts = !Unsafe.IsNullRef(ref product.Start);
        a = b = c = d = starts ? Vector256<T>.Zero : NegativeZero();
        if (partial == 0 && starts)
        {
            a = Vector256.Create(product.Start);
            b = TResults.Value > 1 ? Vector256.Create(Unsafe.Add(ref product.Start, 1)) : a;
            c = TResults.Value > 2 ? Vector256.Create(Unsafe.Add(ref product.Start, 2)) : a;
            d = TResults.Value > 3 ? Vector256.Create(Unsafe.Add(ref product.Start, 3)) : a;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyTerms<TResults>(
        ref readonly LanesProduct product, nint row, nint second, nint partial,
        ref Vector256<T> a0, ref Vector256<T> a1, ref Vector256<T> b0, ref Vector256<T> b1,
        ref Vector256<T> c0, ref Vector256<T> c1, ref Vector256<T> d0, ref Vector256<T> d1)
        where TResults : struct, IConstant
    {
        nint partials = product.Partials;
        nint stride = product.Stride;
        nint step = product.TermStep;
        nint result = product.ResultStep;
        ref T x = ref Unsafe.Add(ref product.X, row + (partial * stride));
        ref T w = ref Unsafe.Add(ref product.W, partial * step);
        stride *= partials;
        step *= partials;
        for (nint left = product.Terms - partial; left > 0; left -= partials)
        {
            Vector256<T> x0 = Vector256.LoadUnsafe(ref x);
            Vector256<T> x1 = Vector256.LoadUnsafe(ref Unsafe.Add(ref x, second));
            MultiplyAddPair(Vector256.Create(w), x0, x1, ref a0, ref a1);
            if (TResults.Value > 1)
                MultiplyAddPair(Vector256.Create(Unsafe.Add(ref w, result)), x0, x1, ref b0, ref b1);
            if (TResults.Value > 2)
                MultiplyAddPair(Vector256.Create(Unsafe.Add(ref w, 2 * result)), x0, x1, ref c0, ref c1);
            if (TResults.Value > 3)
                MultiplyAddPair(Vector256.Create(Unsafe.Add(ref w, 3 * result)), x0, x1, ref d0, ref d1);
            x = ref Unsafe.Add(ref x, stride);
            w = ref Unsafe.Add(ref w, step);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddWaiting(ref T waiting, ref Vector256<T> a0, ref Vector256<T> a1, ref Vector256<T> b0, ref Vector256<T> b1)
    {
        nuint lanes = (nuint)Vector256<T>.Count;
        a0 += Vector256.LoadUnsafe(ref waiting);
        a1 += Vector256.LoadUnsafe(ref waiting, lanes);
        b0 += Vector256.LoadUnsafe(ref waiting, 2 * lanes);
        b1 += Vector256.LoadUnsafe(ref waiting, 3 * lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void EndPair<TEnd>(ref readonly LanesProduct product, nint result, nint row, nint second, Vector256<T> sum0, Vector256<T> sum1)
        where TEnd : struct, ITileEnd
    {
        nint place = (result * product.Stride) + row;
        ref T stored = ref Unsafe.Add(ref product.Stored, place);
        Vector256<T> value0 = TEnd.Apply(sum0, ref stored);
        Vector256<T> value1 = TEnd.Apply(sum1, ref Unsafe.Add(ref stored, second));
        StorePair(value0, value1, ref Unsafe.Add(ref product.Y, place), second);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyAddPair(Vector256<T> w, Vector256<T> x0, Vector256<T> x1, ref Vector256<T> sum0, ref Vector256<T> sum1)
    {
        sum0 = FusedMultiplyAdd(w, x0, sum0);
        sum1 = FusedMultiplyAdd(w, x1, sum1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StorePair(Vector256<T> value0, Vector256<T> value1, ref T y, nint second)
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
}
