namespace NetGen;

/// <summary>
/// NetGen's generator of random numbers: xoshiro256++ (Blackman and Vigna, 2019), seeded through SplitMix64. The same seed gives the same
/// bits on every platform and in every version.
/// </summary>
public struct Xoshiro256 : IEquatable<Xoshiro256>
{
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;

    /// <summary>Starts the sequence that belongs to <paramref name="seed"/>.</summary>
    public Xoshiro256(long seed)
    {
        ulong state = unchecked((ulong)seed);
        _s0 = SplitMix(ref state);
        _s1 = SplitMix(ref state);
        _s2 = SplitMix(ref state);
        _s3 = SplitMix(ref state);
    }

    /// <summary>Continues from a state that <see cref="State"/> returned.</summary>
    public Xoshiro256(ulong s0, ulong s1, ulong s2, ulong s3)
        => (_s0, _s1, _s2, _s3) = (s0, s1, s2, s3);

    /// <summary>The whole state, for storing it in a file.</summary>
    public readonly (ulong S0, ulong S1, ulong S2, ulong S3) State => (_s0, _s1, _s2, _s3);

    /// <summary>The next 64 random bits.</summary>
    public ulong NextUInt64()
    {
        unchecked
        {
            ulong result = RotateLeft(_s0 + _s3, 23) + _s0;
            ulong t = _s1 << 17;
            _s2 ^= _s0;
            _s3 ^= _s1;
            _s1 ^= _s2;
            _s0 ^= _s3;
            _s2 ^= t;
            _s3 = RotateLeft(_s3, 45);
            return result;
        }
    }

    /// <summary>Uniform in 0 (included) to 1 (excluded), a multiple of 2<sup>-53</sup>.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1L << 53));

    /// <summary>Uniform among 0 … <paramref name="exclusiveMaximum"/> - 1, without bias.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="exclusiveMaximum"/> is less than 1.</exception>
    public int NextInt32(int exclusiveMaximum)
    {
        if (exclusiveMaximum < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(exclusiveMaximum), exclusiveMaximum, "The maximum must be at least 1.");
        }

        // Lemire's method on the upper 32 bits: multiply, and reject the few values that would make small results likelier.
        uint range = (uint)exclusiveMaximum;
        uint threshold = unchecked(0u - range) % range;
        ulong product;
        do
        {
            product = (NextUInt64() >> 32) * range;
        }
        while (unchecked((uint)product) < threshold);

        return (int)(product >> 32);
    }

    /// <inheritdoc/>
    public readonly bool Equals(Xoshiro256 other) => State == other.State;

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is Xoshiro256 other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => State.GetHashCode();

    /// <summary>Whether two generators continue alike.</summary>
    public static bool operator ==(Xoshiro256 left, Xoshiro256 right) => left.Equals(right);

    /// <summary>Whether two generators continue differently.</summary>
    public static bool operator !=(Xoshiro256 left, Xoshiro256 right) => !left.Equals(right);

    private static ulong SplitMix(ref ulong state)
    {
        unchecked
        {
            ulong z = state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }

    private static ulong RotateLeft(ulong x, int count) => (x << count) | (x >> (64 - count));
}
