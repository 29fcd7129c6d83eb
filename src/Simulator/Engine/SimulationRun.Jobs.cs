namespace Offers.Simulation;

internal sealed partial class SimulationRun
{
    /// <summary>
    /// Starts tasks of a waiting job on a machine, at the word of the cell that decided it.
    /// </summary>
    internal void Start(Cell cell, int job, int group, int count, int machine)
    {
        ref JobState state = ref _states[job];
        TaskGroup tasks = Workload.Jobs[job].Groups[group];
        _tasksWaiting[_groupOffsets[job] + group] -= count;
        state.TasksWaiting -= count;
        state.TasksRunning += count;
        state.FirstStart = state.FirstStart < 0 ? Now : state.FirstStart;
        FrameworkModel framework = Workload.Frameworks[Workload.Jobs[job].Framework];
        bool splits = framework.TaskMeanTimeToFailure is not null && !Workload.Jobs[job].IsGang;
        int each = splits ? 1 : count;
        for (int started = 0; started < count; started += each)
        {
            AddAllotment(cell, job, group, each, machine, tasks.Duration);
        }

        if (state.TasksWaiting == 0)
        {
            state.Status = JobStatus.Running;
            if (state.AllStarted < 0)
            {
                state.AllStarted = Now;
                Metrics.AllStarted(job, Now);
            }
            else
            {
                Metrics.WaitsAgain(Now, job, -1);
            }
        }
    }

    private void AddAllotment(Cell cell, int job, int group, int count, int machine, long duration)
    {
        int index = _freeAllotment;
        if (index >= 0)
        {
            _freeAllotment = _allotments[index].NextOfJob;
        }
        else
        {
            index = _allotmentEnd++;
            if (index == _allotments.Length)
            {
                Array.Resize(ref _allotments, index * 2);
            }
        }

        ref Allotment allotment = ref _allotments[index];
        allotment.Job = job;
        allotment.Group = group;
        allotment.Count = count;
        allotment.Cell = cell.Index;
        allotment.Machine = machine;
        allotment.Start = Now;
        allotment.End = Workload.Jobs[job].EndsAt is { } end ? Math.Max(end, Now) : Now + duration;
        allotment.NextOfJob = _states[job].FirstAllotment;
        _states[job].FirstAllotment = index;
        _digest.Add(Now);
        _digest.Add(((long)job << 32) | (uint)machine);
        Metrics.TasksStart(Now, job, DemandOf(ref allotment));
        ScheduleEnd(index, ref allotment);
    }

    private void ScheduleEnd(int index, ref Allotment allotment)
    {
        long failure = FailureOf(ref allotment);
        bool fails = failure < allotment.End;
        Events.Add(
            fails ? failure : allotment.End,
            fails ? EventKind.TaskFails : EventKind.TasksEnd,
            index,
            ++allotment.Token);
    }

    /// <summary>
    /// When the first of its tasks fails. Drawn from the job and the attempt alone, not from when
    /// or where it starts, so that every policy sees the same failures: for a gang once a group and
    /// attempt (each allotment of the group gets the same moment, and the first one stops all), for
    /// an elastic job once a task.
    /// </summary>
    private long FailureOf(ref readonly Allotment allotment)
    {
        Job job = Workload.Jobs[allotment.Job];
        if (Workload.Frameworks[job.Framework].TaskMeanTimeToFailure is not { } mean)
        {
            return long.MaxValue;
        }

        int together = job.IsGang ? job.Groups[allotment.Group].Count : 1;
        int attempt = job.IsGang
            ? _states[allotment.Job].Failures
            : _tasksStarted[_groupOffsets[allotment.Job] + allotment.Group]++;
        string name = $"failure/{allotment.Job}/{allotment.Group}/{attempt}";
        double life = new RandomStream(Seed, name).NextExponential(mean.Ticks / (double)together);
        return life < long.MaxValue / 4 ? Now + (long)life : long.MaxValue;
    }

    private void Arrive(int index)
    {
        Metrics.Events++;
        Job job = Workload.Jobs[index];
        ref JobState state = ref _states[index];
        Cell cell = CellOf(job.Framework);
        state.Cell = cell.Index;
        Metrics.Arrived(Now, index);
        if (!cell.CouldEverRun(job))
        {
            state.Status = JobStatus.Impossible;
            Metrics.Ended(Now, index, ref state);
            return;
        }

        JobsOpen++;
        state.Status = JobStatus.Waiting;
        WaitForAll(index, ref state);
        if (job.EndsAt is { } end)
        {
            Events.Add(Math.Max(end, Now), EventKind.JobEnds, index, 0);
        }

        Touch(cell).Submit(index, again: false);
    }

