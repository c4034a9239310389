using System.Runtime.Intrinsics;
using D = NetGen.Kernels<double>;
using S = NetGen.Kernels<float>;

namespace NetGen;

/// <summary>Every activation under one signature, so that a test runs over all of them.</summary>
internal sealed class ActivationTable
{
    public static readonly IReadOnlyDictionary<string, ActivationTable> All = new Dictionary<string, ActivationTable>
    {
        ["Identity"] = Of<D.Functions.Identity, S.Functions.Identity>(D.Identity, D.Identity, S.Identity, S.Identity),
        ["Sigmoid"] = Of<D.Functions.Sigmoid, S.Functions.Sigmoid>(D.Sigmoid, D.Sigmoid, S.Sigmoid, S.Sigmoid, D.Sigmoid, D.Sigmoid),
        ["Tanh"] = Of<D.Functions.Tanh, S.Functions.Tanh>(D.Tanh, D.Tanh, S.Tanh, S.Tanh, D.Tanh, D.Tanh),
        ["Relu"] = Of<D.Functions.Relu, S.Functions.Relu>(D.Relu, D.Relu, S.Relu, S.Relu),
        ["LeakyRelu"] = Of<D.Functions.LeakyRelu, S.Functions.LeakyRelu>(D.LeakyRelu, D.LeakyRelu, S.LeakyRelu, S.LeakyRelu),
        ["Elu"] = Of<D.Functions.Elu, S.Functions.Elu>(D.Elu, D.Elu, S.Elu, S.Elu, D.Elu, D.Elu),
        ["Selu"] = Of<D.Functions.Selu, S.Functions.Selu>(D.Selu, D.Selu, S.Selu, S.Selu, D.Selu, D.Selu),
        ["Gelu"] = Of<D.Functions.Gelu, S.Functions.Gelu>(D.Gelu, D.Gelu, S.Gelu, S.Gelu, D.Gelu, D.Gelu),
        ["GeluTanh"] = Of<D.Functions.GeluTanh, S.Functions.GeluTanh>(D.GeluTanh, D.GeluTanh, S.GeluTanh, S.GeluTanh, D.GeluTanh, D.GeluTanh),
        ["Silu"] = Of<D.Functions.Silu, S.Functions.Silu>(D.Silu, D.Silu, S.Silu, S.Silu, D.Silu, D.Silu),
        ["Mish"] = Of<D.Functions.Mish, S.Functions.Mish>(D.Mish, D.Mish, S.Mish, S.Mish, D.Mish, D.Mish),
        ["Softplus"] = Of<D.Functions.Softplus, S.Functions.Softplus>(D.Softplus, D.Softplus, S.Softplus, S.Softplus, D.Softplus, D.Softplus),
        ["Softsign"] = Of<D.Functions.Softsign, S.Functions.Softsign>(D.Softsign, D.Softsign, S.Softsign, S.Softsign, D.Softsign, D.Softsign),
        ["HardSigmoid"] = Of<D.Functions.HardSigmoid, S.Functions.HardSigmoid>(D.HardSigmoid, D.HardSigmoid, S.HardSigmoid, S.HardSigmoid),
        ["HardSwish"] = Of<D.Functions.HardSwish, S.Functions.HardSwish>(D.HardSwish, D.HardSwish, S.HardSwish, S.HardSwish),
        ["HardTanh"] = Of<D.Functions.HardTanh, S.Functions.HardTanh>(D.HardTanh, D.HardTanh, S.HardTanh, S.HardTanh),
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

    private static ActivationTable Of<TDouble, TSingle>(
        Func<double, double> ofDouble,
        WithSlope<double> ofDoubleWithSlope,
        Func<float, float> ofSingle,
        WithSlope<float> ofSingleWithSlope,
        Func<Vector128<double>, Vector128<double>>? ofPair = null,
        WithSlope<Vector128<double>>? ofPairWithSlope = null)
        where TDouble : struct, IActivationFunction<double>
        where TSingle : struct, IActivationFunction<float>
    {
        TDouble doubles = default;
        TSingle singles = default;
        Assert.Equal(doubles.HasSlopeFromValue, singles.HasSlopeFromValue);
        bool slopes = doubles.HasSlopeFromValue;
        return new()
        {
            Double = ofDouble,
            DoubleWithSlope = ofDoubleWithSlope,
            Single = ofSingle,
            SingleWithSlope = ofSingleWithSlope,
            Pair = ofPair,
            PairWithSlope = ofPairWithSlope,
            Doubles = doubles.Value,
            DoublesWithSlope = doubles.Value,
            Singles = singles.Value,
            SinglesWithSlope = singles.Value,
            SlopeFromDouble = slopes ? a => doubles.SlopeFromValue(Vector256.Create(a)).ToScalar() : null,
            SlopeFromSingle = slopes ? a => singles.SlopeFromValue(Vector256.Create(a)).ToScalar() : null,
        };
    }
}
