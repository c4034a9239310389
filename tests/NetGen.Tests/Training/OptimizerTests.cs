using System.Globalization;
using System.Text.Json;

namespace NetGen.Tests;

/// <summary>Every optimizer against PyTorch: ten full-batch steps of 39 networks.</summary>
public class OptimizerTests
{
    // The settings written as in pytorch.json's keys.
    internal static readonly Dictionary<string, Optimizer> Optimizers = new()
    {
        ["Sgd(learningRate: 0.1)"] = Optimizer.Sgd(learningRate: 0.1),
        ["Momentum(learningRate: 0.05, momentum: 0.9)"] = Optimizer.Momentum(learningRate: 0.05, momentum: 0.9),
        ["Nesterov(learningRate: 0.05, momentum: 0.9)"] = Optimizer.Nesterov(learningRate: 0.05, momentum: 0.9),
        ["RmsProp(learningRate: 0.01, decay: 0.99, epsilon: 1e-8)"] = Optimizer.RmsProp(learningRate: 0.01, decay: 0.99, epsilon: 1e-8),
        ["Adagrad(learningRate: 0.05, epsilon: 1e-10)"] = Optimizer.Adagrad(learningRate: 0.05, epsilon: 1e-10),
        ["Adam(learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8)"] = Optimizer.Adam(learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8),
        ["AdamW(learningRate: 0.01, weightDecay: 0.05)"] = Optimizer.AdamW(learningRate: 0.01, weightDecay: 0.05),
        ["Rprop(learningRate: 0.01, etaMinus: 0.5, etaPlus: 1.2, min: 1e-6, max: 50)"]
            = Optimizer.Rprop(learningRate: 0.01, etaMinus: 0.5, etaPlus: 1.2, min: 1e-6, max: 50),
    };

    internal static readonly JsonElement Cases = ReferenceFile.Read("pytorch.json").GetProperty("cases");

    public static TheoryData<int, string> Trajectories
    {
        get
        {
            var data = new TheoryData<int, string>();
            for (int number = 0; number < Cases.GetArrayLength(); number++)
            {
                foreach (JsonProperty trajectory in Cases[number].GetProperty("afterSteps").EnumerateObject())
                {
                    data.Add(number, trajectory.Name);
                }
            }

            return data;
        }
    }

    public static TheoryData<string> Names => [.. Optimizers.Keys];

    [Fact]
    public void There_are_eight_trajectories_of_39_networks() => Assert.Equal(8 * 39, Trajectories.Count);

