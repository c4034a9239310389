using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NetGen.Benchmarks.Torch;

/// <summary>A network as users of TorchSharp write it: modules in sequence, an optimizer, a scope that frees a step's tensors.</summary>
internal sealed class TorchNetwork
{
    private readonly List<Linear> _layers = [];
    private readonly Sequential _network;
    private readonly optim.Optimizer _optimizer;
    private readonly bool _isClassifier;

    static TorchNetwork()
    {
        set_num_threads(1);
        set_num_interop_threads(1);
        random.manual_seed(1);
    }

    /// <param name="shape">The network's shape; a softmax at its end is part of the loss, as usual there.</param>
    /// <param name="parameters">Its parameters in NetGen's flat order, double or float.</param>
    /// <param name="adam">Adam or plain gradient descent.</param>
    /// <param name="rate">The learning rate.</param>
    public TorchNetwork(Shape shape, Array parameters, bool adam, double rate)
    {
        using IDisposable exact = no_grad();
        using DisposeScope scope = NewDisposeScope();
        Tensor values = from_array(parameters);
        var modules = new List<(string Name, nn.Module<Tensor, Tensor> Module)>();
        long at = 0;
        for (int l = 0; l + 1 < shape.Widths.Length; l++)
        {
            (int inputs, int neurons) = (shape.Widths[l], shape.Widths[l + 1]);
            Linear linear = nn.Linear(inputs, neurons, dtype: values.dtype);
            linear.weight.copy_(values.narrow(0, at, inputs * neurons).reshape(inputs, neurons).t());
            linear.bias!.copy_(values.narrow(0, at + (inputs * neurons), neurons));
            at += (inputs + 1) * neurons;
            _layers.Add(linear);
            modules.Add(($"linear{l + 1}", linear));
            if (Module(l + 2 == shape.Widths.Length ? shape.Last : shape.Hidden) is { } activation) modules.Add(($"activation{l + 1}", activation));
        }

        _isClassifier = shape.IsClassifier;
        _network = nn.Sequential(modules);
        _optimizer = adam ? optim.Adam(_network.parameters(), rate) : optim.SGD(_network.parameters(), rate);
        scope.Detach(_network.parameters());
    }

    /// <summary>Rows of numbers, or for a classifier's targets the class of every row.</summary>
    public static Tensor Rows(Array values, int width, bool classes = false)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor rows = from_array(values).reshape(-1, width);
        return (classes ? rows.argmax(1) : rows).MoveToOuterDisposeScope();
    }

    public void Step(Tensor inputs, Tensor targets)
    {
        using DisposeScope scope = NewDisposeScope();
        Descend(inputs, targets);
    }

    /// <summary>Batches in a random order; returns the mean loss.</summary>
    public double Epoch(Tensor inputs, Tensor targets, int batch)
    {
        using DisposeScope scope = NewDisposeScope();
        double total = 0;
        Tensor[] batches = randperm(inputs.shape[0]).split(batch);
        foreach (Tensor rows in batches)
        {
            using DisposeScope step = NewDisposeScope();
            total += Descend(inputs.index_select(0, rows), targets.index_select(0, rows)).item<float>();
        }

        return total / batches.Length;
    }

    /// <summary>The parameters in NetGen's flat order.</summary>
    public double[] Parameters()
    {
        using IDisposable exact = no_grad();
        using DisposeScope scope = NewDisposeScope();
        return
        [
            .. _layers.SelectMany(layer => new[] { layer.weight.t().flatten(), layer.bias! })
                .SelectMany(tensor => tensor.to(ScalarType.Float64).contiguous().data<double>().ToArray()),
        ];
    }

    private Tensor Descend(Tensor inputs, Tensor targets)
    {
        _optimizer.zero_grad();
        Tensor outputs = _network.forward(inputs);
        Tensor loss = _isClassifier ? nn.functional.cross_entropy(outputs, targets) : nn.functional.mse_loss(outputs, targets);
        loss.backward();
        _optimizer.step();
        return loss;
    }

    private static nn.Module<Tensor, Tensor>? Module(Activation activation) => activation switch
    {
        Activation.Sigmoid => nn.Sigmoid(),
        Activation.Tanh => nn.Tanh(),
        Activation.Relu => nn.ReLU(),
        _ => null,
    };
}
