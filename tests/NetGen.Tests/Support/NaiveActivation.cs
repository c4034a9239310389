namespace NetGen.Tests;

/// <summary>The activations as their textbook formulas on <see cref="Math"/>: the oracle of the tests, written without a look at NetGen's kernels.</summary>
internal static class NaiveActivation
{
    private const double SeluScale = 1.0507009873554804934193349852946;
    private const double SeluAlpha = 1.6732632423543772848170429916717;

    /// <summary>f(z) and f'(z) of every activation that looks at one neuron only.</summary>
    public static (double Value, double Slope) At(Activation activation, double z) => activation switch
    {
        Activation.Identity => (z, 1),
        Activation.Sigmoid => (Sigmoid(z), Sigmoid(z) * Sigmoid(-z)),
        Activation.Tanh => (Math.Tanh(z), 1 / Square(Math.Cosh(z))),
        Activation.Relu => z > 0 ? (z, 1) : (0, 0),
        Activation.LeakyRelu => z > 0 ? (z, 1) : (0.01 * z, 0.01),
        Activation.Elu => z > 0 ? (z, 1) : (ExpM1(z), Math.Exp(z)),
        Activation.Selu => z > 0 ? (SeluScale * z, SeluScale) : (SeluScale * SeluAlpha * ExpM1(z), SeluScale * SeluAlpha * Math.Exp(z)),
        Activation.Gelu => (z * NormalCdf(z), NormalCdf(z) + (z * Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI))),
        Activation.GeluTanh => GeluTanh(z),
        Activation.Silu => (z * Sigmoid(z), Sigmoid(z) * (1 + (z * Sigmoid(-z)))),
        Activation.Mish => (z * Math.Tanh(Softplus(z)), Math.Tanh(Softplus(z)) + (z * Sigmoid(z) / Square(Math.Cosh(Softplus(z))))),
        Activation.Softplus => (Softplus(z), Sigmoid(z)),
        Activation.Softsign => (z / (1 + Math.Abs(z)), 1 / Square(1 + Math.Abs(z))),
        Activation.HardSigmoid => z <= -3 ? (0, 0) : z >= 3 ? (1, 0) : ((z / 6) + 0.5, 1.0 / 6),
        Activation.HardSwish => z <= -3 ? (0, 0) : z >= 3 ? (z, 1) : (z * (z + 3) / 6, ((2 * z) + 3) / 6),
        Activation.HardTanh => z <= -1 ? (-1, 0) : z >= 1 ? (1, 0) : (z, 1),
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "Softmax looks at a whole layer."),
    };

    /// <summary>Where the slope jumps, so that differences across these points mean nothing.</summary>
    public static double[] Kinks(Activation activation) => activation switch
    {
        Activation.Relu or Activation.LeakyRelu or Activation.Elu or Activation.Selu or Activation.Softsign => [0],
        Activation.HardSigmoid or Activation.HardSwish => [-3, 3],
        Activation.HardTanh => [-1, 1],
        _ => [],
    };

    public static double Softplus(double z) => Math.Max(z, 0) + Log1P(Math.Exp(-Math.Abs(z)));

    public static double[] Softmax(ReadOnlySpan<double> z)
    {
        double max = double.NegativeInfinity;
        foreach (double value in z)
            max = Math.Max(max, value);

        double[] powers = new double[z.Length];
        for (int i = 0; i < z.Length; i++)
            powers[i] = Math.Exp(z[i] - max);

        double sum = powers.Sum();
        return [.. powers.Select(power => power / sum)];
    }

    /// <summary>ln Σ e^z</summary>
    public static double LogSumExp(ReadOnlySpan<double> z)
    {
        double max = double.NegativeInfinity;
        foreach (double value in z)
            max = Math.Max(max, value);

        double sum = 0;
        foreach (double value in z)
            sum += Math.Exp(value - max);

        return max + Math.Log(sum);
    }

    private static double Sigmoid(double z) => z >= 0 ? 1 / (1 + Math.Exp(-z)) : Math.Exp(z) / (1 + Math.Exp(z));

    private static (double Value, double Slope) GeluTanh(double z)
    {
        double factor = Math.Sqrt(2 / Math.PI);
        double tanh = Math.Tanh(factor * (z + (0.044715 * z * z * z)));
        return (z / 2 * (1 + tanh), ((1 + tanh) / 2) + (z / 2 * (1 - (tanh * tanh)) * factor * (1 + (3 * 0.044715 * z * z))));
    }

    /// <summary>Φ(z) by the series e^(-z²/2) Σ z^(2n+1) / (2n+1)!!, all of whose terms have one sign.</summary>
    private static double NormalCdf(double z)
    {
        if (Math.Abs(z) > 9)
            return z > 0 ? 1 : 0;

        double term = z;
        double sum = z;
        for (int n = 1; Math.Abs(term) > 1e-20 * Math.Abs(sum); n++)
        {
            term *= z * z / ((2 * n) + 1);
            sum += term;
        }

        return 0.5 + (sum * Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI));
    }

    /// <summary>e^z - 1 by 2 e^(z/2) sinh(z/2), which does not cancel.</summary>
    private static double ExpM1(double z) => z < -40 ? -1 : 2 * Math.Exp(z / 2) * Math.Sinh(z / 2);

    /// <summary>ln(1 + x) by Kahan's correction of the rounded sum.</summary>
    private static double Log1P(double x)
    {
        double sum = 1 + x;
        return sum == 1 ? x : Math.Log(sum) * (x / (sum - 1));
    }

    private static double Square(double x) => x * x;
}
