using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetGen;

/// <summary>b = momentum · b + g; p -= rate · b, or Nesterov's p -= rate · (g + momentum · b)</summary>
internal sealed class MomentumOptimizer : Optimizer
{
    private readonly double _momentum;
    private readonly bool _nesterov;

    public MomentumOptimizer(double learningRate, double momentum, bool nesterov)
        : base(learningRate)
    {
        Check.ZeroToBelowOne(momentum);
        (_momentum, _nesterov) = (momentum, nesterov);
    }

    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"{(_nesterov ? "Nesterov" : "Momentum")}(learningRate: {LearningRate}, momentum: {_momentum})");

    private protected override OptimizerState<T> Create<T>(int parameterCount) => new State<T>(this, parameterCount);

    private sealed class State<T>(MomentumOptimizer optimizer, int count) : OptimizerState<T>(optimizer, count, Rule<T>.SlotCount)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private protected override void Update(Span<T> parameters, ReadOnlySpan<T> gradient)
        {
            Vector256<T> minusRate = Lanes.Of<T>(-LearningRate);
            Vector256<T> momentum = Lanes.Of<T>(optimizer._momentum);
            if (optimizer._nesterov)
            {
                UpdateLoop.Run(new NesterovRule<T>(minusRate, momentum), parameters, gradient, Slot0, Slot1);
            }
            else
            {
                UpdateLoop.Run(new Rule<T>(minusRate, momentum), parameters, gradient, Slot0, Slot1);
            }
        }
    }

    private readonly struct Rule<T>(Vector256<T> minusRate, Vector256<T> momentum) : IUpdateRule<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static int SlotCount => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<T> Apply(Vector256<T> parameter, Vector256<T> gradient, ref Vector256<T> slot0, ref Vector256<T> slot1)
        {
            slot0 = Lanes.FlushSubnormal(Kernels<T>.FusedMultiplyAdd(momentum, slot0, gradient));
            return Kernels<T>.FusedMultiplyAdd(minusRate, slot0, parameter);
        }
    }

    private readonly struct NesterovRule<T>(Vector256<T> minusRate, Vector256<T> momentum) : IUpdateRule<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static int SlotCount => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<T> Apply(Vector256<T> parameter, Vector256<T> gradient, ref Vector256<T> slot0, ref Vector256<T> slot1)
        {
            slot0 = Lanes.FlushSubnormal(Kernels<T>.FusedMultiplyAdd(momentum, slot0, gradient));
            return Kernels<T>.FusedMultiplyAdd(minusRate, Kernels<T>.FusedMultiplyAdd(momentum, slot0, gradient), parameter);
        }
    }
}
