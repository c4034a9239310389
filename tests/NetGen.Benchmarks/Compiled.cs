namespace NetGen.Benchmarks;

/// <summary>
/// A network behind a struct: generic code over structs is compiled for each of them, so that a measured loop calls the network's own
/// methods directly, as a user's code does, and not through the interface.
/// </summary>
public interface ICompiled<TSelf, T>
    where TSelf : struct, ICompiled<TSelf, T>
{
    static abstract TSelf Create();

    Span<T> Parameters { get; }

    void FeedForward(ReadOnlySpan<T> inputs, Span<T> outputs);

    T Backprop(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, Span<T> gradient);
}

internal readonly struct Article64Calls(Article64 network) : ICompiled<Article64Calls, double>
{
    public static Article64Calls Create() => new(new Article64());

    public Span<double> Parameters => network.ParameterSpan;

    public void FeedForward(ReadOnlySpan<double> inputs, Span<double> outputs) => network.FeedForward(inputs, outputs);

    public double Backprop(ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets, Span<double> gradient) => network.Backprop(inputs, targets, gradient);
}

internal readonly struct Article32Calls(Article32 network) : ICompiled<Article32Calls, float>
{
    public static Article32Calls Create() => new(new Article32());

    public Span<float> Parameters => network.ParameterSpan;

    public void FeedForward(ReadOnlySpan<float> inputs, Span<float> outputs) => network.FeedForward(inputs, outputs);

    public float Backprop(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Span<float> gradient) => network.Backprop(inputs, targets, gradient);
}

internal readonly struct Small64Calls(Small64 network) : ICompiled<Small64Calls, double>
{
    public static Small64Calls Create() => new(new Small64());

    public Span<double> Parameters => network.ParameterSpan;

    public void FeedForward(ReadOnlySpan<double> inputs, Span<double> outputs) => network.FeedForward(inputs, outputs);

    public double Backprop(ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets, Span<double> gradient) => network.Backprop(inputs, targets, gradient);
}

internal readonly struct Small32Calls(Small32 network) : ICompiled<Small32Calls, float>
{
    public static Small32Calls Create() => new(new Small32());

    public Span<float> Parameters => network.ParameterSpan;

    public void FeedForward(ReadOnlySpan<float> inputs, Span<float> outputs) => network.FeedForward(inputs, outputs);

    public float Backprop(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Span<float> gradient) => network.Backprop(inputs, targets, gradient);
}

internal readonly struct Control64Calls(Control64 network) : ICompiled<Control64Calls, double>
{
    public static Control64Calls Create() => new(new Control64());

    public Span<double> Parameters => network.ParameterSpan;

    public void FeedForward(ReadOnlySpan<double> inputs, Span<double> outputs) => network.FeedForward(inputs, outputs);

    public double Backprop(ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets, Span<double> gradient) => network.Backprop(inputs, targets, gradient);
}

internal readonly struct Control32Calls(Control32 network) : ICompiled<Control32Calls, float>
{
    public static Control32Calls Create() => new(new Control32());

    public Span<float> Parameters => network.ParameterSpan;

    public void FeedForward(ReadOnlySpan<float> inputs, Span<float> outputs) => network.FeedForward(inputs, outputs);

    public float Backprop(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Span<float> gradient) => network.Backprop(inputs, targets, gradient);
}

internal readonly struct Value64Calls(Value64 network) : ICompiled<Value64Calls, double>
{
    public static Value64Calls Create() => new(new Value64());

    public Span<double> Parameters => network.ParameterSpan;

    public void FeedForward(ReadOnlySpan<double> inputs, Span<double> outputs) => network.FeedForward(inputs, outputs);

    public double Backprop(ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets, Span<double> gradient) => network.Backprop(inputs, targets, gradient);
}

internal readonly struct Value32Calls(Value32 network) : ICompiled<Value32Calls, float>
{
    public static Value32Calls Create() => new(new Value32());

    public Span<float> Parameters => network.ParameterSpan;

    public void FeedForward(ReadOnlySpan<float> inputs, Span<float> outputs) => network.FeedForward(inputs, outputs);

    public float Backprop(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Span<float> gradient) => network.Backprop(inputs, targets, gradient);
}

internal readonly struct Images64Calls(Images64 network) : ICompiled<Images64Calls, double>
{
    public static Images64Calls Create() => new(new Images64());

    public Span<double> Parameters => network.ParameterSpan;

    public void FeedForward(ReadOnlySpan<double> inputs, Span<double> outputs) => network.FeedForward(inputs, outputs);

    public double Backprop(ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets, Span<double> gradient) => network.Backprop(inputs, targets, gradient);
}

internal readonly struct Images32Calls(Images32 network) : ICompiled<Images32Calls, float>
{
    public static Images32Calls Create() => new(new Images32());

    public Span<float> Parameters => network.ParameterSpan;

    public void FeedForward(ReadOnlySpan<float> inputs, Span<float> outputs) => network.FeedForward(inputs, outputs);

    public float Backprop(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Span<float> gradient) => network.Backprop(inputs, targets, gradient);
}

internal readonly struct Curve64Calls(Curve64 network) : ICompiled<Curve64Calls, double>
{
    public static Curve64Calls Create() => new(new Curve64());

    public Span<double> Parameters => network.ParameterSpan;

    public void FeedForward(ReadOnlySpan<double> inputs, Span<double> outputs) => network.FeedForward(inputs, outputs);

    public double Backprop(ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets, Span<double> gradient) => network.Backprop(inputs, targets, gradient);
}

internal readonly struct Curve32Calls(Curve32 network) : ICompiled<Curve32Calls, float>
{
    public static Curve32Calls Create() => new(new Curve32());

    public Span<float> Parameters => network.ParameterSpan;

    public void FeedForward(ReadOnlySpan<float> inputs, Span<float> outputs) => network.FeedForward(inputs, outputs);

    public float Backprop(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Span<float> gradient) => network.Backprop(inputs, targets, gradient);
}
