namespace NetGen;

public static partial class Kernels<T>
    where T : unmanaged
{
    /// <summary>Draws the start values of one layer: weights, then biases, in flat order.</summary>
    /// <param name="random">Where the numbers come from; single precision rounds the same draws.</param>
    /// <param name="layer">The parameters of the layer.</param>
    /// <param name="inputs">Inputs of the layer.</param>
    /// <param name="neurons">Neurons of the layer.</param>
    /// <param name="initializer">The distribution.</param>
    /// <param name="fallback">What <see cref="Initializer.Default"/> means for this layer.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="initializer"/> has no defined value.</exception>
    public static void InitializeLayer(
        ref Xoshiro256 random, Span<T> layer, int inputs, int neurons, Initializer initializer, Initializer fallback)
    {
        Span<T> weights = layer.Slice(0, inputs * neurons);
        Span<T> biases = layer.Slice(inputs * neurons);
        switch (initializer == Initializer.Default ? fallback : initializer)
        {
            case Initializer.Normal:
                FillNormal(ref random, layer, 1);
                break;
            case Initializer.Glorot:
                double limit = Math.Sqrt(6.0 / (inputs + neurons));
                for (int i = 0; i < weights.Length; i++)
                {
                    weights[i] = FromDouble(((2 * random.NextDouble()) - 1) * limit);
                }

                biases.Clear();
                break;
            case Initializer.He:
                FillNormal(ref random, weights, Math.Sqrt(2.0 / inputs));
                biases.Clear();
                break;
            case Initializer.Zero:
                layer.Clear();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(initializer), initializer, "The initializer has no defined value.");
        }
    }

    private static void FillNormal(ref Xoshiro256 random, Span<T> values, double standardDeviation)
    {
        for (int i = 0; i < values.Length; i += 2)
        {
            (double first, double second) = NextNormalPair(ref random);
            values[i] = FromDouble(first * standardDeviation);
            if (i + 1 < values.Length)
            {
                values[i + 1] = FromDouble(second * standardDeviation);
            }
        }
    }

    /// <summary>Two independent standard normal numbers by Marsaglia's polar method, which needs no function but our own logarithm.</summary>
    private static (double First, double Second) NextNormalPair(ref Xoshiro256 random)
    {
        while (true)
        {
            double u = (2 * random.NextDouble()) - 1;
            double v = (2 * random.NextDouble()) - 1;
            double square = (u * u) + (v * v);
            if (square is > 0 and < 1)
            {
                double factor = Math.Sqrt(-2 * Kernels<double>.Log(square) / square);
                return (u * factor, v * factor);
            }
        }
    }

    private static T FromDouble(double value)
        => typeof(T) == typeof(double) ? (T)(object)value : (T)(object)(float)value;
}
