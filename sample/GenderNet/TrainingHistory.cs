using System.Globalization;

namespace GenderSample;

/// <summary>The training curve: the mean squared error over all people after some of the epochs.</summary>
internal sealed class TrainingHistory
{
    private readonly List<(int Epoch, double Loss)> _points = [];

    /// <summary>Epochs, counted from 0 as in the article, with the loss after each.</summary>
    public IReadOnlyList<(int Epoch, double Loss)> Points => _points;

    /// <summary>The last loss.</summary>
    public double FinalLoss => _points[^1].Loss;

    /// <summary>Appends a point.</summary>
    public void Add(int epoch, double loss) => _points.Add((epoch, loss));

    /// <summary>Writes the columns epoch and loss, with every digit of the loss.</summary>
    public void Save(string path)
    {
        using var writer = new StreamWriter(path) { NewLine = "\n" };
        writer.WriteLine("epoch,loss");
        foreach ((int epoch, double loss) in _points)
        {
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{epoch},{loss:R}"));
        }
    }
}
