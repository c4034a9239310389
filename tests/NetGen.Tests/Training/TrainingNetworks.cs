namespace NetGen.Tests;

[Network("2-4:tanh-1:sigmoid", Loss = Loss.BinaryCrossEntropy)]
public partial class XorNet;

[Network("2-4-1")]
public partial class XorSigmoidNet;

[Network("2-4:tanh-1:sigmoid", Loss = Loss.BinaryCrossEntropy)]
public partial struct XorStruct;

[Network("2-4:tanh-1:sigmoid", Loss = Loss.BinaryCrossEntropy, Precision = Precision.Single)]
public partial struct XorSingleStruct;

[Network("4-8:tanh-3:softmax", Loss = Loss.CategoricalCrossEntropy)]
public partial class IrisNet;

[Network("4-8:tanh-3:softmax", Loss = Loss.CategoricalCrossEntropy, Precision = Precision.Single)]
public partial class IrisSingleNet;

[Network("4-8:tanh-2:softmax", Loss = Loss.CategoricalCrossEntropy)]
public partial class OtherIrisNet;

[Network("64-64:relu-10:softmax", Loss = Loss.CategoricalCrossEntropy, Precision = Precision.Single)]
public partial class DigitsNet;

[Network("1-1:identity")]
public partial class LineNet;

/// <summary>Data for training.</summary>
internal static class TrainingData
{
    public static Dataset<double> Xor { get; } = Dataset.Create([0, 0, 0, 1, 1, 0, 1, 1], 2, [0.0, 1, 1, 0], 1);

    public static Dataset<double> Iris { get; } = ReadIris<double>();

    public static Dataset<float> IrisSingle { get; } = ReadIris<float>();

    public static Dataset<float> Digits { get; } = ReadDigits();

    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "References", name);

    private static Dataset<T> ReadIris<T>()
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        // The first line is not a header of columns, so it is skipped.
        using var reader = new StreamReader(PathOf("iris.csv"));
        reader.ReadLine();
        return Csv.Read<T>(reader, new() { HasHeader = false, Label = ^1 }, "iris.csv");
    }

    private static Dataset<float> ReadDigits()
    {
        using FileStream file = File.OpenRead(PathOf("digits.csv.gz"));
        using var text = new System.IO.Compression.GZipStream(file, System.IO.Compression.CompressionMode.Decompress);
        Dataset<float> data = Csv.Read<float>(text, new() { HasHeader = false, Label = ^1 }, "digits.csv.gz");
        return data.ScaleInputs(new Scaler<float>(new float[64], Enumerable.Repeat(1 / 16f, 64).ToArray()));
    }
}

/// <summary>How much the slow suite does, and where tests may write.</summary>
internal static class TestSettings
{
    public static bool Slow => Environment.GetEnvironmentVariable("NETGEN_SLOW") == "1";

    public static string NewFolder() => Directory.CreateTempSubdirectory("netgen").FullName;
}
