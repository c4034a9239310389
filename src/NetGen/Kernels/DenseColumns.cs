using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace NetGen;

public static partial class Kernels<T>
    where T : unmanaged
{
    /// <summary>
    /// One column of a row-major block as lanes: lane r is element r · <paramref name="stride"/> from <paramref name="first"/> for r below
    /// <paramref name="count"/>; the lanes behind repeat the last valid row, so that they hold ordinary numbers.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> LoadColumn(ref readonly T first, int stride, int count)
    {
        if (count >= Vector256<T>.Count)
            return LoadColumn(in first, stride);

        // A variable of its own: where a call returns a vector there is memory, and the columns shall be in registers.
        Vector256<T> column = LoadShortColumn(in first, stride, count);
        return column;
    }

    /// <summary>One column of a row-major block of as many rows as a vector has lanes: lane r is element r · <paramref name="stride"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> LoadColumn(ref readonly T first, int stride)
    {
        ref T origin = ref Unsafe.AsRef(in first);
        if (stride == 1)
            return Vector256.LoadUnsafe(ref origin);
        if (typeof(T) == typeof(double))
        {
            ref double x = ref Unsafe.As<T, double>(ref origin);
            return Vector256.Create(x, Unsafe.Add(ref x, stride), Unsafe.Add(ref x, 2 * stride), Unsafe.Add(ref x, 3 * stride)).As<double, T>();
        }

        ref float y = ref Unsafe.As<T, float>(ref origin);
        return Vector256.Create(
            y, Unsafe.Add(ref y, stride), Unsafe.Add(ref y, 2 * stride), Unsafe.Add(ref y, 3 * stride),
            Unsafe.Add(ref y, 4 * stride), Unsafe.Add(ref y, 5 * stride), Unsafe.Add(ref y, 6 * stride), Unsafe.Add(ref y, 7 * stride)).As<float, T>();
    }

    /// <summary>Two neighbouring columns, as <see cref="LoadColumn(ref readonly T, int, int)"/> loads one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadColumns(ref readonly T first, int stride, int count, out Vector256<T> column0, out Vector256<T> column1)
    {
        if (count >= Vector256<T>.Count)
        {
            LoadColumns(in first, stride, out column0, out column1);
            return;
        }

        ref T x = ref Unsafe.AsRef(in first);
        Vector256<T> short0 = LoadShortColumn(in x, stride, count);
        Vector256<T> short1 = LoadShortColumn(in Unsafe.Add(ref x, 1), stride, count);
        (column0, column1) = (short0, short1);
    }

    /// <summary>Four neighbouring columns, as <see cref="LoadColumn(ref readonly T, int, int)"/> loads one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadColumns(
        ref readonly T first,
        int stride,
        int count,
        out Vector256<T> column0,
        out Vector256<T> column1,
        out Vector256<T> column2,
        out Vector256<T> column3)
    {
        if (count >= Vector256<T>.Count)
        {
            LoadColumns(in first, stride, out column0, out column1, out column2, out column3);
            return;
        }

        ref T x = ref Unsafe.AsRef(in first);
        Vector256<T> short0 = LoadShortColumn(in x, stride, count);
        Vector256<T> short1 = LoadShortColumn(in Unsafe.Add(ref x, 1), stride, count);
        Vector256<T> short2 = LoadShortColumn(in Unsafe.Add(ref x, 2), stride, count);
        Vector256<T> short3 = LoadShortColumn(in Unsafe.Add(ref x, 3), stride, count);
        (column0, column1, column2, column3) = (short0, short1, short2, short3);
    }

    /// <summary>Two neighbouring columns of a full block of rows, as <see cref="LoadColumn(ref readonly T, int)"/> loads one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadColumns(ref readonly T first, int stride, out Vector256<T> column0, out Vector256<T> column1)
    {
        if (typeof(T) == typeof(double) && Avx.IsSupported)
        {
            ref double x = ref Unsafe.As<T, double>(ref Unsafe.AsRef(in first));
            Vector256<double> even = Vector256.Create(Vector128.LoadUnsafe(ref x), Vector128.LoadUnsafe(ref Unsafe.Add(ref x, 2 * stride)));
            Vector256<double> odd = Vector256.Create(
                Vector128.LoadUnsafe(ref Unsafe.Add(ref x, stride)), Vector128.LoadUnsafe(ref Unsafe.Add(ref x, 3 * stride)));
            column0 = Avx.UnpackLow(even, odd).As<double, T>();
            column1 = Avx.UnpackHigh(even, odd).As<double, T>();
            return;
        }

        if (typeof(T) == typeof(float) && Avx.IsSupported)
        {
            // Both columns of a row as one number of eight bytes.
            ref byte y = ref Unsafe.As<T, byte>(ref Unsafe.AsRef(in first));
            nint row = sizeof(float) * stride;
            Vector256<float> rows0145 = Vector256.Create(TwoPairs(ref y, row), TwoPairs(ref Unsafe.AddByteOffset(ref y, 4 * row), row));
            Vector256<float> rows2367 = Vector256.Create(
                TwoPairs(ref Unsafe.AddByteOffset(ref y, 2 * row), row), TwoPairs(ref Unsafe.AddByteOffset(ref y, 6 * row), row));
            column0 = Avx.Shuffle(rows0145, rows2367, 0x88).As<float, T>();
            column1 = Avx.Shuffle(rows0145, rows2367, 0xDD).As<float, T>();
            return;
        }

        column0 = LoadColumn(in first, stride);
        column1 = LoadColumn(in Unsafe.Add(ref Unsafe.AsRef(in first), 1), stride);
    }

    /// <summary>Four neighbouring columns of a full block of rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadColumns(
        ref readonly T first, int stride, out Vector256<T> column0, out Vector256<T> column1, out Vector256<T> column2, out Vector256<T> column3)
        => LoadColumns(ref Unsafe.AsRef(in first), new RowOffsets(stride, Vector256<T>.Count), out column0, out column1, out column2, out column3);

    /// <summary>Four neighbouring columns of rows that lie at given distances from the first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LoadColumns(
        ref T x, RowOffsets rows, out Vector256<T> column0, out Vector256<T> column1, out Vector256<T> column2, out Vector256<T> column3)
    {
        if (typeof(T) == typeof(double))
        {
            Vector256<double> low02 = TwoPairs(ref x, rows.Row2);
            Vector256<double> low13 = TwoPairs(ref Unsafe.Add(ref x, rows.Row1), rows.Row3 - rows.Row1);
            Vector256<double> high02 = TwoPairs(ref Unsafe.Add(ref x, 2), rows.Row2);
            Vector256<double> high13 = TwoPairs(ref Unsafe.Add(ref x, rows.Row1 + 2), rows.Row3 - rows.Row1);
            column0 = UnpackLow(low02, low13).As<double, T>();
            column1 = UnpackHigh(low02, low13).As<double, T>();
            column2 = UnpackLow(high02, high13).As<double, T>();
            column3 = UnpackHigh(high02, high13).As<double, T>();
            return;
        }

        // Row r beside row r + 4: what is left to do lies within the halves.
        Vector256<float> row04 = TwoQuads(ref x, 0, rows.Row4);
        Vector256<float> row15 = TwoQuads(ref x, rows.Row1, rows.Row5);
        Vector256<float> row26 = TwoQuads(ref x, rows.Row2, rows.Row6);
        Vector256<float> row37 = TwoQuads(ref x, rows.Row3, rows.Row7);
        Vector256<double> low01 = UnpackLow(row04, row15).AsDouble();
        Vector256<double> low23 = UnpackLow(row26, row37).AsDouble();
        Vector256<double> high01 = UnpackHigh(row04, row15).AsDouble();
        Vector256<double> high23 = UnpackHigh(row26, row37).AsDouble();
        column0 = UnpackLow(low01, low23).As<double, T>();
        column1 = UnpackHigh(low01, low23).As<double, T>();
        column2 = UnpackLow(high01, high23).As<double, T>();
        column3 = UnpackHigh(high01, high23).As<double, T>();
    }

    /// <summary>Writes lane r to element r · <paramref name="stride"/> from <paramref name="first"/>, for the first <paramref name="count"/> lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreColumn(Vector256<T> column, ref T first, int stride, int count)
    {
        if (count >= Vector256<T>.Count)
            StoreColumn(column, ref first, stride);
        else
            StoreShortColumn(column, ref first, stride, count);
    }

    /// <summary>Writes lane r to element r · <paramref name="stride"/> from <paramref name="first"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreColumn(Vector256<T> column, ref T first, int stride)
    {
        if (stride == 1)
        {
            column.StoreUnsafe(ref first);
            return;
        }

        Vector128<T> lower = column.GetLower();
        Vector128<T> upper = column.GetUpper();
        if (typeof(T) == typeof(double))
        {
            first = lower.GetElement(0);
            Unsafe.Add(ref first, stride) = lower.GetElement(1);
            Unsafe.Add(ref first, 2 * stride) = upper.GetElement(0);
            Unsafe.Add(ref first, 3 * stride) = upper.GetElement(1);
            return;
        }

        first = lower.GetElement(0);
        Unsafe.Add(ref first, stride) = lower.GetElement(1);
        Unsafe.Add(ref first, 2 * stride) = lower.GetElement(2);
        Unsafe.Add(ref first, 3 * stride) = lower.GetElement(3);
        Unsafe.Add(ref first, 4 * stride) = upper.GetElement(0);
        Unsafe.Add(ref first, 5 * stride) = upper.GetElement(1);
        Unsafe.Add(ref first, 6 * stride) = upper.GetElement(2);
        Unsafe.Add(ref first, 7 * stride) = upper.GetElement(3);
    }

    /// <summary>Writes four neighbouring columns of a full block of rows, four numbers of a row at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreColumns(
        Vector256<T> column0, Vector256<T> column1, Vector256<T> column2, Vector256<T> column3, ref T first, nint stride)
    {
        if (typeof(T) == typeof(double))
        {
            Vector256<double> low02 = UnpackLow(column0.AsDouble(), column1.AsDouble());
            Vector256<double> low13 = UnpackHigh(column0.AsDouble(), column1.AsDouble());
            Vector256<double> high02 = UnpackLow(column2.AsDouble(), column3.AsDouble());
            Vector256<double> high13 = UnpackHigh(column2.AsDouble(), column3.AsDouble());
            Vector256.Create(low02.GetLower(), high02.GetLower()).As<double, T>().StoreUnsafe(ref first);
            Vector256.Create(low13.GetLower(), high13.GetLower()).As<double, T>().StoreUnsafe(ref Unsafe.Add(ref first, stride));
            Vector256.Create(low02.GetUpper(), high02.GetUpper()).As<double, T>().StoreUnsafe(ref Unsafe.Add(ref first, 2 * stride));
            Vector256.Create(low13.GetUpper(), high13.GetUpper()).As<double, T>().StoreUnsafe(ref Unsafe.Add(ref first, 3 * stride));
            return;
        }

        // Row r in the lower half, row r + 4 in the upper one.
        Vector256<double> low01 = UnpackLow(column0.AsSingle(), column1.AsSingle()).AsDouble();
        Vector256<double> high01 = UnpackHigh(column0.AsSingle(), column1.AsSingle()).AsDouble();
        Vector256<double> low23 = UnpackLow(column2.AsSingle(), column3.AsSingle()).AsDouble();
        Vector256<double> high23 = UnpackHigh(column2.AsSingle(), column3.AsSingle()).AsDouble();
        StoreHalves(UnpackLow(low01, low23).As<double, T>(), ref first, 4 * stride);
        StoreHalves(UnpackHigh(low01, low23).As<double, T>(), ref Unsafe.Add(ref first, stride), 4 * stride);
        StoreHalves(UnpackLow(high01, high23).As<double, T>(), ref Unsafe.Add(ref first, 2 * stride), 4 * stride);
        StoreHalves(UnpackHigh(high01, high23).As<double, T>(), ref Unsafe.Add(ref first, 3 * stride), 4 * stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreHalves(Vector256<T> rows, ref T first, nint distance)
    {
        rows.GetLower().StoreUnsafe(ref first);
        rows.GetUpper().StoreUnsafe(ref Unsafe.Add(ref first, distance));
    }

    /// <summary><paramref name="value"/> in the first <paramref name="count"/> lanes, zero in the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> ActiveLanes(int count, T value)
        => LaneMask(count) & Vector256.Create(value);

    /// <summary>All bits set in the first <paramref name="count"/> lanes, none in the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> LaneMask(int count)
        => typeof(T) == typeof(double)
            ? Vector256.LessThan(Vector256<long>.Indices, Vector256.Create((long)count)).As<long, T>()
            : Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(count)).As<int, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> TwoPairs(ref byte pair, nint distance)
        => Vector128.Create(Unsafe.ReadUnaligned<double>(ref pair), Unsafe.ReadUnaligned<double>(ref Unsafe.AddByteOffset(ref pair, distance))).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> TwoPairs(ref T x, nint distance)
        => Vector256.Create(Vector128.LoadUnsafe(ref x), Vector128.LoadUnsafe(ref Unsafe.Add(ref x, distance))).As<T, double>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> UnpackLow(Vector256<double> x, Vector256<double> y)
        => Avx.IsSupported ? Avx.UnpackLow(x, y) : Vector256.Create(x[0], y[0], x[2], y[2]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> UnpackHigh(Vector256<double> x, Vector256<double> y)
        => Avx.IsSupported ? Avx.UnpackHigh(x, y) : Vector256.Create(x[1], y[1], x[3], y[3]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> UnpackLow(Vector256<float> x, Vector256<float> y)
        => Avx.IsSupported ? Avx.UnpackLow(x, y) : Vector256.Create(x[0], y[0], x[1], y[1], x[4], y[4], x[5], y[5]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> UnpackHigh(Vector256<float> x, Vector256<float> y)
        => Avx.IsSupported ? Avx.UnpackHigh(x, y) : Vector256.Create(x[2], y[2], x[3], y[3], x[6], y[6], x[7], y[7]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> TwoQuads(ref T x, nint low, nint high)
        => Vector256.Create(Vector128.LoadUnsafe(ref Unsafe.Add(ref x, low)), Vector128.LoadUnsafe(ref Unsafe.Add(ref x, high))).As<T, float>();

    /// <summary>The distances of some rows from the first; those behind the last row are that of the last.</summary>
    private readonly struct RowOffsets
    {
        public readonly nint Row1, Row2, Row3, Row4, Row5, Row6, Row7;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public RowOffsets(nint stride, int count)
        {
            Row1 = stride * Math.Min(1, count - 1);
            Row2 = stride * Math.Min(2, count - 1);
            Row3 = stride * Math.Min(3, count - 1);
            Row4 = stride * Math.Min(4, count - 1);
            Row5 = stride * Math.Min(5, count - 1);
            Row6 = stride * Math.Min(6, count - 1);
            Row7 = stride * Math.Min(7, count - 1);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static Vector256<T> LoadShortColumn(ref readonly T first, int stride, int count)
    {
        Debug.Assert(count > 0, "A block of rows has at least one row.");
        ref T x = ref Unsafe.AsRef(in first);
        Vector256<T> column = default;
        ref T lanes = ref Unsafe.As<Vector256<T>, T>(ref column);
        for (int r = 0; r < Vector256<T>.Count; r++)
            Unsafe.Add(ref lanes, r) = Unsafe.Add(ref x, Math.Min(r, count - 1) * stride);
        return column;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void StoreShortColumn(Vector256<T> column, ref T first, int stride, int count)
    {
        ref T lanes = ref Unsafe.As<Vector256<T>, T>(ref column);
        for (int r = 0; r < count; r++)
            Unsafe.Add(ref first, r * stride) = Unsafe.Add(ref lanes, r);
    }
}
