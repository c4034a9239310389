using NetGen;
using Spectre.Console;

namespace DigitsSample;

/// <summary>A bar in the terminal while a network trains.</summary>
internal static class LiveProgress
{
    public static TrainingHistory Show(int epochs, Func<IProgress<TrainingProgress>, TrainingHistory> train)
        => AnsiConsole.Progress()
            .Columns(new SpinnerColumn(), new ProgressBarColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .Start(context =>
            {
                ProgressTask task = context.AddTask("training", maxValue: epochs);
                TrainingHistory history = train(new Bar(task));
                task.Value = epochs;
                task.Description = $"{history.Count} epochs in {history.Sum(epoch => epoch.Seconds):0.00} s"
                    + (history.StoppedEarly ? $", best after {history.BestEpoch}" : "");
                return history;
            });

    private sealed class Bar(ProgressTask task) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            task.Value = value.Fraction * value.EpochCount;
            task.Description = $"epoch {value.Epoch}, loss {value.Loss:0.0000}, validation {value.ValidationLoss:0.0000}";
        }
    }
}
