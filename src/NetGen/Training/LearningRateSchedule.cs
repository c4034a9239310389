using System.Globalization;

namespace NetGen;

/// <summary>
/// How the learning rate changes while training: a factor on <see cref="Optimizer.LearningRate"/>. Immutable; every factor is a fixed sequence of
/// operations, so that a run has the same bits on every platform.
/// </summary>
public abstract class LearningRateSchedule
{
    private protected LearningRateSchedule()
    {
    }

    /// <summary>The rate never changes.</summary>
    public static LearningRateSchedule Constant { get; } = new ConstantSchedule();

    /// <summary>Every <paramref name="epochs"/> epochs the rate is multiplied by <paramref name="factor"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="epochs"/> is less than 1 or <paramref name="factor"/> not positive.</exception>
    public static LearningRateSchedule Step(int epochs, double factor = 0.1) => new StepSchedule(epochs, factor);

    /// <summary>The rate is multiplied by <paramref name="factor"/> after every epoch.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="factor"/> is not positive.</exception>
    public static LearningRateSchedule Exponential(double factor) => new StepSchedule(1, factor);

    /// <summary>
    /// The rate rises from 0 in a straight line over the first <paramref name="warmUpEpochs"/>, then falls along half a cosine wave to
    /// <paramref name="minimumFactor"/>, which it reaches after <paramref name="epochs"/> and keeps. It changes with every step.
    /// </summary>
    /// <param name="epochs">Length of both parts together.</param>
    /// <param name="warmUpEpochs">Length of the rise; may be a part of an epoch, 0 for none.</param>
    /// <param name="minimumFactor">From 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is outside its range.</exception>
    public static LearningRateSchedule Cosine(int epochs, double warmUpEpochs = 0, double minimumFactor = 0)
        => new CosineSchedule(epochs, warmUpEpochs, minimumFactor);

    /// <summary>
    /// The rate is multiplied by <paramref name="factor"/> when the validation loss (without validation data the training loss) has not improved for more than
    /// <paramref name="patience"/> epochs.
    /// </summary>
    /// <param name="factor">Between 0 and 1.</param>
    /// <param name="patience">0 or more.</param>
    /// <param name="threshold">The part of the best loss by which a loss must be lower to count as an improvement.</param>
    /// <param name="minimumFactor">The rate never falls below this part of the first rate.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is outside its range.</exception>
    public static LearningRateSchedule ReduceOnPlateau(double factor = 0.1, int patience = 10, double threshold = 1e-4, double minimumFactor = 0)
        => new PlateauSchedule(factor, patience, threshold, minimumFactor);

    /// <summary>A schedule of your own.</summary>
    /// <param name="factor">
    /// From the epochs done (2.5 is the middle of the third epoch) to the factor on the learning rate, 0 or more. Called before every step;
    /// must depend on its argument alone, or a resumed run would differ.
    /// </param>
    public static LearningRateSchedule FromFunction(Func<double, double> factor)
    {
        ArgumentNullException.ThrowIfNull(factor);
        return new FunctionSchedule(factor);
    }

    /// <summary>Name and settings.</summary>
    public abstract override string ToString();

    /// <summary>The factor for the next step.</summary>
    internal abstract double Factor(double epochs, in PlateauState plateau);

    /// <summary>Looks at the loss of a complete epoch.</summary>
    internal virtual void Observe(double loss, ref PlateauState plateau)
    {
    }

    private sealed class ConstantSchedule : LearningRateSchedule
    {
        public override string ToString() => "Constant";

        internal override double Factor(double epochs, in PlateauState plateau) => 1;
    }

    private sealed class StepSchedule : LearningRateSchedule
    {
        private readonly int _epochs;
        private readonly double _factor;

        public StepSchedule(int epochs, double factor)
        {
            Check.AtLeast(1, epochs);
            Check.PositiveFinite(factor);
            (_epochs, _factor) = (epochs, factor);
        }

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Step(epochs: {_epochs}, factor: {_factor})");

        internal override double Factor(double epochs, in PlateauState plateau) => DeterministicMath.Power(_factor, (int)epochs / _epochs);
    }

    private sealed class CosineSchedule : LearningRateSchedule
    {
        private readonly int _epochs;
        private readonly double _warmUp;
        private readonly double _minimum;

        public CosineSchedule(int epochs, double warmUpEpochs, double minimumFactor)
        {
            Check.AtLeast(1, epochs);
            Check.That(warmUpEpochs >= 0 && warmUpEpochs < epochs, warmUpEpochs, "at least 0 and less than epochs");
            Check.That(minimumFactor is >= 0 and <= 1, minimumFactor, "from 0 to 1");
            (_epochs, _warmUp, _minimum) = (epochs, warmUpEpochs, minimumFactor);
        }

        public override string ToString()
            => string.Create(CultureInfo.InvariantCulture, $"Cosine(epochs: {_epochs}, warmUpEpochs: {_warmUp}, minimumFactor: {_minimum})");

        internal override double Factor(double epochs, in PlateauState plateau)
        {
            if (epochs < _warmUp)
            {
                return epochs / _warmUp;
            }

            double part = Math.Min((epochs - _warmUp) / (_epochs - _warmUp), 1);
            return _minimum + ((1 - _minimum) * 0.5 * (1 + DeterministicMath.CosinePi(part)));
        }
    }

    private sealed class PlateauSchedule : LearningRateSchedule
    {
        private readonly double _factor;
        private readonly int _patience;
        private readonly double _threshold;
        private readonly double _minimum;

        public PlateauSchedule(double factor, int patience, double threshold, double minimumFactor)
        {
            Check.That(factor is > 0 and < 1, factor, "greater than 0 and less than 1");
            Check.AtLeast(0, patience);
            Check.ZeroToBelowOne(threshold);
            Check.That(minimumFactor is >= 0 and <= 1, minimumFactor, "from 0 to 1");
            (_factor, _patience, _threshold, _minimum) = (factor, patience, threshold, minimumFactor);
        }

        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"ReduceOnPlateau(factor: {_factor}, patience: {_patience}, threshold: {_threshold}, minimumFactor: {_minimum})");

        internal override double Factor(double epochs, in PlateauState plateau) => plateau.Factor;

        internal override void Observe(double loss, ref PlateauState plateau)
        {
            if (loss < plateau.Best * (1 - _threshold) || double.IsPositiveInfinity(plateau.Best))
            {
                (plateau.Best, plateau.BadEpochs) = (loss, 0);
            }
            else if (++plateau.BadEpochs > _patience)
            {
                plateau.Factor = Math.Max(plateau.Factor * _factor, _minimum);
                plateau.BadEpochs = 0;
            }
        }
    }

    private sealed class FunctionSchedule(Func<double, double> factor) : LearningRateSchedule
    {
        public override string ToString() => "FromFunction";

        internal override double Factor(double epochs, in PlateauState plateau) => factor(epochs);
    }
}

/// <summary>What <see cref="LearningRateSchedule.ReduceOnPlateau"/> remembers during a run.</summary>
internal record struct PlateauState(double Factor, double Best, int BadEpochs)
{
    public static PlateauState Start => new(1, double.PositiveInfinity, 0);
}
