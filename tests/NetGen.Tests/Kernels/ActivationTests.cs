using System.Runtime.Intrinsics;
using System.Text.Json;

namespace NetGen;

public class ActivationTests
{
    public static TheoryData<string> Names => ActivationTable.Names;

    [Fact]
    public void There_is_a_kernel_for_every_activation_but_softmax()
        => Assert.Equal(Enum.GetNames<Activation>().Where(n => n != "Softmax").Order(), ActivationTable.All.Keys.Order());

    [Fact]
    public void All_but_the_cheap_ones_have_a_form_for_two_packed_neurons()
        => Assert.Equal(
            ["HardSigmoid", "HardSwish", "HardTanh", "Identity", "LeakyRelu", "Relu"],
            ActivationTable.All.Where(f => f.Value.Pair == null || f.Value.PairWithSlope == null).Select(f => f.Key).Order());

    [Theory]
    [MemberData(nameof(Names))]
    public void Double_precision_agrees_with_400_digit_arithmetic(string name)
    {
        ActivationTable f = ActivationTable.All[name];
        foreach (double[] row in Rows("activations.json", name))
        {
            double value = f.DoubleWithSlope(row[0], out double slope);
            Assert.True(Ulps.Distance(value, row[1]) <= ValueBound(name), $"{name}({row[0]:R}) is {value:R}, not {row[1]:R}");
            bool nearZero = ActivationTable.SlopeHasZero(name) && row[0] is > -3 and < 0 && Math.Abs(slope - row[2]) <= 8 * Math.ScaleB(1, -52);
            Assert.True(nearZero || Ulps.Distance(slope, row[2]) <= 8, $"{name}'({row[0]:R}) is {slope:R}, not {row[2]:R}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Single_precision_agrees_with_220_bit_arithmetic(string name)
    {
        ActivationTable f = ActivationTable.All[name];
        foreach (double[] row in Rows("activations-single.json", name))
        {
            float value = f.SingleWithSlope((float)row[0], out float slope);
            Assert.True(Ulps.Distance(value, (float)row[1]) <= ValueBound(name), $"{name}({row[0]:R}) is {value:R}, not {row[1]:R}");
            bool nearZero = ActivationTable.SlopeHasZero(name) && row[0] is > -3 and < 0 && Math.Abs(slope - row[2]) <= 8 * Math.ScaleB(1, -23);
            Assert.True(nearZero || Ulps.Distance(slope, (float)row[2]) <= 8, $"{name}'({row[0]:R}) is {slope:R}, not {row[2]:R}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Lanes_scalars_and_both_forms_have_the_same_bits(string name)
    {
        ActivationTable f = ActivationTable.All[name];
        var random = new Xoshiro256(5);
        for (int i = 0; i < 20_000; i++)
        {
            double scale = Math.ScaleB(1, random.NextInt32(24) - 12);
            double[] z = [.. Enumerable.Range(0, 8).Select(_ => ((2 * random.NextDouble()) - 1) * scale)];
            float[] zs = [.. z.Select(x => (float)x)];
            Vector256<double> values = f.DoublesWithSlope(Vector256.Create(z), out Vector256<double> slopes);
            Assert.Equal(values.AsInt64(), f.Doubles(Vector256.Create(z)).AsInt64());
            Vector256<float> singleValues = f.SinglesWithSlope(Vector256.Create(zs), out Vector256<float> singleSlopes);
            Assert.Equal(singleValues.AsInt32(), f.Singles(Vector256.Create(zs)).AsInt32());

            int lane = i % 4;
            double value = f.DoubleWithSlope(z[lane], out double slope);
            AssertBits(values[lane], value);
            AssertBits(values[lane], f.Double(z[lane]));
            AssertBits(slopes[lane], slope);
            AssertBits(slope, f.SlopeFromDouble?.Invoke(value) ?? slope);
            if (f.Pair != null)
            {
                Vector128<double> pair = f.PairWithSlope!(Vector128.Create(z[1], z[lane]), out Vector128<double> pairSlopes);
                Assert.Equal(Vector128.Create(values[1], value).AsInt64(), pair.AsInt64());
                Assert.Equal(Vector128.Create(slopes[1], slope).AsInt64(), pairSlopes.AsInt64());
                Assert.Equal(pair.AsInt64(), f.Pair(Vector128.Create(z[1], z[lane])).AsInt64());
            }

            lane = i % 8;
            float single = f.SingleWithSlope(zs[lane], out float singleSlope);
            AssertBits(singleValues[lane], single);
            AssertBits(singleValues[lane], f.Single(zs[lane]));
            AssertBits(singleSlopes[lane], singleSlope);
            AssertBits(singleSlope, f.SlopeFromSingle?.Invoke(single) ?? singleSlope);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void NaN_stays_NaN_and_large_finite_inputs_do_not_become_it(string name)
    {
        ActivationTable f = ActivationTable.All[name];
        Assert.True(double.IsNaN(f.Double(double.NaN)));
        Assert.True(float.IsNaN(f.Single(float.NaN)));
        foreach (float x in new[] { 1e4f, 1e30f, float.MaxValue, float.Epsilon, 0 })
        {
            foreach (float z in new[] { x, -x })
            {
                Assert.False(double.IsNaN(f.DoubleWithSlope(z, out double slope)));
                Assert.False(double.IsNaN(slope));
                Assert.False(float.IsNaN(f.SingleWithSlope(z, out float singleSlope)));
                Assert.False(float.IsNaN(singleSlope));
            }
        }

        Assert.False(double.IsNaN(f.DoubleWithSlope(double.MaxValue, out double last)) || double.IsNaN(last));
        Assert.False(double.IsNaN(f.DoubleWithSlope(double.MinValue, out last)) || double.IsNaN(last));
    }

    [Theory]
    [InlineData("Identity", double.NegativeInfinity, 1, double.PositiveInfinity, 1)]
    [InlineData("Sigmoid", 0, 0, 1, 0)]
    [InlineData("Tanh", -1, 0, 1, 0)]
    [InlineData("Relu", 0, 0, double.PositiveInfinity, 1)]
    [InlineData("LeakyRelu", double.NegativeInfinity, 0.01, double.PositiveInfinity, 1)]
    [InlineData("Elu", -1, 0, double.PositiveInfinity, 1)]
    [InlineData("Selu", -1.7580993408473768, 0, double.PositiveInfinity, 1.0507009873554805)]
    [InlineData("Gelu", 0, 0, double.PositiveInfinity, 1)]
    [InlineData("GeluTanh", 0, 0, double.PositiveInfinity, 1)]
    [InlineData("Silu", 0, 0, double.PositiveInfinity, 1)]
    [InlineData("Mish", 0, 0, double.PositiveInfinity, 1)]
    [InlineData("Softplus", 0, 0, double.PositiveInfinity, 1)]
    [InlineData("Softsign", -1, 0, 1, 0)]
    [InlineData("HardSigmoid", 0, 0, 1, 0)]
    [InlineData("HardSwish", 0, 0, double.PositiveInfinity, 1)]
    [InlineData("HardTanh", -1, 0, 1, 0)]
    public void Infinities_give_the_limits(string name, double left, double leftSlope, double right, double rightSlope)
    {
        ActivationTable f = ActivationTable.All[name];
        Assert.Equal(left, f.DoubleWithSlope(double.NegativeInfinity, out double slope));
        Assert.Equal(0, Ulps.Distance(slope, leftSlope));
        Assert.Equal(right, f.DoubleWithSlope(double.PositiveInfinity, out slope));
        Assert.Equal(rightSlope, slope);
        Assert.Equal((float)left, f.SingleWithSlope(float.NegativeInfinity, out float singleSlope));
        Assert.Equal(0, Ulps.Distance(singleSlope, (float)leftSlope));
        Assert.Equal((float)right, f.SingleWithSlope(float.PositiveInfinity, out singleSlope));
        Assert.Equal((float)rightSlope, singleSlope);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Functions_through_the_origin_keep_the_sign_of_zero(string name)
    {
        ActivationTable f = ActivationTable.All[name];
        double value = f.Double(-0.0);
        AssertBits(f.Double(0.0), name is "Sigmoid" or "Softplus" or "HardSigmoid" ? value : -value);
        float single = f.Single(-0f);
        AssertBits(f.Single(0f), name is "Sigmoid" or "Softplus" or "HardSigmoid" ? single : -single);
    }

    private static double ValueBound(string name) => name is "Sigmoid" or "Tanh" ? 2 : 4;

    private static void AssertBits(double expected, double actual)
        => Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(actual));

    private static void AssertBits(float expected, float actual)
        => Assert.Equal(BitConverter.SingleToInt32Bits(expected), BitConverter.SingleToInt32Bits(actual));

    private static double[][] Rows(string file, string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Ulps.Reference(file)));
        if (!document.RootElement.GetProperty("activations").TryGetProperty(name, out JsonElement rows))
        {
            Assert.Equal("Identity", name);
            return [[-3.5, -3.5, 1], [0, 0, 1], [1e300, 1e300, 1]];
        }

        return rows.Deserialize<double[][]>()!;
    }
}
