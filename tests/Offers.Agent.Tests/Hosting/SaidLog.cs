using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Offers.Agents.Tests.Hosting;

/// <summary>Keeps what is logged, of every level.</summary>
internal sealed class SaidLog : ILogger
{
    internal ConcurrentQueue<string> Lines { get; } = new();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue(formatter(state, exception));
}
