using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetGen;

/// <summary>v = decay · v + (1 - decay) · g²; p -= rate · g / (√v + epsilon)</summary>
internal sealed class RmsPropOptimizer : Optimizer
{
    private readonly double _decay;
    private readonly double _epsilon;

    public RmsPropOptimizer(double learningRate, double decay, double epsilon)
        : base(learningRate)
    {
        Check.ZeroToBelowOne(decay);
        Check.NonNegativeFinite(epsilon);
        (_decay, _epsilon) = (decay, epsilon);
    }

    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"RmsProp(learningRate: {LearningRate}, decay: {_decay}, epsilon: {_epsilon})");

    private protected override OptimizerState<T> Create<T>(int parameterCount) => new State<T>(this, parameterCount);

    private sealed class State<T>(RmsPropOptimizer optimizer, int count) : OptimizerState<T>(optimizer, count, Rule<T>.SlotCount)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private protected override void Update(Span<T> parameters, ReadOnlySpan<T> gradient)
        {
            var rule = new Rule<T>(
                Lanes.Of<T>(LearningRate), Lanes.Of<T>(optimizer._decay), Lanes.Of<T>(1 - optimizer._decay), Lanes.Of<T>(optimizer._epsilon));
            UpdateLoop.Run(rule, parameters, gradient, Slot0, Slot1);
        }
    }

    private readonly struct Rule<T>(Vector256<T> rate, Vector256<T> decay, Vector256<T> rest, Vector256<T> epsilon) : IUpdateRule<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static int SlotCount => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<T> Apply(Vector256<T> parameter, Vector256<T> gradient, ref Vector256<T> slot0, ref Vector256<T> slot1)
        {
            slot0 = Lanes.FlushSubnormal(Kernels<T>.FusedMultiplyAdd(decay, slot0, rest * gradient * gradient));
            return parameter - (rate * gradient / (Vector256.Sqrt(slot0) + epsilon));
        }
    }
}
