using System.Numerics;
using NetGen.Tests;

namespace NetGen.Generator.Tests;

/// <summary>What holds for every network, to the last bit, in both precisions: several hundred random ones.</summary>
public class RandomPropertyTests
{
    [Fact]
    public void All_rows_in_one_call_have_the_bits_of_one_row_at_a_time()
        => InBothPrecisions(new BatchEqualsRows());

    [Fact]
    public void Both_overloads_of_Backprop_write_the_same_gradient_and_leave_the_weights_alone()
        => InBothPrecisions(new OverloadsAgree());

    [Fact]
    public void Empty_spans_skip_a_gradient_of_BackpropFrom_and_do_not_change_the_other()
        => InBothPrecisions(new EmptySpansSkip());

    [Fact]
    public void Training_on_many_rows_is_training_on_one_row_after_the_other()
        => InBothPrecisions(new TrainingIsRowByRow());

    [Fact]
    public void The_same_call_gives_the_same_bits_again()
        => InBothPrecisions(new CallsRepeat());

    [Fact]
    public void Training_on_one_row_is_a_step_against_its_gradient()
    {
        RandomNetworks.ForEach((number, shape) =>
        {
            RandomRows rows = new RandomRows(shape.Topology, shape.Loss, seed: 5000 + number).Draw(1);
            Net<double> network = RandomNetworks.Instance.Double(number);
            rows.Oracle.Parameters.CopyTo(network.Parameters);
            double[] gradient = new double[network.ParameterCount];
            double loss = network.Backprop(rows.Inputs, rows.Targets, gradient);
            double[] expected = [.. rows.Oracle.Parameters.Zip(gradient, (w, g) => w - (0.125 * g))];

            double seen = network.Train(rows.Inputs, rows.Targets, 0.125);

            Close.Relative(loss, seen, 1e-12, 1e-15, "loss");
            Close.Relative(expected, network.Parameters, 1e-12, 1e-15, "weights");
        });
    }

    [Fact]
    public void The_gradient_of_many_rows_is_the_mean_of_their_gradients()
    {
        RandomNetworks.ForEach((number, shape) =>
        {
            int count = BatchSizes(number)[1];
            RandomRows rows = new RandomRows(shape.Topology, shape.Loss, seed: 6000 + number).Draw(count);
            Net<double> network = RandomNetworks.Instance.Double(number);
            rows.Oracle.Parameters.CopyTo(network.Parameters);
            double[] gradient = new double[network.ParameterCount];
            double[] single = new double[network.ParameterCount];
            double[] mean = new double[network.ParameterCount];
            double meanLoss = 0;
            for (int row = 0; row < count; row++)
            {
                meanLoss += network.Backprop(Row(rows.Inputs, row, network.InputCount), Row(rows.Targets, row, network.OutputCount), single) / count;
                for (int i = 0; i < mean.Length; i++)
                    mean[i] += single[i] / count;
            }

            double loss = network.Backprop(rows.Inputs, rows.Targets, gradient);

            Close.Relative(meanLoss, loss, 1e-12, 1e-15, "loss");
            Close.Scaled<double>(mean, gradient, 1e-13, "gradient");
        });
    }

    private interface IProperty
    {
        void Check<T>(Net<T> network, int rows, T[] inputs, T[] targets)
            where T : unmanaged, IFloatingPointIeee754<T>;
    }

    private static void InBothPrecisions(IProperty property)
    {
        RandomNetworks.ForEach((number, shape) =>
        {
            foreach (int count in BatchSizes(number))
            {
                RandomRows rows = new RandomRows(shape.Topology, shape.Loss, seed: 4000 + number).Draw(count);
                Net<double> network = RandomNetworks.Instance.Double(number);
                rows.Oracle.Parameters.CopyTo(network.Parameters);
                property.Check(network, count, rows.Inputs, rows.Targets);

                Net<float> single = RandomNetworks.Instance.Single(number);
                for (int i = 0; i < single.ParameterCount; i++)
                    single.Parameters[i] = (float)rows.Oracle.Parameters[i];

                property.Check(single, count, rows.SingleInputs, rows.SingleTargets);
            }
        });
    }

    /// <summary>Three batch sizes for every network; all from 1 to 40 occur.</summary>
    private static int[] BatchSizes(int number) => [1 + (number % 40), 1 + ((number * 7 + 13) % 40), number % 3 == 0 ? 1 : 40];

    private static ReadOnlySpan<T> Row<T>(T[] values, int row, int width) => values.AsSpan(row * width, width);

