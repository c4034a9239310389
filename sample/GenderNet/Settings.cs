namespace GenderSample;

/// <summary>What the command line says.</summary>
/// <param name="DataFile">The CSV file with the people to learn from.</param>
/// <param name="Epochs">How often to pass over all people.</param>
/// <param name="LearningRate">The size of a step.</param>
/// <param name="Seed">Which start weights to draw.</param>
/// <param name="OutputDirectory">Where training.png and training.csv go.</param>
/// <param name="Quiet">Whether to print the essential results only.</param>
internal sealed record Settings(string DataFile, int Epochs, double LearningRate, int Seed, string OutputDirectory, bool Quiet);
