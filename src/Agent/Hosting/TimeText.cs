using System.Globalization;

namespace Offers.Agents.Hosting;

/// <summary>
/// The text form of times in options: <c>250ms</c>, <c>10s</c>, <c>5m</c>, <c>2h</c>, <c>7d</c>; a
/// number alone is seconds.
/// </summary>
internal static class TimeText
{
    /// <summary>The form, for messages.</summary>
    internal const string Form = "a time such as 250ms, 10s, 5m, 2h or 7d (a number is seconds)";

    private static readonly TimeSpan Longest = TimeSpan.FromDays(3_650);

    /// <summary>Reads one of 0 to ten years; false when the text is none.</summary>
    internal static bool TryParse(string text, out TimeSpan time)
    {
        (double unit, int length) = text switch
        {
            [.., 'm', 's'] => (1e-3, 2),
            [.., 's'] => (1, 1),
            [.., 'm'] => (60, 1),
            [.., 'h'] => (3_600, 1),
            [.., 'd'] => (86_400, 1),
            _ => (1.0, 0),
        };
        bool isTime = double.TryParse(
                text.AsSpan(0, text.Length - length), NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture, out double number)
            && number * unit <= Longest.TotalSeconds;
        time = isTime ? TimeSpan.FromSeconds(number * unit) : default;
        return isTime;
    }
}
