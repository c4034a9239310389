using System.Text.Json;

namespace NetGen.Tests;

/// <summary>One network of <c>pytorch.json</c>, its parameters and gradients in NetGen's flat order.</summary>
internal sealed class PyTorchCase
{
    private static readonly Lazy<PyTorchCase[]> Cases = new(() =>
        [.. ReferenceFile.Read("pytorch.json").GetProperty("cases").EnumerateArray().Select(element => new PyTorchCase(element))]);

    private PyTorchCase(JsonElement element)
    {
        Topology = element.GetProperty("topology").GetString()!;
        Loss = Enum.Parse<Loss>(element.GetProperty("loss").GetString()!);
        Parameters = Flat(element.GetProperty("parameters"));
        Inputs = element.GetProperty("inputs").Numbers();
        Targets = element.GetProperty("targets").Numbers();
        Outputs = element.GetProperty("outputs").Numbers();
        LossValue = element.Number("lossValue");
        Gradients = Flat(element.GetProperty("gradients"));
        InputGradients = element.GetProperty("inputGradients").Numbers();
        Steps = element.GetProperty("fullBatchSteps").GetInt32();
        AfterSgd = Flat(element.GetProperty("afterSteps").GetProperty("Sgd(learningRate: 0.1)"));
        Rows = element.GetProperty("inputs").GetArrayLength();
    }

    public static IReadOnlyList<PyTorchCase> All => Cases.Value;

    public string Topology { get; }

    public Loss Loss { get; }

    public int Rows { get; }

    public double[] Parameters { get; }

    public double[] Inputs { get; }

    public double[] Targets { get; }

    public double[] Outputs { get; }

    public double LossValue { get; }

    public double[] Gradients { get; }

    public double[] InputGradients { get; }

    public int Steps { get; }

    /// <summary>The parameters after <see cref="Steps"/> full-batch steps with learning rate 0.1.</summary>
    public double[] AfterSgd { get; }

    /// <summary>From PyTorch's W[to][from] and b[to], layer by layer, to NetGen's order: all neurons of input 1, of input 2, …, then the biases.</summary>
    public static double[] Flat(JsonElement layers)
    {
        var flat = new List<double>();
        for (int layer = 1; layers.TryGetProperty($"W{layer}", out JsonElement weights); layer++)
        {
            int neurons = weights.GetArrayLength();
            int inputs = weights[0].GetArrayLength();
            for (int from = 0; from < inputs; from++)
                for (int to = 0; to < neurons; to++)
                    flat.Add(weights[to][from].GetDouble());

            flat.AddRange(layers.GetProperty($"b{layer}").Numbers());
        }

        return [.. flat];
    }
}
