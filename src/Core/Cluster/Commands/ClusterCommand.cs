namespace Offers;

/// <summary>
/// Something that happens to a <see cref="Cluster"/>, as a value: what a scheduler or an agent
/// sends, what an operator asks for, or that time has passed. Names stand for everything, so that a
/// command means the same in every process. Commands are compared by value.
/// </summary>
public abstract record ClusterCommand
{
    private protected ClusterCommand()
    {
    }
}
