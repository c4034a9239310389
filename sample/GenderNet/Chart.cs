using System.Globalization;
using ScottPlot;
using ScottPlot.MultiplotLayouts;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;
using SkiaSharp;

namespace GenderSample;

/// <summary>Draws the training curve.</summary>
internal static class Chart
{
    private const int Width = 1600;
    private const int Height = 700;
    private const double SmallestLoss = 1e-16;

    private static readonly Color _blue = Color.FromHex("#1f5fa8");

    // Without one of these the drawing library takes the first font it finds, which may be anything.
    private static readonly string[] _fonts = ["Segoe UI", "Helvetica Neue", "Arial", "Liberation Sans", "Noto Sans", "DejaVu Sans"];

    /// <summary>Writes a PNG with the loss by epoch, on a linear scale to the left and on a logarithmic one to the right.</summary>
    public static void Save(TrainingHistory history, Settings settings, string path)
    {
        HashSet<string> installed = [.. SKFontManager.Default.FontFamilies];
        Fonts.Default = _fonts.FirstOrDefault(installed.Contains) ?? Fonts.Default;
        double[] epochs = [.. history.Points.Select(point => (double)point.Epoch)];
        double[] losses = [.. history.Points.Select(point => point.Loss)];
        double[] powers = [.. losses.Select(loss => Math.Log10(Math.Max(loss, SmallestLoss)))];

        var figure = new Multiplot { Layout = new Columns() };
        figure.AddPlots(2);
        Plot linear = figure.GetPlot(0);
        Draw(linear, epochs, losses, settings, "Training loss, linear scale");
        linear.Axes.Left.TickGenerator = new NumericAutomatic { TargetTickCount = 6 };
        linear.Axes.SetLimitsY(0, Math.Max(losses.Max(), SmallestLoss) * 1.05);

        Plot logarithmic = figure.GetPlot(1);
        Draw(logarithmic, epochs, powers, settings, "Training loss, logarithmic scale");
        int lowest = (int)Math.Floor(powers.Min());
        int highest = Math.Max(lowest + 1, (int)Math.Ceiling(powers.Max()));
        logarithmic.Axes.Left.TickGenerator = Decades(lowest, highest);
        logarithmic.Axes.SetLimitsY(lowest, highest);
        MarkLast(logarithmic, epochs[^1], powers[^1], losses[^1]);
        figure.SavePng(path, Width, Height);
    }

    private static void Draw(Plot plot, double[] epochs, double[] losses, Settings settings, string title)
    {
        var curve = plot.Add.Scatter(epochs, losses, _blue);
        curve.LineWidth = 3;
        curve.MarkerSize = losses.Length <= 20 ? 9 : 0;
        plot.Font.Set(Fonts.Default);
        plot.Title(title, 26);
        plot.XLabel(string.Create(CultureInfo.InvariantCulture, $"Epoch (learning rate {settings.LearningRate})"), 22);
        plot.YLabel("Mean squared error", 22);
        plot.Axes.Bottom.Label.Bold = false;
        plot.Axes.Left.Label.Bold = false;
        plot.Axes.Bottom.TickLabelStyle.FontSize = 18;
        plot.Axes.Left.TickLabelStyle.FontSize = 18;
        plot.Axes.Bottom.TickGenerator = new NumericAutomatic
        {
            TargetTickCount = 6,
            IntegerTicksOnly = true,
            LabelFormatter = epoch => epoch.ToString("#,0", CultureInfo.InvariantCulture),
        };
        plot.Axes.SetLimitsX(0, 1.04 * settings.Epochs);
        plot.Layout.Fixed(new PixelPadding(110, 45, 75, 70));
        plot.Grid.MajorLineColor = Colors.Black.WithAlpha(.12);
        plot.Grid.MinorLineColor = Colors.Black.WithAlpha(.05);
        plot.Grid.MinorLineWidth = 1;
    }

    private static void MarkLast(Plot plot, double epoch, double power, double loss)
    {
        plot.Add.Marker(epoch, power, MarkerShape.FilledCircle, 12, _blue);
        Text label = plot.Add.Text(loss.ToString("G3", CultureInfo.InvariantCulture), epoch, power);
        label.LabelFontName = Fonts.Default;
        label.LabelFontSize = 20;
        label.LabelFontColor = _blue;
        label.LabelAlignment = Alignment.LowerRight;
        label.OffsetY = -10;
    }

    private static NumericManual Decades(int lowest, int highest)
    {
        var ticks = new NumericManual();
        for (int power = lowest; power <= highest; power++)
        {
            ticks.AddMajor(power, Math.Pow(10, power).ToString("G3", CultureInfo.InvariantCulture));
            for (int digit = 2; digit <= 9; digit++)
            {
                ticks.AddMinor(power + Math.Log10(digit));
            }
        }

        return ticks;
    }
}
