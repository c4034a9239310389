using NetGen;
using ScottPlot;

namespace DigitsSample;

/// <summary>Training curves.</summary>
internal static class Charts
{
    public static void Save(TrainingHistory history, string path)
    {
        double[] epochs = [.. history.Select(epoch => (double)epoch.Epoch)];
        var plot = new Plot();
        Add(plot, epochs, [.. history.Select(epoch => Math.Log10(epoch.Loss))], "training loss");
        Add(plot, epochs, [.. history.Select(epoch => Math.Log10(epoch.ValidationLoss!.Value))], "validation loss");
        Add(plot, epochs, [.. history.Select(epoch => Math.Log10(Math.Max(1 - epoch[Metric.Accuracy], 1e-3)))], "validation errors");
        plot.Add.VerticalLine(history.BestEpoch, pattern: LinePattern.Dotted);
        plot.Axes.Left.TickGenerator = new ScottPlot.TickGenerators.NumericManual(
            [-3, -2, -1, 0], ["0.001", "0.01", "0.1", "1"]);
        plot.XLabel("epoch");
        plot.Title("Digits, 64-64-10");
        plot.ShowLegend(Alignment.UpperRight);
        plot.SavePng(path, 900, 500);
    }

    private static void Add(Plot plot, double[] x, double[] y, string name)
    {
        ScottPlot.Plottables.Scatter curve = plot.Add.ScatterLine(x, y);
        curve.LegendText = name;
        curve.LineWidth = 2;
    }
}
