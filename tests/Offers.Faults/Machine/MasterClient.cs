using System.Globalization;
using System.Text;
using System.Text.Json;
using Offers.Masters.Operators;

namespace Offers.Faults.Machine;

/// <summary>Asks a master over its operators' socket; null is no answer.</summary>
internal sealed class MasterClient(string socket)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The answer to a question such as <c>state</c>.</summary>
    internal async Task<JsonElement?> AskAsync(string question)
    {
        if (await SendAsync(HttpMethod.Get, question, null) is not { } text)
        {
            return null;
        }

        using JsonDocument document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    /// <summary>Has a command of operators carried out; false when it was not.</summary>
    internal async Task<bool> CommandAsync(string json) =>
        await SendAsync(HttpMethod.Post, "command", json) is not null;

    /// <summary>How often agents were admitted in this life of the master; -1 without one.
    /// </summary>
    internal async Task<long> AdmissionsAsync()
    {
        if (await SendAsync(HttpMethod.Get, "metrics", null) is not { } text)
        {
            return -1;
        }

        return text.Split('\n')
            .Where(static line => line.Contains("register_agent\"", StringComparison.Ordinal)
                && line.Contains("status=\"OK\"", StringComparison.Ordinal))
            .Sum(static line => long.Parse(
                line.AsSpan(line.LastIndexOf(' ') + 1), CultureInfo.InvariantCulture));
    }

    private async Task<string?> SendAsync(HttpMethod method, string path, string? body)
    {
        using HttpClient client = CtlCommand.ClientOf(socket);
        using HttpRequestMessage request = new(method, new Uri("http://master/" + path));
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8);
        using CancellationTokenSource bound = new(Patience);
        try
        {
            using HttpResponseMessage response = await client.SendAsync(request, bound.Token);
            string text = await response.Content.ReadAsStringAsync(bound.Token);
            return response.IsSuccessStatusCode ? text : null;
        }
        catch (Exception bad) when (bad is HttpRequestException or OperationCanceledException
            or IOException)
        {
            return null;
        }
    }
}
