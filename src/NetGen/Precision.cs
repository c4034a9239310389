namespace NetGen;

/// <summary>The number type in which a network computes.</summary>
public enum Precision
{
    /// <summary><see cref="double"/>, 64 bits</summary>
    Double,

    /// <summary><see cref="float"/>, 32 bits: half the memory, about twice the speed</summary>
    Single,
}
