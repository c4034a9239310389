using System.Globalization;

namespace NetGen.Tests;

/// <summary>
/// A feedforward network as plain loops over arrays, in double precision: the oracle for shapes that no outside tool has computed. It is itself
/// checked against <c>pytorch.json</c>.
/// </summary>
internal sealed class NaiveNetwork
{
    private readonly int[] _widths;
    private readonly int[] _offsets;
    private readonly Activation[] _activations;
    private readonly Loss _loss;

    public NaiveNetwork(string topology, Loss loss)
    {
        string[] parts = topology.Split('-');
        _widths = [.. parts.Select(part => int.Parse(part.Split(':')[0], CultureInfo.InvariantCulture))];
        _activations = [default, .. parts.Skip(1).Select(part => Enum.Parse<Activation>(part.Split(':')[1], ignoreCase: true))];
        _loss = loss;
        _offsets = new int[_widths.Length + 1];
        for (int layer = 1; layer < _widths.Length; layer++)
            _offsets[layer + 1] = _offsets[layer] + ((_widths[layer - 1] + 1) * _widths[layer]);

        Parameters = new double[_offsets[^1]];
    }

    public double[] Parameters { get; set; }

    public int InputCount => _widths[0];

    public int OutputCount => _widths[^1];

    private int Last => _widths.Length - 1;

    public double[] FeedForward(double[] inputs)
        => [.. inputs.Chunk(InputCount).SelectMany(row => Forward(row).Activations[Last])];

    public double Evaluate(double[] inputs, double[] targets)
    {
        double[][] rows = [.. inputs.Chunk(InputCount)];
        return rows.Zip(targets.Chunk(OutputCount), (row, target) => RowLoss(Forward(row), target)).Sum() / rows.Length;
    }

    public double Backprop(double[] inputs, double[] targets, double[] gradient, double[] inputGradients)
    {
        int rows = inputs.Length / InputCount;
        Array.Clear(gradient);
        double loss = 0;
        for (int row = 0; row < rows; row++)
        {
            State state = Forward(inputs[(row * InputCount)..((row + 1) * InputCount)]);
            double[] target = targets[(row * OutputCount)..((row + 1) * OutputCount)];
            loss += RowLoss(state, target);
            double[] delta = [.. LossSlopes(state, target).Select(slope => slope / rows)];
            if (!IsFused)
                delta = ThroughActivation(Last, state, delta);

            Backward(state, delta, gradient).CopyTo(inputGradients, row * InputCount);
        }

        return loss / rows;
    }

    public void BackpropFrom(double[] inputs, double[] outputGradients, double[] gradient, double[] inputGradients)
    {
        Array.Clear(gradient);
        for (int row = 0; row < inputs.Length / InputCount; row++)
        {
            State state = Forward(inputs[(row * InputCount)..((row + 1) * InputCount)]);
            double[] delta = ThroughActivation(Last, state, outputGradients[(row * OutputCount)..((row + 1) * OutputCount)]);
            Backward(state, delta, gradient).CopyTo(inputGradients, row * InputCount);
        }
    }

    /// <summary>How far, at the least, pre-activations and errors of these rows are from the points where a slope jumps.</summary>
    public double DistanceFromKinks(double[] inputs, double[] targets)
    {
        double distance = double.PositiveInfinity;
        for (int row = 0; row < inputs.Length / InputCount; row++)
        {
            State state = Forward(inputs[(row * InputCount)..((row + 1) * InputCount)]);
            for (int layer = 1; layer <= Last; layer++)
                foreach (double kink in NaiveActivation.Kinks(_activations[layer]))
                    distance = state.PreActivations[layer].Min(z => Math.Min(distance, Math.Abs(z - kink)));

            for (int i = 0; i < OutputCount; i++)
            {
                double error = Math.Abs(state.Activations[Last][i] - targets[(row * OutputCount) + i]);
                if (_loss == Loss.MeanAbsoluteError)
                    distance = Math.Min(distance, error);
                else if (_loss == Loss.Huber)
                    distance = Math.Min(distance, Math.Abs(error - 1));
            }
        }

        return distance;
    }

    /// <summary>dL/dy of one row's share of the mean loss, for the losses that are functions of the outputs alone.</summary>
    public static double[] OutputGradients(Loss loss, double[] outputs, double[] targets, int rows)
    {
        double count = loss == Loss.CategoricalCrossEntropy ? rows : outputs.Length;
        return [.. outputs.Zip(targets, (a, t) => loss switch
        {
            Loss.MeanSquaredError => 2 * (a - t),
            Loss.MeanAbsoluteError => Math.Sign(a - t),
            Loss.Huber => Math.Clamp(a - t, -1, 1),
            Loss.BinaryCrossEntropy => ((1 - t) / (1 - a)) - (t / a),
            Loss.CategoricalCrossEntropy => -t / a,
            _ => throw new ArgumentOutOfRangeException(nameof(loss)),
        }).Select(slope => slope / count)];
    }

