using System.Globalization;
using NetGen;
using Spectre.Console;

namespace DigitsSample;

/// <summary>What the terminal shows after training.</summary>
internal static class Report
{
    public static void Show(ConfusionMatrix matrix)
    {
        var table = new Table().Border(TableBorder.Rounded).Title("What the digits of the test set (rows) were taken for (columns)");
        table.AddColumn("");
        for (int i = 0; i < matrix.ClassCount; i++)
        {
            table.AddColumn(new TableColumn(matrix.ClassNames[i]).RightAligned());
        }

        table.AddColumn(new TableColumn("recall").RightAligned());
        for (int actual = 0; actual < matrix.ClassCount; actual++)
        {
            var cells = new List<string> { $"[bold]{matrix.ClassNames[actual]}[/]" };
            for (int predicted = 0; predicted < matrix.ClassCount; predicted++)
            {
                long count = matrix[actual, predicted];
                string text = count.ToString(CultureInfo.InvariantCulture);
                cells.Add(actual == predicted ? $"[green]{text}[/]" : count == 0 ? "[grey]·[/]" : $"[red]{text}[/]");
            }

            cells.Add(matrix.Recall(actual).ToString("0.000", CultureInfo.InvariantCulture));
            table.AddRow([.. cells]);
        }

        AnsiConsole.Write(table);
        AnsiConsole.MarkupLine(string.Create(CultureInfo.InvariantCulture, $"Test accuracy [bold]{matrix.Accuracy:P1}[/] of {matrix.Total} digits."));
    }
}
