namespace NetGen.Tests;

/// <summary>The oracle is checked before it is believed.</summary>
public class NaiveNetworkTests
{
    public static TheoryData<int> Cases => [.. Enumerable.Range(0, PyTorchCase.All.Count)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_plain_loops_agree_with_PyTorch(int number)
    {
        PyTorchCase expected = PyTorchCase.All[number];
        var network = new NaiveNetwork(expected.Topology, expected.Loss) { Parameters = expected.Parameters };
        double[] gradient = new double[expected.Parameters.Length];
        double[] inputGradients = new double[expected.Inputs.Length];

        double loss = network.Backprop(expected.Inputs, expected.Targets, gradient, inputGradients);

        Close.Relative(expected.Outputs, network.FeedForward(expected.Inputs), 1e-12, 1e-15, "outputs");
        Close.Relative(expected.LossValue, loss, 1e-12, 1e-15, "loss");
        Close.Relative(expected.LossValue, network.Evaluate(expected.Inputs, expected.Targets), 1e-12, 1e-15, "loss");
        Close.Relative(expected.Gradients, gradient, 1e-12, 1e-15, "gradients");
        Close.Relative(expected.InputGradients, inputGradients, 1e-12, 1e-15, "input gradients");
    }
}
