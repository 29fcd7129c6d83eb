using Offers.Agents.Containers;
using Offers.Agents.Images;
using Offers.Agents.Processes;
using Offers.Agents.Sandboxes;

namespace Offers.Agents.Hosting;

/// <summary>
/// Carries out what is wanted of one container, one thing after another: it is made, resized and
/// destroyed in the order of the orders; processes start beside each other once it is there.
/// </summary>
/// <remarks>
/// Its methods are called by the thread of the agent; what takes time goes on elsewhere, and is
/// answered by a command.
/// </remarks>
internal sealed partial class ContainerWorker : IDisposable
{
    private static readonly TimeSpan DestroyRetry = TimeSpan.FromSeconds(1);
    private readonly HostParts _host;
    private readonly CancellationToken _stop;
    private readonly CancellationTokenSource _ending;
    private readonly Dictionary<string, TaskProcess> _processes = new(StringComparer.Ordinal);
    private ResourceSet _size = ResourceSet.Empty;
    private ContainerFacts? _facts;
    private ExecutorPort? _executor;
    private Task _before = Task.CompletedTask;
    private LimitWatch? _limit;

    /// <summary>A worker for a container that there may or may not be.</summary>
    /// <param name="host">What it works with.</param>
    /// <param name="name">The container.</param>
    /// <param name="stop">Ends what waits; the container and its processes go on.</param>
    internal ContainerWorker(HostParts host, string name, CancellationToken stop)
    {
        _host = host;
        _stop = stop;
        _ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Name = name;
    }

    internal string Name { get; }

    /// <summary>Completes when nothing is being done; nobody is listened to any more.</summary>
    internal Task Idle => Task.WhenAll([
        _before, _executor?.Running ?? Task.CompletedTask,
        .. _processes.Values.Select(process => process.Ended)]);

    /// <inheritdoc/>
    public void Dispose() => _ending.Dispose();

    /// <summary>Makes sandbox and groups, and fetches what the command needs.</summary>
    internal void Create(CreateContainer create, ContainerLimits limits)
    {
        ContainerFacts facts = new(
            new SandboxKey(create.Framework.Id, create.Executor, create.Container),
            create.Framework, create.Command is null)
        {
            Image = create.Image,
        };
        _facts = facts;
        Then(async () =>
        {
            string? user = facts.IsGroup
                ? null
                : _host.UserOr(create.Command!.User ?? create.Framework.User);
            _host.Admit(user);
            string sandbox = _host.Sandboxes.Create(facts.Sandbox, user);
            _host.Groups?.Create(Name, create.Image is null
                ? limits
                : limits with { Devices = ImageRuntimes.Devices });
            Volatile.Write(ref _size, create.Size.Requests);
            Watch();
            foreach (string uri in create.Command?.Uris ?? [])
            {
                await _host.Fetcher.FetchAsync(
                    FetchText.Parse(uri, user), sandbox, _ending.Token).ConfigureAwait(false);
            }

            return new ContainerCreated(Name);
        });
    }

    /// <summary>Gives the container another size.</summary>
    internal void Resize(ResizeContainer resize, ContainerLimits limits)
    {
        if (!_before.IsCompleted)
        {
            Then(() => Task.FromResult(Resized(resize, limits)));
            return;
        }

        // A few writes, done before anything that follows is sent: the end of a task is told when
        // its container has shrunk.
        try
        {
            _host.Post(Resized(resize, limits));
        }
        catch (GroupException bad)
        {
            _host.Post(new ContainerFailed(Name, bad.Message));
        }
    }

    /// <summary>What it is like now.</summary>
    internal ContainerView View(bool isGone) => new(
        Name, _facts?.Framework.Id ?? "", _facts?.Sandbox.Executor ?? "",
        Volatile.Read(ref _size), _processes.Count)
    {
        IsGone = isGone,
        MemorySoftBytes = isGone ? null : SoftLimit(),
    };

    /// <summary>A container of a former life, which goes on.</summary>
    /// <param name="facts">What is known of it.</param>
    /// <param name="executor">The framework's own executor in it; null if there is none.</param>
    internal void Adopt(ContainerFacts facts, ExecutorDescription? executor)
    {
        _facts = facts;
        if (executor is not null)
        {
            Listen(_host.UserOr(executor.Command?.User ?? facts.Framework.User));
        }

        try
        {
            Watch();
        }
        catch (GroupException bad)
        {
            _host.Post(new ContainerFailed(Name, bad.Message));
        }
    }

    /// <summary>Ends checks of a former life: nobody waits for what they say.</summary>
    internal void EndChecks(IReadOnlyList<string> ids)
    {
        if (ids.Count > 0)
        {
            _ = GuardedAsync(() => EndLeftoversAsync(ids));
        }
    }

