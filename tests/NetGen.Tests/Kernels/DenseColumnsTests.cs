using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen;

public class DenseColumnsTests
{
    [Fact]
    public void A_column_of_doubles_repeats_its_last_row() => LoadsAndStores<double>(v => v);

    [Fact]
    public void A_column_of_floats_repeats_its_last_row() => LoadsAndStores<float>(v => (float)v);

    [Fact]
    public void Several_columns_of_doubles_at_once_are_those_one_by_one() => LoadsSeveral<double>(v => v);

    [Fact]
    public void Several_columns_of_floats_at_once_are_those_one_by_one() => LoadsSeveral<float>(v => (float)v);

    [Fact]
    public void Inactive_lanes_are_zero()
    {
        for (int count = 0; count <= 8; count++)
        {
            Vector256<float> lanes = Kernels<float>.ActiveLanes(count, 2.5f);
            for (int r = 0; r < 8; r++)
                Assert.Equal(r < count ? 2.5f : 0f, lanes[r]);
        }

        for (int count = 0; count <= 4; count++)
        {
            Vector256<double> lanes = Kernels<double>.ActiveLanes(count, 2.5);
            for (int r = 0; r < 4; r++)
                Assert.Equal(r < count ? 2.5 : 0.0, lanes[r]);
        }
    }

    private static void LoadsAndStores<T>(Func<int, T> number)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        for (int stride = 1; stride <= 9; stride++)
        {
            for (int count = 1; count <= Vector256<T>.Count; count++)
            {
                using var block = new GuardedMemory<T>(((count - 1) * stride) + 1);
                for (int i = 0; i < block.Length; i++)
                    block.Span[i] = number(i + 1);
                Vector256<T> column = Kernels<T>.LoadColumn(in block.Reference, stride, count);
                for (int r = 0; r < Vector256<T>.Count; r++)
                    Assert.Equal(number((Math.Min(r, count - 1) * stride) + 1), column[r]);

                T[] before = block.Span.ToArray();
                Kernels<T>.StoreColumn(-column, ref block.Reference, stride, count);
                for (int i = 0; i < before.Length; i++)
                    Assert.Equal(i % stride == 0 ? -before[i] : before[i], block.Span[i]);
            }
        }
    }

    private static void LoadsSeveral<T>(Func<int, T> number)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        for (int stride = 2; stride <= 9; stride++)
        {
            using var block = new GuardedMemory<T>(((Vector256<T>.Count - 1) * stride) + Math.Min(stride, 4));
            for (int i = 0; i < block.Length; i++)
                block.Span[i] = number(i);
            Kernels<T>.LoadColumns(in block.Reference, stride, out Vector256<T> c0, out Vector256<T> c1);
            Assert.Equal(Kernels<T>.LoadColumn(in block.Reference, stride), c0);
            Assert.Equal(Kernels<T>.LoadColumn(in Unsafe.Add(ref block.Reference, 1), stride), c1);
            if (stride < 4)
                continue;
            Kernels<T>.LoadColumns(in block.Reference, stride, out c0, out c1, out Vector256<T> c2, out Vector256<T> c3);
            Assert.Equal(Kernels<T>.LoadColumn(in block.Reference, stride), c0);
            Assert.Equal(Kernels<T>.LoadColumn(in Unsafe.Add(ref block.Reference, 1), stride), c1);
            Assert.Equal(Kernels<T>.LoadColumn(in Unsafe.Add(ref block.Reference, 2), stride), c2);
            Assert.Equal(Kernels<T>.LoadColumn(in Unsafe.Add(ref block.Reference, 3), stride), c3);
        }
    }
}
