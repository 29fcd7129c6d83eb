namespace Offers.Agents.Hosting;

/// <summary>What somebody said of an option, and where.</summary>
/// <param name="Text">The value as it stands there.</param>
/// <param name="Source">For messages: <c>option --name</c>, a variable, or a file and a key.
/// </param>
internal readonly record struct SettingValue(string Text, string Source)
{
    /// <summary>The error that this value is.</summary>
    internal AgentSettingsException Bad(string expected, Exception? inner = null) =>
        new($"{Source}: found '{Text}', expected {expected}", inner);
}
