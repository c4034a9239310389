using System.Globalization;

namespace GenderSample;

/// <summary>The article's training: stochastic gradient descent, one step for every person.</summary>
internal static class Trainer
{
    /// <summary>After how many epochs the loss is noted.</summary>
    public const int Interval = 10;

    /// <summary>Trains <paramref name="network"/> and notes the loss after every tenth epoch and after the last.</summary>
    /// <param name="network">Its parameters are changed.</param>
    /// <param name="set">The people to learn from.</param>
    /// <param name="settings">Epochs and learning rate.</param>
    /// <param name="epochsDone">Is told the number of finished epochs.</param>
    /// <exception cref="UserError">The loss is no longer a number.</exception>
    public static TrainingHistory Train(GenderNet network, TrainingSet set, Settings settings, Action<int> epochsDone)
    {
        var history = new TrainingHistory();
        int done = 0;
        while (done < settings.Epochs)
        {
            int epochs = done == 0 ? 1 : Math.Min(Interval, settings.Epochs - done);
            network.Train(set.Inputs, set.Targets, settings.LearningRate, epochs);
            done += epochs;
            double loss = network.Evaluate(set.Inputs, set.Targets);
            if (!double.IsFinite(loss))
            {
                string rate = settings.LearningRate.ToString(CultureInfo.InvariantCulture);
                throw new UserError($"The loss after epoch {done - 1} is not a number; --learning-rate {rate} is too large.");
            }

            history.Add(done - 1, loss);
            epochsDone(done);
        }

        return history;
    }
}
