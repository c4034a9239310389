using System.Numerics;

namespace NetGen;

/// <summary>
/// A rule that turns gradients into better parameters: its name and settings, immutable. What it remembers from step to step
/// (moments, step sizes) is an <see cref="OptimizerState{T}"/>.
/// </summary>
/// <remarks>
/// Definitions and defaults are PyTorch's. Below, p is a parameter, g the derivative of the loss by it, rate the learning rate.
/// <code>
/// Optimizer adam = Optimizer.Adam(learningRate: 1e-3);
/// net.Fit(data, new() { Optimizer = adam, Epochs = 50 });
///
/// // or with a loop of your own:
/// OptimizerState&lt;double&gt; state = adam.CreateState&lt;double&gt;(GenderNet.ParameterCount);
/// net.Backprop(inputs, targets, gradient);
/// state.Step(net.ParameterSpan, gradient);
/// </code>
/// </remarks>
public abstract class Optimizer
{
    private protected Optimizer(double learningRate)
    {
        Check.PositiveFinite(learningRate);
        LearningRate = learningRate;
    }

    /// <summary>The rate without a schedule.</summary>
    public double LearningRate { get; }

    /// <summary>Plain gradient descent: p -= rate · g.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A setting is outside its range.</exception>
    public static Optimizer Sgd(double learningRate = 1e-3) => new SgdOptimizer(learningRate);

    /// <summary>Gradient descent with momentum: b = momentum · b + g, p -= rate · b.</summary>
    /// <param name="learningRate">Greater than 0.</param>
    /// <param name="momentum">From 0 (plain gradient descent) to below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is outside its range.</exception>
    public static Optimizer Momentum(double learningRate = 1e-3, double momentum = 0.9)
        => new MomentumOptimizer(learningRate, momentum, nesterov: false);

    /// <summary>Nesterov's momentum: b = momentum · b + g, p -= rate · (g + momentum · b).</summary>
    /// <param name="learningRate">Greater than 0.</param>
    /// <param name="momentum">From 0 (plain gradient descent) to below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is outside its range.</exception>
    public static Optimizer Nesterov(double learningRate = 1e-3, double momentum = 0.9)
        => new MomentumOptimizer(learningRate, momentum, nesterov: true);

    /// <summary>RMSProp: v = decay · v + (1 - decay) · g², p -= rate · g / (√v + epsilon).</summary>
    /// <param name="learningRate">Greater than 0.</param>
    /// <param name="decay">From 0 to below 1; PyTorch's alpha.</param>
    /// <param name="epsilon">0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is outside its range.</exception>
    public static Optimizer RmsProp(double learningRate = 1e-2, double decay = 0.99, double epsilon = 1e-8)
        => new RmsPropOptimizer(learningRate, decay, epsilon);

    /// <summary>Adagrad: s += g², p -= rate · g / (√s + epsilon).</summary>
    /// <param name="learningRate">Greater than 0.</param>
    /// <param name="epsilon">0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is outside its range.</exception>
    public static Optimizer Adagrad(double learningRate = 1e-2, double epsilon = 1e-10) => new AdagradOptimizer(learningRate, epsilon);

    /// <summary>
    /// Adam (Kingma and Ba, 2015): m += (1 - beta1) · (g - m), v = beta2 · v + (1 - beta2) · g²,
    /// p -= rate · m / (1 - beta1ᵗ) / (√(v / (1 - beta2ᵗ)) + epsilon) in step t.
    /// </summary>
    /// <param name="learningRate">Greater than 0.</param>
    /// <param name="beta1">From 0 to below 1.</param>
    /// <param name="beta2">From 0 to below 1.</param>
    /// <param name="epsilon">0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is outside its range.</exception>
    public static Optimizer Adam(double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8)
        => new AdamOptimizer(learningRate, beta1, beta2, epsilon, weightDecay: null);

    /// <summary>Adam with decoupled weight decay (Loshchilov and Hutter, 2019): p *= 1 - rate · weightDecay, then a step of Adam.</summary>
    /// <param name="learningRate">Greater than 0.</param>
    /// <param name="beta1">From 0 to below 1.</param>
    /// <param name="beta2">From 0 to below 1.</param>
    /// <param name="epsilon">0 or more.</param>
    /// <param name="weightDecay">0 or more; applied to weights and biases, as in PyTorch.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is outside its range.</exception>
    public static Optimizer AdamW(
        double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 1e-2)
        => new AdamOptimizer(learningRate, beta1, beta2, epsilon, weightDecay);

    /// <summary>
    /// Rprop (Riedmiller and Braun, 1993): every parameter has a step size of its own, which grows by <paramref name="etaPlus"/> while
    /// the sign of its derivative stays and shrinks by <paramref name="etaMinus"/> when it turns; only the sign of the derivative counts. Excellent with full
    /// batches on small data, unfit for mini-batches. A learning-rate schedule has no effect on it.
    /// </summary>
    /// <param name="learningRate">The first step size, greater than 0.</param>
    /// <param name="etaMinus">Between 0 and 1.</param>
    /// <param name="etaPlus">Greater than 1.</param>
    /// <param name="min">The smallest step size.</param>
    /// <param name="max">The largest step size.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is outside its range.</exception>
    public static Optimizer Rprop(
        double learningRate = 1e-2, double etaMinus = 0.5, double etaPlus = 1.2, double min = 1e-6, double max = 50)
        => new RpropOptimizer(learningRate, etaMinus, etaPlus, min, max);

    /// <summary>Starts a run: what the optimizer remembers, all zero, for that many parameters.</summary>
    /// <typeparam name="T">The number type of the parameters: <see cref="double"/> or <see cref="float"/>.</typeparam>
    /// <param name="parameterCount">Length of the parameters and gradients that <see cref="OptimizerState{T}.Step"/> will see.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="parameterCount"/> is negative.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is another type.</exception>
    public OptimizerState<T> CreateState<T>(int parameterCount)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegative(parameterCount);
        Check.NumberType<T>();
        return Create<T>(parameterCount);
    }

    /// <summary>Name and settings as C#, for example <c>Adam(learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1E-08)</c>.</summary>
    public abstract override string ToString();

    private protected abstract OptimizerState<T> Create<T>(int parameterCount)
        where T : unmanaged, IFloatingPointIeee754<T>;
}
