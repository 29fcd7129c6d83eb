namespace Offers;

/// <summary>
/// Something that happens to a cell, as a value: what a host tells the allocator, what a journal
/// keeps and a scenario says. Names stand for agents, frameworks and roles, so that a command means
/// the same in every process. Commands are compared by value.
/// </summary>
/// <remarks>
/// A command only says what is asked for. Whether it can be carried out (is the agent known, do the
/// resources fit) is for the allocator to answer, and a refused command changes nothing.
/// </remarks>
public abstract record Command
{
    private protected Command()
    {
    }
}
