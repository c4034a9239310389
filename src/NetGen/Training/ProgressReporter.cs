using System.Diagnostics;

namespace NetGen;

/// <summary>Reports at a bounded rate.</summary>
internal sealed class ProgressReporter(IProgress<TrainingProgress> progress, TimeSpan interval)
{
    private long _last = Stopwatch.GetTimestamp();
    private TrainingProgress _withheld;
    private bool _hasWithheld;

    public void Report(TrainingProgress value)
    {
        if (Stopwatch.GetElapsedTime(_last) < interval)
        {
            (_withheld, _hasWithheld) = (value, true);
            return;
        }

        _last = Stopwatch.GetTimestamp();
        _hasWithheld = false;
        progress.Report(value);
    }

    /// <summary>Reports the last value if it was withheld.</summary>
    public void Finish()
    {
        if (_hasWithheld)
        {
            _hasWithheld = false;
            progress.Report(_withheld);
        }
    }
}
