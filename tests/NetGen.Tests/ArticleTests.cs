using System.Text.Json;

namespace NetGen.Tests;

/// <summary>The article, from the single neuron to the trained network, against NumPy's numbers in <c>seed.json</c>.</summary>
public class ArticleTests
{
    private const double LearningRate = 0.1;
    private const int Epochs = 1000;

    private static readonly JsonElement Seed = ReferenceFile.Read("seed.json");
    private static readonly double[] Inputs = Seed.GetProperty("data").Numbers();
    private static readonly double[] Targets = Seed.GetProperty("targets").Numbers();

    [Fact]
    public void The_single_neuron_gives_the_articles_number()
    {
        JsonElement expected = Seed.GetProperty("singleNeuron");
        var network = new SingleNeuron();
        network.Parameters.W1_1_1 = expected.GetProperty("w")[0].GetDouble();
        network.Parameters.W1_1_2 = expected.GetProperty("w")[1].GetDouble();
        network.Parameters.B1_1 = expected.Number("b");

        double y = network.FeedForward(expected.GetProperty("x")[0].GetDouble(), expected.GetProperty("x")[1].GetDouble());

        Close.WithinOneUlp(expected.Number("y"), y);
    }

    [Fact]
    public void The_hand_set_network_gives_the_articles_number()
    {
        JsonElement expected = Seed.GetProperty("handSet");
        double w1 = expected.GetProperty("allWeights")[0].GetDouble();
        double w2 = expected.GetProperty("allWeights")[1].GetDouble();
        double b = expected.Number("bias");
        var network = new GenderNet();
        ref GenderNet.ParameterSet p = ref network.Parameters;
        (p.W1_1_1, p.W1_1_2, p.B1_1) = (w1, w2, b);
        (p.W1_2_1, p.W1_2_2, p.B1_2) = (w1, w2, b);
        (p.W2_1_1, p.W2_1_2, p.B2_1) = (w1, w2, b);

        double y = network.FeedForward(expected.GetProperty("x")[0].GetDouble(), expected.GetProperty("x")[1].GetDouble());

        Close.WithinOneUlp(expected.Number("y"), y);
    }

    [Fact]
    public void The_mean_squared_error_of_the_articles_example_is_one_half()
    {
        JsonElement expected = Seed.GetProperty("mse");
        var network = new AlwaysZero();
        double[] outputs = new double[4];
        network.FeedForward([1, 2, 3, 4], outputs);

        Assert.Equal(expected.GetProperty("output").Numbers(), outputs);
        Assert.Equal(expected.Number("loss"), network.Evaluate([1, 2, 3, 4], expected.GetProperty("target").Numbers()));
    }

    [Fact]
    public void The_gradient_of_the_first_sample_is_NumPys()
    {
        JsonElement expected = Seed.GetProperty("gradientOfFirstSample");
        GenderNet network = Start();
        GenderNet.ParameterSet gradient = default;

        network.Backprop(Inputs.AsSpan(0, 2), Targets.AsSpan(0, 1), ref gradient);

        Compare(expected, gradient, 1e-13);
    }

    [Fact]
    public void Training_epoch_by_epoch_follows_the_articles_losses_to_its_final_weights()
    {
        JsonElement expected = Seed.GetProperty("lossByEpoch");
        GenderNet network = Start();
        int compared = 0;

        for (int epoch = 0; epoch < Epochs; epoch++)
        {
            network.Train(Inputs, Targets, LearningRate);
            if (expected.TryGetProperty($"{epoch}", out JsonElement loss))
            {
                Close.Relative(loss.GetDouble(), network.Evaluate(Inputs, Targets), 1e-9, 0, $"loss after epoch {epoch}");
                compared++;
            }
        }

        Assert.Equal(100, compared);
        Compare(Seed.GetProperty("end"), network.Parameters, 1e-9);
        JsonElement predictions = Seed.GetProperty("predictions");
        Close.Relative(predictions.Number("Emily (-7, -3)"), network.FeedForward(-7, -3), 1e-9, 0, "Emily");
        Close.Relative(predictions.Number("Frank (20, 2)"), network.FeedForward(20, 2), 1e-9, 0, "Frank");
    }

    [Fact]
    public void One_call_of_a_thousand_epochs_gives_the_bits_of_a_thousand_calls()
    {
        GenderNet atOnce = Start();
        GenderNet oneByOne = Start();
        var structure = new GenderNetStruct();
        Start().ParameterSpan.CopyTo(structure.ParameterSpan);
        double last = 0;

        double loss = atOnce.Train(Inputs, Targets, LearningRate, Epochs);
        double structureLoss = structure.Train(Inputs, Targets, LearningRate, Epochs);
        for (int epoch = 0; epoch < Epochs; epoch++)
            last = oneByOne.Train(Inputs, Targets, LearningRate);

        Assert.Equal(last, loss);
        Assert.Equal(last, structureLoss);
        Close.SameBits<double>(oneByOne.ParameterSpan, atOnce.ParameterSpan, "weights");
        Close.SameBits<double>(oneByOne.ParameterSpan, structure.ParameterSpan, "weights of the struct");
        Compare(Seed.GetProperty("end"), atOnce.Parameters, 1e-9);
    }

    [Fact]
    public void Train_returns_the_mean_of_the_losses_seen_before_each_step()
    {
        GenderNet network = Start();
        GenderNet steps = Start();
        double expected = 0;
        for (int row = 0; row < 4; row++)
        {
            expected += steps.Evaluate(Inputs.AsSpan(2 * row, 2), Targets.AsSpan(row, 1)) / 4;
            steps.Train(Inputs.AsSpan(2 * row, 2), Targets.AsSpan(row, 1), LearningRate);
        }

        Close.Relative(expected, network.Train(Inputs, Targets, LearningRate), 1e-14, 0, "loss");
        Close.SameBits<double>(steps.ParameterSpan, network.ParameterSpan, "weights");
    }

    private static GenderNet Start()
    {
        JsonElement start = Seed.GetProperty("start");
        var network = new GenderNet();
        ref GenderNet.ParameterSet p = ref network.Parameters;
        (p.W1_1_1, p.W1_1_2, p.B1_1) = (start.Number("w1"), start.Number("w2"), start.Number("b1"));
        (p.W1_2_1, p.W1_2_2, p.B1_2) = (start.Number("w3"), start.Number("w4"), start.Number("b2"));
        (p.W2_1_1, p.W2_1_2, p.B2_1) = (start.Number("w5"), start.Number("w6"), start.Number("b3"));
        return network;
    }

    private static void Compare(JsonElement expected, in GenderNet.ParameterSet actual, double tolerance)
    {
        Close.Relative(expected.Number("w1"), actual.W1_1_1, tolerance, 0, "w1");
        Close.Relative(expected.Number("w2"), actual.W1_1_2, tolerance, 0, "w2");
        Close.Relative(expected.Number("w3"), actual.W1_2_1, tolerance, 0, "w3");
        Close.Relative(expected.Number("w4"), actual.W1_2_2, tolerance, 0, "w4");
        Close.Relative(expected.Number("w5"), actual.W2_1_1, tolerance, 0, "w5");
        Close.Relative(expected.Number("w6"), actual.W2_1_2, tolerance, 0, "w6");
        Close.Relative(expected.Number("b1"), actual.B1_1, tolerance, 0, "b1");
        Close.Relative(expected.Number("b2"), actual.B1_2, tolerance, 0, "b2");
        Close.Relative(expected.Number("b3"), actual.B2_1, tolerance, 0, "b3");
    }
}
