namespace NetGen;

public class SmokeTests
{
    [Fact]
    public void Seed_zero_is_reproducible() => Assert.Equal(new Xoshiro256(0).NextUInt64(), new Xoshiro256(0).NextUInt64());
}
