using System;

namespace Offers;

/// <summary>The messages of one command, in order; the memory is kept.</summary>
internal sealed class MessageOutbox
{
    private ClusterMessage[] _messages = new ClusterMessage[16];

    internal int Count { get; private set; }

    internal ReadOnlySpan<ClusterMessage> All => _messages.AsSpan(0, Count);

    internal void Add(in ClusterMessage message)
    {
        if (Count == _messages.Length)
        {
            Array.Resize(ref _messages, Count * 2);
        }

        _messages[Count++] = message;
    }

    internal void Clear() => Count = 0;
}
