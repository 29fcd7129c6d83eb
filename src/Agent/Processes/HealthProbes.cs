namespace Offers.Agents.Processes;

/// <summary>Makes the probe a check describes.</summary>
internal static class HealthProbes
{
    /// <summary>The probe of a check.</summary>
    /// <param name="check">What is wanted.</param>
    /// <param name="http">For checks over HTTP.</param>
    /// <param name="command">For checks by a command: makes the probe of its command line.</param>
    /// <param name="host">Where ports are looked at.</param>
    /// <exception cref="ArgumentException">A check by a command without one.</exception>
    internal static IHealthProbe Of(
        TaskCheck check,
        HttpClient http,
        Func<CommandLine, IHealthProbe> command,
        string host = "127.0.0.1")
    {
        return check switch
        {
            { Kind: CheckKind.Http } => new HttpProbe(http, host, check),
            { Kind: CheckKind.Tcp } => new TcpProbe(host, check.Port),
            { Kind: CheckKind.Command, Command: { } line } => command(line),
            _ => throw new ArgumentException(
                $"check {check.Kind}: expected a command", nameof(check)),
        };
    }
}
