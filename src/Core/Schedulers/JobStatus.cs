namespace Offers;

/// <summary>How far a job is; each of its tasks is counted once.</summary>
/// <param name="Name">Which job.</param>
/// <param name="Waiting">Tasks that wait for an offer or the end of a back-off.</param>
/// <param name="Running">Tasks that are launched; their agent may be out of contact.</param>
/// <param name="Finished">Tasks that have ended well.</param>
/// <param name="GivenUp">Tasks that failed too often.</param>
/// <param name="Launches">Launches so far.</param>
public readonly record struct JobStatus(
    string Name, int Waiting, int Running, int Finished, int GivenUp, long Launches)
{
    /// <summary>Whether nothing more will happen.</summary>
    public bool IsDone => Waiting == 0 && Running == 0;
}
