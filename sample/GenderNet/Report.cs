using System.Globalization;
using Spectre.Console;

namespace GenderSample;

/// <summary>What the terminal shows, in the order of its methods.</summary>
/// <param name="quiet">Whether to show results only, one a line, without tables and colours.</param>
internal sealed class Report(bool quiet)
{
    private const int MostLosses = 120;

    private readonly IAnsiConsole _console = Console.IsOutputRedirected ? PlainConsole() : AnsiConsole.Console;

    /// <summary>Shows the single neuron, the hand-set network and the mean squared error.</summary>
    public void ShowExamples()
    {
        if (quiet)
        {
            return;
        }

        Heading("Before training");
        Table table = NewTable("Example", "Given", "Result");
        table.AddRow("Single neuron", "w = [[0, 1]], b = 4, x = [[2, 3]]", Digits(Examples.SingleNeuron()));
        table.AddRow("Hand-set network", "all w = [[0, 1]], b = 0, x = [[2, 3]]", Digits(Examples.HandSetNetwork()));
        table.AddRow("Mean squared error", "targets 1, 0, 0, 1; outputs all 0", Digits(Examples.MeanSquaredError()));
        _console.Write(table);
    }

    /// <summary>Shows a progress bar while <paramref name="train"/> runs, and the losses after it.</summary>
    /// <param name="settings">What was asked for.</param>
    /// <param name="people">Number of people learnt from.</param>
    /// <param name="train">Trains and tells the number of finished epochs.</param>
    public TrainingHistory ShowTraining(Settings settings, int people, Func<Action<int>, TrainingHistory> train)
    {
        if (quiet)
        {
            return train(_ => { });
        }

        Heading("Training");
        _console.WriteLine(Text(
            $"{people} people, {settings.Epochs} epochs, learning rate {settings.LearningRate}, seed {settings.Seed}"));
        TrainingHistory history = _console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask("Training", maxValue: settings.Epochs);
                return train(done => task.Value = done);
            });
        _console.Write(LossTable(history.Points));
        return history;
    }

    /// <summary>Shows the loss and the accuracy that the training reached.</summary>
    public void ShowResult(TrainingHistory history, int correct, int people)
    {
        if (quiet)
        {
            Console.WriteLine($"Loss {Loss(history.FinalLoss)}");
            Console.WriteLine($"Correct {correct} of {people}");
            return;
        }

        _console.MarkupLine($"Final loss [bold]{Loss(history.FinalLoss)}[/]; [bold]{correct}[/] of {people} people classified correctly.");
        _console.WriteLine();
    }

    /// <summary>Shows every parameter by its name in the code and in the article.</summary>
    public void ShowWeights(GenderNet network)
    {
        if (quiet)
        {
            return;
        }

        Heading("Learned weights");
        ref readonly GenderNet.ParameterSet p = ref network.Parameters;
        Table table = NewTable("Name", "Article", "Meaning", "Value");
        table.AddRow("W1_1_1", "w1", "weight (lb) into hidden neuron 1", Digits(p.W1_1_1));
        table.AddRow("W1_1_2", "w2", "height (in) into hidden neuron 1", Digits(p.W1_1_2));
        table.AddRow("W1_2_1", "w3", "weight (lb) into hidden neuron 2", Digits(p.W1_2_1));
        table.AddRow("W1_2_2", "w4", "height (in) into hidden neuron 2", Digits(p.W1_2_2));
        table.AddRow("W2_1_1", "w5", "hidden neuron 1 into the output", Digits(p.W2_1_1));
        table.AddRow("W2_1_2", "w6", "hidden neuron 2 into the output", Digits(p.W2_1_2));
        table.AddRow("B1_1", "b1", "bias of hidden neuron 1", Digits(p.B1_1));
        table.AddRow("B1_2", "b2", "bias of hidden neuron 2", Digits(p.B1_2));
        table.AddRow("B2_1", "b3", "bias of the output", Digits(p.B2_1));
        _console.Write(table);
    }

    /// <summary>Shows what the network makes of two people it has not seen.</summary>
    public void ShowPredictions(GenderNet network)
    {
        (string Name, double Weight, double Height)[] people = [("Emily", 128, 63), ("Frank", 155, 68)];
        Table table = NewTable("Name", "Weight (lb)", "Height (in)", "Output", "Prediction");
        foreach ((string name, double weight, double height) in people)
        {
            double output = network.FeedForward(weight - Person.WeightOffset, height - Person.HeightOffset);
            string gender = output >= 0.5 ? "F" : "M";
            if (quiet)
            {
                Console.WriteLine(Text($"{name} {output:0.0000} {gender}"));
            }

            table.AddRow(name, Text($"{weight}"), Text($"{height}"), Text($"{output:0.0000}"), gender);
        }

        if (!quiet)
        {
            Heading("Predictions (1 = female, 0 = male)");
            _console.Write(table);
        }
    }

    /// <summary>Shows where the training curve went.</summary>
    public void ShowFiles(params ReadOnlySpan<string> paths)
    {
        foreach (string path in quiet ? [] : paths)
        {
            Console.WriteLine($"Wrote {path}");
        }
    }

    private void Heading(string text) => _console.Write(new Rule($"[bold]{text}[/]").LeftJustified());

    // Build servers count as colour terminals although what they keep is a file.
    private static IAnsiConsole PlainConsole() => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = AnsiSupport.No,
        ColorSystem = ColorSystemSupport.NoColors,
        Interactive = InteractionSupport.No,
        Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
    });

    private static Table NewTable(params ReadOnlySpan<string> columns)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (string column in columns)
        {
            TableColumn header = new TableColumn(column).NoWrap();
            table.AddColumn(column is "Result" or "Value" or "Loss" or "Epoch" or "Output" or "Weight (lb)" or "Height (in)" ? header.RightAligned() : header);
        }

        return table;
    }

    // Read down the columns, like a newspaper: a list of a hundred lines would push everything else off the screen.
    private static Table LossTable(IReadOnlyList<(int Epoch, double Loss)> points)
    {
        int every = (points.Count + MostLosses - 1) / MostLosses;
        (int Epoch, double Loss)[] shown = [.. points.Where((_, i) => i % every == 0 || i == points.Count - 1)];
        int most = shown[^1].Epoch < 100_000 ? 4 : 3;
        int rows = (shown.Length + most - 1) / most;
        int columns = (shown.Length + rows - 1) / rows;
        Table table = NewTable([.. Enumerable.Repeat<string[]>(["Epoch", "Loss"], columns).SelectMany(pair => pair)]);
        for (int row = 0; row < rows; row++)
        {
            table.AddRow([.. Enumerable.Range(0, columns).SelectMany(column => Cells(row + column * rows))]);
        }

        return table;

        string[] Cells(int i) => i < shown.Length ? [Text($"{shown[i].Epoch}"), Loss(shown[i].Loss)] : ["", ""];
    }

    private static string Loss(double loss) => loss >= 0.0001 ? Text($"{loss:0.000000}") : Text($"{loss:0.00e+00}");

    private static string Digits(double value) => Text($"{value:R}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
