namespace Offers;

/// <summary>
/// The order in which the active clients of one role come at an agent: the seam for sorters.
/// </summary>
internal interface IClientOrder
{
    /// <summary>Sorts afresh when the role is reached.</summary>
    public void Start(int role, int agent);

    /// <summary>The next client, or -1 after the last.</summary>
    public int Next();
}
