using System.Globalization;
using System.Runtime.Intrinsics;

namespace NetGen;

public class ElementaryTests
{
    private static readonly Dictionary<string, (Func<double, double> OfDouble, Func<float, float> OfSingle)> Functions = new()
    {
        ["Exp"] = (Kernels<double>.Exp, Kernels<float>.Exp),
        ["Expm1"] = (Kernels<double>.Expm1, Kernels<float>.Expm1),
        ["Log"] = (Kernels<double>.Log, Kernels<float>.Log),
        ["Log1p"] = (Kernels<double>.Log1p, Kernels<float>.Log1p),
    };

    [Theory]
    [InlineData("Exp", 2000)]
    [InlineData("Expm1", 2000)]
    [InlineData("Log", 600)]
    [InlineData("Log1p", 600)]
    public void Functions_are_off_by_at_most_one_ulp(string name, int rows)
    {
        (Func<double, double> ofDouble, Func<float, float> ofSingle) = Functions[name];
        int seen = 0;
        foreach (string[] row in Rows(name + " double"))
        {
            double x = BitConverter.UInt64BitsToDouble(ulong.Parse(row[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture));
            double expected = BitConverter.UInt64BitsToDouble(ulong.Parse(row[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture));
            Assert.True(Ulps.Distance(ofDouble(x), expected) <= 1, $"{name}({x:R}) is {ofDouble(x):R}, not {expected:R}");
            seen++;
        }

        foreach (string[] row in Rows(name + " single"))
        {
            float x = BitConverter.UInt32BitsToSingle(uint.Parse(row[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture));
            float expected = BitConverter.UInt32BitsToSingle(uint.Parse(row[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture));
            Assert.True(Ulps.Distance(ofSingle(x), expected) <= 1, $"{name}({x:R}) is {ofSingle(x):R}, not {expected:R}");
            seen++;
        }

        Assert.Equal(2 * rows, seen);
    }

    [Fact]
    public void A_million_single_precision_numbers_agree_with_rounded_double_precision()
    {
        var random = new Xoshiro256(11);
        for (int i = 0; i < 1_000_000; i++)
        {
            float x = (float)(((2 * random.NextDouble()) - 1) * (i % 2 == 0 ? 90 : 4));
            Check(Kernels<float>.Exp(x), Math.Exp(x), 1, x);
            Check(Kernels<float>.Expm1(x), 2 * Math.Sinh(x / 2.0) * Math.Exp(x / 2.0), 1, x);
            Check(Kernels<float>.Sigmoid(x), x < 0 ? Math.Exp(x) / (1 + Math.Exp(x)) : 1 / (1 + Math.Exp(-x)), 2, x);
            Check(Kernels<float>.Tanh(x), Math.Tanh(x), 2, x);
            Check(Kernels<float>.Tanh(x, out float slope), Math.Tanh(x), 2, x);
            if (Math.Abs(x) < 40)
                Check(slope, 1 / (Math.Cosh(x) * Math.Cosh(x)), 8, x);
            float y = Math.Abs(x);
            Check(Kernels<float>.Log(y), Math.Log(y), 1, y);
            Check(Kernels<float>.Log1p(y), 2 * Math.Atanh(y / (2.0 + y)), 1, y);
        }

        static void Check(float actual, double expected, double bound, float x)
        {
            if (!(Ulps.Distance(actual, (float)expected) <= bound))
                Assert.Fail($"{actual:R}, not {expected:R}, for {x:R}");
        }
    }

    [Fact]
    public void Single_precision_tanh_is_right_where_its_pieces_meet_and_sigmoid_where_it_ends()
    {
        foreach (double octave in new[] { 1.5, 2, 3, 4, 6, 8, 12, 1 + (1.625 * 9.02), 1 + (1.625 * 1.6953125) })
        {
            foreach (float x in Around((float)((octave - 1) / 1.625)))
            {
                float value = Kernels<float>.Tanh(x, out float slope);
                double cosh = Math.Cosh(x);
                Assert.True(Ulps.Distance(value, (float)Math.Tanh(x)) <= 2 && value <= 1, $"tanh({x:R}) is {value:R}");
                Assert.True(Ulps.Distance(slope, (float)(1 / (cosh * cosh))) <= 8, $"tanh'({x:R}) is {slope:R}");
                Assert.Equal((value, -value), (Kernels<float>.Tanh(x), Kernels<float>.Tanh(-x)));
            }
        }

        // The vector of one row has another order of instructions, for the same bits; one of 16,369 floats of both signs, zeros among them.
        for (uint bits = 0; bits < 0x7F80_0000; bits += 0x3FF1)
        {
            foreach (float x in new[] { BitConverter.UInt32BitsToSingle(bits), BitConverter.UInt32BitsToSingle(bits | 0x8000_0000) })
            {
                int ofOneRow = BitConverter.SingleToInt32Bits(Kernels<float>.Tanh(Vector256.Create(x))[0]);
                Assert.True(BitConverter.SingleToInt32Bits(Kernels<float>.Tanh(x)) == ofOneRow, $"tanh({x:R})");
            }
        }

        Assert.True(float.IsNaN(Kernels<float>.Tanh(Vector256.Create(float.NaN))[0]));

        foreach (float x in Around(87.33654f))
        {
            Assert.Equal(1, Kernels<float>.Sigmoid(x));
            float value = Kernels<float>.Sigmoid(-x, out float slope);
            float expected = (float)Math.Exp(-x);
            bool isBelow = expected < 1.17549435e-38f;
            Assert.True(isBelow ? value <= expected && slope <= expected : Ulps.Distance(value, expected) <= 2 && Ulps.Distance(slope, expected) <= 8, $"{-x:R}");
        }

        static IEnumerable<float> Around(float x)
            => Enumerable.Range(-500, 1001).Select(i => BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(x) + i));
    }

    [Fact]
    public void Ends_of_the_range_are_right()
    {
        Assert.Equal(double.PositiveInfinity, Kernels<double>.Exp(709.7827128933841));
        Assert.Equal(double.PositiveInfinity, Kernels<double>.Exp(double.PositiveInfinity));
        Assert.Equal(0, Kernels<double>.Exp(double.NegativeInfinity));
        Assert.Equal(float.PositiveInfinity, Kernels<float>.Exp(88.72284f));
        Assert.Equal(0, Kernels<float>.Exp(float.NegativeInfinity));
        Assert.Equal(double.PositiveInfinity, Kernels<double>.Expm1(double.MaxValue));
        Assert.Equal(-1, Kernels<double>.Expm1(double.NegativeInfinity));
        Assert.Equal(float.PositiveInfinity, Kernels<float>.Expm1(float.PositiveInfinity));
        Assert.Equal(-1, Kernels<float>.Expm1(float.MinValue));
        Assert.Equal(double.NegativeInfinity, Kernels<double>.Log(0.0));
        Assert.Equal(double.NegativeInfinity, Kernels<double>.Log(-0.0));
        Assert.Equal(double.PositiveInfinity, Kernels<double>.Log(double.PositiveInfinity));
        Assert.Equal(float.NegativeInfinity, Kernels<float>.Log(0f));
        Assert.Equal(float.PositiveInfinity, Kernels<float>.Log1p(float.PositiveInfinity));
        Assert.Equal(double.NegativeInfinity, Kernels<double>.Log1p(-1.0));
        Assert.True(double.IsNegative(Kernels<double>.Expm1(-0.0)) && double.IsNegative(Kernels<double>.Log1p(-0.0)));
        Assert.True(float.IsNegative(Kernels<float>.Expm1(-0f)) && float.IsNegative(Kernels<float>.Log1p(-0f)));
        foreach (double x in new[] { double.NaN, -1.5, double.NegativeInfinity })
        {
            Assert.True(double.IsNaN(Kernels<double>.Log(x)) && double.IsNaN(Kernels<double>.Log1p(x)));
            Assert.True(float.IsNaN(Kernels<float>.Log((float)x)) && float.IsNaN(Kernels<float>.Log1p((float)x)));
        }

        Assert.True(double.IsNaN(Kernels<double>.Exp(double.NaN)) && double.IsNaN(Kernels<double>.Expm1(double.NaN)) && double.IsNaN(Kernels<double>.NormalCdf(double.NaN)));
        Assert.True(float.IsNaN(Kernels<float>.Exp(float.NaN)) && float.IsNaN(Kernels<float>.Expm1(float.NaN)) && float.IsNaN(Kernels<float>.NormalCdf(float.NaN)));

        // A NaN whose payload fills the bits that the exponent is read from.
        Assert.True(double.IsNaN(Kernels<double>.Exp(BitConverter.UInt64BitsToDouble(0x7FF8000000000FFF))));
        Assert.True(float.IsNaN(Kernels<float>.Exp(BitConverter.UInt32BitsToSingle(0xFFC001FF))));
    }

    [Fact]
    public void Every_lane_has_the_bits_of_the_scalar()
    {
        var random = new Xoshiro256(3);
        for (int i = 0; i < 20_000; i++)
        {
            double[] x = [.. Enumerable.Range(0, 8).Select(_ => ((2 * random.NextDouble()) - 1) * (i % 2 == 0 ? 700 : 2))];
            Vector256<double> v = Vector256.Create(x);
            Vector256<float> s = Vector256.Create(Array.ConvertAll(x, d => (float)d));
            int lane = i % 4;
            Assert.Equal(Kernels<double>.Exp(v)[lane], Kernels<double>.Exp(x[lane]));
            Assert.Equal(Kernels<double>.Expm1(v)[lane], Kernels<double>.Expm1(x[lane]));
            Assert.Equal(Kernels<double>.Log(v)[lane], Kernels<double>.Log(x[lane]));
            Assert.Equal(Kernels<double>.Log1p(v)[lane], Kernels<double>.Log1p(x[lane]));
            Assert.Equal(Kernels<double>.NormalCdf(v)[lane], Kernels<double>.NormalCdf(x[lane]));
            lane = i % 8;
            Assert.Equal(Kernels<float>.Exp(s)[lane], Kernels<float>.Exp(s[lane]));
            Assert.Equal(Kernels<float>.Expm1(s)[lane], Kernels<float>.Expm1(s[lane]));
            Assert.Equal(Kernels<float>.Log(s)[lane], Kernels<float>.Log(s[lane]));
            Assert.Equal(Kernels<float>.Log1p(s)[lane], Kernels<float>.Log1p(s[lane]));
            Assert.Equal(Kernels<float>.NormalCdf(s)[lane], Kernels<float>.NormalCdf(s[lane]));
        }
    }

    private static IEnumerable<string[]> Rows(string heading)
        => File.ReadLines(Ulps.Reference("elementary.txt"))
            .SkipWhile(line => line != heading)
            .Skip(1)
            .Select(line => line.Split(' '))
            .TakeWhile(row => char.IsAsciiHexDigitLower(row[0][0]) || char.IsAsciiDigit(row[0][0]));
}
