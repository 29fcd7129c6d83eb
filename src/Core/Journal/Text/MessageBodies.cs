namespace Offers;

/// <summary>Adds what messages carry to a digest: by names and resources.</summary>
internal static class MessageBodies
{
    internal static void AddText(ref StableHash hash, string? text)
    {
        hash.Add(text is null ? 0 : 1);
        hash.Add(text);
    }

    internal static void AddTo(ref StableHash hash, object? body)
    {
        switch (body)
        {
            case null:
                hash.Add(0);
                break;
            case string text:
                hash.Add(1);
                hash.Add(text);
                break;
            case TaskDescription task:
                hash.Add(2);
                Add(ref hash, task);
                break;
            case OfferOperation operation:
                hash.Add(3);
                Add(ref hash, operation);
                break;
            case ResourceSet resources:
                hash.Add(4);
                Add(ref hash, resources);
                break;
            default:
                hash.Add(5);
                break;
        }
    }

    private static void Add(ref StableHash hash, TaskDescription task)
    {
        hash.Add(task.Name);
        hash.Add(task.Agent);
        Add(ref hash, task.Resources);
        hash.Add(task.Executor is null ? 0 : 1);
        if (task.Executor is ExecutorDescription executor)
        {
            Add(ref hash, executor);
        }
    }

    private static void Add(ref StableHash hash, ExecutorDescription executor)
    {
        hash.Add(executor.Name);
        Add(ref hash, executor.Resources);
    }

    private static void Add(ref StableHash hash, OfferOperation operation)
    {
        AddText(ref hash, operation.Id);
        switch (operation)
        {
            case LaunchTasks launch:
                hash.Add(1);
                Add(ref hash, launch.Tasks);
                break;
            case LaunchGroup group:
                hash.Add(2);
                Add(ref hash, group.Executor);
                Add(ref hash, group.Tasks);
                break;
            case ReserveResources(ResourceSet resources):
                hash.Add(3);
                Add(ref hash, resources);
                break;
            case UnreserveResources(ResourceSet resources):
                hash.Add(4);
                Add(ref hash, resources);
                break;
            default:
                AddOfVolumes(ref hash, operation);
                break;
        }
    }

    private static void AddOfVolumes(ref StableHash hash, OfferOperation operation)
    {
        switch (operation)
        {
            case CreateVolumes(ResourceSet volumes):
                hash.Add(5);
                Add(ref hash, volumes);
                break;
            case DestroyVolumes(ResourceSet volumes):
                hash.Add(6);
                Add(ref hash, volumes);
                break;
            case GrowVolume(ResourceSet volume, ResourceSet addition):
                hash.Add(7);
                Add(ref hash, volume);
                Add(ref hash, addition);
                break;
            case ShrinkVolume(ResourceSet volume, long amount):
                hash.Add(8);
                Add(ref hash, volume);
                hash.Add(amount);
                break;
            default:
                hash.Add(9);
                break;
        }
    }

    private static void Add(ref StableHash hash, ValueList<TaskDescription> tasks)
    {
        hash.Add(tasks.Count);
        foreach (TaskDescription task in tasks.AsSpan())
        {
            Add(ref hash, task);
        }
    }

    /// <summary>
    /// Adds resources by the names of their kinds, as a sum: kinds may have become known in another
    /// order.
    /// </summary>
    private static void Add(ref StableHash hash, ResourceSet resources)
    {
        ulong sum = 0;
        for (int i = 0; i < resources.Plain.LaneCount; i++)
        {
            if (resources.Plain.Lane(i) is not 0 and long amount)
            {
                StableHash one = default;
                one.Add(resources.Schema!.NameOf(new ResourceKind(i)));
                one.Add(amount);
                sum += one.Value;
            }
        }

        foreach (ref readonly ItemSegment item in resources.Marked.Items)
        {
            StableHash one = default;
            one.Add((long)item.Id.Hash);
            one.Add(item.Low);
            one.Add(item.High);
            sum += one.Value;
        }

        hash.Add((long)sum);
    }
}
