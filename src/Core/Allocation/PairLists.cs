using System;

namespace Offers;

/// <summary>
/// Links rows that belong to a (client, agent) pair into two doubly linked lists, that of the
/// client and that of the agent, so that either one's rows can be walked and a row leaves both in
/// O(1).
/// </summary>
internal sealed class PairLists
{
    private Row[] _rows = [];

    // Heads hold the row plus one, so that a new index begins with an empty list.
    private int[] _agentHeads = [];
    private int[] _clientHeads = [];

    private struct Row
    {
        internal int Client;
        internal int Agent;
        internal int NextOnAgent;
        internal int PreviousOnAgent;
        internal int NextOfClient;
        internal int PreviousOfClient;
    }

    internal int ClientOf(int row) => _rows[row].Client;

    internal int AgentOf(int row) => _rows[row].Agent;

    internal bool IsLinked(int row) => row < _rows.Length && _rows[row].Client >= 0;

    internal int FirstOnAgent(int agent) => Head(_agentHeads, agent);

    internal int FirstOfClient(int client) => Head(_clientHeads, client);

    internal int NextOnAgent(int row) => _rows[row].NextOnAgent;

    internal int NextOfClient(int row) => _rows[row].NextOfClient;

    internal void Link(int row, int client, int agent)
    {
        Grow(ref _rows, row);
        Grow(ref _agentHeads, agent);
        Grow(ref _clientHeads, client);
        int nextOnAgent = _agentHeads[agent] - 1;
        int nextOfClient = _clientHeads[client] - 1;
        _rows[row] = new Row
        {
            Client = client,
            Agent = agent,
            NextOnAgent = nextOnAgent,
            PreviousOnAgent = -1,
            NextOfClient = nextOfClient,
            PreviousOfClient = -1,
        };
        _agentHeads[agent] = row + 1;
        _clientHeads[client] = row + 1;
        if (nextOnAgent >= 0)
        {
            _rows[nextOnAgent].PreviousOnAgent = row;
        }

        if (nextOfClient >= 0)
        {
            _rows[nextOfClient].PreviousOfClient = row;
        }
    }

    internal void Unlink(int row)
    {
        ref Row gone = ref _rows[row];
        if (gone.PreviousOnAgent >= 0)
        {
            _rows[gone.PreviousOnAgent].NextOnAgent = gone.NextOnAgent;
        }
        else
        {
            _agentHeads[gone.Agent] = gone.NextOnAgent + 1;
        }

        if (gone.NextOnAgent >= 0)
        {
            _rows[gone.NextOnAgent].PreviousOnAgent = gone.PreviousOnAgent;
        }

        if (gone.PreviousOfClient >= 0)
        {
            _rows[gone.PreviousOfClient].NextOfClient = gone.NextOfClient;
        }
        else
        {
            _clientHeads[gone.Client] = gone.NextOfClient + 1;
        }

        if (gone.NextOfClient >= 0)
        {
            _rows[gone.NextOfClient].PreviousOfClient = gone.PreviousOfClient;
        }

        gone.Client = -1;
    }

    /// <summary>Makes a row that was never linked one that is not.</summary>
    internal void LeaveOut(int row)
    {
        Grow(ref _rows, row);
        _rows[row].Client = -1;
    }

    private static int Head(int[] heads, int index) =>
        index < heads.Length ? heads[index] - 1 : -1;

    private static void Grow<T>(ref T[] array, int index)
    {
        if (index >= array.Length)
        {
            Array.Resize(ref array, Math.Max(index + 1, Math.Max(16, array.Length * 2)));
        }
    }
}
