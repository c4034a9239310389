using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetGen;

/// <summary>
/// Adam, and AdamW where there is a decay of weights. The corrections of the bias are folded into the rate and epsilon, so that the
/// loop has one square root and one division: rate · (m / c1) / (√(v / c2) + ε) = (rate · √c2 / c1) · m / (√v + ε · √c2).
/// </summary>
internal sealed class AdamOptimizer : Optimizer
{
    private readonly double _beta1;
    private readonly double _beta2;
    private readonly double _epsilon;
    private readonly double? _weightDecay;

    public AdamOptimizer(double learningRate, double beta1, double beta2, double epsilon, double? weightDecay)
        : base(learningRate)
    {
        Check.ZeroToBelowOne(beta1);
        Check.ZeroToBelowOne(beta2);
        Check.NonNegativeFinite(epsilon);
        Check.NonNegativeFinite(weightDecay ?? 0, nameof(weightDecay));
        (_beta1, _beta2, _epsilon, _weightDecay) = (beta1, beta2, epsilon, weightDecay);
    }

    public override string ToString()
    {
        string common = string.Create(CultureInfo.InvariantCulture, $"(learningRate: {LearningRate}, beta1: {_beta1}, beta2: {_beta2}, epsilon: {_epsilon}");
        return _weightDecay is double decay
            ? string.Create(CultureInfo.InvariantCulture, $"AdamW{common}, weightDecay: {decay})")
            : $"Adam{common})";
    }

    private protected override OptimizerState<T> Create<T>(int parameterCount) => new State<T>(this, parameterCount);

    private sealed class State<T>(AdamOptimizer optimizer, int count) : OptimizerState<T>(optimizer, count, Rule<T>.SlotCount)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // beta1ᵗ and beta2ᵗ, by repeated multiplication: Math.Pow differs between platforms.
        private double _power1 = 1;
        private double _power2 = 1;

        internal override (double First, double Second) Powers
        {
            get => (_power1, _power2);
            set => (_power1, _power2) = value;
        }

        private protected override void Update(Span<T> parameters, ReadOnlySpan<T> gradient)
        {
            _power1 *= optimizer._beta1;
            _power2 *= optimizer._beta2;
            double root = Math.Sqrt(1 - _power2);
            var rule = new Rule<T>(
                decay: Lanes.Of<T>(1 - (LearningRate * (optimizer._weightDecay ?? 0))),
                rest1: Lanes.Of<T>(1 - optimizer._beta1),
                beta2: Lanes.Of<T>(optimizer._beta2),
                rest2: Lanes.Of<T>(1 - optimizer._beta2),
                minusRate: Lanes.Of<T>(-LearningRate * root / (1 - _power1)),
                epsilon: Lanes.Of<T>(optimizer._epsilon * root));
            UpdateLoop.Run(rule, parameters, gradient, Slot0, Slot1);
        }
    }

    private readonly struct Rule<T>(
        Vector256<T> decay, Vector256<T> rest1, Vector256<T> beta2, Vector256<T> rest2, Vector256<T> minusRate, Vector256<T> epsilon) : IUpdateRule<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static int SlotCount => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<T> Apply(Vector256<T> parameter, Vector256<T> gradient, ref Vector256<T> slot0, ref Vector256<T> slot1)
        {
            slot0 = Lanes.FlushSubnormal(Kernels<T>.FusedMultiplyAdd(rest1, gradient - slot0, slot0));
            slot1 = Lanes.FlushSubnormal(Kernels<T>.FusedMultiplyAdd(beta2, slot1, rest2 * gradient * gradient));
            return Kernels<T>.FusedMultiplyAdd(decay, parameter, minusRate * slot0 / (Vector256.Sqrt(slot1) + epsilon));
        }
    }
}
