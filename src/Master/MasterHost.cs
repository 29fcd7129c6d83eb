using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Offers.Masters.Metrics;
using Offers.Masters.Operators;
using Offers.Masters.Options;
using Offers.Wire;

namespace Offers.Masters;

/// <summary>Puts a master together; others may add services of theirs to the same host.</summary>
internal static class MasterHost
{
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(20);

    /// <summary>
    /// What is killed may be held by the kernel, by a disk that does not answer for one: longer
    /// than anybody who waits would believe, and then it is told what is left.
    /// </summary>
    private static readonly TimeSpan TasksTimeout = TimeSpan.FromMinutes(5);

    /// <summary>Builds a host that runs a master once it is started.</summary>
    /// <param name="options">How it runs.</param>
    /// <param name="more">
    /// Adds services, which start when the master listens at <see cref="MasterOptions.Listen"/>;
    /// null for none.
    /// </param>
    /// <exception cref="IOException">The token's file cannot be used.</exception>
    internal static WebApplication Build(
        MasterOptions options, Action<IServiceCollection>? more = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(
            new WebApplicationOptions { ApplicationName = "offers-master" });
        builder.Logging.AddSimpleConsole(static console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss.fff ";
        });
        builder.Logging.SetMinimumLevel(
            Local.LocalAgent.HasTable(options)
                ? LogLevel.Warning // What is said would tear the table.
                : LogLevel.Information);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        // Why a start failed is said by the program, in one line.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(
            static console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.Configure<HostOptions>(
            host => host.ShutdownTimeout = options.WithAgent ? TasksTimeout : ShutdownTimeout);
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore();
        builder.WebHost.UseSockets(static sockets =>
            sockets.CreateBoundListenSocket = static endpoint => Bind(endpoint));
        builder.WebHost.ConfigureKestrel(kestrel => Listen(kestrel, options));
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(static _ => new MasterMetrics());
        builder.Services.AddSingleton(Store.StoreFiles.Disk);
        builder.Services.AddSingleton<MasterService>();
        builder.Services.AddHostedService(static services =>
            services.GetRequiredService<MasterService>());
        builder.Services.AddHostedService<HttpAddress>();
        more?.Invoke(builder.Services);
        WebApplication host = builder.Build();
        Map(host, options);
        return host;
    }

    private static void Map(WebApplication host, MasterOptions options)
    {
        MasterService master = host.Services.GetRequiredService<MasterService>();
        MasterMetrics metrics = host.Services.GetRequiredService<MasterMetrics>();
        MetricsText text = new(metrics.Meter);
        host.Lifetime.ApplicationStopped.Register(text.Dispose);
        OperatorToken? token = null;
        if (options.Http is not null)
        {
            Store.MasterStore.Make(options.Data);
            token = OperatorToken.Of(options.TokenFile);
        }

        ReadyProbe ready = new(() => master.Loop, () => master.IsReady, ReadyProbe.Within);
        new OperatorApi(() => master.Loop, ready, text, token).Map(host);
    }

    private static void Listen(KestrelServerOptions kestrel, MasterOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.ListenUnixSocket(options.Operator, static listen =>
            listen.Use(static next => connection =>
            {
                connection.Features.Set(OwnerConnection.Mark);
                return next(connection);
            }));
        if (options.Http is { } port)
        {
            kestrel.Listen(IPAddress.Loopback, port);
        }
    }

    /// <summary>Opens a socket to listen on.</summary>
    /// <exception cref="IOException">It cannot be bound; the message says where.</exception>
    private static Socket Bind(EndPoint endpoint)
    {
        try
        {
            return endpoint is UnixDomainSocketEndPoint unix
                ? Bind(unix)
                : SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
        }
        catch (SocketException bad)
        {
            throw new IOException($"{endpoint}: {bad.Message}", bad);
        }
    }

    /// <summary>A Unix socket is its owner's alone before anybody can connect to it.</summary>
    private static Socket Bind(UnixDomainSocketEndPoint endpoint)
    {
        string path = endpoint.ToString();
        UnixSocketFile.MakePlace(path);
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Bind(endpoint);
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
