using System.CommandLine;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Offers.Agents.Hosting;
using Offers.Simulation;

namespace Offers.Masters.Operators;

/// <summary><c>offers-master ctl</c>: asks and commands a master over its socket.</summary>
internal static class CtlCommand
{
    private static readonly TimeSpan UsualTimeout = TimeSpan.FromSeconds(100);
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(1);

    private static readonly string[] Questions =
        ["state", "agents", "frameworks", "tasks", "roles", "metrics"];

    private const string Verbs =
        "state, agents, frameworks, tasks, roles, metrics, explain FRAMEWORK, scale JOB N, "
        + "drain AGENT, deactivate AGENT, reactivate AGENT, gone AGENT, teardown FRAMEWORK or "
        + "command JSON";

    /// <summary>The command.</summary>
    /// <param name="socketOf">Finds the socket of the master that is meant.</param>
    internal static System.CommandLine.Command Create(Func<ParseResult, string> socketOf)
    {
        Argument<string[]> words = new("WORDS")
        {
            Description = Verbs,
            Arity = ArgumentArity.OneOrMore,
        };
        Option<string?> timeout = new("--timeout")
        {
            Description = "How long the master may take to answer (100).",
            HelpName = "TIME",
        };
        System.CommandLine.Command command = new("ctl", "Asks or commands a running master.")
        {
            words, timeout,
        };
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetValue(words)!,
            socketOf(parsed),
            TimeoutOf(parsed.GetValue(timeout)),
            cancellation));
        return command;
    }

    private static TimeSpan TimeoutOf(string? text)
    {
        if (text is null)
        {
            return UsualTimeout;
        }

        return TimeText.TryParse(text, out TimeSpan time)
            && time > TimeSpan.Zero && time <= LongestTimeout
                ? time
                : throw new InputException("--timeout", 0, "timeout", text,
                    $"{TimeText.Form}, more than nothing and at most a day");
    }

    /// <summary>What to send for some words.</summary>
    /// <exception cref="InputException">There is no such verb.</exception>
    internal static (HttpMethod Method, string Path, string? Body) RequestOf(string[] words) =>
        words switch
        {
            [{ } question] when Questions.Contains(question, StringComparer.Ordinal) =>
                (HttpMethod.Get, "/" + question, null),
            ["explain", { } name] =>
                (HttpMethod.Get, $"/explain?framework={Uri.EscapeDataString(name)}", null),
            ["scale", { } job, { } instances] => (
                HttpMethod.Post,
                $"/scale?job={Uri.EscapeDataString(job)}"
                    + $"&instances={Uri.EscapeDataString(instances)}",
                null),
            ["drain", { } agent] => Command("drain_agent", "agent", agent),
            ["deactivate", { } agent] =>
                Command("set_agent_offering", "agent", agent, ("offered", false)),
            ["reactivate", { } agent] =>
                Command("set_agent_offering", "agent", agent, ("offered", true)),
            ["gone", { } agent] => Command("mark_agent_gone", "agent", agent),
            ["teardown", { } framework] => Command("tear_down", "framework", framework),
            ["command", { } json] => (HttpMethod.Post, "/command", json),
            _ => throw new InputException("ctl", 0, "verb", string.Join(' ', words), Verbs),
        };

    private static (HttpMethod Method, string Path, string? Body) Command(
        string op, string field, string name, (string Name, bool Value)? flag = null)
    {
        using MemoryStream body = new();
        using (Utf8JsonWriter json = new(body))
        {
            json.WriteStartObject();
            json.WriteString("op", op);
            json.WriteString(field, name);
            if (flag is { } also)
            {
                json.WriteBoolean(also.Name, also.Value);
            }

            json.WriteEndObject();
        }

        return (HttpMethod.Post, "/command", Encoding.UTF8.GetString(body.ToArray()));
    }

    private static async Task<int> RunAsync(
        string[] words, string socket, TimeSpan timeout, CancellationToken cancellation)
    {
        (HttpMethod method, string path, string? body) = RequestOf(words);
        using HttpClient client = ClientOf(socket);
        client.Timeout = timeout;
        using HttpRequestMessage request = new(method, new Uri("http://master" + path));
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8);
        using HttpResponseMessage response = await SendAsync(client, request, socket, cancellation)
            .ConfigureAwait(false);
        string text = await response.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false);
        await Console.Out.WriteLineAsync(text.TrimEnd()).ConfigureAwait(false);
        return response.IsSuccessStatusCode ? 0 : MasterProgram.Failure;
    }

    private static async Task<HttpResponseMessage> SendAsync(
        HttpClient client, HttpRequestMessage request, string socket,
        CancellationToken cancellation)
    {
        try
        {
            return await client.SendAsync(request, cancellation).ConfigureAwait(false);
        }
        catch (HttpRequestException bad)
        {
            string why = File.Exists(socket)
                ? bad.GetBaseException().Message
                : "no such file or directory";
            throw new IOException($"{socket}: no master answers there ({why})", bad);
        }
        catch (TaskCanceledException late) when (late.InnerException is TimeoutException)
        {
            throw new IOException(string.Create(
                CultureInfo.InvariantCulture,
                $"the master at {socket} does not answer, found nothing for "
                    + $"{client.Timeout.TotalSeconds} s"), late);
        }
    }

    /// <summary>A client of whatever listens at a socket.</summary>
    internal static HttpClient ClientOf(string path) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, cancellation) =>
        {
            Socket socket = new(
                AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation)
                    .ConfigureAwait(false);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    });
}
