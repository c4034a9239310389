using System.Runtime.Intrinsics;

namespace NetGen;

/// <summary>Every activation under one signature, so that a test runs over all of them.</summary>
internal sealed class ActivationTable
{
    public static readonly IReadOnlyDictionary<string, ActivationTable> All = new Dictionary<string, ActivationTable>
    {
        ["Identity"] = Of<Functions.Identity>(Kernels.Identity, Kernels.Identity, Kernels.Identity, Kernels.Identity),
        ["Sigmoid"] = Of<Functions.Sigmoid>(Kernels.Sigmoid, Kernels.Sigmoid, Kernels.Sigmoid, Kernels.Sigmoid, Kernels.Sigmoid, Kernels.Sigmoid),
        ["Tanh"] = Of<Functions.Tanh>(Kernels.Tanh, Kernels.Tanh, Kernels.Tanh, Kernels.Tanh, Kernels.Tanh, Kernels.Tanh),
        ["Relu"] = Of<Functions.Relu>(Kernels.Relu, Kernels.Relu, Kernels.Relu, Kernels.Relu),
        ["LeakyRelu"] = Of<Functions.LeakyRelu>(Kernels.LeakyRelu, Kernels.LeakyRelu, Kernels.LeakyRelu, Kernels.LeakyRelu),
        ["Elu"] = Of<Functions.Elu>(Kernels.Elu, Kernels.Elu, Kernels.Elu, Kernels.Elu, Kernels.Elu, Kernels.Elu),
        ["Selu"] = Of<Functions.Selu>(Kernels.Selu, Kernels.Selu, Kernels.Selu, Kernels.Selu, Kernels.Selu, Kernels.Selu),
        ["Gelu"] = Of<Functions.Gelu>(Kernels.Gelu, Kernels.Gelu, Kernels.Gelu, Kernels.Gelu, Kernels.Gelu, Kernels.Gelu),
        ["GeluTanh"] = Of<Functions.GeluTanh>(Kernels.GeluTanh, Kernels.GeluTanh, Kernels.GeluTanh, Kernels.GeluTanh, Kernels.GeluTanh, Kernels.GeluTanh),
        ["Silu"] = Of<Functions.Silu>(Kernels.Silu, Kernels.Silu, Kernels.Silu, Kernels.Silu, Kernels.Silu, Kernels.Silu),
        ["Mish"] = Of<Functions.Mish>(Kernels.Mish, Kernels.Mish, Kernels.Mish, Kernels.Mish, Kernels.Mish, Kernels.Mish),
        ["Softplus"] = Of<Functions.Softplus>(Kernels.Softplus, Kernels.Softplus, Kernels.Softplus, Kernels.Softplus, Kernels.Softplus, Kernels.Softplus),
        ["Softsign"] = Of<Functions.Softsign>(Kernels.Softsign, Kernels.Softsign, Kernels.Softsign, Kernels.Softsign, Kernels.Softsign, Kernels.Softsign),
        ["HardSigmoid"] = Of<Functions.HardSigmoid>(Kernels.HardSigmoid, Kernels.HardSigmoid, Kernels.HardSigmoid, Kernels.HardSigmoid),
        ["HardSwish"] = Of<Functions.HardSwish>(Kernels.HardSwish, Kernels.HardSwish, Kernels.HardSwish, Kernels.HardSwish),
        ["HardTanh"] = Of<Functions.HardTanh>(Kernels.HardTanh, Kernels.HardTanh, Kernels.HardTanh, Kernels.HardTanh),
    };

    public delegate T WithSlope<T>(T z, out T slope);

    public required Func<double, double> Double { get; init; }

    public required WithSlope<double> DoubleWithSlope { get; init; }

    public required Func<float, float> Single { get; init; }

    public required WithSlope<float> SingleWithSlope { get; init; }

    public required Func<Vector256<double>, Vector256<double>> Doubles { get; init; }

    public required WithSlope<Vector256<double>> DoublesWithSlope { get; init; }

    public required Func<Vector256<float>, Vector256<float>> Singles { get; init; }

    public required WithSlope<Vector256<float>> SinglesWithSlope { get; init; }

    /// <summary>Two neurons of a row together, where the function costs enough for that.</summary>
    public required Func<Vector128<double>, Vector128<double>>? Pair { get; init; }

    /// <inheritdoc cref="Pair"/>
    public required WithSlope<Vector128<double>>? PairWithSlope { get; init; }

    /// <summary>The slope from the value, where the function has that.</summary>
    public required Func<double, double>? SlopeFromDouble { get; init; }

    /// <inheritdoc cref="SlopeFromDouble"/>
    public required Func<float, float>? SlopeFromSingle { get; init; }

    public static TheoryData<string> Names => [.. All.Keys];

    /// <summary>Whether the slope crosses zero between -3 and 0, where its error counts absolutely.</summary>
    public static bool SlopeHasZero(string name) => name is "Gelu" or "GeluTanh" or "Silu" or "Mish" or "HardSwish";

    private static ActivationTable Of<TFunction>(
        Func<double, double> ofDouble,
        WithSlope<double> ofDoubleWithSlope,
        Func<float, float> ofSingle,
        WithSlope<float> ofSingleWithSlope,
        Func<Vector128<double>, Vector128<double>>? ofPair = null,
        WithSlope<Vector128<double>>? ofPairWithSlope = null)
        where TFunction : struct, IActivationFunction
    {
        TFunction function = default;
        bool slopes = function.HasSlopeFromValue;
        return new()
        {
            Double = ofDouble,
            DoubleWithSlope = ofDoubleWithSlope,
            Single = ofSingle,
            SingleWithSlope = ofSingleWithSlope,
            Pair = ofPair,
            PairWithSlope = ofPairWithSlope,
            Doubles = function.Value,
            DoublesWithSlope = function.Value,
            Singles = function.Value,
            SinglesWithSlope = function.Value,
            SlopeFromDouble = slopes ? a => function.SlopeFromValue(Vector256.Create(a)).ToScalar() : null,
            SlopeFromSingle = slopes ? a => function.SlopeFromValue(Vector256.Create(a)).ToScalar() : null,
        };
    }
}
