using System.Globalization;

namespace Offers.Agents.Processes;

/// <summary>
/// A task is healthy when a command, run beside it, ends with status 0. A command that takes too
/// long is killed.
/// </summary>
/// <param name="client">Runs it.</param>
/// <param name="id">The id of the processes, to which a number is added.</param>
/// <param name="command">What runs.</param>
/// <param name="grace">From TERM to KILL for one that takes too long.</param>
internal sealed class CommandProbe(
    SupervisorClient client, string id, CommandSpec command, TimeSpan grace = default)
    : IHealthProbe
{
    private long _count;

    /// <inheritdoc/>
    public async Task<ProbeResult> ProbeAsync(CancellationToken cancellation)
    {
        string process = string.Create(CultureInfo.InvariantCulture, $"{id}.check.{++_count}");

        // An earlier agent may have left one of that name; it says nothing of now.
        await EndAsync(process).ConfigureAwait(false);
        try
        {
            // Not called off half way: what has started is to be ended.
            await client.StartAsync(process, command, CancellationToken.None)
                .ConfigureAwait(false);
            ProcessStatus status =
                await client.WaitAsync(process, cancellation).ConfigureAwait(false);
            ProcessExit end = status.End ?? default;
            return new ProbeResult(
                end is { Kind: ProcessEndKind.Exited, Code: 0 }, end.Code, end.ToString());
        }
        finally
        {
            await EndAsync(process).ConfigureAwait(false);
        }
    }

    private async Task EndAsync(string process)
    {
        if (await client.EndAsync(process, grace).ConfigureAwait(false) is not null)
        {
            await client.ForgetAsync(process).ConfigureAwait(false);
        }
    }
}
