namespace Offers;

/// <summary>
/// Sums up effects in order: two histories with the same digest decided the same. A host adds every
/// outbox before it clears it.
/// </summary>
public struct DecisionDigest
{
    private StableHash _hash;

    /// <summary>The digest of all effects added so far.</summary>
    public readonly ulong Value => _hash.Value;

    /// <summary>Adds all waiting effects and their moment. O(effects), nothing allocated.</summary>
    public void Add(AllocatorOutbox outbox, Timestamp now)
    {
        for (int i = 0; i < outbox.Count; i++)
        {
            Effect effect = outbox.Effects[i];
            _hash.Add(now.Ticks);
            _hash.Add(((long)effect.Kind << 32) | (long)effect.Cause);
            _hash.Add(((long)effect.Framework.Index << 32) | (uint)effect.Role.Index);
            _hash.Add(((long)effect.Agent.Index << 32) | (uint)effect.Offer.Index);
            outbox.AddTo(ref _hash, i);
        }
    }
}
