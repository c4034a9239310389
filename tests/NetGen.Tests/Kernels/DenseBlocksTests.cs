using System.Runtime.CompilerServices;
using NetGen.Tests;

namespace NetGen;

public class DenseBlocksTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(128)]
    [InlineData(129)]
    [InlineData(513)]
    [InlineData(2000)]
    [InlineData(4096)]
    [InlineData(4097)]
    [InlineData(50_000)]
    public void Blocks_cover_all_rows_in_order_with_aligned_scratch(int scratchLength)
    {
        foreach (int rows in new[] { 0, 1, 5, 12, 13, 100 })
        {
            int[] seen = new int[rows];
            var body = new Recorder { Seen = seen, ScratchLength = scratchLength };
            Kernels<double>.ForEachBlock<Recorder>(ref body, rows, 12, scratchLength);
            Assert.Equal(Enumerable.Repeat(1, rows), seen);
            Assert.Equal((rows + 11) / 12, body.Blocks);
            Assert.True(body.Aligned);
        }
    }

    [Fact]
    public void Blocks_allocate_nothing()
    {
        int[] seen = new int[64];
        Assert.Equal(0, Allocation.Of(() =>
        {
            var body = new Recorder { Seen = seen, ScratchLength = 1000 };
            Kernels<double>.ForEachBlock<Recorder>(ref body, seen.Length, 12, 1000);
        }));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(101_770)]
    public void Storage_is_aligned_zero_and_followed_by_zeros(int length)
    {
        for (int attempt = 0; attempt < 20; attempt++)
        {
            var storage = new AlignedStorage<float>(length);
            Assert.Equal(length, storage.Length);
            Assert.Equal(length, storage.Span.Length);
            Assert.Equal(0, Unsafe.ByteOffset(ref Unsafe.NullRef<float>(), ref storage.Reference) % 64);
            for (int i = 0; i < length + 16; i++)
                Assert.Equal(0f, Unsafe.Add(ref storage.Reference, i));
            storage.Span.Fill(1);
        }
    }

    private ref struct Recorder : IBlockBody<double>
    {
        public Span<int> Seen;
        public int ScratchLength;
        public int Blocks;
        public bool Aligned = true;

        public Recorder()
        {
        }

        public void Run(ref double scratch, int firstRow, int rowCount)
        {
            Assert.True(rowCount is > 0 and <= 12 && firstRow == 12 * Blocks);
            Aligned &= Unsafe.ByteOffset(ref Unsafe.NullRef<double>(), ref scratch) % 64 == 0;
            for (int i = 0; i < ScratchLength; i++)
                Unsafe.Add(ref scratch, i) = i;
            foreach (ref int row in Seen.Slice(firstRow, rowCount))
                row++;
            Blocks++;
        }
    }
}
