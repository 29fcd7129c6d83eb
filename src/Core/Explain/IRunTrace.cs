namespace Offers;

/// <summary>
/// Listens to a run. A struct, so that listening to nothing costs nothing: the calls vanish when
/// the visit is compiled for <see cref="NoTrace"/>.
/// </summary>
internal interface IRunTrace
{
    /// <summary>Whether every client has to be looked at, one by one.</summary>
    public bool IsOn { get; }

    /// <summary>A client was considered at an agent: offered, or refused for the first reason.</summary>
    public void Considered(Allocator allocator, int agent, int client, RunStage stage, RefusalCode code);

    /// <summary>A visit is over; who was not considered came too late.</summary>
    public void VisitEnded(Allocator allocator, int agent, RunStage stage);
}
