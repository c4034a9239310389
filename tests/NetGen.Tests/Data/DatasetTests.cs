namespace NetGen.Tests;

public class DatasetTests
{
    [Fact]
    public void Rows_can_be_given_in_every_usual_form()
    {
        Dataset<double> flat = Dataset.Create([1, 2, 3, 4, 5, 6], 3, [7.0, 8], 1);
        Dataset<double> jagged = Dataset.Create([[1, 2, 3], [4, 5, 6]], new double[][] { [7], [8] });
        Dataset<double> square = Dataset.Create(new double[,] { { 1, 2, 3 }, { 4, 5, 6 } }, new double[,] { { 7 }, { 8 } });
        var memory = new Dataset<double>(new double[] { 1, 2, 3, 4, 5, 6 }.AsMemory(), 3, new double[] { 7, 8 }.AsMemory(), 1);
        foreach (Dataset<double> data in (Dataset<double>[])[flat, jagged, square, memory])
        {
            Assert.Equal((2, 3, 1), (data.Count, data.InputCount, data.TargetCount));
            Assert.Equal([4, 5, 6], data.GetInputs(1).ToArray());
            Assert.Equal([8], data.GetTargets(1).ToArray());
        }
    }

    [Fact]
    public void Rows_of_different_length_are_refused_by_number()
    {
        var error = Assert.Throws<ArgumentException>(() => Dataset.Create([[1, 2], [3.0]], new double[][] { [1], [2] }));
        Assert.Contains("Row 1 of inputs has 1 values, expected 2", error.Message);
        Assert.Throws<ArgumentException>(() => Dataset.Create([1.0, 2, 3], 2, [1.0], 1));
        Assert.Throws<ArgumentException>(() => Dataset.Create([1.0, 2], 2, [1.0, 2], 1));
        Assert.Throws<ArgumentException>(() => TrainingData.Xor.WithSampleWeights(new double[] { 1, 1, 1, -1 }));
        Assert.Throws<ArgumentException>(() => TrainingData.Xor.WithSampleWeights(new double[4]));
    }

    [Fact]
    public void Labels_become_one_hot_rows()
    {
        Assert.Equal([0, 0, 1, 1, 0, 0], Dataset.OneHot<double>([2, 0], 3));
        Assert.Throws<ArgumentException>(() => Dataset.OneHot<double>([3], 3));
        Assert.Equal(2, Dataset.FromLabels(new double[] { 1, 2 }, 1, [1, 2], 3).GetClass(1));
    }

    [Fact]
    public void Splitting_shares_out_every_row_once()
    {
        Dataset<double> data = Dataset.Create([.. Enumerable.Range(0, 101).Select(i => (double)i)], 1, new double[101], 1);
        (Dataset<double> first, Dataset<double> second) = data.Split(0.8, seed: 4);
        Assert.Equal((81, 20), (first.Count, second.Count));
        Assert.Equal(data.Inputs.ToArray(), first.Inputs.ToArray().Concat(second.Inputs.ToArray()).Order());
        Assert.NotEqual(data.Inputs.ToArray()[..81], first.Inputs.ToArray());
        Assert.Equal(first.Inputs.ToArray(), data.Split(0.8, seed: 4).First.Inputs.ToArray());
        Assert.NotEqual(first.Inputs.ToArray(), data.Split(0.8, seed: 5).First.Inputs.ToArray());
    }

    [Fact]
    public void Folds_test_every_row_once_and_never_train_on_it()
    {
        Dataset<double> data = Dataset.Create([.. Enumerable.Range(0, 23).Select(i => (double)i)], 1, new double[23], 1);
        (Dataset<double> Train, Dataset<double> Test)[] folds = [.. data.Folds(5)];
        Assert.Equal(5, folds.Length);
        Assert.Equal(data.Inputs.ToArray(), folds.SelectMany(fold => fold.Test.Inputs.ToArray()).Order());
        Assert.All(folds, fold => Assert.Empty(fold.Train.Inputs.ToArray().Intersect(fold.Test.Inputs.ToArray())));
        Assert.All(folds, fold => Assert.Equal(23, fold.Train.Count + fold.Test.Count));
    }

    [Fact]
    public void Weights_and_names_follow_their_rows()
    {
        Dataset<double> data = Dataset.FromLabels(new double[] { 10, 20, 30 }, 1, [0, 1, 1], 2, ["no", "yes"]).WithSampleWeights(new double[] { 1, 2, 3 });
        Dataset<double> part = data.Subset([2, 0, 2]);
        Assert.Equal([30, 10, 30], part.Inputs.ToArray());
        Assert.Equal([3, 1, 3], part.SampleWeights.ToArray());
        Assert.Equal(["no", "yes"], part.ClassNames);
        Assert.Equal([2, 3], data.Slice(1, 2).SampleWeights.ToArray());
    }

    [Fact]
    public void Standard_scaling_gives_mean_0_and_deviation_1_and_can_be_undone()
    {
        Scaler<double> scaler = Scaler.Standard(TrainingData.Iris);
        Dataset<double> scaled = TrainingData.Iris.ScaleInputs(scaler);
        for (int column = 0; column < 4; column++)
        {
            double[] values = [.. Enumerable.Range(0, 150).Select(row => scaled.GetInputs(row)[column])];
            Assert.Equal(0, values.Average(), 1e-14);
            Assert.Equal(1, values.Average(x => x * x), 1e-13);
        }

        double[] restored = scaled.Inputs.ToArray();
        scaler.Restore(restored);
        Close.Relative(TrainingData.Iris.Inputs.ToArray(), restored, 1e-14, 1e-14, "restored");
    }

    [Fact]
    public void Min_max_scaling_gives_0_to_1_and_spares_columns_that_never_change()
    {
        Scaler<float> scaler = Scaler.MinMax<float>([1, 5, 3, 5, 2, 5], 2);
        float[] rows = [1, 5, 3, 5, 2, 6];
        scaler.Transform(rows);
        Assert.Equal([0, 0, 1, 0, 0.5f, 1], rows);
        Assert.Throws<ArgumentException>(() => scaler.Transform(new float[3]));
        Assert.Throws<ArgumentException>(() => Scaler.Standard<float>([float.NaN], 1));
    }
}
