namespace NetGen.Tests;

/// <summary>Metrics against scikit-learn's definitions, with numbers worked out by hand.</summary>
public class MetricTests
{
    // Actual 0: 3 right, 1 taken for 1. Actual 1: 2 right, 2 taken for 2. Actual 2: 1 right, 1 taken for 0.
    private static readonly (int Actual, int Predicted)[] Pairs =
        [(0, 0), (0, 0), (0, 0), (0, 1), (1, 1), (1, 1), (1, 2), (1, 2), (2, 2), (2, 0)];

    [Fact]
    public void Accuracy_precision_recall_and_F1_follow_from_the_confusion_matrix()
    {
        ConfusionMatrix matrix = Matrix();
        Assert.Equal(10, matrix.Total);
        Assert.Equal(2, matrix[1, 2]);
        Assert.Equal(0.6, matrix.Accuracy, 1e-15);
        Assert.Equal(3 / 4.0, matrix.Precision(0), 1e-15);
        Assert.Equal(2 / 3.0, matrix.Precision(1), 1e-15);
        Assert.Equal(1 / 3.0, matrix.Precision(2), 1e-15);
        Assert.Equal(3 / 4.0, matrix.Recall(0), 1e-15);
        Assert.Equal(1 / 2.0, matrix.Recall(1), 1e-15);
        Assert.Equal(1 / 2.0, matrix.Recall(2), 1e-15);
        Assert.Equal(4 / 7.0, matrix.F1(1), 1e-15);
        Assert.Equal(((3 / 4.0) + (4 / 7.0) + (2 / 5.0)) / 3, matrix.MacroF1, 1e-15);
    }

    [Fact]
    public void A_class_that_never_occurs_counts_0_and_nothing_divides_by_0()
    {
        var matrix = new ConfusionMatrix(3);
        Assert.Equal(0, matrix.Accuracy);
        matrix.Add(0, 0);
        Assert.Equal((0, 0, 0), (matrix.Precision(2), matrix.Recall(2), matrix.F1(2)));
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Add(3, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix[0, 3]);
    }

    [Fact]
    public void The_table_lines_up()
    {
        var matrix = new ConfusionMatrix(2, ["cat", "horse"]);
        matrix.Add(0, 0);
        matrix.Add(1, 0);
        matrix.Add(1, 1);
        Assert.Equal(
            "actual    cat  horse  precision  recall      F1\n"
            + "cat         1      0     0.5000  1.0000  0.6667\n"
            + "horse       1      1     1.0000  0.5000  0.6667\n",
            matrix.ToString());
    }

    [Fact]
    public void One_output_tells_two_classes()
    {
        Assert.Equal(0.75, Metric.Accuracy.Compute<double>([0.5, 0.49, 0.9, 0.1], [1, 0, 1, 1], 1));
        Assert.Equal(0.5, Metric.Accuracy.Compute<double>([0.5, 0.5, 0.1, 0.9], [1, 0, 1, 0], 2));
    }

    [Fact]
    public void Errors_of_values_are_means_over_all_outputs()
    {
        double[] outputs = [2.5, 0, 2, 8];
        double[] targets = [3, -0.5, 2, 7];
        Assert.Equal(0.375, Metric.MeanSquaredError.Compute<double>(outputs, targets, 1));
        Assert.Equal(0.5, Metric.MeanAbsoluteError.Compute<double>(outputs, targets, 1));

        // scikit-learn's own example: 0.948...
        Assert.Equal(1 - (1.5 / 29.1875), Metric.R2.Compute<double>(outputs, targets, 1), 1e-15);
    }

    [Fact]
    public void R2_is_the_mean_over_the_outputs()
    {
        // Errors 1.25 and 3, squared deviations of the targets 36 + 1/6 and 32 + 2/3.
        double[] outputs = [0, 2, -1, 2, 8, -5];
        double[] targets = [0.5, 1, -1, 1, 7, -6];
        Assert.Equal(1 - (((1.25 / (217 / 6.0)) + (3 / (98 / 3.0))) / 2), Metric.R2.Compute<double>(outputs, targets, 2), 1e-15);
        Assert.Equal(1, Metric.R2.Compute<double>([2, 2], [2, 2], 1));
        Assert.Equal(0, Metric.R2.Compute<double>([2, 3], [2, 2], 1));
    }

    [Fact]
    public void A_network_is_measured_over_a_data_set_in_parts()
    {
        var net = new IrisNet();
        double[] outputs = net.Predict(TrainingData.Iris);
        double[] direct = new double[450];
        net.FeedForward(TrainingData.Iris.Inputs.Span, direct);
        Close.SameBits<double>(direct, outputs, "outputs");
        Assert.Equal(
            Metric.MeanSquaredError.Compute<double>(outputs, TrainingData.Iris.Targets.Span, 3),
            net.Evaluate(TrainingData.Iris, Metric.MeanSquaredError));
        Assert.Equal(net.ConfusionMatrix(TrainingData.Iris).Accuracy, net.Evaluate(TrainingData.Iris, Metric.Accuracy));
        Assert.Equal(150, net.ConfusionMatrix(TrainingData.Iris).Total);
        Assert.Equal(net.Evaluate(TrainingData.Iris.Inputs.Span, TrainingData.Iris.Targets.Span), net.Evaluate(TrainingData.Iris));
        Assert.Throws<ArgumentException>(() => net.Evaluate(TrainingData.Xor));
    }

    [Fact]
    public void Measuring_allocates_nothing_for_a_row()
    {
        var net = new DigitsNet();
        Assert.Equal(Allocated(100), Allocated(1700));

        long Allocated(int rows)
        {
            Dataset<float> data = TrainingData.Digits.Slice(0, rows);
            return Allocation.Of(() => net.Evaluate(data, Metric.F1));
        }
    }

    private static ConfusionMatrix Matrix()
    {
        var matrix = new ConfusionMatrix(3);
        foreach ((int actual, int predicted) in Pairs)
        {
            matrix.Add(actual, predicted);
        }

        return matrix;
    }
}
