using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetGen;

/// <summary>
/// Step sizes grow while the derivative keeps its sign and shrink when it turns, in which case the parameter rests for one step and the derivative
/// counts as 0 in the next comparison.
/// </summary>
internal sealed class RpropOptimizer : Optimizer
{
    private readonly double _etaMinus;
    private readonly double _etaPlus;
    private readonly double _min;
    private readonly double _max;

    public RpropOptimizer(double learningRate, double etaMinus, double etaPlus, double min, double max)
        : base(learningRate)
    {
        Check.That(etaMinus is > 0 and < 1, etaMinus, "greater than 0 and less than 1");
        Check.That(etaPlus > 1 && double.IsFinite(etaPlus), etaPlus, "finite and greater than 1");
        Check.PositiveFinite(min);
        Check.That(max >= min && double.IsFinite(max), max, "finite and at least the smallest step size");
        (_etaMinus, _etaPlus, _min, _max) = (etaMinus, etaPlus, min, max);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"Rprop(learningRate: {LearningRate}, etaMinus: {_etaMinus}, etaPlus: {_etaPlus}, min: {_min}, max: {_max})");

    private protected override OptimizerState<T> Create<T>(int parameterCount)
    {
        var state = new State<T>(this, parameterCount);
        state.Slot0.Fill(T.CreateTruncating(LearningRate));
        return state;
    }

    private sealed class State<T>(RpropOptimizer optimizer, int count) : OptimizerState<T>(optimizer, count, Rule<T>.SlotCount)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private protected override void Update(Span<T> parameters, ReadOnlySpan<T> gradient)
        {
            var rule = new Rule<T>(
                Lanes.Of<T>(optimizer._etaMinus), Lanes.Of<T>(optimizer._etaPlus), Lanes.Of<T>(optimizer._min), Lanes.Of<T>(optimizer._max));
            UpdateLoop.Run(rule, parameters, gradient, Slot0, Slot1);
        }
    }

    /// <summary>Slot 0 is the step size, slot 1 the derivative of the step before.</summary>
    private readonly struct Rule<T>(Vector256<T> etaMinus, Vector256<T> etaPlus, Vector256<T> min, Vector256<T> max) : IUpdateRule<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static int SlotCount => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<T> Apply(Vector256<T> parameter, Vector256<T> gradient, ref Vector256<T> slot0, ref Vector256<T> slot1)
        {
            // Signs are compared, not multiplied: the product of two tiny derivatives would be 0.
            Vector256<T> zero = Vector256<T>.Zero;
            Vector256<T> up = Vector256.GreaterThan(gradient, zero);
            Vector256<T> down = Vector256.LessThan(gradient, zero);
            Vector256<T> wasUp = Vector256.GreaterThan(slot1, zero);
            Vector256<T> wasDown = Vector256.LessThan(slot1, zero);
            Vector256<T> kept = (up & wasUp) | (down & wasDown);
            Vector256<T> turned = (up & wasDown) | (down & wasUp);

            Vector256<T> factor = Vector256.ConditionalSelect(kept, etaPlus, Vector256.ConditionalSelect(turned, etaMinus, Vector256.Create(T.One)));
            slot0 = Vector256.MinNative(Vector256.MaxNative(slot0 * factor, min), max);
            slot1 = Vector256.AndNot(gradient, turned);
            Vector256<T> step = Vector256.ConditionalSelect(up, slot0, Vector256.ConditionalSelect(down, -slot0, zero));
            return parameter - Vector256.AndNot(step, turned);
        }
    }
}
