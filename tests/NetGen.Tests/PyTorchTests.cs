namespace NetGen.Tests;

/// <summary>Every network of <c>pytorch.json</c>, compiled in this project, against PyTorch's float64 autograd.</summary>
public class PyTorchTests
{
    private const double Relative = 1e-12;
    private const double Absolute = 1e-15;

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, PyTorchCase.All.Count)];

    public static TheoryData<int> StructCases => [0, 1, 2, 3, 4, 5, 6, 7, 15, 24, 33];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_class_in_double_precision_agrees(int number) => Agrees(PyTorchCase.All[number], PyTorchDouble.Create(number));

    [Theory]
    [MemberData(nameof(StructCases))]
    public void A_struct_in_double_precision_agrees(int number) => Agrees(PyTorchCase.All[number], PyTorchDoubleStructs.Create(number));

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_class_in_single_precision_agrees_to_its_precision(int number)
        => AgreesInSinglePrecision(PyTorchCase.All[number], PyTorchSingle.Create(number));

    [Theory]
    [MemberData(nameof(StructCases))]
    public void A_struct_in_single_precision_agrees_to_its_precision(int number)
        => AgreesInSinglePrecision(PyTorchCase.All[number], PyTorchSingleStructs.Create(number));

    [Theory]
    [MemberData(nameof(StructCases))]
    public void A_struct_gives_the_bits_of_the_class(int number)
    {
        PyTorchCase given = PyTorchCase.All[number];
        Net<double> structure = PyTorchDoubleStructs.Create(number);
        Net<double> reference = PyTorchDouble.Create(number);
        given.Parameters.CopyTo(structure.Parameters);
        given.Parameters.CopyTo(reference.Parameters);

        for (int step = 0; step < 3; step++)
            Assert.Equal(reference.Train(given.Inputs, given.Targets, 0.1), structure.Train(given.Inputs, given.Targets, 0.1));

        Close.SameBits<double>(reference.Parameters, structure.Parameters, "weights");
        Close.SameBits<double>(reference.FeedForward(given.Inputs), structure.FeedForward(given.Inputs), "outputs");
    }

    [Theory]
    [MemberData(nameof(OptimizerTests.Trajectories), MemberType = typeof(OptimizerTests))]
    public void An_optimizer_steps_a_class_to_where_PyTorch_ends(int number, string optimizer)
    {
        PyTorchCase given = PyTorchCase.All[number];
        double[] expected = PyTorchCase.Flat(OptimizerTests.Cases[number].GetProperty("afterSteps").GetProperty(optimizer));
        Net<double> network = PyTorchDouble.Create(number);
        given.Parameters.CopyTo(network.Parameters);
        double[] gradient = new double[network.ParameterCount];
        OptimizerState<double> state = OptimizerTests.Optimizers[optimizer].CreateState<double>(gradient.Length);

        for (int step = 0; step < given.Steps; step++)
        {
            network.Backprop(given.Inputs, given.Targets, gradient);
            state.Step(network.Parameters, gradient);
        }

        Close.Relative(expected, network.Parameters, 1e-10, Absolute, optimizer);
    }

    private static void Agrees(PyTorchCase expected, Net<double> network)
    {
        Assert.Equal(expected.Topology, network.Topology);
        Assert.Equal(expected.Loss, network.Loss);
        Assert.Equal(expected.Parameters.Length, network.ParameterCount);
        expected.Parameters.CopyTo(network.Parameters);
        double[] gradient = Filled(expected.Parameters.Length, double.NaN);

        double loss = network.Backprop(expected.Inputs, expected.Targets, gradient);
        double[] outputs = network.FeedForward(expected.Inputs);

        Close.Relative(expected.Outputs, outputs, Relative, Absolute, "outputs");
        Close.Relative(expected.LossValue, loss, Relative, Absolute, "loss of Backprop");
        Close.Relative(expected.LossValue, network.Evaluate(expected.Inputs, expected.Targets), Relative, Absolute, "loss of Evaluate");
        Close.Relative(expected.Gradients, gradient, Relative, Absolute, "gradients");

        double[] outputGradients = NaiveNetwork.OutputGradients(expected.Loss, outputs, expected.Targets, expected.Rows);
        double[] vectorJacobian = Filled(gradient.Length, double.NaN);
        double[] inputGradients = Filled(expected.Inputs.Length, double.NaN);
        network.BackpropFrom(expected.Inputs, outputGradients, vectorJacobian, inputGradients);
        Close.Relative(expected.Gradients, vectorJacobian, Relative, Absolute, "gradients of BackpropFrom");
        Close.Relative(expected.InputGradients, inputGradients, Relative, Absolute, "input gradients");

        for (int step = 0; step < expected.Steps; step++)
        {
            network.Backprop(expected.Inputs, expected.Targets, gradient);
            for (int i = 0; i < gradient.Length; i++)
                network.Parameters[i] -= 0.1 * gradient[i];
        }

        Close.Relative(expected.AfterSgd, network.Parameters, 1e-10, Absolute, "parameters after ten steps");
    }

    private static void AgreesInSinglePrecision(PyTorchCase expected, Net<float> network)
    {
        const double Tolerance = 2e-6;
        Assert.Equal(expected.Topology, network.Topology);
        Assert.Equal(expected.Loss, network.Loss);
        Single(expected.Parameters).CopyTo(network.Parameters);
        float[] inputs = Single(expected.Inputs);
        float[] targets = Single(expected.Targets);
        float[] gradient = new float[network.ParameterCount];
        float[] inputGradients = new float[inputs.Length];

        float loss = network.Backprop(inputs, targets, gradient);
        float[] outputs = network.FeedForward(inputs);
        double[] outputGradients = NaiveNetwork.OutputGradients(expected.Loss, expected.Outputs, expected.Targets, expected.Rows);
        network.BackpropFrom(inputs, Single(outputGradients), default, inputGradients);

        Close.Scaled<float>(expected.Outputs, outputs, Tolerance, "outputs");
        Close.Relative(expected.LossValue, loss, Tolerance, Tolerance, "loss");
        Close.Relative(expected.LossValue, network.Evaluate(inputs, targets), Tolerance, Tolerance, "loss");
        Close.Scaled<float>(expected.Gradients, gradient, Tolerance, "gradients");
        Close.Scaled<float>(expected.InputGradients, inputGradients, Tolerance, "input gradients");
    }

    private static double[] Filled(int length, double value)
    {
        double[] array = new double[length];
        Array.Fill(array, value);
        return array;
    }

    private static float[] Single(double[] values) => [.. values.Select(value => (float)value)];
}
