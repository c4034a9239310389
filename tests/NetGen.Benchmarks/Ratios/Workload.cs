namespace NetGen.Benchmarks.Ratios;

/// <summary>Somebody who can do a workload.</summary>
/// <param name="Name">As the table names it.</param>
/// <param name="Run">Does the workload so many times.</param>
/// <param name="Check">What it computes, to be compared with the others; null where it works on other numbers.</param>
/// <param name="IsC">Whether ratios refer to it.</param>
internal sealed record Contender(string Name, Action<long> Run, Func<double[]>? Check, bool IsC = false)
{
    /// <summary>Why it does not take part.</summary>
    public string? Skipped { get; init; }

    public static Contender Skip(string name, string reason) => new(name, _ => { }, null) { Skipped = reason };
}

/// <summary>One row of the table to come: what is measured and by whom.</summary>
/// <param name="Name">W1 to W4, the network, the rows or the optimizer.</param>
/// <param name="Precision">f64 or f32.</param>
/// <param name="Operations">Operations in one run; times are for one operation.</param>
/// <param name="Tolerance">How far the contenders' results may be apart, as a relative root mean square.</param>
/// <param name="Contenders">Creates them, the first one setting the standard for the results.</param>
internal sealed record Workload(string Name, string Precision, double Operations, double Tolerance, Func<IReadOnlyList<Contender>> Contenders)
{
    /// <summary>What an operation takes at least.</summary>
    public required Cost Cost { get; init; }

    /// <summary>How long a contender runs before the next one's turn.</summary>
    public double Milliseconds { get; init; } = 2;
}

/// <summary>A line of the table.</summary>
/// <param name="Workload">What was measured.</param>
/// <param name="Precision">f64 or f32.</param>
/// <param name="Contender">Who.</param>
/// <param name="Nanoseconds">Median time of an operation; none where it was skipped.</param>
/// <param name="Ratio">To the best C; none without a C compiler.</param>
/// <param name="HardwareBound">The least nanoseconds that this machine could take: see <see cref="Cost"/>.</param>
/// <param name="ShareOfBound">The bound divided by the time: 1 would be a machine used to its limit.</param>
/// <param name="Note">Why it was skipped, or that its results are wrong.</param>
internal sealed record Measurement(
    string Workload, string Precision, string Contender, double? Nanoseconds, double? Ratio, double HardwareBound, double? ShareOfBound, string? Note);
