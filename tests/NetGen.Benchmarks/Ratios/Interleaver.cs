namespace NetGen.Benchmarks.Ratios;

/// <summary>Lets all contenders of a workload take turns, so that whatever slows the machine down slows all of them.</summary>
internal static class Interleaver
{
    private const double LongestTurns = 1.5e9;

    public static IReadOnlyList<Measurement> Measure(Workload workload, int rounds)
    {
        IReadOnlyList<Contender> contenders = workload.Contenders();
        string?[] notes = Compare(workload, contenders);
        var running = Enumerable.Range(0, contenders.Count).Where(i => contenders[i].Skipped is null).ToArray();
        var counts = new long[contenders.Count];
        var every = new int[contenders.Count];
        var times = contenders.Select(_ => new List<double>()).ToArray();
        for (int pass = 0; pass < 2; pass++)
        {
            foreach (int i in running) Calibrate(contenders[i].Run, workload.Milliseconds * 1e6, out _);

            // The run-time compiles what has been called often in the background, on this core, a tenth of a second later: in two steps.
            Thread.Sleep(150);
        }

        foreach (int i in running)
        {
            counts[i] = Calibrate(contenders[i].Run, workload.Milliseconds * 1e6, out double turn);
            every[i] = (int)Math.Clamp(turn * rounds / LongestTurns, 1, rounds / 5);
        }

        for (int round = 0; round < rounds; round++)
        {
            foreach (int i in running.Where(i => round % every[i] == 0))
            {
                times[i].Add(Time(contenders[i].Run, counts[i]) / (counts[i] * workload.Operations));
            }
        }

        double?[] medians = [.. times.Select(list => list.Count == 0 ? null : (double?)list.Order().ElementAt(list.Count / 2))];
        double? best = running.Where(i => contenders[i].IsC).Select(i => medians[i]).Min();
        double bound = workload.Cost.Bound(workload.Precision == "f64");
        return
        [
            .. contenders.Select((contender, i) => new Measurement(
                workload.Name,
                workload.Precision,
                contender.Name,
                medians[i],
                medians[i] / best,
                bound,
                bound / medians[i],
                contender.Skipped is { } why ? $"skipped: {why}" : notes[i])),
        ];
    }

    private static double Time(Action<long> run, long count)
    {
        double start = ThreadClock.Nanoseconds();
        run(count);
        return ThreadClock.Nanoseconds() - start;
    }

    /// <summary>Warms up, and finds the count that fills a turn.</summary>
    private static long Calibrate(Action<long> run, double turn, out double turnTaken)
    {
        const double WarmUp = 0.02e9;
        double spent = 0, each;
        long count = 1;
        int calls = 0;
        do
        {
            double taken = Time(run, count);
            spent += taken;
            each = taken / count;
            count = Math.Max(1, (long)(turn / Math.Max(each, 0.1)));
            calls++;
        }
        while (spent < WarmUp || (calls < 40 && spent < 5 * WarmUp));
        turnTaken = each * count;
        return count;
    }

    /// <summary>Compares every contender's results with the first one's.</summary>
    private static string?[] Compare(Workload workload, IReadOnlyList<Contender> contenders)
    {
        double[]? expected = contenders[0].Check?.Invoke();
        var notes = new string?[contenders.Count];
        for (int i = 1; i < contenders.Count && expected is not null; i++)
        {
            if (contenders[i].Skipped is null && contenders[i].Check?.Invoke() is { } actual)
            {
                double apart = Apart(expected, actual);
                if (!(apart <= workload.Tolerance)) notes[i] = string.Create(null, $"WRONG RESULTS: {apart:0.0e0} apart");
            }
        }

        return notes;
    }

    private static double Apart(double[] expected, double[] actual)
    {
        if (expected.Length != actual.Length) return double.PositiveInfinity;
        double difference = expected.Zip(actual, (e, a) => (e - a) * (e - a)).Sum();
        return Math.Sqrt(difference / Math.Max(expected.Sum(e => e * e), 1e-300));
    }
}
