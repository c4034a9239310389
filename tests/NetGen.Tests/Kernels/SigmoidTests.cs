using System.Numerics;
using System.Runtime.Intrinsics;

namespace NetGen;

/// <summary>The sigmoid in double precision, whose exponential comes from a table, and whose ends are behind a branch.</summary>
public class SigmoidTests
{
    private const double Limit = 708.3964185322641;

    [Fact]
    public void The_table_holds_the_128th_powers_of_two_to_27_digits()
    {
        Assert.Equal(256, Kernels<double>.Powers128.Length);
        for (int j = 0; j < 128; j++)
        {
            double power = BitConverter.UInt64BitsToDouble(Kernels<double>.Powers128[2 * j] + ((ulong)j << 45));
            double rest = BitConverter.UInt64BitsToDouble(Kernels<double>.Powers128[(2 * j) + 1]);
            Assert.Equal(0UL, BitConverter.DoubleToUInt64Bits(power) << (64 - 17));

            // power (1 + rest) as an integer number of 2^-150, whose 128th power is 2^j, off by 128 times what the number is.
            BigInteger number = Scaled(power, 150) + (Scaled(power, 52) * Scaled(rest, 98 + 52) >> 52);
            BigInteger difference = BigInteger.Pow(number, 128) - (BigInteger.One << (j + (150 * 128)));
            double error = Math.Exp(BigInteger.Log(BigInteger.Max(1, BigInteger.Abs(difference))) - ((j + (150 * 128)) * Math.Log(2))) / 128;
            Assert.True(error < 1e-27, $"2^({j}/128) is off by {error:R}");
        }

        static BigInteger Scaled(double x, int bits)
        {
            long raw = BitConverter.DoubleToInt64Bits(x);
            int exponent = (int)((raw >> 52) & 0x7FF) - 1075 + bits;
            BigInteger magnitude = x == 0 ? 0 : (raw & ((1L << 52) - 1)) | (1L << 52);
            magnitude = exponent >= 0 ? magnitude << exponent : magnitude >> -exponent;
            return x < 0 ? -magnitude : magnitude;
        }
    }

    [Fact]
    public void It_agrees_with_decimal_arithmetic()
    {
        var random = new Xoshiro256(11);
        double worst = 0, worstSlope = 0;
        for (int i = 0; i < 60_000; i++)
        {
            long binary = (long)Math.ScaleB(i % 2 == 0 ? (60 * random.NextDouble()) - 20 : (12 * random.NextDouble()) - 6, 40);
            double z = Math.ScaleB(binary, -40);
            decimal exp = Exp(-binary / 1099511627776m);
            decimal value = 1 / (1 + exp), slope = exp / (1 + exp) * value;
            double actual = Kernels<double>.Sigmoid(z, out double actualSlope);
            worst = Math.Max(worst, Error(actual, value));
            if (z < 20) worstSlope = Math.Max(worstSlope, Error(actualSlope, slope));
        }

        // 2 ulp from the rounded value are 2.5 from the exact one.
        Assert.InRange(worst, 0.5, 2.5);
        Assert.InRange(worstSlope, 0.5, 8);

        static double Error(double actual, decimal expected)
        {
            double ulp = Math.BitIncrement((double)expected) - (double)expected;
            return (double)Math.Abs(((decimal)ScaledUp(actual) - (expected * 1048576)) / (decimal)ScaledUp(ulp));
        }

        // A decimal made of a double has 15 digits only, unless it is put together from integers.
        static decimal ScaledUp(double x)
        {
            long raw = BitConverter.DoubleToInt64Bits(x);
            decimal magnitude = (raw & ((1L << 52) - 1)) | (1L << 52);
            for (int exponent = (int)((raw >> 52) & 0x7FF) - 1075 + 20; exponent < 0; exponent++) magnitude /= 2;
            return magnitude;
        }
    }

    [Fact]
    public void It_agrees_with_decimal_arithmetic_where_e_to_the_minus_z_is_large()
    {
        var random = new Xoshiro256(12);
        double worst = 0;
        for (int i = 0; i < 60_000; i++)
        {
            // Half of them where e^-z passes 2^53.
            long binary = (long)Math.ScaleB(i % 2 == 0 ? (40 * random.NextDouble()) - 60 : (0.07 * random.NextDouble()) - 36.8, 40);
            decimal sum = 1 + Exp(-binary / 1099511627776m);
            int exponent = 0;
            for (; sum >= 2; exponent++) sum /= 2;

            // In units of the last place the value is an integer between 2^52 and 2^53.
            double value = Math.ScaleB(Kernels<double>.Sigmoid(Math.ScaleB(binary, -40)), exponent + 53);
            worst = Math.Max(worst, (double)Math.Abs((long)value - ((1L << 53) / sum)));
        }

        Assert.InRange(worst, 0.5, 2.5);
    }

    [Fact]
    public void Every_form_has_its_ends_whatever_the_other_lanes_hold()
    {
        double[] places = [0.5, -3, Limit, -Limit, Math.BitIncrement(Limit), -Math.BitIncrement(Limit), 1e308, double.PositiveInfinity, double.NegativeInfinity, double.NaN];
        foreach (double a in places)
        {
            double value = Kernels<double>.Sigmoid(a, out double slope);
            Assert.Equal(value, Kernels<double>.Sigmoid(a));
            if (Math.Abs(a) > Limit) Assert.Equal((a > 0 ? 1 : 0, 0), (value, slope));
            if (Math.Abs(a) == Limit) Assert.True(value > 0 && slope > 0 && slope < 2.3e-308, $"{value:R} {slope:R}");
            if (double.IsNaN(a)) Assert.True(double.IsNaN(value) && double.IsNaN(slope));

            foreach (double b in places)
            {
                double other = Kernels<double>.Sigmoid(b, out double otherSlope);
                Vector128<double> pair = Kernels<double>.Sigmoid(Vector128.Create(a, b), out Vector128<double> slopes);
                Assert.Equal((value, other, slope, otherSlope), (pair[0], pair[1], slopes[0], slopes[1]));
                Assert.Equal(pair.AsInt64(), Kernels<double>.Sigmoid(Vector128.Create(a, b)).AsInt64());

                Vector256<double> four = Kernels<double>.Sigmoid(Vector256.Create(1, b, 2, a), out Vector256<double> fourSlopes);
                Assert.Equal((value, other, slope, otherSlope), (four[3], four[1], fourSlopes[3], fourSlopes[1]));
                Assert.Equal((Kernels<double>.Sigmoid(1.0), Kernels<double>.Sigmoid(2.0)), (four[0], four[2]));
                Assert.Equal(four.AsInt64(), Kernels<double>.Sigmoid(Vector256.Create(1, b, 2, a)).AsInt64());
            }
        }
    }

    /// <summary>e^x by Taylor's series, about 26 digits.</summary>
    private static decimal Exp(decimal x)
    {
        const decimal ln2 = 0.6931471805599453094172321215m;
        int whole = (int)Math.Round(x / ln2);
        decimal r = x - (whole * ln2), term = 1, sum = 1;
        for (int i = 1; i < 24; i++) sum += term *= r / i;
        for (; whole > 0; whole--) sum *= 2;
        for (; whole < 0; whole++) sum /= 2;
        return sum;
    }
}
