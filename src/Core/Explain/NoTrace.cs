namespace Offers;

/// <summary>Nobody listens.</summary>
internal readonly struct NoTrace : IRunTrace
{
    public bool IsOn => false;

    public void Considered(
        Allocator allocator, int agent, int client, RunStage stage, RefusalCode code)
    {
    }

    public void VisitEnded(Allocator allocator, int agent, RunStage stage)
    {
    }
}
