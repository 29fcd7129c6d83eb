using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Offers.Masters.Loop;
using Offers.Masters.Metrics;

namespace Offers.Masters.Operators;

/// <summary>
/// What operators may ask and command. Over the Unix socket its file's permissions decide who may;
/// over HTTP a token does, but for the probes of health.
/// </summary>
internal sealed class OperatorApi
{
    private const int MaxCommandBytes = 1 << 20;
    private const int MaxInstances = 1_000_000;
    private static readonly byte[] LineEnd = "\n"u8.ToArray();

    private readonly Func<MasterLoop?> _loop;
    private readonly ReadyProbe _ready;
    private readonly MetricsText _metrics;
    private readonly OperatorToken? _token;

    /// <summary>An interface to a master.</summary>
    /// <param name="loop">The loop; null while there is none.</param>
    /// <param name="ready">Whether the master does its work.</param>
    /// <param name="metrics">The metrics.</param>
    /// <param name="token">What HTTP has to show; null lets nobody in.</param>
    internal OperatorApi(
        Func<MasterLoop?> loop, ReadyProbe ready, MetricsText metrics, OperatorToken? token)
    {
        _loop = loop;
        _ready = ready;
        _metrics = metrics;
        _token = token;
    }

    /// <summary>Adds all addresses.</summary>
    internal void Map(IEndpointRouteBuilder routes)
    {
        Get(routes, "/state", static _ => StateText.State);
        Get(routes, "/agents", static _ => StateText.Agents);
        Get(routes, "/frameworks", static _ => StateText.Frameworks);
        Get(routes, "/tasks", static _ => StateText.Tasks);
        Get(routes, "/roles", static _ => StateText.Roles);
        Get(routes, "/explain", static request =>
        {
            string framework = request.Query["framework"].ToString();
            return loop => StateText.Explain(loop, framework);
        });
        routes.MapGet("/metrics", Guarded(context => AnswerAsync(
            context, StatusCodes.Status200OK, MetricsText.ContentType,
            Encoding.UTF8.GetBytes(_metrics.Write()))));
        routes.MapPost("/command", Guarded(CommandAsync));
        routes.MapPost("/scale", Guarded(ScaleAsync));
        routes.MapGet("/health/live", context => TellAsync(context, isGood: true));
        routes.MapGet("/health/ready", async context => await TellAsync(
            context,
            await _ready.IsReadyAsync(context.RequestAborted).ConfigureAwait(false))
            .ConfigureAwait(false));
    }

    private static Task TellAsync(HttpContext context, bool isGood) => AnswerAsync(
        context,
        isGood ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable,
        "text/plain",
        isGood ? "ok\n"u8.ToArray() : "not ready\n"u8.ToArray());