    private void WaitForAll(int index, ref JobState state)
    {
        IReadOnlyList<TaskGroup> groups = Workload.Jobs[index].Groups;
        for (int g = 0; g < groups.Count; g++)
        {
            _tasksWaiting[_groupOffsets[index] + g] = groups[g].Count;
            state.TasksWaiting += groups[g].Count;
        }
    }

    private void OnTasksEnd(Event ended)
    {
        ref Allotment allotment = ref _allotments[ended.Subject];
        if (allotment.Token != ended.Token || allotment.Count == 0)
        {
            return;
        }

        int job = allotment.Job;
        Metrics.TasksDone += allotment.Count;
        Remove(ended.Subject);
        ref JobState state = ref _states[job];
        if (state.TasksWaiting == 0 && state.TasksRunning == 0)
        {
            End(job, ref state, JobStatus.Done);
        }
    }

    /// <summary>
    /// One task fails. A gang stops whole and starts anew; of an elastic job only the task does. A
    /// job whose tasks fail more often than it may retry fails.
    /// </summary>
    private void OnTaskFails(Event failed)
    {
        ref Allotment allotment = ref _allotments[failed.Subject];
        if (allotment.Token != failed.Token || allotment.Count == 0)
        {
            return;
        }

        int index = allotment.Job;
        int group = allotment.Group;
        Job job = Workload.Jobs[index];
        ref JobState state = ref _states[index];
        state.Failures++;
        bool gaveUp = state.Failures > Workload.Frameworks[job.Framework].Retries;
        Metrics.TaskFailed();
        if (gaveUp || job.IsGang)
        {
            LoseAll(ref state);
        }
        else
        {
            Lose(failed.Subject);
        }

        if (gaveUp)
        {
            End(index, ref state, JobStatus.Failed);
            Touch(Cells[state.Cell]).Changed(index);
            return;
        }

        TryAgain(index, group, ref state);
    }

    private void TryAgain(int index, int group, ref JobState state)
    {
        bool waited = state.TasksWaiting > 0;
        if (!waited && state.AllStarted >= 0)
        {
            Metrics.WaitsAgain(Now, index, 1);
        }

        if (Workload.Jobs[index].IsGang)
        {
            state.TasksWaiting = 0;
            WaitForAll(index, ref state);
        }
        else
        {
            _tasksWaiting[_groupOffsets[index] + group]++;
            state.TasksWaiting++;
        }

        state.Status = JobStatus.Waiting;
        Cell cell = Touch(Cells[state.Cell]);
        if (waited)
        {
            cell.Changed(index);
        }
        else
        {
            cell.Submit(index, again: true);
        }
    }

    private void OnJobEnds(int index)
    {
        ref JobState state = ref _states[index];
        if (state.Status is JobStatus.Waiting)
        {
            while (state.FirstAllotment >= 0)
            {
                Remove(state.FirstAllotment);
            }

            End(index, ref state, JobStatus.Withdrawn);
            Touch(Cells[state.Cell]).Changed(index);
        }
    }

    /// <summary>Stops all that runs of a job; what that has done so far is lost.</summary>
    private void LoseAll(ref JobState state)
    {
        while (state.FirstAllotment >= 0)
        {
            Lose(state.FirstAllotment);
        }
    }

    private void Lose(int index)
    {
        ref readonly Allotment allotment = ref _allotments[index];
        Metrics.WorkLost((Now - allotment.Start) * allotment.Count);
        Remove(index);
    }

    private void Remove(int index)
    {
        Allotment allotment = _allotments[index];
        Cell cell = Touch(Cells[allotment.Cell]);
        cell.Release(ref allotment);
        Metrics.TasksStop(Now, allotment.Job, DemandOf(ref allotment));
        ref JobState state = ref _states[allotment.Job];
        state.TasksRunning -= allotment.Count;
        ref int link = ref state.FirstAllotment;
        while (link != index)
        {
            link = ref _allotments[link].NextOfJob;
        }

        link = allotment.NextOfJob;
        _allotments[index].Count = 0;
        _allotments[index].NextOfJob = _freeAllotment;
        _freeAllotment = index;
    }

    private void End(int index, ref JobState state, JobStatus status)
    {
        state.Status = status;
        state.End = Now;
        JobsOpen--;
        Metrics.Ended(Now, index, ref state);
    }
}