    /// <summary>
    /// Kills whatever is in it and removes it, however long that takes; then says so.
    /// </summary>
    internal void Destroy(IReadOnlyList<string> leftovers)
    {
        TaskProcess[] processes = [.. _processes.Values];
        Array.ForEach(processes, process => process.CallOff());
        _ending.Cancel();
        Then(async () =>
        {
            await Task.WhenAll(processes.Select(process => process.Running.Task))
                .ConfigureAwait(false);

            // Whatever stands in the way: nobody else would try again.
            await UntilDoneAsync(() => RemoveAsync(processes)).ConfigureAwait(false);
            await UntilDoneAsync(() => _host.Runtimes.ForgetAsync(Name)).ConfigureAwait(false);
            await Task.WhenAll(processes.Select(process => process.Ended)).ConfigureAwait(false);
            await UntilDoneAsync(() => EndLeftoversAsync(leftovers)).ConfigureAwait(false);
            if (_executor is not null)
            {
                await _executor.DisposeAsync().ConfigureAwait(false);
            }

            File.Delete(ExecutorPort.PathOf(_host.Settings, Name));
            if (_facts is { } facts)
            {
                _host.SandboxEnded(_host.Sandboxes.PathOf(facts.Sandbox));
            }

            return new ContainerDestroyed(Name);
        });
    }

    /// <summary>Something for the framework's own executor; lost if it does not listen.</summary>
    internal void Instruct(InstructExecutor order) => _executor?.Instruct(order);

    /// <summary>The agent has taken what the framework's own executor reported.</summary>
    internal void Taken() => _executor?.Taken();

    private AgentCommand Resized(ResizeContainer resize, ContainerLimits limits)
    {
        _host.Groups?.Update(Name, limits);
        Volatile.Write(ref _size, resize.Size.Requests);
        return new ContainerResized(Name, resize.Resize);
    }

    private long? SoftLimit()
    {
        try
        {
            return _host.Groups?.Limits(Name).MemorySoftBytes;
        }
        catch (GroupException)
        {
            // It is being destroyed.
            return null;
        }
    }

    /// <summary>
    /// Ends processes of the container that nobody asked for in this life: of a container that no
    /// row knows, or checks.
    /// </summary>
    private async Task EndLeftoversAsync(IReadOnlyList<string> leftovers)
    {
        foreach (string id in leftovers)
        {
            await _host.Supervisor.EndAsync(id, TimeSpan.Zero, _stop).ConfigureAwait(false);
            await _host.Supervisor.ForgetAsync(id, _stop).ConfigureAwait(false);
        }
    }

    private async Task RemoveAsync(TaskProcess[] processes)
    {
        if (_host.Groups is not { } groups)
        {
            foreach (TaskProcess process in processes)
            {
                await _host.Supervisor.SignalAsync(
                    process.Name.Id, Native.SignalKill, toGroup: true, _stop)
                    .ConfigureAwait(false);
            }

            return;
        }

        Array.ForEach(processes, process => Forget(process.Nested));
        Forget(Name);
        await groups.DestroyAsync(Name, _host.Settings.DestroyTimeout, _stop)
            .ConfigureAwait(false);
    }

    /// <summary>Tries until it is done, or the agent ends; the first failure is logged.</summary>
    private async Task UntilDoneAsync(Func<Task> work)
    {
        for (bool isTold = false; ; isTold = true)
        {
            try
            {
                await work().ConfigureAwait(false);
                return;
            }
            catch (Exception bad)
            {
                _stop.ThrowIfCancellationRequested();
                if (!isTold)
                {
                    HostLog.StillThere(_host.Log, Name, FaultText.Of(bad));
                    TellUnforeseen(bad);
                }
            }

            await Task.Delay(DestroyRetry, _stop).ConfigureAwait(false);
        }
    }

    private void Forget(string? name)
    {
        if (name is not null)
        {
            _host.Memory?.Forget(name);
        }
    }

    private void Listen(string? user) =>
        _executor ??= new ExecutorPort(_host, Name, _facts!, user, _stop);

    /// <summary>Does something after what was ordered before; a failure fails the container.
    /// </summary>
    private void Then(Func<Task<AgentCommand>> work)
    {
        Task before = _before;
        _before = RunAsync();

        async Task RunAsync()
        {
            await before.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            try
            {
                if (await work().ConfigureAwait(false) is { } answer)
                {
                    _host.Post(answer);
                }
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                // The agent ends; its next life goes on from here.
            }
            catch (Exception bad)
            {
                // Whatever it is, it is of this container and ends no other.
                TellUnforeseen(bad);
                _host.Post(new ContainerFailed(Name, FaultText.Of(bad)));
            }
        }
    }
}
