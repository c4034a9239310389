using System.Runtime.InteropServices;

namespace NetGen;

/// <content>
/// Softmax and its cross-entropy, over the neurons of a layer: one vector per neuron, whose lanes are rows, or one number per neuron of a single row.
/// Sums run over the neurons in ascending order, so a row has the same bits alone and among others.
/// </content>
public static partial class Kernels<T>
    where T : unmanaged
{
    /// <summary>Replaces the pre-activations of a layer by its activations e^z_j / Σ e^z_k.</summary>
    /// <param name="z">One vector per neuron; its lanes are rows.</param>
    public static void Softmax(Span<Vector256<T>> z)
        => Softmax<AllLanes<T>>(Numbers(z));

    /// <summary>Replaces the pre-activations of a layer by its activations e^z_j / Σ e^z_k, for one row.</summary>
    public static void Softmax(Span<T> z)
        => Softmax<OneLane<T>>(z);

    /// <summary>Turns dL/da of a softmax layer into dL/dz_j = a_j (dL/da_j - Σ a_k dL/da_k).</summary>
    /// <param name="a">The activations: one vector per neuron; its lanes are rows.</param>
    /// <param name="gradient">dL/da of every neuron, overwritten with dL/dz.</param>
    public static void SoftmaxBackward(ReadOnlySpan<Vector256<T>> a, Span<Vector256<T>> gradient)
        => SoftmaxBackward<AllLanes<T>>(Numbers(a), Numbers(gradient));

    /// <summary>Turns dL/da of a softmax layer into dL/dz, for one row.</summary>
    /// <param name="a">The activation of every neuron.</param>
    /// <param name="gradient">dL/da of every neuron, overwritten with dL/dz.</param>
    public static void SoftmaxBackward(ReadOnlySpan<T> a, Span<T> gradient)
        => SoftmaxBackward<OneLane<T>>(a, gradient);

    /// <summary>The categorical cross-entropy -Σ t_j ln a_j of a softmax layer, from its pre-activations.</summary>
    /// <param name="z">The pre-activations: one vector per neuron; its lanes are rows.</param>
    /// <param name="targets">The target of every neuron.</param>
    /// <returns>The loss of every row.</returns>
    public static Vector256<T> CategoricalCrossEntropy(ReadOnlySpan<Vector256<T>> z, ReadOnlySpan<Vector256<T>> targets)
        => CategoricalCrossEntropy<AllLanes<T>>(Numbers(z), Numbers(targets), default, out _, out _);

    /// <summary>The categorical cross-entropy -Σ t_j ln a_j of a softmax layer, from its pre-activations, for one row.</summary>
    public static T CategoricalCrossEntropy(ReadOnlySpan<T> z, ReadOnlySpan<T> targets)
        => CategoricalCrossEntropy<OneLane<T>>(z, targets, default, out _, out _).ToScalar();

    /// <summary>The categorical cross-entropy of a softmax layer, from its pre-activations, and its gradient.</summary>
    /// <param name="z">The pre-activations, overwritten with dL/dz_j = a_j Σ t_k - t_j: one vector per neuron; its lanes are rows.</param>
    /// <param name="targets">The target of every neuron.</param>
    /// <returns>The loss of every row.</returns>
    public static Vector256<T> CategoricalCrossEntropyGradient(Span<Vector256<T>> z, ReadOnlySpan<Vector256<T>> targets)
        => CategoricalCrossEntropyGradient<AllLanes<T>>(Numbers(z), Numbers(targets));

    /// <summary>The categorical cross-entropy of a softmax layer, from its pre-activations, and its gradient, for one row.</summary>
    /// <param name="z">The pre-activation of every neuron, overwritten with dL/dz_j = a_j Σ t_k - t_j.</param>
    /// <param name="targets">The target of every neuron.</param>
    public static T CategoricalCrossEntropyGradient(Span<T> z, ReadOnlySpan<T> targets)
        => CategoricalCrossEntropyGradient<OneLane<T>>(z, targets).ToScalar();

    private static void Softmax<TLanes>(Span<T> z)
        where TLanes : struct, ILanes<T>
    {
        TLanes lanes = default;
        Vector256<T> maximum = Maximum<TLanes>(z);
        Vector256<T> sum = Vector256<T>.Zero;
        for (int j = 0; j < lanes.Count(z); j++)
        {
            Vector256<T> exp = Exp(lanes.Load(z, j) - maximum);
            sum += exp;
            lanes.Store(z, j, exp);
        }

        Vector256<T> factor = Vector256<T>.One / sum;
        for (int j = 0; j < lanes.Count(z); j++)
        {
            lanes.Store(z, j, lanes.Load(z, j) * factor);
        }
    }

    private static void SoftmaxBackward<TLanes>(ReadOnlySpan<T> a, Span<T> gradient)
        where TLanes : struct, ILanes<T>
    {
        TLanes lanes = default;
        Vector256<T> mean = Vector256<T>.Zero;
        for (int j = 0; j < lanes.Count(a); j++)
        {
            mean = FusedMultiplyAdd(lanes.Load(a, j), lanes.Load(gradient, j), mean);
        }

        for (int j = 0; j < lanes.Count(a); j++)
        {
            lanes.Store(gradient, j, lanes.Load(a, j) * (lanes.Load(gradient, j) - mean));
        }
    }

    private static Vector256<T> CategoricalCrossEntropyGradient<TLanes>(Span<T> z, ReadOnlySpan<T> targets)
        where TLanes : struct, ILanes<T>
    {
        TLanes lanes = default;
        Vector256<T> loss = CategoricalCrossEntropy<TLanes>(z, targets, exps: z, out Vector256<T> sum, out Vector256<T> targetSum);
        Vector256<T> factor = targetSum / sum;
        for (int j = 0; j < lanes.Count(targets); j++)
        {
            lanes.Store(z, j, FusedMultiplyAdd(lanes.Load(z, j), factor, -lanes.Load(targets, j)));
        }

        return loss;
    }

    /// <summary>With m = max z and S = Σ e^(z_k - m): -ln a_j = (m - z_j) + ln S, hence the loss Σ t_j (m - z_j) + ln S Σ t_j.</summary>
    /// <param name="z">The pre-activations.</param>
    /// <param name="targets">The targets.</param>
    /// <param name="exps">Receives e^(z_j - m) unless empty; may be <paramref name="z"/>.</param>
    /// <param name="sum">S.</param>
    /// <param name="targetSum">Σ t_j.</param>
    private static Vector256<T> CategoricalCrossEntropy<TLanes>(
        ReadOnlySpan<T> z, ReadOnlySpan<T> targets, Span<T> exps, out Vector256<T> sum, out Vector256<T> targetSum)
        where TLanes : struct, ILanes<T>
    {
        TLanes lanes = default;
        Vector256<T> maximum = Maximum<TLanes>(z);
        Vector256<T> loss = Vector256<T>.Zero;
        Vector256<T> s = Vector256<T>.Zero;
        Vector256<T> t = Vector256<T>.Zero;
        for (int j = 0; j < lanes.Count(z); j++)
        {
            Vector256<T> target = lanes.Load(targets, j);
            Vector256<T> distance = maximum - lanes.Load(z, j);
            Vector256<T> isZero = Vector256.Equals(target, Vector256<T>.Zero);
            loss = Vector256.ConditionalSelect(isZero, loss, FusedMultiplyAdd(target, distance, loss));
            t += target;
            Vector256<T> exp = Exp(-distance);
            s += exp;
            if (!exps.IsEmpty)
            {
                lanes.Store(exps, j, exp);
            }
        }

        sum = s;
        targetSum = t;
        return FusedMultiplyAdd(t, Log(s), loss);
    }

    private static Vector256<T> Maximum<TLanes>(ReadOnlySpan<T> z)
        where TLanes : struct, ILanes<T>
    {
        TLanes lanes = default;
        Vector256<T> maximum = lanes.Load(z, 0);
        for (int j = 1; j < lanes.Count(z); j++)
        {
            maximum = AtLeast(lanes.Load(z, j), maximum);
        }

        return maximum;
    }

    private static Span<T> Numbers(Span<Vector256<T>> vectors)
        => MemoryMarshal.Cast<Vector256<T>, T>(vectors);

    private static ReadOnlySpan<T> Numbers(ReadOnlySpan<Vector256<T>> vectors)
        => MemoryMarshal.Cast<Vector256<T>, T>(vectors);
}
