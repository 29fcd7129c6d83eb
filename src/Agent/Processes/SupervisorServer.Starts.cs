using Connection = Offers.Agents.Processes.LineChannel<
    Offers.Agents.Processes.SupervisorRequest,
    Offers.Agents.Processes.SupervisorMessage>;

namespace Offers.Agents.Processes;

/// <content>Starts, which only the agent that came last may ask for.</content>
internal sealed partial class SupervisorServer
{
    /// <summary>
    /// A start waits for the disk; others go on meanwhile. Of an agent after which another has
    /// come nothing starts any more: that one may have acknowledged the end of the same process
    /// already, and it would run again.
    /// </summary>
    private void BeginStart(Connection connection, SupervisorRequest request)
    {
        lock (_gate)
        {
            if (_agent != connection)
            {
                connection.Send(new SupervisorMessage(request.Number)
                {
                    Error = $"process {request.Process}: another agent has come",
                });
                return;
            }

            _starts++;
        }

        ThreadPool.QueueUserWorkItem(
            state =>
            {
                Send(connection, Answer(state));
                lock (_gate)
                {
                    _starts--;
                }
            },
            request,
            preferLocal: false);
    }

    /// <summary>
    /// From now on this agent is the one; what the last one started is decided, or will never run.
    /// </summary>
    private async Task TakeOverAsync(Connection connection)
    {
        lock (_gate)
        {
            _agent = connection;
        }

        if (await AreDecidedAsync().ConfigureAwait(false))
        {
            return;
        }

        // The new agent is told nothing of it and may do without: it must not run later.
        SupervisorLog.Write("a start of the former agent takes too long and is called off");
        _supervisor.CallOffStarts();
        _ = await AreDecidedAsync().ConfigureAwait(false);
    }

    private async Task<bool> AreDecidedAsync()
    {
        long since = _time.GetTimestamp();
        while (Volatile.Read(ref _starts) > 0)
        {
            if (_time.GetElapsedTime(since) > _startPatience)
            {
                return false;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(1), _time).ConfigureAwait(false);
        }

        return true;
    }
}
