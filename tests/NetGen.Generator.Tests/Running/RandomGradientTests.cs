using NetGen.Tests;

namespace NetGen.Generator.Tests;

/// <summary>Gradients of random networks against central differences of the loss, and against the plain loops.</summary>
public class RandomGradientTests
{
    /// <summary>On both sides of whole vectors of rows, and of the number from which rows are worth lanes of their own.</summary>
    private static readonly int[] s_rows = [1, 2, 5, 8, 15, 16, 21, 33, 70];

    [Fact]
    public void Gradients_are_the_slopes_of_the_loss()
    {
        int networks = 0;
        RandomNetworks.ForEach((number, shape) =>
        {
            if (shape.Topology.Length > 60 || RandomNetworks.Instance.Double(number).ParameterCount > 400)
                return;

            RandomRows rows = new RandomRows(shape.Topology, shape.Loss, seed: number).Draw(2, distanceFromKinks: 0.005);
            Net<double> network = RandomNetworks.Instance.Double(number);
            rows.Oracle.Parameters.CopyTo(network.Parameters);
            double[] gradient = new double[network.ParameterCount];
            network.Backprop(rows.Inputs, rows.Targets, gradient);

            for (int i = 0; i < gradient.Length; i++)
            {
                double slope = Slope(network, i, rows);
                Close.Relative(slope, gradient[i], 1e-6, 1e-9, $"derivative by parameter {i}");
            }

            Interlocked.Increment(ref networks);
        });

        // Large networks are left to the plain loops; enough must remain.
        Assert.InRange(networks, 50, int.MaxValue);
    }

    [Fact]
    public void Outputs_losses_and_gradients_agree_with_the_plain_loops()
    {
        RandomNetworks.ForEach((number, shape) =>
        {
            RandomRows rows = new RandomRows(shape.Topology, shape.Loss, seed: 1000 + number).Draw(s_rows[number % s_rows.Length], distanceFromKinks: 1e-6);
            Net<double> network = RandomNetworks.Instance.Double(number);
            rows.Oracle.Parameters.CopyTo(network.Parameters);
            double[] expected = new double[network.ParameterCount];
            double[] expectedInputs = new double[rows.Inputs.Length];
            double expectedLoss = rows.Oracle.Backprop(rows.Inputs, rows.Targets, expected, expectedInputs);
            double[] gradient = new double[network.ParameterCount];

            double loss = network.Backprop(rows.Inputs, rows.Targets, gradient);

            Close.Scaled<double>(rows.Oracle.FeedForward(rows.Inputs), network.FeedForward(rows.Inputs), 1e-13, "outputs");
            Close.Relative(expectedLoss, loss, 1e-12, 1e-14, "loss of Backprop");
            Close.Relative(expectedLoss, network.Evaluate(rows.Inputs, rows.Targets), 1e-12, 1e-14, "loss of Evaluate");
            Close.Scaled<double>(expected, gradient, 1e-13, "gradient");
        });
    }

    [Fact]
    public void Vector_Jacobian_products_agree_with_the_plain_loops()
    {
        RandomNetworks.ForEach((number, shape) =>
        {
            RandomRows rows = new RandomRows(shape.Topology, shape.Loss, seed: 2000 + number).Draw(s_rows[number % s_rows.Length], distanceFromKinks: 1e-6);
            Net<double> network = RandomNetworks.Instance.Double(number);
            rows.Oracle.Parameters.CopyTo(network.Parameters);
            double[] outputGradients = [.. rows.Targets.Select(_ => rows.Normal())];
            double[] expected = new double[network.ParameterCount];
            double[] expectedInputs = new double[rows.Inputs.Length];
            rows.Oracle.BackpropFrom(rows.Inputs, outputGradients, expected, expectedInputs);
            double[] gradient = new double[expected.Length];
            double[] inputGradients = new double[expectedInputs.Length];

            network.BackpropFrom(rows.Inputs, outputGradients, gradient, inputGradients);

            Close.Scaled<double>(expected, gradient, 1e-13, "gradient");
            Close.Scaled<double>(expectedInputs, inputGradients, 1e-13, "input gradients");
        });
    }

    [Fact]
    public void Single_precision_agrees_with_the_plain_loops_to_its_precision()
    {
        RandomNetworks.ForEach((number, shape) =>
        {
            RandomRows rows = new RandomRows(shape.Topology, shape.Loss, seed: 3000 + number).Draw(s_rows[number % s_rows.Length], distanceFromKinks: 1e-3);
            Net<float> network = RandomNetworks.Instance.Single(number);
            for (int i = 0; i < network.ParameterCount; i++)
                network.Parameters[i] = (float)rows.Oracle.Parameters[i];

            double[] expected = new double[network.ParameterCount];
            double[] expectedInputs = new double[rows.Inputs.Length];
            double expectedLoss = rows.Oracle.Backprop(rows.Inputs, rows.Targets, expected, expectedInputs);
            float[] gradient = new float[network.ParameterCount];

            float loss = network.Backprop(rows.SingleInputs, rows.SingleTargets, gradient);

            Close.Scaled<float>(rows.Oracle.FeedForward(rows.Inputs), network.FeedForward(rows.SingleInputs), 1e-5, "outputs");
            Close.Relative(expectedLoss, loss, 1e-5, 1e-5, "loss of Backprop");
            Close.Relative(expectedLoss, network.Evaluate(rows.SingleInputs, rows.SingleTargets), 1e-5, 1e-5, "loss of Evaluate");
            Close.Scaled<float>(expected, gradient, 1e-5, "gradient");
        });
    }

    /// <summary>The derivative of the mean loss by one parameter, from four central differences, whose error is of fourth order.</summary>
    private static double Slope(Net<double> network, int parameter, RandomRows rows)
    {
        const double Step = 1.0 / 8192;
        double value = network.Parameters[parameter];
        double At(double x)
        {
            network.Parameters[parameter] = x;
            return network.Evaluate(rows.Inputs, rows.Targets);
        }

        double near = At(value + Step) - At(value - Step);
        double far = At(value + (2 * Step)) - At(value - (2 * Step));
        network.Parameters[parameter] = value;
        return ((8 * near) - far) / (12 * Step);
    }
}
