using System.Numerics;

namespace NetGen.Benchmarks;

/// <summary>
/// A multilayer perceptron as a competent user writes it: arrays, loops, no allocation in the loops, the framework's functions.
/// Any shape; weights output by output, so that the inner loop walks along memory.
/// </summary>
internal sealed class PlainNetwork<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly int[] _widths;
    private readonly Activation _hidden;
    private readonly Activation _last;
    private readonly T[][] _weights;
    private readonly T[][] _biases;
    private readonly T[][] _weightGradients;
    private readonly T[][] _biasGradients;
    private readonly T[][] _values;
    private readonly T[][] _deltas;

    /// <param name="shape">The network's shape.</param>
    /// <param name="parameters">Its parameters in NetGen's flat order.</param>
    public PlainNetwork(Shape shape, ReadOnlySpan<T> parameters)
    {
        (_widths, _hidden, _last) = (shape.Widths, shape.Hidden, shape.Last);
        int layers = _widths.Length - 1;
        (_weights, _biases, _weightGradients, _biasGradients) = (new T[layers][], new T[layers][], new T[layers][], new T[layers][]);
        _values = [.. _widths.Select(width => new T[width])];
        _deltas = [.. _widths.Select(width => new T[width])];
        for (int l = 0; l < layers; l++)
        {
            (int inputs, int outputs) = (_widths[l], _widths[l + 1]);
            _weights[l] = new T[inputs * outputs];
            _biases[l] = new T[outputs];
            _weightGradients[l] = new T[inputs * outputs];
            _biasGradients[l] = new T[outputs];
        }

        Load(parameters);
    }

    /// <summary>Takes over parameters in NetGen's flat order.</summary>
    public void Load(ReadOnlySpan<T> parameters)
    {
        for (int l = 0; l < _weights.Length; l++)
        {
            (int inputs, int outputs) = (_widths[l], _widths[l + 1]);
            for (int i = 0; i < inputs; i++)
            {
                for (int o = 0; o < outputs; o++) _weights[l][(o * inputs) + i] = parameters[(i * outputs) + o];
            }

            parameters.Slice(inputs * outputs, outputs).CopyTo(_biases[l]);
            parameters = parameters[((inputs + 1) * outputs)..];
        }
    }

    public void FeedForward(ReadOnlySpan<T> inputs, Span<T> outputs)
    {
        int outputCount = _widths[^1];
        for (int row = 0; row * _widths[0] < inputs.Length; row++)
        {
            Forward(inputs.Slice(row * _widths[0], _widths[0]));
            _values[^1].CopyTo(outputs.Slice(row * outputCount, outputCount));
        }
    }

    /// <summary>One step of gradient descent on the mean loss of the rows.</summary>
    public void StepSgd(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, T rate)
    {
        Backprop(inputs, targets);
        for (int l = 0; l < _weights.Length; l++)
        {
            Descend(_weights[l], _weightGradients[l], rate);
            Descend(_biases[l], _biasGradients[l], rate);
        }
    }

    /// <summary>The parameters in NetGen's flat order.</summary>
    public double[] Parameters()
    {
        var flat = new List<double>();
        for (int l = 0; l < _weights.Length; l++)
        {
            (int inputs, int outputs) = (_widths[l], _widths[l + 1]);
            for (int i = 0; i < inputs; i++)
            {
                for (int o = 0; o < outputs; o++) flat.Add(double.CreateTruncating(_weights[l][(o * inputs) + i]));
            }

            flat.AddRange(_biases[l].Select(double.CreateTruncating));
        }

        return [.. flat];
    }

    /// <summary>The step count and the moments of Adam.</summary>
    public sealed class Adam(PlainNetwork<T> network)
    {
        private readonly (T[] Parameters, T[] Gradient, T[] First, T[] Second)[] _groups =
        [
            .. network._weights.Zip(network._weightGradients).Concat(network._biases.Zip(network._biasGradients))
                .Select(pair => (pair.First, pair.Second, new T[pair.First.Length], new T[pair.First.Length])),
        ];

        private int _steps;

        public void Step(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, double rate)
        {
            network.Backprop(inputs, targets);
            _steps++;
            double root = Math.Sqrt(1 - Math.Pow(0.999, _steps));
            T step = T.CreateTruncating(rate * root / (1 - Math.Pow(0.9, _steps)));
            T epsilon = T.CreateTruncating(1e-8 * root);
            (T b1, T b2) = (T.CreateTruncating(0.9), T.CreateTruncating(0.999));
            foreach ((T[] p, T[] g, T[] m, T[] v) in _groups)
            {
                for (int i = 0; i < p.Length; i++)
                {
                    m[i] = (b1 * m[i]) + ((T.One - b1) * g[i]);
                    v[i] = (b2 * v[i]) + ((T.One - b2) * g[i] * g[i]);
                    p[i] -= step * m[i] / (T.Sqrt(v[i]) + epsilon);
                }
            }
        }
    }

    private static void Descend(T[] parameters, T[] gradient, T rate)
    {
        for (int i = 0; i < parameters.Length; i++) parameters[i] -= rate * gradient[i];
    }

    private void Forward(ReadOnlySpan<T> input)
    {
        input.CopyTo(_values[0]);
        for (int l = 0; l < _weights.Length; l++)
        {
            T[] x = _values[l], y = _values[l + 1], w = _weights[l], b = _biases[l];
            for (int o = 0; o < y.Length; o++)
            {
                T sum = b[o];
                for (int i = 0; i < x.Length; i++) sum += w[(o * x.Length) + i] * x[i];
                y[o] = sum;
            }

            Activate(y, l == _weights.Length - 1 ? _last : _hidden);
        }
    }

    private static void Activate(T[] z, Activation activation)
    {
        switch (activation)
        {
            case Activation.Sigmoid:
                for (int i = 0; i < z.Length; i++) z[i] = T.One / (T.One + T.Exp(-z[i]));
                break;
            case Activation.Tanh:
                for (int i = 0; i < z.Length; i++) z[i] = T.Tanh(z[i]);
                break;
            case Activation.Relu:
                for (int i = 0; i < z.Length; i++) z[i] = z[i] > T.Zero ? z[i] : T.Zero;
                break;
            case Activation.Softmax:
                T max = z[0], total = T.Zero;
                for (int i = 1; i < z.Length; i++) max = T.Max(max, z[i]);
                for (int i = 0; i < z.Length; i++) total += z[i] = T.Exp(z[i] - max);
                for (int i = 0; i < z.Length; i++) z[i] /= total;
                break;
        }
    }

    private static void Chain(T[] delta, T[] value, Activation activation)
    {
        switch (activation)
        {
            case Activation.Sigmoid:
                for (int i = 0; i < delta.Length; i++) delta[i] *= value[i] * (T.One - value[i]);
                break;
            case Activation.Tanh:
                for (int i = 0; i < delta.Length; i++) delta[i] *= T.One - (value[i] * value[i]);
                break;
            case Activation.Relu:
                for (int i = 0; i < delta.Length; i++) delta[i] = value[i] > T.Zero ? delta[i] : T.Zero;
                break;
        }
    }

    private void Backprop(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets)
    {
        foreach (T[] gradient in _weightGradients) Array.Clear(gradient);
        foreach (T[] gradient in _biasGradients) Array.Clear(gradient);
        (int inputCount, int outputCount) = (_widths[0], _widths[^1]);
        int rows = inputs.Length / inputCount;
        T scale = T.CreateTruncating(_last == Activation.Softmax ? 1.0 / rows : 2.0 / (rows * outputCount));
        for (int row = 0; row < rows; row++)
        {
            Forward(inputs.Slice(row * inputCount, inputCount));
            T[] delta = _deltas[^1], output = _values[^1];
            ReadOnlySpan<T> target = targets.Slice(row * outputCount, outputCount);
            for (int o = 0; o < delta.Length; o++) delta[o] = scale * (output[o] - target[o]);
            Chain(delta, output, _last);
            for (int l = _weights.Length - 1; l >= 0; l--) Back(l);
        }
    }

    private void Back(int l)
    {
        T[] x = _values[l], delta = _deltas[l + 1], before = _deltas[l], w = _weights[l], g = _weightGradients[l], gb = _biasGradients[l];
        Array.Clear(before);
        for (int o = 0; o < delta.Length; o++)
        {
            T d = delta[o];
            gb[o] += d;
            for (int i = 0; i < x.Length; i++) g[(o * x.Length) + i] += d * x[i];
            if (l > 0)
            {
                for (int i = 0; i < x.Length; i++) before[i] += d * w[(o * x.Length) + i];
            }
        }

        if (l > 0) Chain(before, x, _hidden);
    }
}
