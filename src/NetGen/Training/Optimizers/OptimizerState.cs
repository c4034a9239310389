using System.Numerics;

namespace NetGen;

/// <summary>What an optimizer remembers from step to step. Not safe for use by several threads at once.</summary>
/// <remarks>
/// The arithmetic is a fixed sequence of operations in <typeparamref name="T"/>, the same for every element and every processor.
/// Moments below the smallest normal number are flushed to zero: they could no longer change a parameter, but would make
/// processors many times slower.
/// </remarks>
/// <typeparam name="T">The number type of the parameters: <see cref="double"/> or <see cref="float"/>.</typeparam>
public abstract class OptimizerState<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly AlignedStorage<T> _slot0;
    private readonly AlignedStorage<T> _slot1;
    private double _learningRate;

    private protected OptimizerState(Optimizer optimizer, int parameterCount, int slotCount)
    {
        Optimizer = optimizer;
        ParameterCount = parameterCount;
        SlotCount = slotCount;
        _learningRate = optimizer.LearningRate;
        _slot0 = new AlignedStorage<T>(slotCount > 0 ? parameterCount : 0);
        _slot1 = new AlignedStorage<T>(slotCount > 1 ? parameterCount : 0);
    }

    /// <summary>The settings.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>Length of the parameters and gradients.</summary>
    public int ParameterCount { get; }

    /// <summary>How many steps were made.</summary>
    public long StepCount { get; private set; }

    /// <summary>The learning rate of the next step; schedules set it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, infinite or not a number.</exception>
    public double LearningRate
    {
        get => _learningRate;
        set
        {
            Check.NonNegativeFinite(value);
            _learningRate = value;
        }
    }

    /// <summary>How many numbers the optimizer remembers for every parameter: 0 to 2.</summary>
    internal int SlotCount { get; }

    /// <summary>The first number remembered for every parameter (momentum, mean square, step size).</summary>
    internal Span<T> Slot0 => _slot0.Span;

    /// <summary>The second number remembered for every parameter.</summary>
    internal Span<T> Slot1 => _slot1.Span;

    internal Memory<T> Slot0Memory => _slot0.Memory;

    internal Memory<T> Slot1Memory => _slot1.Memory;

    /// <summary>What the optimizer remembers beside the slots, for checkpoints: powers of the decay rates.</summary>
    internal virtual (double First, double Second) Powers
    {
        get => (1, 1);
        set { }
    }

    /// <summary>Makes one step.</summary>
    /// <param name="parameters">Changed in place.</param>
    /// <param name="gradient">The derivative of the loss by every parameter.</param>
    /// <exception cref="ArgumentException">A length is not <see cref="ParameterCount"/>; nothing was written.</exception>
    public void Step(Span<T> parameters, ReadOnlySpan<T> gradient)
    {
        Check.Length(parameters.Length, ParameterCount, nameof(parameters));
        Check.Length(gradient.Length, ParameterCount, nameof(gradient));
        StepCount++;
        Update(parameters, gradient);
    }

    /// <summary>Continues where a checkpoint stopped; the slots are written by the caller.</summary>
    internal void Restore(long stepCount, double firstPower, double secondPower)
        => (StepCount, Powers) = (stepCount, (firstPower, secondPower));

    private protected abstract void Update(Span<T> parameters, ReadOnlySpan<T> gradient);
}
