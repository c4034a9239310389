namespace NetGen.Generator.Tests;

/// <summary>A multilayer perceptron in plain loops, as a textbook has it, to hold generated networks against. Mean squared error, double precision.</summary>
internal sealed class ReferenceNetwork(int inputs, (int Neurons, string Activation)[] layers)
{
    /// <summary>Flat order: layer by layer, the weights input by input, then the biases.</summary>
    public double[] Parameters { get; set; } = [];

    public int ParameterCount => layers.Select((layer, l) => layer.Neurons * (Width(l) + 1)).Sum();

    public string Topology => inputs + string.Concat(layers.Select(layer => $"-{layer.Neurons}:{layer.Activation}"));

    public int InputCount => inputs;

    public int OutputCount => layers[^1].Neurons;

    public double[] FeedForward(ReadOnlySpan<double> row) => Activations(row)[^1];

    /// <summary>Mean loss over all rows, the gradient of it, and its derivative by the inputs.</summary>
    public (double Loss, double[] Gradient, double[] InputGradients) Backprop(double[] rows, double[] targets)
    {
        int count = rows.Length / inputs, outputs = OutputCount;
        double loss = 0;
        double[] gradient = new double[ParameterCount], inputGradients = new double[rows.Length];
        for (int row = 0; row < count; row++)
        {
            double[][] a = Activations(rows.AsSpan(row * inputs, inputs));
            double[] error = new double[outputs];
            for (int j = 0; j < outputs; j++)
            {
                double difference = a[^1][j] - targets[(row * outputs) + j];
                loss += difference * difference / (outputs * count);
                error[j] = 2 * difference / (outputs * count);
            }

            Back(a, error, gradient).CopyTo(inputGradients, row * inputs);
        }

        return (loss, gradient, inputGradients);
    }

    private int Width(int layer) => layer == 0 ? inputs : layers[layer - 1].Neurons;

    private double[][] Activations(ReadOnlySpan<double> row)
    {
        double[][] a = new double[layers.Length + 1][];
        a[0] = row.ToArray();
        int offset = 0;
        for (int l = 0; l < layers.Length; l++)
        {
            int from = Width(l), to = layers[l].Neurons;
            a[l + 1] = new double[to];
            for (int j = 0; j < to; j++)
            {
                double z = Parameters[offset + (from * to) + j];
                for (int i = 0; i < from; i++)
                    z += Parameters[offset + (i * to) + j] * a[l][i];
                a[l + 1][j] = layers[l].Activation switch
                {
                    "sigmoid" => 1 / (1 + Math.Exp(-z)),
                    "tanh" => Math.Tanh(z),
                    "relu" => Math.Max(0, z),
                    _ => z,
                };
            }

            offset += (from + 1) * to;
        }

        return a;
    }

    private double[] Back(double[][] a, double[] error, double[] gradient)
    {
        int offset = ParameterCount;
        for (int l = layers.Length - 1; l >= 0; l--)
        {
            int from = Width(l), to = layers[l].Neurons;
            offset -= (from + 1) * to;
            double[] below = new double[from];
            for (int j = 0; j < to; j++)
            {
                double value = a[l + 1][j];
                double delta = error[j] * layers[l].Activation switch
                {
                    "sigmoid" => value * (1 - value),
                    "tanh" => 1 - (value * value),
                    "relu" => value > 0 ? 1 : 0,
                    _ => 1,
                };
                gradient[offset + (from * to) + j] += delta;
                for (int i = 0; i < from; i++)
                {
                    gradient[offset + (i * to) + j] += delta * a[l][i];
                    below[i] += delta * Parameters[offset + (i * to) + j];
                }
            }

            error = below;
        }

        return error;
    }
}
