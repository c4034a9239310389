using System.Diagnostics;
using System.Globalization;
using DigitsSample;
using NetGen;
using Spectre.Console;

if (args.Length > 2 || (args.Length > 0 && !int.TryParse(args[0], NumberStyles.Integer, CultureInfo.InvariantCulture, out _)))
{
    AnsiConsole.MarkupLine("Usage: Digits [[seed]] [[folder]]");
    return 1;
}

int seed = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 0;
string folder = Directory.CreateDirectory(args.Length > 1 ? args[1] : Path.Combine("artifacts", "digits")).FullName;
using var cancellation = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    cancellation.Cancel();
};

var watch = Stopwatch.StartNew();
var (train, test) = DigitData.Read().Split(0.8, seed);
var net = new DigitNet();
net.Initialize(seed);
FitOptions<float> options = new()
{
    Epochs = 100,
    BatchSize = 32,
    Seed = seed,
    Optimizer = Optimizer.Adam(learningRate: 2e-3),
    ValidationSplit = 0.1,
    EarlyStopping = new() { Patience = 10 },
    Metrics = [Metric.Accuracy],
};

TrainingHistory history;
try
{
    history = LiveProgress.Show(options.Epochs, progress => net.Fit(train, options, progress, cancellation.Token));
}
catch (OperationCanceledException)
{
    AnsiConsole.MarkupLine("[yellow]Cancelled.[/]");
    return 2;
}

ConfusionMatrix matrix = net.ConfusionMatrix(test);
double seconds = watch.Elapsed.TotalSeconds;
Report.Show(matrix);

Charts.Save(history, Path.Combine(folder, "training.png"));
history.ToCsv(Path.Combine(folder, "training.csv"));
int misread = ContactSheet.Save(test, net.Predict(test), Path.Combine(folder, "misread.png"));
net.Save(Path.Combine(folder, "digits.safetensors"), new() { InputScaler = DigitData.Scaler });
AnsiConsole.MarkupLineInterpolated(
    CultureInfo.InvariantCulture,
    $"Read, trained and tested in {seconds:0.00} s. {misread} misread digits and the curves are in {folder}");
return 0;
