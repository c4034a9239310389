using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetGen;

/// <summary>p -= rate · g</summary>
internal sealed class SgdOptimizer(double learningRate) : Optimizer(learningRate)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Sgd(learningRate: {LearningRate})");

    private protected override OptimizerState<T> Create<T>(int parameterCount) => new State<T>(this, parameterCount);

    private sealed class State<T>(SgdOptimizer optimizer, int count) : OptimizerState<T>(optimizer, count, Rule<T>.SlotCount)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private protected override void Update(Span<T> parameters, ReadOnlySpan<T> gradient)
            => UpdateLoop.Run(new Rule<T>(Lanes.Of<T>(-LearningRate)), parameters, gradient, Slot0, Slot1);
    }

    private readonly struct Rule<T>(Vector256<T> minusRate) : IUpdateRule<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static int SlotCount => 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<T> Apply(Vector256<T> parameter, Vector256<T> gradient, ref Vector256<T> slot0, ref Vector256<T> slot1)
            => Kernels<T>.FusedMultiplyAdd(minusRate, gradient, parameter);
    }
}
