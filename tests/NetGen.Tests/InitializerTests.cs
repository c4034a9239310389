namespace NetGen.Tests;

/// <summary>
/// Start values: the same bits for the same seed everywhere, and the distributions that the names promise. The golden numbers were computed in Python:
/// xoshiro256++ and SplitMix64 in integers, Marsaglia's polar method with a logarithm of 40 digits rounded to double.
/// </summary>
public class InitializerTests
{
    private const int Draws = 1_000_000;

    [Theory]
    [InlineData(
        0,
        new[]
        {
            -0.42970108158755754, -0.2884536352975871, -0.343866209931064, -1.196684719757794, 0, 0,
            -0.013378266032838692, -1.3560462809754066, 0,
        })]
    [InlineData(
        1,
        new[]
        {
            0.7632907869076987, 0.6052804676229053, -0.9794262604551182, 0.6031056990760499, 0, 0,
            -0.891863679631841, 0.2559129317929968, 0,
        })]
    [InlineData(
        -1,
        new[]
        {
            -0.39420833042133324, 0.9809595047263564, 0.9559987970811985, -0.5543981842928338, 0, 0,
            0.4401345241277153, -0.2768186183816432, 0,
        })]
    [InlineData(
        int.MaxValue,
        new[]
        {
            0.36231842818141324, -0.8201904403248006, 0.8817689244084496, -0.3828742736932863, 0, 0,
            -1.012758590773074, -0.3162372436404952, 0,
        })]
    public void Glorot_draws_the_golden_bits(int seed, double[] expected)
    {
        var network = new GenderNet();
        network.Initialize(seed, Initializer.Glorot);
        Close.SameBits<double>(expected, network.ParameterSpan, "weights");
        network.Initialize(seed);
        Close.SameBits<double>(expected, network.ParameterSpan, "weights by default");
    }

    [Theory]
    [InlineData(
        0,
        new[]
        {
            -1.5411826072230725, -1.0345790242567108, -0.004041182672357505, -0.40962189869308935, 0.11165681497434186, 0.10798794655590387,
            -0.2060782511670008, -0.42776707452863627, -0.18902784760284058,
        })]
    [InlineData(
        42,
        new[]
        {
            0.9813983900724986, -0.565720104673956, 1.3403256427520227, 0.4023128702992608, -0.9642205062941384, 0.2705508644582529,
            0.1962265296745266, 1.1536067585699392, 0.20290854483035597,
        })]
    public void Normal_draws_the_golden_bits(int seed, double[] expected)
    {
        var network = new GenderNet();
        network.Initialize(seed, Initializer.Normal);
        Close.SameBits<double>(expected, network.ParameterSpan, "weights");
    }

    [Theory]
    [InlineData(
        0,
        new[]
        {
            -1.5411826072230725, -1.0345790242567108, -0.004041182672357505, -0.40962189869308935, 0.11165681497434186, 0.10798794655590387,
            0, 0, 0, -0.5024254409142571, -1.042909961684822, -0.4543263614704118, 0,
        })]
    [InlineData(
        42,
        new[]
        {
            0.9813983900724986, -0.565720104673956, 1.3403256427520227, 0.4023128702992608, -0.9642205062941384, 0.2705508644582529,
            0, 0, 0, -0.7159437901003297, 1.0614793197356678, 0.14584132763540583, 0,
        })]
    public void The_default_is_He_before_relu_and_Glorot_before_sigmoid(int seed, double[] expected)
    {
        var network = new ReluThenSigmoid();
        network.Initialize(seed);
        Close.SameBits<double>(expected, network.ParameterSpan, "weights");
        var single = new ReluThenSigmoidSingle();
        single.Initialize(seed);
        Close.SameBits<float>(expected.Select(value => (float)value).ToArray(), single.ParameterSpan, "weights in single precision");
    }

    [Fact]
    public void Construction_of_a_class_initializes_with_seed_zero_and_the_attributes_initializer()
    {
        var again = new GenderNet();
        again.Initialize(0);
        Close.SameBits<double>(again.ParameterSpan, new GenderNet().ParameterSpan, "weights");
        var named = new NormalNet();
        double[] constructed = named.ParameterSpan.ToArray();
        named.Initialize(0, Initializer.Normal);
        Close.SameBits<double>(named.ParameterSpan, constructed, "weights");
        named.Initialize(0);
        Close.SameBits<double>(constructed, named.ParameterSpan, "weights by default");
    }

