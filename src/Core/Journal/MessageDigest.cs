using System;

namespace Offers;

/// <summary>
/// Sums up what a cluster says, in order: two histories with the same digest decided the same. A
/// host adds the effects of every command that it writes to its journal, and of no other; then the
/// digest is that of <see cref="ClusterJournalReplay"/>.
/// </summary>
/// <remarks>
/// What is launched or applied counts by names and resources; a command says the rest of it.
/// Nothing depends on the order in which kinds of resources became known.
/// </remarks>
public struct MessageDigest
{
    private StableHash _hash;

    /// <summary>The digest of all that was added so far.</summary>
    public readonly ulong Value => _hash.Value;

    /// <summary>
    /// Adds a moment, what became of the command and all its messages. O(length of the messages),
    /// nothing allocated.
    /// </summary>
    public void Add(ClusterEffects effects, Timestamp now)
    {
        _hash.Add(now.Ticks);
        _hash.Add((long)effects.Status);
        _hash.Add(effects.Messages.Length);
        foreach (ref readonly ClusterMessage message in effects.Messages)
        {
            Add(message);
        }
    }

    /// <summary>Adds one message. O(its length), nothing allocated.</summary>
    public void Add(in ClusterMessage message)
    {
        _hash.Add((long)message.Kind);
        AddText(message.Framework);
        AddText(message.Agent);
        _hash.Add(message.Connection);
        AddText(message.Role);
        _hash.Add(message.Offer.Incarnation);
        _hash.Add(message.Offer.Number);
        AddText(message.Name);
        AddStates(message);
        _hash.Add((long)message.Cause);
        _hash.Add((long)message.Status);
        AddLength(message.Grace);
        _hash.Add(message.When.Ticks);
        MessageBodies.AddTo(ref _hash, message.Body);
        _hash.Add(message.ExitStatus);
        _hash.Add(message.IsDraining ? 1 : 0);
        _hash.Add(message.IsHealthy is bool isHealthy ? isHealthy ? 1 : 0 : -1);
    }

    private void AddStates(in ClusterMessage message)
    {
        _hash.Add((long)message.State);
        _hash.Add((long)message.Reason);
        _hash.Add((long)message.Violation);
        _hash.Add((long)message.Source);
        _hash.Add((long)message.Update.High);
        _hash.Add((long)message.Update.Low);
        _hash.Add((long)message.OperationState);
        _hash.Add((long)message.OperationViolation);
    }

    /// <summary>No text is something else than an empty one.</summary>
    private void AddText(string? text) => MessageBodies.AddText(ref _hash, text);

    private void AddLength(TimeSpan? length)
    {
        _hash.Add(length is null ? 0 : 1);
        _hash.Add(length?.Ticks ?? 0);
    }
}
