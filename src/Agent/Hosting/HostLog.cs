using Microsoft.Extensions.Logging;
using Offers.Wire;

namespace Offers.Agents.Hosting;

/// <summary>What an agent's host has to say to people.</summary>
internal static partial class HostLog
{
    [LoggerMessage(Level = LogLevel.Information,
        Message = "agent {Name} with {Resources}; {Containment}")]
    internal static partial void Started(
        ILogger log, string name, string resources, string containment);

    [LoggerMessage(Level = LogLevel.Information,
        Message = "recovered {Containers} containers and {Tasks} live tasks of a former life")]
    internal static partial void Recovered(ILogger log, int containers, int tasks);

    [LoggerMessage(Level = LogLevel.Information, Message = "connected to {Master} at {Endpoint}")]
    internal static partial void Connected(ILogger log, string master, WireEndpoint endpoint);

    [LoggerMessage(Level = LogLevel.Warning, Message = "the connection to the master ended: {Why}")]
    internal static partial void Disconnected(ILogger log, WireClose why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "no master: {Why}; tried again silently")]
    internal static partial void NoMaster(ILogger log, string why);

    [LoggerMessage(Level = LogLevel.Error,
        Message = "container {Container} cannot be destroyed yet, tried again silently: {Why}")]
    internal static partial void StillThere(ILogger log, string container, string why);

    [LoggerMessage(Level = LogLevel.Error,
        Message = "nobody foresaw this of container {Container}")]
    internal static partial void Unforeseen(ILogger log, string container, Exception bad);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "somebody at the socket of container {Container} was refused: {Why}")]
    internal static partial void ExecutorRefused(ILogger log, string container, WireClose why);

    [LoggerMessage(Level = LogLevel.Error,
        Message = "the socket of container {Container} cannot be listened on: {Why}")]
    internal static partial void ExecutorPortFailed(ILogger log, string container, string why);

    [LoggerMessage(Level = LogLevel.Debug,
        Message = "the executor of container {Container} disconnected: {Why}")]
    internal static partial void ExecutorGone(ILogger log, string container, WireClose why);

    [LoggerMessage(Level = LogLevel.Error,
        Message = "nothing can be kept, and so nothing is done until it can: {Why}")]
    internal static partial void CannotKeep(ILogger log, string why);

    [LoggerMessage(Level = LogLevel.Information, Message = "what is kept can be kept again")]
    internal static partial void KeepsAgain(ILogger log);

    [LoggerMessage(Level = LogLevel.Debug, Message = "task process {Container}/{Process} {End}")]
    internal static partial void Ended(
        ILogger log, string container, string process, ProcessEnd end);

    [LoggerMessage(Level = LogLevel.Debug,
        Message = "check of {Container}/{Process}: healthy {IsHealthy}, {Detail}")]
    internal static partial void Checked(
        ILogger log, string container, string process, bool isHealthy, string detail);

    [LoggerMessage(Level = LogLevel.Error,
        Message = "checks of {Container}/{Process} are no longer made: {Why}")]
    internal static partial void CheckFailed(
        ILogger log, string container, string process, string why);

    [LoggerMessage(Level = LogLevel.Information,
        Message = "container {Container} reached a limit: {Why}")]
    internal static partial void Limited(ILogger log, string container, string why);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "tasks are plain processes, no limit holds: {Why}")]
    internal static partial void NoGroups(ILogger log, string why);

    [LoggerMessage(Level = LogLevel.Error,
        Message = "{What} cannot be sent and is dropped, again silently: {Why}")]
    internal static partial void NotSent(ILogger log, string what, string why);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "the master reads slowly, {Reports} reports wait: updates are sent again later")]
    internal static partial void SlowMaster(ILogger log, int reports);

    [LoggerMessage(Level = LogLevel.Warning, Message = "the master has refused this agent: {Why}")]
    internal static partial void Refused(ILogger log, ClusterStatus why);
}
