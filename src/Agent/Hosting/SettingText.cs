using System.Globalization;

namespace Offers.Agents.Hosting;

/// <summary>Reads the values of options.</summary>
internal static class SettingText
{
    /// <summary>A time.</summary>
    internal static TimeSpan Time(SettingValue value) =>
        TimeText.TryParse(value.Text, out TimeSpan time) ? time : throw value.Bad(TimeText.Form);

    /// <summary>A number within bounds.</summary>
    internal static double Number(SettingValue value, double least, double most) =>
        double.TryParse(
            value.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
            out double number)
        && number >= least && number <= most
            ? number
            : throw value.Bad(FormattableString.Invariant($"a number of {least} to {most}"));

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
}
