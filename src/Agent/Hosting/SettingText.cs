using System.Globalization;

namespace Offers.Agents.Hosting;

/// <summary>Reads the values of options.</summary>
internal static class SettingText
{
    /// <summary>A time: <c>250ms</c>, <c>10s</c>, <c>5m</c>, <c>2h</c>, <c>7d</c>.</summary>
    internal static TimeSpan Time(SettingValue value)
    {
        const string Expected = "a time such as 250ms, 10s, 5m, 2h or 7d";
        string text = value.Text;
        (double unit, int length) = text switch
        {
            [.., 'm', 's'] => (1e-3, 2),
            [.., 's'] => (1, 1),
            [.., 'm'] => (60, 1),
            [.., 'h'] => (3_600, 1),
            [.., 'd'] => (86_400, 1),
            _ => throw value.Bad(Expected),
        };
        double seconds = Number(
            value, text[..^length], 0, TimeSpan.FromDays(3_650).TotalSeconds / unit, Expected)
            * unit;
        return TimeSpan.FromSeconds(seconds);
    }

    /// <summary>A number within bounds.</summary>
    internal static double Number(SettingValue value, double least, double most) =>
        Number(value, value.Text, least, most, FormattableString.Invariant(
            $"a number of {least} to {most}"));

    /// <summary>A whole number within bounds.</summary>
    internal static long Whole(SettingValue value, long least, long most) =>
        long.TryParse(
            value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
        && number >= least && number <= most
            ? number
            : throw value.Bad(FormattableString.Invariant(
                $"a whole number of {least} to {most}"));

    /// <summary>True or false.</summary>
    internal static bool Flag(SettingValue value) => value.Text switch
    {
        "true" => true,
        "false" => false,
        _ => throw value.Bad("true or false"),
    };

    /// <summary>An absolute path without oddities.</summary>
    internal static string Directory(SettingValue value) =>
        value.Text.StartsWith('/') && !value.Text.Contains('\0', StringComparison.Ordinal)
            ? Path.TrimEndingDirectorySeparator(Path.GetFullPath(value.Text))
            : throw value.Bad("an absolute path");

    /// <summary>What a method reads that throws when it cannot.</summary>
    internal static T Parsed<T>(SettingValue value, Func<string, T> parse)
    {
        try
        {
            return parse(value.Text);
        }
        catch (Exception bad) when (bad is FormatException or ArgumentException)
        {
            throw new AgentSettingsException($"{value.Source}: {bad.Message}", bad);
        }
    }

    private static double Number(
        SettingValue value, string text, double least, double most, string expected) =>
        double.TryParse(
            text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number)
        && number >= least && number <= most
            ? number
            : throw value.Bad(expected);
}
