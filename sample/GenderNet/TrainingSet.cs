namespace GenderSample;

/// <summary>People as the network sees them: centred inputs, row by row, and one target a row.</summary>
internal sealed class TrainingSet
{
    private readonly double[] _inputs;
    private readonly double[] _targets;

    /// <summary>Centres weight and height, and encodes female as 1 and male as 0.</summary>
    public TrainingSet(IReadOnlyList<Person> people)
    {
        _inputs = new double[people.Count * GenderNet.InputCount];
        _targets = new double[people.Count];
        for (int row = 0; row < people.Count; row++)
        {
            Person person = people[row];
            _inputs[2 * row] = person.Weight - Person.WeightOffset;
            _inputs[2 * row + 1] = person.Height - Person.HeightOffset;
            _targets[row] = person.IsFemale ? 1 : 0;
        }
    }

    /// <summary>Centred weight and height of every person, in the order of the file.</summary>
    public ReadOnlySpan<double> Inputs => _inputs;

    /// <summary>1 for female, 0 for male.</summary>
    public ReadOnlySpan<double> Targets => _targets;

    /// <summary>How many people <paramref name="network"/> puts on the right side of one half.</summary>
    public int CountCorrect(GenderNet network)
    {
        double[] outputs = new double[_targets.Length];
        network.FeedForward(_inputs, outputs);
        return outputs.Zip(_targets).Count(pair => pair.First >= 0.5 == pair.Second >= 0.5);
    }
}
