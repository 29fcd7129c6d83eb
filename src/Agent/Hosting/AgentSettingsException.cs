namespace Offers.Agents.Hosting;

/// <summary>An option cannot be used: where it stands, what was found, what was expected.</summary>
public sealed class AgentSettingsException : Exception
{
    /// <summary>For people.</summary>
    public AgentSettingsException(string message)
        : base(message)
    {
    }

    /// <summary>For people, with the cause.</summary>
    public AgentSettingsException(string message, Exception? inner)
        : base(message, inner)
    {
    }
}