    private sealed class BatchEqualsRows : IProperty
    {
        public void Check<T>(Net<T> network, int rows, T[] inputs, T[] targets)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            T[] outputs = network.FeedForward(inputs);
            T[] row = new T[network.OutputCount];
            T[] outputGradients = targets;
            T[] inputGradients = new T[inputs.Length];
            T[] rowGradients = new T[network.InputCount];
            network.BackpropFrom(inputs, outputGradients, default, inputGradients);
            for (int i = 0; i < rows; i++)
            {
                ReadOnlySpan<T> x = Row(inputs, i, network.InputCount);
                network.FeedForward(x, row);
                Close.SameBits(row, Row(outputs, i, network.OutputCount), $"outputs of row {i} of {rows}");
                if (network.HasScalarForm)
                    Close.SameBits([network.FeedForwardScalar(x)], row, $"output of row {i} by the scalar form");

                network.BackpropFrom(x, Row(outputGradients, i, network.OutputCount), default, rowGradients);
                Close.SameBits(rowGradients, Row(inputGradients, i, network.InputCount), $"input gradients of row {i} of {rows}");
            }
        }
    }

    private sealed class OverloadsAgree : IProperty
    {
        public void Check<T>(Net<T> network, int rows, T[] inputs, T[] targets)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            T[] weights = network.Parameters.ToArray();
            T[] flat = new T[network.ParameterCount];
            T[] set = new T[network.ParameterCount];
            flat.AsSpan().Fill(T.NaN);

            T flatLoss = network.Backprop(inputs, targets, flat);
            T setLoss = network.BackpropSet(inputs, targets, set);

            Assert.Equal(flatLoss, setLoss);
            Close.SameBits<T>(flat, set, "gradient");
            Close.SameBits<T>(weights, network.Parameters, "weights after Backprop");
            network.Evaluate(inputs, targets);
            network.BackpropFrom(inputs, targets, flat, new T[inputs.Length]);
            network.FeedForward(inputs);
            Close.SameBits<T>(weights, network.Parameters, "weights after Evaluate, BackpropFrom and FeedForward");
        }
    }

    private sealed class EmptySpansSkip : IProperty
    {
        public void Check<T>(Net<T> network, int rows, T[] inputs, T[] targets)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            T[] gradient = new T[network.ParameterCount];
            T[] gradientAlone = new T[network.ParameterCount];
            T[] inputGradients = new T[inputs.Length];
            T[] inputGradientsAlone = new T[inputs.Length];
            gradient.AsSpan().Fill(T.NaN);
            inputGradients.AsSpan().Fill(T.NaN);

            network.BackpropFrom(inputs, targets, gradient, inputGradients);
            network.BackpropFrom(inputs, targets, gradientAlone, default);
            network.BackpropFrom(inputs, targets, default, inputGradientsAlone);
            network.BackpropFrom(inputs, targets, default, default);

            Close.SameBits<T>(gradient, gradientAlone, "gradient");
            Close.SameBits<T>(inputGradients, inputGradientsAlone, "input gradients");
        }
    }

    private sealed class TrainingIsRowByRow : IProperty
    {
        public void Check<T>(Net<T> network, int rows, T[] inputs, T[] targets)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            T[] start = network.Parameters.ToArray();
            T learningRate = T.CreateChecked(0.0625);
            network.Train(inputs, targets, learningRate, epochs: 2);
            T[] atOnce = network.Parameters.ToArray();

            start.CopyTo(network.Parameters);
            for (int epoch = 0; epoch < 2; epoch++)
                for (int i = 0; i < rows; i++)
                    network.Train(Row(inputs, i, network.InputCount), Row(targets, i, network.OutputCount), learningRate);

            Close.SameBits<T>(atOnce, network.Parameters, $"weights after {rows} rows");
        }
    }

    private sealed class CallsRepeat : IProperty
    {
        public void Check<T>(Net<T> network, int rows, T[] inputs, T[] targets)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            T[] start = network.Parameters.ToArray();
            T[] first = new T[network.ParameterCount];
            T[] second = new T[network.ParameterCount];
            T loss = network.Backprop(inputs, targets, first);
            T[] outputs = network.FeedForward(inputs);
            T trained = network.Train(inputs, targets, T.CreateChecked(0.0625));
            T[] weights = network.Parameters.ToArray();

            start.CopyTo(network.Parameters);

            Close.SameBits<T>(outputs, network.FeedForward(inputs), "outputs");
            Assert.Equal(loss, network.Backprop(inputs, targets, second));
            Close.SameBits<T>(first, second, "gradient");
            Assert.Equal(trained, network.Train(inputs, targets, T.CreateChecked(0.0625)));
            Close.SameBits<T>(weights, network.Parameters, "weights");
        }
    }
}
