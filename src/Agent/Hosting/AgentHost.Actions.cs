using Offers.Agents.Containers;

namespace Offers.Agents.Hosting;

/// <content>What the agent wants done.</content>
internal sealed partial class AgentHost
{
    private void Carry(AgentAction action)
    {
        switch (action)
        {
            case SendReport send:
                _link?.Send(send.Report);
                break;
            case CreateContainer create:
                WorkerOf(create.Container).Create(create, LimitsOf(create.Size));
                break;
            case ResizeContainer resize:
                WorkerOf(resize.Container).Resize(resize, LimitsOf(resize.Size));
                break;
            case StartProcess start:
                WorkerOf(start.Container).Start(start, start.Task is { } task
                    ? LimitsOf(new ContainerSize(task.Resources, task.Limits))
                    : null);
                break;
            case SignalProcess signal:
                WorkerOf(signal.Container).Signal(signal);
                break;
            case DestroyContainer destroy:
                WorkerOf(destroy.Container).Destroy(LeftoversOf(destroy.Container));
                break;
            case InstructExecutor order:
                WorkerOf(order.Container).Instruct(order);
                break;
            default:
                throw new InvalidOperationException($"found {action}, which no host knows");
        }
    }

    private ContainerWorker WorkerOf(string container)
    {
        if (!_workers.TryGetValue(container, out ContainerWorker? worker))
        {
            worker = new ContainerWorker(_parts, container, _stop.Token);
            _workers.Add(container, worker);
        }

        return worker;
    }

    private ContainerLimits LimitsOf(ContainerSize size) =>
        ContainerLimits.From(size.Requests, size.Limits, _settings.Sizing) with
        {
            PidsMax = _settings.PidsLimit,
        };
}
