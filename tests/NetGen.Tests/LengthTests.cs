namespace NetGen.Tests;

/// <summary>Spans of the wrong length are refused before anything is written, with the parameter's name and both lengths in the message.</summary>
public class LengthTests
{
    private const double Untouched = 12345.5;

    public static TheoryData<string> Networks => ["small class", "small struct", "wide"];

    [Theory]
    [MemberData(nameof(Networks))]
    public void FeedForward_refuses_wrong_lengths(string kind)
    {
        Net<double> net = Create(kind);
        double[] outputs = Filled(2 * net.OutputCount);
        Refuses("inputs", net.InputCount, (2 * net.InputCount) + 1, () => net.FeedForward(new double[(2 * net.InputCount) + 1], outputs));
        Refuses("outputs", 3 * net.OutputCount, 2 * net.OutputCount, () => net.FeedForward(new double[3 * net.InputCount], outputs));
        Refuses("outputs", net.OutputCount, 2 * net.OutputCount, () => net.FeedForward(new double[net.InputCount], outputs));
        Assert.All(outputs, value => Assert.Equal(Untouched, value));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Evaluate_refuses_wrong_lengths(string kind)
    {
        Net<double> net = Create(kind);
        Refuses("inputs", net.InputCount, net.InputCount - 1, () => net.Evaluate(new double[net.InputCount - 1], new double[net.OutputCount]));
        Refuses("targets", 2 * net.OutputCount, net.OutputCount, () => net.Evaluate(new double[2 * net.InputCount], new double[net.OutputCount]));
        Refuses("targets", net.OutputCount, net.OutputCount + 1, () => net.Evaluate(new double[net.InputCount], new double[net.OutputCount + 1]));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Backprop_refuses_wrong_lengths(string kind)
    {
        Net<double> net = Create(kind);
        double[] right = Filled(net.ParameterCount);
        double[] shorter = Filled(net.ParameterCount - 1);
        double[] longer = Filled(net.ParameterCount + 1);
        double[] x = new double[2 * net.InputCount];
        double[] t = new double[2 * net.OutputCount];
        Refuses("inputs", net.InputCount, x.Length - 1, () => net.Backprop(x.AsSpan(1), t, right));
        Refuses("targets", t.Length, t.Length - 1, () => net.Backprop(x, t.AsSpan(1), right));
        Refuses("gradient", net.ParameterCount, shorter.Length, () => net.Backprop(x, t, shorter));
        Refuses("gradient", net.ParameterCount, longer.Length, () => net.Backprop(x, t, longer));
        Refuses("gradient", net.ParameterCount, 0, () => net.Backprop(x, t, []));
        Assert.All([.. right, .. shorter, .. longer], value => Assert.Equal(Untouched, value));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void BackpropFrom_refuses_wrong_lengths(string kind)
    {
        Net<double> net = Create(kind);
        double[] gradient = Filled(net.ParameterCount);
        double[] shorter = Filled(net.ParameterCount - 1);
        double[] x = new double[2 * net.InputCount];
        double[] dy = new double[2 * net.OutputCount];
        double[] dx = Filled(x.Length);
        double[] shortDx = Filled(x.Length - 1);
        Refuses("inputs", net.InputCount, x.Length - 1, () => net.BackpropFrom(x.AsSpan(1), dy, gradient, dx));
        Refuses("outputGradients", dy.Length, dy.Length - 1, () => net.BackpropFrom(x, dy.AsSpan(1), gradient, dx));
        Refuses("gradient", net.ParameterCount, shorter.Length, () => net.BackpropFrom(x, dy, shorter, dx));
        Refuses("inputGradients", dx.Length, shortDx.Length, () => net.BackpropFrom(x, dy, gradient, shortDx));
        Assert.All([.. gradient, .. shorter, .. dx, .. shortDx], value => Assert.Equal(Untouched, value));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Train_refuses_wrong_lengths_and_epochs(string kind)
    {
        Net<double> net = Create(kind);
        double[] weights = [.. Enumerable.Range(0, net.ParameterCount).Select(i => Math.Sin(i))];
        weights.CopyTo(net.Parameters);
        double[] x = [.. Enumerable.Repeat(1.0, 2 * net.InputCount)];
        double[] t = [.. Enumerable.Repeat(0.25, 2 * net.OutputCount)];
        Refuses("inputs", net.InputCount, x.Length - 1, () => net.Train(x.AsSpan(1), t, 0.1));
        Refuses("targets", t.Length, t.Length - 1, () => net.Train(x, t.AsSpan(1), 0.1));
        foreach (int epochs in new[] { 0, -1, int.MinValue })
        {
            var exception = Assert.Throws<ArgumentOutOfRangeException>(() => net.Train(x, t, 0.1, epochs));
            Assert.Equal("epochs", exception.ParamName);
            Assert.Equal(epochs, exception.ActualValue);
        }

        Close.SameBits<double>(weights, net.Parameters, "weights");
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void No_rows_predict_nothing_and_have_no_loss(string kind)
    {
        Net<double> net = Create(kind);
        double[] weights = net.Parameters.ToArray();
        double[] gradient = Filled(net.ParameterCount);
        net.FeedForward([], Span<double>.Empty);
        Assert.Equal("inputs", Assert.Throws<ArgumentException>(() => net.Evaluate([], [])).ParamName);
        Assert.Equal("inputs", Assert.Throws<ArgumentException>(() => net.Backprop([], [], gradient)).ParamName);
        Assert.Equal("inputs", Assert.Throws<ArgumentException>(() => net.Train([], [], 0.1)).ParamName);
        Assert.All(gradient, value => Assert.Equal(Untouched, value));
        Close.SameBits<double>(weights, net.Parameters, "weights");
    }

    private static Net<double> Create(string kind) => kind switch
    {
        "small class" => new NetOf<LengthsClass, double>(),
        "small struct" => new NetOf<LengthsStruct, double>(),
        _ => new NetOf<LengthsWide, double>(),
    };

    private static double[] Filled(int length)
    {
        double[] array = new double[length];
        Array.Fill(array, Untouched);
        return array;
    }

    private static void Refuses(string parameter, int expected, int actual, Action call)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(call);
        Assert.Equal(parameter, exception.ParamName);
        Assert.Contains($"{expected}", exception.Message, StringComparison.Ordinal);
        Assert.Contains($"{actual}", exception.Message, StringComparison.Ordinal);
    }
}
