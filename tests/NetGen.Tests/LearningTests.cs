using System.Text.Json;

namespace NetGen.Tests;

/// <summary>The article's loop learns, from whatever seed.</summary>
public class LearningTests
{
    private static readonly double[] XorInputs = [0, 0, 0, 1, 1, 0, 1, 1];
    private static readonly double[] XorTargets = [0, 1, 1, 0];

    [Fact]
    public void Exclusive_or_is_learned_from_at_least_nine_of_ten_seeds()
    {
        int learned = 0;
        for (int seed = 0; seed < 10; seed++)
        {
            var network = new XorSquaredNet();
            network.Initialize(seed);
            network.Train(XorInputs, XorTargets, 0.5, epochs: 5000);
            learned += network.Evaluate(XorInputs, XorTargets) < 0.01 ? 1 : 0;
        }

        Assert.InRange(learned, 9, 10);
    }

    [Fact]
    public void Exclusive_or_is_learned_by_a_struct_in_single_precision()
    {
        float[] inputs = [.. XorInputs.Select(x => (float)x)];
        float[] targets = [.. XorTargets.Select(t => (float)t)];
        int learned = 0;
        for (int seed = 0; seed < 10; seed++)
        {
            var network = new XorSquaredSingle();
            network.Initialize(seed);
            network.Train(inputs, targets, 0.5f, epochs: 5000);
            learned += network.Evaluate(inputs, targets) < 0.01f ? 1 : 0;
        }

        Assert.InRange(learned, 9, 10);
    }

    [Fact]
    public void The_articles_network_tells_everybody_apart_from_twenty_seeds()
    {
        JsonElement article = ReferenceFile.Read("seed.json");
        double[] inputs = article.GetProperty("data").Numbers();
        double[] targets = article.GetProperty("targets").Numbers();
        for (int seed = 1; seed <= 20; seed++)
        {
            var network = new GenderNet();
            network.Initialize(seed, Initializer.Normal);
            network.Train(inputs, targets, 0.1, epochs: 1000);
            for (int person = 0; person < targets.Length; person++)
                Assert.Equal(targets[person], Math.Round(network.FeedForward(inputs[2 * person], inputs[(2 * person) + 1])));

            Assert.InRange(network.FeedForward(-7, -3), 0.5, 1);
            Assert.InRange(network.FeedForward(20, 2), 0, 0.5);
        }
    }
}
