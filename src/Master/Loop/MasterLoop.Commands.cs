using System.Threading.Channels;
using Offers.Masters.Frameworks;
using Offers.Wire;

namespace Offers.Masters.Loop;

/// <content>Commands, and where their messages go.</content>
internal sealed partial class MasterLoop
{
    private readonly TaskCompletionSource _ended =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Carries out a command; its messages leave at the end of the turn.</summary>
    /// <param name="command">What happens.</param>
    /// <param name="from">The agent's connection that it came over; null for others.</param>
    /// <param name="answer">Hears the status with the messages; null for none.</param>
    internal ClusterStatus Apply(
        ClusterCommand command, AgentSession? from = null,
        TaskCompletionSource<ClusterStatus>? answer = null)
    {
        Timestamp now = _clock.Now;
        ClusterEffects effects = _cluster.Apply(command, now);
        ClusterStatus status = effects.Status;
        if (effects.Durability != Durability.None)
        {
            _store.Add(command, now);
            _needsSync |= effects.Durability == Durability.Synced;
        }

        _metrics.Applied(command, status);
        if (from is not null && status == ClusterStatus.Ok
            && command is RegisterAgent or ReregisterAgent)
        {
            Replace(from!);
        }

        foreach (ref readonly ClusterMessage message in effects.Messages)
        {
            Address(in message, from);
        }

        if (answer is not null)
        {
            _leaving.Add(() => answer.TrySetResult(status));
        }

        return status;
    }

    /// <summary>
    /// Gives a service another number of instances; completes when that is durable, with whether
    /// there is such a service.
    /// </summary>
    /// <exception cref="ChannelClosedException">The loop has ended.</exception>
    internal async Task<bool> ScaleAsync(
        string job, int instances, CancellationToken cancellation = default)
    {
        TaskCompletionSource<bool> answer =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
        await PostAsync(() =>
        {
            bool isThere = _frameworks.TryScale(job, instances, _clock.Now);
            _needsSync |= isThere;
            _leaving.Add(() => answer.TrySetResult(isThere));
        }, cancellation).ConfigureAwait(false);
        return await Race(answer.Task, cancellation).ConfigureAwait(false);
    }

    /// <summary>A connection of an agent is open.</summary>
    internal void Open(AgentSession session) => _agents.Open(session);

    /// <summary>A frame of an agent has arrived.</summary>
    internal void Receive(AgentSession session, WireFrame frame)
    {
        using (frame)
        {
            if (session.IsClosed)
            {
                return;
            }

            AgentReport report;
            try
            {
                report = Protocol.Incoming.Read(frame.Bytes);
            }
            catch (WireException bad)
            {
                End(session, bad.Message);
                return;
            }

            Hear(session, report, frame.MemoryBytes);
        }
    }

    /// <summary>An agent has said something, in a message that took so much memory.</summary>
    internal void Hear(AgentSession session, AgentReport report, int bytes = 0)
    {
        AgentReport? whole = Registrations.Take(session, report, bytes, out string? refusal);
        AgentReport? admitted =
            whole is null ? null : _agents.Admit(session, whole, out refusal);
        if (refusal is not null)
        {
            End(session, refusal);
        }
        else if (admitted is not null)
        {
            Apply(admitted, session);
        }
    }

    /// <summary>A connection of an agent is over.</summary>
    internal void Close(AgentSession session)
    {
        Registrations.Forget(session);
        if (_agents.Close(session) is { } end)
        {
            Apply(end);
        }
    }

    private void Replace(AgentSession session)
    {
        if (_agents.Admitted(session) is { } old)
        {
            // The cluster knows the new connection already: the old one is of no interest to it.
            _agents.Close(old);
            old.Link.Refuse("the agent has another connection");
        }
    }

    private void End(AgentSession session, string why)
    {
        session.Link.Refuse(why);
        Close(session);
    }

    /// <summary>
    /// Makes a value of a message while it is valid, and finds out now where it goes.
    /// </summary>
    private void Address(in ClusterMessage message, AgentSession? from)
    {
        if (message.IsForScheduler)
        {
            if (_frameworks.Find(message.Framework!) is { } framework)
            {
                SchedulerEvent heard = _cluster.EventOf(in message);
                _leaving.Add(() => Deliver(framework, heard));
            }
        }
        else if (_agents.Find(in message, from) is { } session)
        {
            AgentInstruction instruction = _cluster.InstructionOf(in message);
            _leaving.Add(() => Send(session, instruction));
        }
    }

    private void Deliver(HostedFramework framework, SchedulerEvent heard) =>
        _frameworks.Deliver(framework, heard, _clock.Now);

    private void Send(AgentSession session, AgentInstruction instruction)
    {
        if (session.IsClosed)
        {
            return;
        }

        try
        {
            if (session.Link.TrySend(instruction))
            {
                _metrics.Sent();
                return;
            }

            session.Link.Abort("the agent does not read what is sent");
        }
        catch (WireException bad)
        {
            session.Link.Abort($"an instruction cannot be sent: {bad.Message}");
        }
    }

    /// <summary>The answer, or the end of the loop, which gives none any more.</summary>
    private async Task<T> Race<T>(Task<T> answer, CancellationToken cancellation)
    {
        await Task.WhenAny(answer, _ended.Task).WaitAsync(cancellation).ConfigureAwait(false);
        return answer.IsCompleted
            ? await answer.ConfigureAwait(false)
            : throw new ChannelClosedException("the master is ending");
    }
}
