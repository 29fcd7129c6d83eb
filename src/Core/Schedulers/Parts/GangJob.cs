namespace Offers;

/// <summary>A job of a gang scheduler: it waits, or one attempt of it is under way.</summary>
internal sealed class GangJob(JobDescription description)
{
    internal JobDescription Description { get; } = description;

    internal ResourcePicker Picker { get; } = new(description.Task);

    /// <summary>
    /// The attempt that is under way or ends; null while it waits and at the end.
    /// </summary>
    internal GangAttempt? Attempt { get; set; }

    internal Timestamp NotBefore { get; set; }

    /// <summary>Attempts that ended by the fault of a task.</summary>
    internal int Failures { get; set; }

    /// <summary>Attempts that ended otherwise, since one last started as a whole.</summary>
    internal int Losses { get; set; }

    internal long Launches { get; set; }

    internal bool IsFinished { get; set; }

    internal bool IsGivenUp { get; set; }

    internal bool IsDone => IsFinished || IsGivenUp;

    internal bool IsWaiting => Attempt is null && !IsDone;

    internal JobStatus Status
    {
        get
        {
            int all = Description.Tasks;
            if (IsDone)
            {
                return new JobStatus(
                    Description.Name, 0, 0, IsFinished ? all : 0, IsGivenUp ? all : 0, Launches);
            }

            int running = Attempt?.Open ?? 0;
            int finished = Attempt?.Finished ?? 0;
            return new JobStatus(
                Description.Name, all - running - finished, running, finished, 0, Launches);
        }
    }
}
