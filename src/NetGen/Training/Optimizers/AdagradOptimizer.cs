using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetGen;

/// <summary>s += g²; p -= rate · g / (√s + epsilon)</summary>
internal sealed class AdagradOptimizer : Optimizer
{
    private readonly double _epsilon;

    public AdagradOptimizer(double learningRate, double epsilon)
        : base(learningRate)
    {
        Check.NonNegativeFinite(epsilon);
        _epsilon = epsilon;
    }

    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"Adagrad(learningRate: {LearningRate}, epsilon: {_epsilon})");

    private protected override OptimizerState<T> Create<T>(int parameterCount) => new State<T>(this, parameterCount);

    private sealed class State<T>(AdagradOptimizer optimizer, int count) : OptimizerState<T>(optimizer, count, Rule<T>.SlotCount)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private protected override void Update(Span<T> parameters, ReadOnlySpan<T> gradient)
            => UpdateLoop.Run(new Rule<T>(Lanes.Of<T>(LearningRate), Lanes.Of<T>(optimizer._epsilon)), parameters, gradient, Slot0, Slot1);
    }

    private readonly struct Rule<T>(Vector256<T> rate, Vector256<T> epsilon) : IUpdateRule<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static int SlotCount => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<T> Apply(Vector256<T> parameter, Vector256<T> gradient, ref Vector256<T> slot0, ref Vector256<T> slot1)
        {
            slot0 = Lanes.FlushSubnormal(Kernels<T>.FusedMultiplyAdd(gradient, gradient, slot0));
            return parameter - (rate * gradient / (Vector256.Sqrt(slot0) + epsilon));
        }
    }
}
