using System.Collections.Generic;

namespace Offers;

/// <content>
/// Free resources that are kept for somebody: others are offered what is free beyond them.
/// </content>
public sealed partial class Allocator
{
    /// <summary>What is kept on an agent, by its row; null while nothing may be kept.</summary>
    private Dictionary<int, List<KeptPiece>>? _kept;

    /// <summary>From now on pieces may be kept.</summary>
    internal void KeepPieces()
    {
        _kept = [];
        _isGeneral = true;
    }

    /// <summary>Says all that is kept on an agent; none is as good as never kept.</summary>
    internal void SetKept(AgentId agent, List<KeptPiece> pieces, Timestamp now)
    {
        Enter(now);
        _kept!.Remove(Known(agent));
        if (pieces.Count > 0)
        {
            _kept.Add(agent.Index, pieces);
        }

        FreeChanged(agent.Index);
    }

    /// <summary>Takes over what was kept when a snapshot was taken: nobody is told.</summary>
    internal void LoadKept(AgentId agent, List<KeptPiece> pieces)
    {
        if (pieces.Count > 0)
        {
            _kept!.Add(Known(agent), pieces);
        }
    }

    /// <summary>What is kept on an agent, in the order in which it was said.</summary>
    internal IReadOnlyList<KeptPiece> KeptOn(AgentId agent) =>
        _kept is not null && _kept.TryGetValue(Known(agent), out List<KeptPiece>? pieces)
            ? pieces
            : [];

    /// <summary>Takes out of a draft what is kept for others; is anything left?</summary>
    private bool LeaveKept(int client, int agent)
    {
        if (_kept is null || !_kept.TryGetValue(agent, out List<KeptPiece>? pieces))
        {
            return true;
        }

        foreach (KeptPiece piece in pieces)
        {
            if (piece.Framework.Index != _clients[client].Framework
                || piece.Role.Index != _clients[client].Role)
            {
                piece.Resources.CopyTo(_amounts);
                Lanes.Remainder(_draft.Plain, _amounts, _draft.Plain);
            }
        }

        return !_draft.IsEmpty;
    }
}
