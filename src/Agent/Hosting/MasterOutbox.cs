using Offers.Wire;
using Connection = Offers.Wire.WireConnection<Offers.AgentInstruction, Offers.AgentReport>;

namespace Offers.Agents.Hosting;

/// <summary>
/// What the agent says over one connection to its master. It takes everything at once: what the
/// connection has no room for waits here, answers to pings first. A master that reads nothing at
/// all is the connection's business, which ends by its time-out.
/// </summary>
/// <remarks>Whoever sends has locked the schema, which guards what waits as well.</remarks>
internal sealed class MasterOutbox
{
    /// <summary>
    /// How much waits before updates that need an acknowledgement are dropped: the agent sends them
    /// again until they have it.
    /// </summary>
    internal const int UpdateBound = 1 << 16;

    /// <summary>How much waits before the connection is given up.</summary>
    internal const int Bound = 2 * UpdateBound;

    private const string Unsayable =
        "what is to be said of it cannot be sent; the log of the agent has the reason";

    private readonly Queue<AgentReport> _answers = new();
    private readonly Queue<AgentReport> _waiting = new();
    private readonly Connection _connection;
    private readonly WireCodec<AgentReport> _codec;
    private readonly ResourceSchema _schema;
    private readonly MessageFaults _faults;
    private Task _sending = Task.CompletedTask;
    private bool _isSending;
    private bool _isSlow;

    /// <summary>An outbox of a new connection.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="codec">Writes its messages.</param>
    /// <param name="schema">What guards all of this.</param>
    /// <param name="faults">Hears of messages that cannot be sent.</param>
    internal MasterOutbox(
        Connection connection, WireCodec<AgentReport> codec, ResourceSchema schema,
        MessageFaults faults)
    {
        _connection = connection;
        _codec = codec;
        _schema = schema;
        _faults = faults;
    }

    /// <summary>Reports that wait.</summary>
    internal int Waiting => _answers.Count + _waiting.Count;

    /// <summary>Sends a report, now or when there is room. Never waits, never fails.</summary>
    internal void Send(AgentReport report)
    {
        if (report is ReregisterAgent whole
            && _connection.Peer.Minor >= RegistrationParts.MinorVersion)
        {
            foreach (AgentReport part in RegistrationParts.Of(whole, _codec, LeftOut))
            {
                Put(part);
            }
        }
        else
        {
            Put(report);
        }

        void LeftOut(string what, WireException why) =>
            _faults.Tell($"{what} in the registration", why);
    }

    /// <summary>Completes when nothing waits any more, or the time is over.</summary>
    internal async Task EmptyAsync(TimeSpan bound) =>
        await _sending.WaitAsync(bound).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private void Put(AgentReport report)
    {
        if (Waiting == 0 && TryPut(report))
        {
            return;
        }

        if (Waiting >= UpdateBound && report is ReportUpdate { Update: var id }
            && id != UpdateId.None)
        {
            TellSlow();
            return;
        }

        if (Waiting >= Bound)
        {
            _connection.Abort("the master does not read");
            return;
        }

        (report is AnswerPing ? _answers : _waiting).Enqueue(report);
        if (!_isSending)
        {
            _isSending = true;
            _sending = SendAsync();
        }
    }

    private async Task SendAsync()
    {
        await Task.Yield();
        try
        {
            do
            {
                await _connection.WhenRoom().ConfigureAwait(false);
            }
            while (SendSome());
        }
        catch (Exception bad)
        {
            _connection.Abort($"reports cannot be sent: {bad.Message}");
        }
    }

    /// <summary>Sends what there is room for; whether there is more to send.</summary>
    private bool SendSome()
    {
        lock (_schema)
        {
            _isSending = !(Drain(_answers) && Drain(_waiting));
            return _isSending;
        }
    }

    private bool Drain(Queue<AgentReport> reports)
    {
        while (reports.TryPeek(out AgentReport? next))
        {
            if (!TryPut(next))
            {
                return false;
            }

            reports.Dequeue();
        }

        return true;
    }

    /// <summary>Whether it is done with: sent, or nothing that can be.</summary>
    private bool TryPut(AgentReport report)
    {
        try
        {
            return _connection.TrySend(report) || _connection.Closed.IsCompleted;
        }
        catch (WireException bad)
        {
            _faults.Tell(TextOf(report), bad);

            // The end of a task is heard, whatever is wrong with its words.
            return report is not ReportUpdate { Message: not (null or Unsayable) } update
                || TryPut(update with { Message = Unsayable });
        }
    }

    private void TellSlow()
    {
        if (!_isSlow)
        {
            _isSlow = true;
            _faults.TellSlow(Waiting);
        }
    }

    private static string TextOf(AgentReport report) => report switch
    {
        ReportUpdate update =>
            $"update {update.State} of task '{update.Task}' of framework '{update.Framework}'",
        ReportOperation operation =>
            $"state {operation.State} of operation '{operation.Operation}'",
        RegisterAgent or ReregisterAgent or RegistrationPart => "registration",
        _ => report.GetType().Name,
    };
}
