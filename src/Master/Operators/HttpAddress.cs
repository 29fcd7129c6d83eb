using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Offers.Masters.Options;

namespace Offers.Masters.Operators;

/// <summary>
/// Tells where operators are served over HTTP, since the kernel may choose the port: in the log,
/// and in the file <c>http</c> of the data directory while the master runs.
/// </summary>
internal sealed partial class HttpAddress : IHostedLifecycleService
{
    private readonly IServer _server;
    private readonly MasterOptions _options;
    private readonly ILogger<HttpAddress> _log;
    private readonly string _path;

    /// <summary>Tells of a server once it has started.</summary>
    public HttpAddress(IServer server, MasterOptions options, ILogger<HttpAddress> log)
    {
        _server = server;
        _options = options;
        _log = log;
        _path = Path.Combine(options.Data, "http");
    }

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// Everything has started: writes the file, or removes that of a killed life.
    /// </summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (_options.Http is null)
        {
            File.Delete(_path);
            return Task.CompletedTask;
        }

        string address = _server.Features.Get<IServerAddressesFeature>()!.Addresses
            .First(static one => !one.StartsWith("http://unix:", StringComparison.Ordinal));
        Write(address);
        Serving(_log, address);
        return Task.CompletedTask;
    }

    /// <summary>Removes the file while the directory is still this master's.</summary>
    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        File.Delete(_path);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Whoever reads the file finds all of the address.</summary>
    private void Write(string address)
    {
        string unfinished = _path + ".new";
        File.Delete(unfinished);
        using (StreamWriter file = new(unfinished, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        {
            file.Write(address + "\n");
        }

        File.Move(unfinished, _path, overwrite: true);
    }

    [LoggerMessage(1, LogLevel.Information, "serving operators over HTTP at {Address}")]
    private static partial void Serving(ILogger log, string address);
}
