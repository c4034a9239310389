namespace GenderSample;

/// <summary>The article's three examples that need no training.</summary>
internal static class Examples
{
    /// <summary>A neuron with the weights 0 and 1 and the bias 4, for the inputs 2 and 3.</summary>
    public static double SingleNeuron()
    {
        var neuron = new SingleNeuron();
        neuron.Parameters.W1_1_1 = 0;
        neuron.Parameters.W1_1_2 = 1;
        neuron.Parameters.B1_1 = 4;
        return neuron.FeedForward(2, 3);
    }

    /// <summary>The 2-2-1 network whose three neurons all have the weights 0 and 1 and the bias 0, for the inputs 2 and 3.</summary>
    public static double HandSetNetwork()
    {
        var network = new GenderNet();
        network.Parameters = new GenderNet.ParameterSet { W1_1_2 = 1, W1_2_2 = 1, W2_1_2 = 1 };
        return network.FeedForward(2, 3);
    }

    /// <summary>The mean squared error of four answers of 0 where 1, 0, 0 and 1 are right.</summary>
    public static double MeanSquaredError() => new AlwaysZero().Evaluate(inputs: [0, 0, 0, 0], targets: [1, 0, 0, 1]);
}