    private bool IsFused => _loss is Loss.BinaryCrossEntropy or Loss.CategoricalCrossEntropy;

    private State Forward(double[] row)
    {
        double[][] z = new double[_widths.Length][];
        double[][] a = new double[_widths.Length][];
        a[0] = row;
        for (int layer = 1; layer <= Last; layer++)
        {
            z[layer] = new double[_widths[layer]];
            for (int to = 0; to < _widths[layer]; to++)
            {
                double sum = Parameters[Bias(layer, to)];
                for (int from = 0; from < _widths[layer - 1]; from++)
                    sum += Parameters[Weight(layer, to, from)] * a[layer - 1][from];

                z[layer][to] = sum;
            }

            Activation activation = _activations[layer];
            a[layer] = activation == Activation.Softmax
                ? NaiveActivation.Softmax(z[layer])
                : [.. z[layer].Select(value => NaiveActivation.At(activation, value).Value)];
        }

        return new State(z, a);
    }

    /// <summary>From dL/dz of the last layer down to dL/dx; adds to <paramref name="gradient"/> on the way.</summary>
    private double[] Backward(State state, double[] delta, double[] gradient)
    {
        for (int layer = Last; ; layer--)
        {
            double[] below = new double[_widths[layer - 1]];
            for (int to = 0; to < _widths[layer]; to++)
            {
                gradient[Bias(layer, to)] += delta[to];
                for (int from = 0; from < below.Length; from++)
                {
                    gradient[Weight(layer, to, from)] += delta[to] * state.Activations[layer - 1][from];
                    below[from] += delta[to] * Parameters[Weight(layer, to, from)];
                }
            }

            if (layer == 1)
                return below;

            delta = ThroughActivation(layer - 1, state, below);
        }
    }

    /// <summary>dL/dz from dL/da.</summary>
    private double[] ThroughActivation(int layer, State state, double[] slopes)
    {
        double[] a = state.Activations[layer];
        if (_activations[layer] == Activation.Softmax)
        {
            double mean = a.Zip(slopes, (value, slope) => value * slope).Sum();
            return [.. a.Zip(slopes, (value, slope) => value * (slope - mean))];
        }

        return [.. state.PreActivations[layer].Zip(slopes, (z, slope) => slope * NaiveActivation.At(_activations[layer], z).Slope)];
    }

    private double RowLoss(State state, double[] targets)
    {
        double[] a = state.Activations[Last];
        double[] z = state.PreActivations[Last];
        double sum = _loss switch
        {
            Loss.MeanSquaredError => a.Zip(targets, (x, t) => (x - t) * (x - t)).Sum(),
            Loss.MeanAbsoluteError => a.Zip(targets, (x, t) => Math.Abs(x - t)).Sum(),
            Loss.Huber => a.Zip(targets, (x, t) => Math.Abs(x - t) < 1 ? (x - t) * (x - t) / 2 : Math.Abs(x - t) - 0.5).Sum(),
            Loss.BinaryCrossEntropy => z.Zip(targets, (x, t) => (t * NaiveActivation.Softplus(-x)) + ((1 - t) * NaiveActivation.Softplus(x))).Sum(),
            _ => z.Zip(targets, (x, t) => t * (NaiveActivation.LogSumExp(z) - x)).Sum(),
        };
        return _loss == Loss.CategoricalCrossEntropy ? sum : sum / OutputCount;
    }

    /// <summary>dL/da of a row's loss, or for the cross-entropies dL/dz.</summary>
    private double[] LossSlopes(State state, double[] targets)
    {
        double[] a = state.Activations[Last];
        return _loss switch
        {
            Loss.BinaryCrossEntropy => [.. a.Zip(targets, (x, t) => (x - t) / OutputCount)],
            Loss.CategoricalCrossEntropy => [.. a.Zip(targets, (x, t) => (x * targets.Sum()) - t)],
            _ => OutputGradients(_loss, a, targets, rows: 1),
        };
    }

    private int Weight(int layer, int to, int from) => _offsets[layer] + (from * _widths[layer]) + to;

    private int Bias(int layer, int to) => _offsets[layer] + (_widths[layer - 1] * _widths[layer]) + to;

    private sealed record State(double[][] PreActivations, double[][] Activations);
}