    private static async Task AnswerAsync(HttpContext context, int status, string type, byte[] body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted)
            .ConfigureAwait(false);
    }

    /// <summary>Answers with JSON and the end of its last line.</summary>
    private static async Task JsonAsync(HttpContext context, int status, byte[] body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length + 1;
        await context.Response.Body.WriteAsync(body, context.RequestAborted)
            .ConfigureAwait(false);
        await context.Response.Body.WriteAsync(LineEnd, context.RequestAborted)
            .ConfigureAwait(false);
    }

    private static Task ErrorAsync(HttpContext context, int status, string error) => JsonAsync(
        context, status, JsonSerializer.SerializeToUtf8Bytes(
            new Dictionary<string, string>(StringComparer.Ordinal) { ["error"] = error },
            OperatorJson.Line));

    private static bool IsOverSocket(HttpContext context) =>
        context.Features.Get<OwnerConnection>() is not null;

    /// <summary>
    /// Answers with what the loop finds. It may look when the request is gone already: what is
    /// asked of it knows nothing of the request.
    /// </summary>
    private void Get(
        IEndpointRouteBuilder routes, string path,
        Func<HttpRequest, Func<MasterLoop, byte[]?>> question) =>
        routes.MapGet(path, Guarded(async context =>
        {
            byte[]? body = await Loop().AskAsync(
                question(context.Request), context.RequestAborted).ConfigureAwait(false);
            await (body is null
                ? ErrorAsync(context, StatusCodes.Status404NotFound, "found no such framework")
                : JsonAsync(context, StatusCodes.Status200OK, body))
                .ConfigureAwait(false);
        }));

    private async Task CommandAsync(HttpContext context)
    {
        string text = await ReadAsync(context.Request, context.RequestAborted)
            .ConfigureAwait(false);
        MasterLoop loop = Loop();
        ClusterCommand command = await loop.AskAsync(
            owner => OperatorCommands.Read(text, owner.Cluster.Schema), context.RequestAborted)
            .ConfigureAwait(false);
        ClusterStatus status = await loop.ApplyAsync(command, context.RequestAborted)
            .ConfigureAwait(false);
        await JsonAsync(
            context,
            status == ClusterStatus.Ok
                ? StatusCodes.Status200OK
                : StatusCodes.Status409Conflict,
            Encoding.UTF8.GetBytes($$"""{"status":"{{Words.Of(status)}}"}"""))
            .ConfigureAwait(false);
    }

    private async Task ScaleAsync(HttpContext context)
    {
        string job = context.Request.Query["job"].ToString();
        string text = context.Request.Query["instances"].ToString();
        if (!int.TryParse(
                text, NumberStyles.None, CultureInfo.InvariantCulture, out int instances)
            || instances > MaxInstances)
        {
            throw new FormatException(
                $"instances: found '{text}', expected a whole number from 0 to {MaxInstances}");
        }

        bool isThere = await Loop().ScaleAsync(job, instances, context.RequestAborted)
            .ConfigureAwait(false);
        await (isThere
            ? JsonAsync(context, StatusCodes.Status200OK, "{\"status\":\"OK\"}"u8.ToArray())
            : ErrorAsync(context, StatusCodes.Status404NotFound, "found no such service"))
            .ConfigureAwait(false);
    }

    private static async Task<string> ReadAsync(
        HttpRequest request, CancellationToken cancellation)
    {
        using MemoryStream body = new();
        byte[] part = new byte[16 << 10];
        int count;
        while ((count = await request.Body.ReadAsync(part, cancellation).ConfigureAwait(false)) > 0)
        {
            if (body.Length + count > MaxCommandBytes)
            {
                throw new BadHttpRequestException(
                    $"found a longer command, expected at most {MaxCommandBytes} bytes",
                    StatusCodes.Status413PayloadTooLarge);
            }

            body.Write(part, 0, count);
        }

        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(body.ToArray());
        }
        catch (DecoderFallbackException bad)
        {
            throw new FormatException("found other bytes, expected UTF-8", bad);
        }
    }

    private MasterLoop Loop() =>
        _loop() ?? throw new ChannelClosedException("the master is starting");

    /// <summary>Lets in who may, and makes answers of what goes wrong.</summary>
    private RequestDelegate Guarded(RequestDelegate serve) => async context =>
    {
        if (!IsOverSocket(context)
            && _token?.Matches(context.Request.Headers.Authorization.ToString()) != true)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            await ErrorAsync(
                context, StatusCodes.Status401Unauthorized, "expected the operators' token")
                .ConfigureAwait(false);
            return;
        }

        try
        {
            await serve(context).ConfigureAwait(false);
        }
        catch (FormatException bad)
        {
            await ErrorAsync(context, StatusCodes.Status400BadRequest, bad.Message)
                .ConfigureAwait(false);
        }
        catch (BadHttpRequestException bad)
        {
            await ErrorAsync(context, bad.StatusCode, bad.Message).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            await ErrorAsync(
                context, StatusCodes.Status503ServiceUnavailable, "the master is not running")
                .ConfigureAwait(false);
        }
    };
}
