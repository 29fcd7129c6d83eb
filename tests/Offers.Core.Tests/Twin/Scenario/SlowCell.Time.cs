namespace Offers.Core.Tests.Twin.Scenario;

/// <summary>Time, batches, and what ends by itself.</summary>
internal sealed partial class SlowCell
{
    /// <summary>
    /// A refuse filter ends when its time is up and a batch has run since it was made; an inverse
    /// filter when its time is up.
    /// </summary>
    public void MoveTo(long ticks)
    {
        Now = ticks;
        DropFiltersThatEnded(beforeBatch: false);
        ResumeInTime();
    }

    public void RunBatch(long ticks)
    {
        Now = ticks;
        DropFiltersThatEnded(beforeBatch: true);
        ResumeInTime();
        if (!IsPaused)
        {
            _candidates.UnionWith(_agents.Keys);
            Run();
        }

        // Filters end by time, whether runs are paused or not.
        _batches++;
        DropFiltersThatEnded(beforeBatch: false);
    }

    /// <summary>A run that starts while paused keeps its candidates and stays requested.</summary>
    public void RunIfRequested()
    {
        if (_isRunRequested && !IsPaused)
        {
            Run();
        }
    }

    private void ResumeInTime()
    {
        if (RecoveryEnd <= Now)
        {
            EndRecovery();
        }
    }

    private void DropFiltersThatEnded(bool beforeBatch)
    {
        foreach (SlowFramework framework in _frameworks.Values)
        {
            framework.Filters.RemoveAll(f => f.Until <= Now && f.Batches < _batches);
            framework.InverseFilters.RemoveAll(
                f => f.Until < Now || (f.Until == Now && (f.IsLong || !beforeBatch)));
        }
    }
}
