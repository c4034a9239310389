using System.Globalization;
using System.Runtime.Intrinsics;

namespace NetGen;

public class ElementaryTests
{
    private static readonly Dictionary<string, (Func<double, double> OfDouble, Func<float, float> OfSingle)> Functions = new()
    {
        ["Exp"] = (Kernels.Exp, Kernels.Exp),
        ["Expm1"] = (Kernels.Expm1, Kernels.Expm1),
        ["Log"] = (Kernels.Log, Kernels.Log),
        ["Log1p"] = (Kernels.Log1p, Kernels.Log1p),
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
            Check(Kernels.Exp(x), Math.Exp(x), 1, x);
            Check(Kernels.Expm1(x), 2 * Math.Sinh(x / 2.0) * Math.Exp(x / 2.0), 1, x);
            Check(Kernels.Sigmoid(x), x < 0 ? Math.Exp(x) / (1 + Math.Exp(x)) : 1 / (1 + Math.Exp(-x)), 2, x);
            Check(Kernels.Tanh(x), Math.Tanh(x), 2, x);
            Check(Kernels.Tanh(x, out float slope), Math.Tanh(x), 2, x);
            if (Math.Abs(x) < 40)
                Check(slope, 1 / (Math.Cosh(x) * Math.Cosh(x)), 8, x);
            float y = Math.Abs(x);
            Check(Kernels.Log(y), Math.Log(y), 1, y);
            Check(Kernels.Log1p(y), 2 * Math.Atanh(y / (2.0 + y)), 1, y);
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
                float value = Kernels.Tanh(x, out float slope);
                double cosh = Math.Cosh(x);
                Assert.True(Ulps.Distance(value, (float)Math.Tanh(x)) <= 2 && value <= 1, $"tanh({x:R}) is {value:R}");
                Assert.True(Ulps.Distance(slope, (float)(1 / (cosh * cosh))) <= 8, $"tanh'({x:R}) is {slope:R}");
                Assert.Equal((value, -value), (Kernels.Tanh(x), Kernels.Tanh(-x)));
            }
        }

        // The vector of one row has another order of instructions, for the same bits; one of 16,369 floats of both signs, zeros among them.
        for (uint bits = 0; bits < 0x7F80_0000; bits += 0x3FF1)
        {
            foreach (float x in new[] { BitConverter.UInt32BitsToSingle(bits), BitConverter.UInt32BitsToSingle(bits | 0x8000_0000) })
            {
                int ofOneRow = BitConverter.SingleToInt32Bits(Kernels.Tanh(Vector256.Create(x))[0]);
                Assert.True(BitConverter.SingleToInt32Bits(Kernels.Tanh(x)) == ofOneRow, $"tanh({x:R})");
            }
        }

        Assert.True(float.IsNaN(Kernels.Tanh(Vector256.Create(float.NaN))[0]));

        foreach (float x in Around(87.33654f))
        {
            Assert.Equal(1, Kernels.Sigmoid(x));
            float value = Kernels.Sigmoid(-x, out float slope);
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
        Assert.Equal(double.PositiveInfinity, Kernels.Exp(709.7827128933841));
        Assert.Equal(double.PositiveInfinity, Kernels.Exp(double.PositiveInfinity));
        Assert.Equal(0, Kernels.Exp(double.NegativeInfinity));
        Assert.Equal(float.PositiveInfinity, Kernels.Exp(88.72284f));
        Assert.Equal(0, Kernels.Exp(float.NegativeInfinity));
        Assert.Equal(double.PositiveInfinity, Kernels.Expm1(double.MaxValue));
        Assert.Equal(-1, Kernels.Expm1(double.NegativeInfinity));
        Assert.Equal(float.PositiveInfinity, Kernels.Expm1(float.PositiveInfinity));
        Assert.Equal(-1, Kernels.Expm1(float.MinValue));
        Assert.Equal(double.NegativeInfinity, Kernels.Log(0.0));
        Assert.Equal(double.NegativeInfinity, Kernels.Log(-0.0));
        Assert.Equal(double.PositiveInfinity, Kernels.Log(double.PositiveInfinity));
        Assert.Equal(float.NegativeInfinity, Kernels.Log(0f));
        Assert.Equal(float.PositiveInfinity, Kernels.Log1p(float.PositiveInfinity));
        Assert.Equal(double.NegativeInfinity, Kernels.Log1p(-1.0));
        Assert.True(double.IsNegative(Kernels.Expm1(-0.0)) && double.IsNegative(Kernels.Log1p(-0.0)));
        Assert.True(float.IsNegative(Kernels.Expm1(-0f)) && float.IsNegative(Kernels.Log1p(-0f)));
        foreach (double x in new[] { double.NaN, -1.5, double.NegativeInfinity })
        {
            Assert.True(double.IsNaN(Kernels.Log(x)) && double.IsNaN(Kernels.Log1p(x)));
            Assert.True(float.IsNaN(Kernels.Log((float)x)) && float.IsNaN(Kernels.Log1p((float)x)));
        }

        Assert.True(double.IsNaN(Kernels.Exp(double.NaN)) && double.IsNaN(Kernels.Expm1(double.NaN)) && double.IsNaN(Kernels.NormalCdf(double.NaN)));
        Assert.True(float.IsNaN(Kernels.Exp(float.NaN)) && float.IsNaN(Kernels.Expm1(float.NaN)) && float.IsNaN(Kernels.NormalCdf(float.NaN)));

        // A NaN whose payload fills the bits that the exponent is read from.
        Assert.True(double.IsNaN(Kernels.Exp(BitConverter.UInt64BitsToDouble(0x7FF8000000000FFF))));
        Assert.True(float.IsNaN(Kernels.Exp(BitConverter.UInt32BitsToSingle(0xFFC001FF))));
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
            Assert.Equal(Kernels.Exp(v)[lane], Kernels.Exp(x[lane]));
            Assert.Equal(Kernels.Expm1(v)[lane], Kernels.Expm1(x[lane]));
            Assert.Equal(Kernels.Log(v)[lane], Kernels.Log(x[lane]));
            Assert.Equal(Kernels.Log1p(v)[lane], Kernels.Log1p(x[lane]));
            Assert.Equal(Kernels.NormalCdf(v)[lane], Kernels.NormalCdf(x[lane]));
            lane = i % 8;
            Assert.Equal(Kernels.Exp(s)[lane], Kernels.Exp(s[lane]));
            Assert.Equal(Kernels.Expm1(s)[lane], Kernels.Expm1(s[lane]));
            Assert.Equal(Kernels.Log(s)[lane], Kernels.Log(s[lane]));
            Assert.Equal(Kernels.Log1p(s)[lane], Kernels.Log1p(s[lane]));
            Assert.Equal(Kernels.NormalCdf(s)[lane], Kernels.NormalCdf(s[lane]));
        }
    }

    private static IEnumerable<string[]> Rows(string heading)
        => File.ReadLines(Ulps.Reference("elementary.txt"))
            .SkipWhile(line => line != heading)
            .Skip(1)
            .Select(line => line.Split(' '))
            .TakeWhile(row => char.IsAsciiHexDigitLower(row[0][0]) || char.IsAsciiDigit(row[0][0]));
}
