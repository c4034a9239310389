using System.Numerics;

namespace NetGen;

/// <summary>Adds the penalties on weights to a gradient, then limits it.</summary>
internal sealed class GradientShaping<TSelf, T>(FitOptions<T> options)
    where TSelf : INetwork<TSelf, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly LayerLayout[] _layers = options.L1 > 0 || options.L2 > 0 ? NetworkLayout.Of<TSelf, T>().Layers : [];

    public void Apply(Span<T> gradient, ReadOnlySpan<T> parameters)
    {
        foreach (LayerLayout layer in _layers)
        {
            VectorMath.AddPenalty(
                gradient.Slice(layer.WeightStart, layer.WeightCount), parameters.Slice(layer.WeightStart, layer.WeightCount), options.L1, options.L2);
        }

        if (!double.IsPositiveInfinity(options.ClipValue))
        {
            VectorMath.Clip(gradient, options.ClipValue);
        }

        if (!double.IsPositiveInfinity(options.ClipNorm))
        {
            double norm = VectorMath.Norm<T>(gradient);
            if (norm > options.ClipNorm)
            {
                VectorMath.Scale(gradient, T.CreateTruncating(options.ClipNorm / norm));
            }
        }
    }
}
