using System;

namespace Offers;

/// <summary>What is said for people, within a bound.</summary>
internal static class MessageText
{
    /// <summary>The longest in characters: far below what one report may hold.</summary>
    internal const int Longest = 16_384;

    private const string Rest = "...";

    /// <summary>As it is, or its beginning and a sign that there was more.</summary>
    internal static string? Shortened(string? message)
    {
        if (message is null || message.Length <= Longest)
        {
            return message;
        }

        int length = Longest - Rest.Length;
        bool splitsPair = char.IsHighSurrogate(message[length - 1]);
        return string.Concat(message.AsSpan(0, splitsPair ? length - 1 : length), Rest);
    }

    /// <summary>What waits, as it may be kept and sent now.</summary>
    internal static UpdateStreamState Shortened(UpdateStreamState state)
    {
        ReportUpdate[] waiting = new ReportUpdate[state.Waiting.Count];
        for (int i = 0; i < waiting.Length; i++)
        {
            ReportUpdate update = state.Waiting[i];
            waiting[i] = update with { Message = Shortened(update.Message) };
        }

        return state with { Waiting = ValueLists.Of<ReportUpdate>(waiting) };
    }
}
