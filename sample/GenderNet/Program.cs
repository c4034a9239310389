using GenderSample;

// The article's network, from start to end. Every step is a file of its own:
//   Networks.cs       the networks, one attribute each
//   CommandLine.cs    the options
//   PeopleFile.cs     people from a CSV file          TrainingSet.cs  people as numbers
//   Examples.cs       the article's three examples before training
//   Trainer.cs        the training                    TrainingHistory.cs, Chart.cs  its curve
//   Report.cs         what the terminal shows
try
{
    return CommandLine.Run(args, Run);
}
catch (UserError e)
{
    Console.Error.WriteLine($"error: {e.Message}");
    return 1;
}

static void Run(Settings settings)
{
    IReadOnlyList<Person> people = PeopleFile.Read(settings.DataFile);
    var output = new OutputDirectory(settings.OutputDirectory);
    var set = new TrainingSet(people);
    var network = new GenderNet();
    network.Initialize(settings.Seed);

    var report = new Report(settings.Quiet);
    report.ShowExamples();
    TrainingHistory history = report.ShowTraining(settings, people.Count, progress => Trainer.Train(network, set, settings, progress));
    report.ShowResult(history, set.CountCorrect(network), people.Count);
    report.ShowWeights(network);
    report.ShowPredictions(network);
    report.ShowFiles(
        output.Save("training.csv", history.Save),
        output.Save("training.png", path => Chart.Save(history, settings, path)));
}
