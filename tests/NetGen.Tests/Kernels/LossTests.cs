using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Json;

namespace NetGen;

public class LossTests
{
    private static readonly JsonElement References = JsonDocument.Parse(File.ReadAllBytes(Ulps.Reference("losses.json"))).RootElement;

    [Fact]
    public void Binary_cross_entropy_is_finite_and_right_for_every_finite_pre_activation()
    {
        foreach (double[] row in References.GetProperty("binaryCrossEntropy").Deserialize<double[][]>()!)
        {
            (double z, double t) = (row[0], row[1]);
            double loss = Kernels<double>.BinaryCrossEntropy(z, t, out double slope);
            Close(row[2], loss, 1e-15);
            Close(row[3], slope, 1e-15);
            Assert.Equal(loss, Kernels<double>.BinaryCrossEntropy(z, t));

            float single = Kernels<float>.BinaryCrossEntropy((float)z, (float)t, out float singleSlope);
            Close(row[2], single, 1e-6);
            Close(row[3], singleSlope, 1e-6);
            Assert.True(float.IsFinite(single) && float.IsFinite(singleSlope));
        }
    }

    [Theory]
    [InlineData(3.0, 1.0, 4.0, 4.0, 2.0, 1.0, 1.5, 1.0)]
    [InlineData(1.0, 3.0, 4.0, -4.0, 2.0, -1.0, 1.5, -1.0)]
    [InlineData(0.5, 0.25, 0.0625, 0.5, 0.25, 1.0, 0.03125, 0.25)]
    [InlineData(0.25, 0.5, 0.0625, -0.5, 0.25, -1.0, 0.03125, -0.25)]
    [InlineData(2.0, 1.0, 1.0, 2.0, 1.0, 1.0, 0.5, 1.0)]
    [InlineData(1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)]
    public void Losses_of_a_difference_are_the_textbooks(
        double a, double t, double squared, double squaredSlope, double absolute, double absoluteSlope, double huber, double huberSlope)
    {
        Assert.Equal(squared, Kernels<double>.SquaredError(a, t, out double slope));
        Assert.Equal(squaredSlope, slope);
        Assert.Equal(absolute, Kernels<double>.AbsoluteError(a, t, out slope));
        Assert.Equal(absoluteSlope, slope);
        Assert.Equal(huber, Kernels<double>.HuberError(a, t, out slope));
        Assert.Equal(huberSlope, slope);
        Assert.Equal((float)squared, Kernels<float>.SquaredError((float)a, (float)t, out float single));
        Assert.Equal((float)squaredSlope, single);
        Assert.Equal((float)absolute, Kernels<float>.AbsoluteError((float)a, (float)t, out single));
        Assert.Equal((float)absoluteSlope, single);
        Assert.Equal((float)huber, Kernels<float>.HuberError((float)a, (float)t, out single));
        Assert.Equal((float)huberSlope, single);
    }

    [Fact]
    public void Categorical_cross_entropy_and_softmax_agree_with_220_bit_arithmetic()
    {
        foreach (JsonElement example in References.GetProperty("categoricalCrossEntropy").EnumerateArray())
        {
            double[] z = example.GetProperty("z").Deserialize<double[]>()!;
            double[] t = example.GetProperty("t").Deserialize<double[]>()!;
            double[] softmax = [.. z];
            Kernels<double>.Softmax(softmax);
            Close(example.GetProperty("softmax"), softmax, 1e-14);
            double loss = example.GetProperty("loss").GetDouble();
            Close(loss, Kernels<double>.CategoricalCrossEntropy(z, t), 1e-14);
            double[] gradient = [.. z];
            Close(loss, Kernels<double>.CategoricalCrossEntropyGradient(gradient, t), 1e-14);
            Close(example.GetProperty("gradient"), gradient, 1e-14);

            float[] single = Array.ConvertAll(z, x => (float)x);
            float[] targets = Array.ConvertAll(t, x => (float)x);
            Close(loss, Kernels<float>.CategoricalCrossEntropy(single, targets), 2e-6);
            Kernels<float>.CategoricalCrossEntropyGradient(single, targets);
            Close(example.GetProperty("gradient"), Array.ConvertAll(single, x => (double)x), 2e-6);
        }
    }

    [Fact]
    public void Softmax_sends_gradients_back_through_its_whole_Jacobian()
    {
        double[] a = [0.5, 0.125, 0.25, 0.125];
        double[] g = [1.5, -2, 0.25, 4];
        double[] expected = new double[4];
        for (int j = 0; j < 4; j++)
            for (int k = 0; k < 4; k++)
                expected[j] += g[k] * a[k] * ((j == k ? 1 : 0) - a[j]);
        Kernels<double>.SoftmaxBackward(a, g);
        Assert.Equal(expected, g);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(10)]
    public void A_row_alone_has_the_bits_of_a_row_among_others(int neurons)
    {
        SameBits(neurons, x => x);
        SameBits(neurons, x => (float)x);
    }

    private static void SameBits<T>(int neurons, Func<double, T> number)
        where T : unmanaged
    {
        var random = new Xoshiro256(neurons);
        int lanes = Vector256<T>.Count;
        T[] z = [.. Enumerable.Range(0, neurons * lanes).Select(_ => number((random.NextDouble() - 0.5) * 30))];
        T[] t = [.. Enumerable.Range(0, neurons * lanes).Select(_ => number(random.NextInt32(3) / 4.0))];
        T[] softmax = [.. z];
        Kernels<T>.Softmax(Vectors(softmax));
        T[] backward = [.. t];
        Kernels<T>.SoftmaxBackward(Vectors(softmax), Vectors(backward));
        Vector256<T> losses = Kernels<T>.CategoricalCrossEntropy(Vectors(z), Vectors(t));
        T[] gradient = [.. z];
        Assert.Equal(losses, Kernels<T>.CategoricalCrossEntropyGradient(Vectors(gradient), Vectors(t)));
        for (int lane = 0; lane < lanes; lane++)
        {
            T[] row = Row(z);
            Kernels<T>.Softmax(row);
            Assert.Equal(Row(softmax), row);
            row = Row(t);
            Kernels<T>.SoftmaxBackward(Row(softmax), row);
            Assert.Equal(Row(backward), row);
            Assert.Equal(losses[lane], Kernels<T>.CategoricalCrossEntropy(Row(z), Row(t)));
            row = Row(z);
            Assert.Equal(losses[lane], Kernels<T>.CategoricalCrossEntropyGradient(row, Row(t)));
            Assert.Equal(Row(gradient), row);

            T[] Row(T[] data) => [.. Enumerable.Range(0, neurons).Select(j => data[(j * lanes) + lane])];
        }
    }

    private static Span<Vector256<T>> Vectors<T>(T[] data)
        where T : struct
        => MemoryMarshal.Cast<T, Vector256<T>>(data.AsSpan());

    private static void Close(JsonElement expected, double[] actual, double tolerance)
    {
        double[] numbers = expected.Deserialize<double[]>()!;
        Assert.Equal(numbers.Length, actual.Length);
        for (int i = 0; i < numbers.Length; i++)
            Close(numbers[i], actual[i], tolerance);
    }

    /// <summary>Relative to what is expected, or absolutely below 1.</summary>
    private static void Close(double expected, double actual, double tolerance)
        => Assert.True(Math.Abs(actual - expected) <= tolerance * Math.Max(1, Math.Abs(expected)), $"{actual:R}, not {expected:R}");
}