    [Fact]
    public void Zero_is_zero_and_an_undefined_value_is_refused()
    {
        var network = new GenderNet();
        network.Initialize(1, Initializer.Zero);
        Assert.All(network.ParameterSpan.ToArray(), value => Assert.Equal(0, value));
        Assert.Equal("initializer", Assert.Throws<ArgumentOutOfRangeException>(() => network.Initialize(1, (Initializer)99)).ParamName);
    }

    [Fact]
    public void A_million_normal_draws_have_the_moments_and_tails_of_the_standard_normal_distribution()
        => IsNormal(Draw(Initializer.Normal, inputs: 1000, neurons: Draws / 1000), 1);

    [Fact]
    public void A_million_He_draws_are_normal_with_variance_two_over_inputs()
        => IsNormal(Draw(Initializer.He, inputs: 50, neurons: Draws / 50), Math.Sqrt(2.0 / 50));

    [Fact]
    public void A_million_Glorot_draws_are_uniform_up_to_their_limit()
    {
        double limit = Math.Sqrt(6.0 / 2000);
        double[] draws = Draw(Initializer.Glorot, inputs: 1000, neurons: 1000);

        // Five standard deviations of each statistic, all of which follow from the uniform distribution.
        Assert.InRange(draws.Average(), -5 * limit / Math.Sqrt(3.0 * Draws), 5 * limit / Math.Sqrt(3.0 * Draws));
        double variance = draws.Average(x => x * x);
        Assert.InRange(variance / (limit * limit / 3), 1 - (5 * Math.Sqrt(0.8 / Draws)), 1 + (5 * Math.Sqrt(0.8 / Draws)));
        Assert.InRange(draws.Max(), limit * 0.9999, limit);
        Assert.InRange(draws.Min(), -limit, -limit * 0.9999);
        int[] bins = new int[20];
        foreach (double x in draws)
            bins[Math.Min(19, (int)((x / limit + 1) * 10))]++;

        Assert.All(bins, bin => IsShare(0.05, bin));
    }

    private static void IsNormal(double[] draws, double deviation)
    {
        double mean = draws.Average() / deviation;
        double variance = draws.Average(x => x * x) / (deviation * deviation);
        double skewness = draws.Average(x => x * x * x) / Math.Pow(deviation, 3);
        double kurtosis = draws.Average(x => x * x * x * x) / Math.Pow(deviation, 4);
        double unit = 5 / Math.Sqrt(Draws);
        Assert.InRange(mean, -unit, unit);
        Assert.InRange(variance, 1 - (Math.Sqrt(2) * unit), 1 + (Math.Sqrt(2) * unit));
        Assert.InRange(skewness, -Math.Sqrt(15) * unit, Math.Sqrt(15) * unit);
        Assert.InRange(kurtosis, 3 - (Math.Sqrt(96) * unit), 3 + (Math.Sqrt(96) * unit));

        // Φ(-1) … Φ(-4), on both sides.
        double[] tails = [0.15865525393145707, 0.022750131948179212, 0.0013498980316300946, 3.1671241833119924e-5];
        for (int i = 0; i < tails.Length; i++)
        {
            double beyond = (i + 1) * deviation;
            IsShare(tails[i], draws.Count(x => x > beyond));
            IsShare(tails[i], draws.Count(x => x < -beyond));
        }

        Assert.InRange(draws.Max(Math.Abs), 4.2 * deviation, 6.5 * deviation);
    }

    /// <summary>Within five standard deviations of the binomial distribution.</summary>
    private static void IsShare(double probability, int count)
    {
        double margin = 5 * Math.Sqrt(Draws * probability * (1 - probability));
        Assert.InRange(count, (Draws * probability) - margin, (Draws * probability) + margin);
    }

    private static double[] Draw(Initializer initializer, int inputs, int neurons)
    {
        double[] layer = new double[(inputs + 1) * neurons];
        var random = new Xoshiro256(7);
        Kernels<double>.InitializeLayer(ref random, layer, inputs, neurons, initializer, Initializer.Zero);
        if (initializer != Initializer.Normal)
            Assert.All(layer[Draws..], bias => Assert.Equal(0, bias));

        return layer[..Draws];
    }
}