    [Theory]
    [MemberData(nameof(Trajectories))]
    public void Ten_full_batch_steps_end_where_PyTorch_ends(int number, string name)
    {
        PyTorchCase given = PyTorchCase.All[number];
        double[] expected = PyTorchCase.Flat(Cases[number].GetProperty("afterSteps").GetProperty(name));
        var network = new NaiveNetwork(given.Topology, given.Loss) { Parameters = [.. given.Parameters] };
        var gradient = new double[network.Parameters.Length];
        var inputGradients = new double[given.Inputs.Length];
        OptimizerState<double> state = Optimizers[name].CreateState<double>(gradient.Length);

        for (int step = 0; step < given.Steps; step++)
        {
            network.Backprop(given.Inputs, given.Targets, gradient, inputGradients);
            state.Step(network.Parameters, gradient);
        }

        Assert.Equal(given.Steps, state.StepCount);
        Close.Relative(expected, network.Parameters, 1e-10, 1e-15, name);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_element_has_the_same_bits_wherever_it_lies(string name)
    {
        // 1 to 19 elements: in whole vectors, in the rest, in every lane.
        var random = new Xoshiro256(5);
        double[] start = [.. Enumerable.Range(0, 19).Select(_ => random.NextDouble() - 0.5)];
        double[][] gradients = [.. Enumerable.Range(0, 5).Select(_ => start.Select(_ => random.NextDouble() - 0.5).ToArray())];
        double[] expected = Steps(start, gradients);
        for (int from = 0; from < 19; from++)
        {
            for (int to = from + 1; to <= 19; to++)
            {
                double[] actual = Steps(start[from..to], [.. gradients.Select(gradient => gradient[from..to])]);
                Close.SameBits<double>(expected.AsSpan(from, to - from), actual, name);
            }
        }

        double[] Steps(double[] parameters, double[][] all)
        {
            parameters = [.. parameters];
            OptimizerState<double> state = Optimizers[name].CreateState<double>(parameters.Length);
            foreach (double[] gradient in all)
            {
                state.Step(parameters, gradient);
            }

            return parameters;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Single_precision_follows_double_precision(string name)
    {
        var random = new Xoshiro256(6);
        double[] wide = [.. Enumerable.Range(0, 21).Select(_ => random.NextDouble() - 0.5)];
        float[] single = [.. wide.Select(value => (float)value)];
        OptimizerState<double> wideState = Optimizers[name].CreateState<double>(wide.Length);
        OptimizerState<float> singleState = Optimizers[name].CreateState<float>(wide.Length);
        for (int step = 0; step < 20; step++)
        {
            double[] gradient = [.. wide.Select(_ => random.NextDouble() - 0.5)];
            wideState.Step(wide, gradient);
            singleState.Step(single, [.. gradient.Select(value => (float)value)]);
        }

        Close.Relative(wide, single.Select(value => (double)value).ToArray(), 1e-5, 2e-6, name);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_step_allocates_nothing(string name)
    {
        var parameters = new float[1003];
        var gradient = new float[1003];
        OptimizerState<float> state = Optimizers[name].CreateState<float>(1003);
        Assert.Equal(0, Allocation.Of(() =>
        {
            for (int i = 0; i < 100; i++)
            {
                state.Step(parameters, gradient);
            }
        }));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Wrong_lengths_are_refused_before_anything_is_written(string name)
    {
        OptimizerState<double> state = Optimizers[name].CreateState<double>(3);
        double[] parameters = [1, 2, 3];
        Assert.Equal("gradient", Assert.Throws<ArgumentException>(() => state.Step(parameters, new double[2])).ParamName);
        Assert.Equal("parameters", Assert.Throws<ArgumentException>(() => state.Step(new double[4], new double[3])).ParamName);
        Assert.Equal([1, 2, 3], parameters);
        Assert.Equal(0, state.StepCount);
    }

    [Fact]
    public void Defaults_are_PyTorchs()
    {
        Assert.Equal("Sgd(learningRate: 0.001)", Optimizer.Sgd().ToString());
        Assert.Equal("RmsProp(learningRate: 0.01, decay: 0.99, epsilon: 1E-08)", Optimizer.RmsProp().ToString());
        Assert.Equal("Adagrad(learningRate: 0.01, epsilon: 1E-10)", Optimizer.Adagrad().ToString());
        Assert.Equal("Adam(learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1E-08)", Optimizer.Adam().ToString());
        Assert.Equal("AdamW(learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1E-08, weightDecay: 0.01)", Optimizer.AdamW().ToString());
        Assert.Equal("Rprop(learningRate: 0.01, etaMinus: 0.5, etaPlus: 1.2, min: 1E-06, max: 50)", Optimizer.Rprop().ToString());
    }

    [Fact]
    public void Settings_outside_their_range_are_refused_by_name()
    {
        Assert.Equal("learningRate", Assert.Throws<ArgumentOutOfRangeException>(() => Optimizer.Sgd(0)).ParamName);
        Assert.Equal("learningRate", Assert.Throws<ArgumentOutOfRangeException>(() => Optimizer.Adam(double.NaN)).ParamName);
        Assert.Equal("momentum", Assert.Throws<ArgumentOutOfRangeException>(() => Optimizer.Momentum(0.1, 1)).ParamName);
        Assert.Equal("beta2", Assert.Throws<ArgumentOutOfRangeException>(() => Optimizer.Adam(beta2: -0.1)).ParamName);
        Assert.Equal("weightDecay", Assert.Throws<ArgumentOutOfRangeException>(() => Optimizer.AdamW(weightDecay: -1)).ParamName);
        Assert.Equal("max", Assert.Throws<ArgumentOutOfRangeException>(() => Optimizer.Rprop(min: 2, max: 1)).ParamName);
    }

    [Fact]
    public void Moments_of_a_weight_that_stopped_moving_become_zero_instead_of_subnormal()
    {
        // Subnormal numbers would make every further step many times slower.
        OptimizerState<float> state = Optimizer.Adam().CreateState<float>(8);
        var parameters = new float[8];
        state.Step(parameters, Enumerable.Repeat(1e-3f, 8).ToArray());
        for (int i = 0; i < 1000; i++)
        {
            state.Step(parameters, new float[8]);
        }

        Assert.True(state.Slot0.ToArray().All(moment => moment == 0));
    }

    [Fact]
    public void Numbers_in_ToString_do_not_depend_on_the_culture()
    {
        CultureInfo.CurrentCulture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        CultureInfo.CurrentCulture.NumberFormat.NumberDecimalSeparator = ",";
        Assert.Equal("Sgd(learningRate: 0.5)", Optimizer.Sgd(0.5).ToString());
    }
}
