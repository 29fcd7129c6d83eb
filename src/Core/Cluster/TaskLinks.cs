namespace Offers;

/// <summary>The neighbours of a task in one list.</summary>
internal struct TaskLinks
{
    internal ClusterTask? Previous;
    internal ClusterTask? Next;
}
