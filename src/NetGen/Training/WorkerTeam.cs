using System.Runtime.ExceptionServices;

namespace NetGen;

/// <summary>Work that consists of independent items.</summary>
internal interface ITeamWork
{
    /// <summary>Does one item.</summary>
    /// <param name="item">From 0.</param>
    /// <param name="worker">The member of the team that does it, from 0 (the caller).</param>
    void Do(int item, int worker);
}

/// <summary>
/// Threads that live as long as a run and share the items of one piece of work after the other with the calling thread. Starting a piece of work
/// allocates nothing.
/// </summary>
internal sealed class WorkerTeam : IDisposable
{
    private const int MostItems = ushort.MaxValue;
    private const int SpinsBeforeSleep = 200;

    private readonly ITeamWork _work;
    private readonly Thread[] _threads;
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _wake = new(0);

    // Generation (32 bits), number of items (16), next item (16): one word, so that a late thread can never take an item of a piece of work
    // that it does not know.
    private long _ticket;
    private int _pending;
    private int _sleepers;
    private ExceptionDispatchInfo? _error;
    private volatile bool _stop;

    public WorkerTeam(ITeamWork work, int threadCount)
    {
        _work = work;
        _threads = new Thread[threadCount - 1];
        for (int i = 0; i < _threads.Length; i++)
        {
            int worker = i + 1;
            _threads[i] = new Thread(() => Serve(worker)) { IsBackground = true, Name = $"NetGen worker {worker}" };
            _threads[i].Start();
        }
    }

    /// <summary>Does all items and returns when they are done. Called by one thread only.</summary>
    public void Run(int items)
    {
        if (_threads.Length == 0 || items < 2)
        {
            for (int i = 0; i < items; i++)
            {
                _work.Do(i, worker: 0);
            }

            return;
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(items, MostItems);
        Volatile.Write(ref _pending, items);
        long generation = unchecked((uint)((_ticket >> 32) + 1));
        Interlocked.Exchange(ref _ticket, (generation << 32) | ((long)items << 16));
        Wake();

        Take(generation, worker: 0);
        var spin = default(SpinWait);
        while (Volatile.Read(ref _pending) > 0)
        {
            spin.SpinOnce(sleep1Threshold: -1);
        }

        if (Interlocked.Exchange(ref _error, null) is { } error)
        {
            error.Throw();
        }
    }

    public void Dispose()
    {
        _stop = true;
        _wake.Release(_threads.Length + 1);
        foreach (Thread thread in _threads)
        {
            thread.Join();
        }

        _wake.Dispose();
    }

    private void Serve(int worker)
    {
        long generation = 0;
        while (!_stop)
        {
            long current = (long)((ulong)Interlocked.Read(ref _ticket) >> 32);
            if (current != generation)
            {
                generation = current;
                Take(generation, worker);
                continue;
            }

            if (!SpinUntilChanged(generation))
            {
                Sleep(generation);
            }
        }
    }

    private bool SpinUntilChanged(long generation)
    {
        var spin = default(SpinWait);
        for (int i = 0; i < SpinsBeforeSleep && !_stop; i++)
        {
            if ((long)((ulong)Interlocked.Read(ref _ticket) >> 32) != generation)
            {
                return true;
            }

            spin.SpinOnce(sleep1Threshold: -1);
        }

        return false;
    }

    private void Sleep(long generation)
    {
        // Either the caller sees this sleeper, or this sees the caller's new ticket: both sides write before they read.
        Interlocked.Increment(ref _sleepers);
        if ((long)((ulong)Interlocked.Read(ref _ticket) >> 32) == generation && !_stop)
        {
            _wake.Wait();
        }
        else
        {
            Interlocked.Decrement(ref _sleepers);
        }
    }

    private void Wake()
    {
        int sleepers = Interlocked.Exchange(ref _sleepers, 0);
        if (sleepers > 0)
        {
            _wake.Release(sleepers);
        }
    }

    private void Take(long generation, int worker)
    {
        while (true)
        {
            long ticket = Interlocked.Read(ref _ticket);
            int next = (int)(ticket & 0xFFFF);
            if ((long)((ulong)ticket >> 32) != generation || next >= (int)((ticket >> 16) & 0xFFFF))
            {
                return;
            }

            if (Interlocked.CompareExchange(ref _ticket, ticket + 1, ticket) != ticket)
            {
                continue;
            }

            try
            {
                _work.Do(next, worker);
            }
            catch (Exception e)
            {
                Interlocked.CompareExchange(ref _error, ExceptionDispatchInfo.Capture(e), null);
            }

            Interlocked.Decrement(ref _pending);
        }
    }
}
