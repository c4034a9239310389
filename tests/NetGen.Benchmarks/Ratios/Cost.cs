namespace NetGen.Benchmarks.Ratios;

/// <summary>What an operation cannot do without, whoever does it.</summary>
/// <param name="MultiplyAdds">Multiply-adds of the layers and of the optimizer.</param>
/// <param name="Bytes">Bytes of parameters, and for a step of gradients and moments, that have to be loaded.</param>
/// <param name="Resident">Bytes that the loads come back to again and again; their size decides which cache they come from.</param>
internal sealed record Cost(double MultiplyAdds, double Bytes, double Resident)
{
    /// <summary>One of many rows that are calculated in one call: the parameters are loaded once for all of them.</summary>
    public static Cost Row<T>(Shape shape, int rows)
        where T : unmanaged
    {
        double size = Size<T>(shape);
        return new(shape.MultiplyAdds, size / rows, size);
    }

    /// <summary>The gradient of a batch: forward, by the weights, and by the neurons' values of all layers but the input.</summary>
    public static Cost Gradient<T>(Shape shape, int rows)
        where T : unmanaged
        => new(rows * ((3.0 * shape.MultiplyAdds) - (shape.Widths[0] * shape.Widths[1])), Size<T>(shape), Size<T>(shape));

    /// <summary>The gradient and the optimizer's step, which takes one multiply-add a parameter and two arrays (three and four for Adam).</summary>
    public static Cost Step<T>(Shape shape, int rows, bool adam)
        where T : unmanaged
    {
        Cost gradient = Gradient<T>(shape, rows);
        double arrays = (adam ? 4 : 2) * Size<T>(shape);
        return new(gradient.MultiplyAdds + ((adam ? 3 : 1) * shape.ParameterCount), arrays, arrays);
    }

    public Cost Times(int count) => this with { MultiplyAdds = MultiplyAdds * count, Bytes = Bytes * count };

    /// <summary>The least time in nanoseconds that this machine could take.</summary>
    public double Bound(bool isDouble)
        => Math.Max(MultiplyAdds / Hardware.MultiplyAddsPerNanosecond(isDouble), Bytes == 0 ? 0 : Bytes / Hardware.BytesPerNanosecond(Resident));

    private static unsafe double Size<T>(Shape shape)
        where T : unmanaged
        => shape.ParameterCount * (double)sizeof(T);
}
