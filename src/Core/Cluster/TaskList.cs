namespace Offers;

/// <summary>Tasks in the order in which they came, linked through themselves.</summary>
/// <param name="ofAgent">Whether it is the list of an agent; otherwise of a framework.</param>
internal sealed class TaskList(bool ofAgent)
{
    private ClusterTask? _last;

    internal ClusterTask? First { get; private set; }

    internal int Count { get; private set; }

    internal ClusterTask? After(ClusterTask task) => Links(task).Next;

    internal void Add(ClusterTask task)
    {
        ref TaskLinks links = ref Links(task);
        links.Previous = _last;
        links.Next = null;
        if (_last is null)
        {
            First = task;
        }
        else
        {
            Links(_last).Next = task;
        }

        _last = task;
        Count++;
    }

    internal void Remove(ClusterTask task)
    {
        ref TaskLinks links = ref Links(task);
        if (links.Previous is null)
        {
            First = links.Next;
        }
        else
        {
            Links(links.Previous).Next = links.Next;
        }

        if (links.Next is null)
        {
            _last = links.Previous;
        }
        else
        {
            Links(links.Next).Previous = links.Previous;
        }

        links = default;
        Count--;
    }

    private ref TaskLinks Links(ClusterTask task) =>
        ref ofAgent ? ref task.OfAgent : ref task.OfFramework;
}
