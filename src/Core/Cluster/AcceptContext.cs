namespace Offers;

/// <summary>On what an operation is carried out.</summary>
/// <param name="Framework">Whose.</param>
/// <param name="Agent">Where.</param>
/// <param name="Role">The role of the offers.</param>
/// <param name="Row">
/// The row in the allocator that holds all of them; -1 when others have taken everything.
/// </param>
internal readonly record struct AcceptContext(
    ClusterFramework Framework, ClusterAgent Agent, RoleId Role, int Row)
{
    /// <summary>Whether others have taken a part of an optimistic offer.</summary>
    internal bool IsCut { get; init; }
}
