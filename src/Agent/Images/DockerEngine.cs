using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Offers.Agents.Images;

/// <summary>The part of a Docker engine's HTTP interface (version 1.41) that is needed here.
/// </summary>
internal sealed class DockerEngine : IDisposable
{
    private readonly HttpClient _http;

    /// <summary>The engine that listens on a Unix socket.</summary>
    internal DockerEngine(string socket)
    {
        _http = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellation) =>
            {
                Socket client =
                    new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                try
                {
                    await client.ConnectAsync(
                        new UnixDomainSocketEndPoint(socket), cancellation).ConfigureAwait(false);
                    return new NetworkStream(client, ownsSocket: true);
                }
                catch
                {
                    client.Dispose();
                    throw;
                }
            },
        })
        {
            BaseAddress = new Uri("http://docker/v1.41/"),
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    /// <summary>Makes a container; an image that is not there is pulled first.</summary>
    internal async Task CreateAsync(DockerRequest request, CancellationToken cancellation)
    {
        string path = $"containers/create?name={Uri.EscapeDataString(request.Name)}";
        using HttpResponseMessage first =
            await PostAsync(path, request.Body, cancellation).ConfigureAwait(false);
        if (first.StatusCode != HttpStatusCode.NotFound)
        {
            await CheckAsync(first, cancellation).ConfigureAwait(false);
            return;
        }

        await PullAsync(request.Image, cancellation).ConfigureAwait(false);
        using HttpResponseMessage second =
            await PostAsync(path, request.Body, cancellation).ConfigureAwait(false);
        await CheckAsync(second, cancellation).ConfigureAwait(false);
    }

    /// <summary>The outputs of a container from its start on.</summary>
    internal async Task<Stream> AttachAsync(string name, CancellationToken cancellation)
    {
        using HttpRequestMessage message = new(
            HttpMethod.Post,
            $"containers/{Uri.EscapeDataString(name)}/attach?stream=1&stdout=1&stderr=1");
        HttpResponseMessage response = await _http.SendAsync(
            message, HttpCompletionOption.ResponseHeadersRead, cancellation)
            .ConfigureAwait(false);
        await CheckAsync(response, cancellation).ConfigureAwait(false);
        return await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Starts it.</summary>
    internal async Task StartAsync(string name, CancellationToken cancellation)
    {
        using HttpResponseMessage response = await PostAsync(
            $"containers/{Uri.EscapeDataString(name)}/start", null, cancellation)
            .ConfigureAwait(false);
        await CheckAsync(response, cancellation).ConfigureAwait(false);
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>Its exit status.</returns>
    internal async Task<int> WaitAsync(string name, CancellationToken cancellation)
    {
        using HttpResponseMessage response = await PostAsync(
            $"containers/{Uri.EscapeDataString(name)}/wait", null, cancellation)
            .ConfigureAwait(false);
        await CheckAsync(response, cancellation).ConfigureAwait(false);
        JsonNode? answer = JsonNode.Parse(
            await response.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false));
        return (int?)answer?["StatusCode"]
            ?? throw new ImageException("the engine's answer has no StatusCode");
    }

    /// <summary>Sends a signal.</summary>
    /// <returns>False when it does not run.</returns>
    internal async Task<bool> KillAsync(
        string name, string signal, CancellationToken cancellation)
    {
        using HttpResponseMessage response = await PostAsync(
            $"containers/{Uri.EscapeDataString(name)}/kill?signal={signal}", null, cancellation)
            .ConfigureAwait(false);
        return response.IsSuccessStatusCode;
    }

    /// <summary>Removes it, with whatever runs in it; one that is not there is none.</summary>
    internal async Task RemoveAsync(string name, CancellationToken cancellation)
    {
        using HttpResponseMessage response = await _http.DeleteAsync(
            $"containers/{Uri.EscapeDataString(name)}?force=1&v=1", cancellation)
            .ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.NotFound)
        {
            await CheckAsync(response, cancellation).ConfigureAwait(false);
        }
    }

    private async Task PullAsync(string image, CancellationToken cancellation)
    {
        using HttpResponseMessage response = await PostAsync(
            $"images/create?fromImage={Uri.EscapeDataString(image)}", null, cancellation)
            .ConfigureAwait(false);
        await CheckAsync(response, cancellation).ConfigureAwait(false);

        // The answer is a line of JSON for each step; what went wrong stands in one of them.
        string steps =
            await response.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false);
        foreach (string line in steps.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if ((string?)JsonNode.Parse(line)?["error"] is { } error)
            {
                throw new ImageException($"image '{image}' cannot be pulled: {error}");
            }
        }
    }

    private async Task<HttpResponseMessage> PostAsync(
        string path, JsonObject? body, CancellationToken cancellation)
    {
        using StringContent? content = body is null
            ? null
            : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        return await _http.PostAsync(path, content, cancellation).ConfigureAwait(false);
    }

    private static async Task CheckAsync(
        HttpResponseMessage response, CancellationToken cancellation)
    {
        if (response.IsSuccessStatusCode)
        {
            return;
        }

        string text =
            await response.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false);
        throw new ImageException(
            $"the engine answered {(int)response.StatusCode}: {MessageOf(text)}");
    }

    private static string MessageOf(string text)
    {
        try
        {
            return (string?)JsonNode.Parse(text)?["message"] ?? text;
        }
        catch (Exception bad) when (bad is JsonException or InvalidOperationException)
        {
            return text;
        }
    }
}
