using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Offers.Agents.Images;

/// <summary>
/// The verb <c>docker-run FILE</c>: one container of a Docker engine as one process, which writes
/// what the container writes, passes TERM on, and ends with its status. So the supervisor holds it
/// like any other, and it outlives the agent.
/// </summary>
internal static class DockerRunner
{
    /// <summary>The word that asks for it.</summary>
    internal const string Verb = "docker-run";

    private const int HeaderBytes = 8;
    private const int ErrorStream = 2;
    private const int Failed = 125;

    /// <summary>Runs a container to its end.</summary>
    /// <returns>Its exit status; 125 when it did not run.</returns>
    internal static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        try
        {
            if (arguments is not [string path])
            {
                throw new ImageException("expected one argument, the file of the request");
            }

            DockerRequest request = JsonSerializer.Deserialize(
                await File.ReadAllBytesAsync(path).ConfigureAwait(false),
                DockerJson.Default.DockerRequest)!;
            using DockerEngine engine = new(request.Socket);
            return await RunAsync(engine, request).ConfigureAwait(false);
        }
        catch (Exception bad) when (bad is IOException or HttpRequestException or JsonException)
        {
            await SayAsync(bad.Message).ConfigureAwait(false);
            return Failed;
        }
    }

    private static async Task<int> RunAsync(DockerEngine engine, DockerRequest request)
    {
        using CancellationTokenSource called = new();
        bool isStarted = false;
        using PosixSignalRegistration term = PosixSignalRegistration.Create(
            PosixSignal.SIGTERM, context =>
            {
                context.Cancel = true;
                if (Volatile.Read(ref isStarted))
                {
                    _ = engine.KillAsync(request.Name, "TERM", CancellationToken.None);
                }
                else
                {
                    called.Cancel();
                }
            });
        try
        {
            await engine.CreateAsync(request, called.Token).ConfigureAwait(false);
            Stream output =
                await engine.AttachAsync(request.Name, called.Token).ConfigureAwait(false);
            await using (output.ConfigureAwait(false))
            {
                await engine.StartAsync(request.Name, called.Token).ConfigureAwait(false);
                Volatile.Write(ref isStarted, true);
                await CopyAsync(output).ConfigureAwait(false);
            }

            return await engine.WaitAsync(request.Name, CancellationToken.None)
                .ConfigureAwait(false);
        }
        catch (OperationCanceledException bad)
        {
            throw new ImageException("called off before it ran", bad);
        }
        finally
        {
            await RemoveAsync(engine, request.Name).ConfigureAwait(false);
        }
    }

    /// <summary>The status counts more than what is left: the agent removes again.</summary>
    private static async Task RemoveAsync(DockerEngine engine, string name)
    {
        try
        {
            await engine.RemoveAsync(name, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception bad) when (bad is IOException or HttpRequestException)
        {
            // The engine is removing it already, or is busy.
        }
    }

    /// <summary>
    /// Parts the one stream of the engine into the two outputs. What becomes of them does not
    /// matter to the container, whose status is still to come.
    /// </summary>
    private static async Task CopyAsync(Stream from)
    {
        try
        {
            await CopyAsync(
                from, Console.OpenStandardOutput(), Console.OpenStandardError())
                .ConfigureAwait(false);
        }
        catch (Exception bad) when (bad is IOException or HttpRequestException)
        {
            await SayAsync($"the rest of the outputs is lost: {bad.Message}")
                .ConfigureAwait(false);
        }
    }

    private static async Task CopyAsync(Stream from, Stream output, Stream errors)
    {
        byte[] header = new byte[HeaderBytes];
        byte[] part = new byte[1 << 16];
        while (await from.ReadAtLeastAsync(header, HeaderBytes, throwOnEndOfStream: false)
            .ConfigureAwait(false) == HeaderBytes)
        {
            uint left = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(4));
            Stream to = header[0] == ErrorStream ? errors : output;
            while (left > 0)
            {
                int count = await from.ReadAsync(
                    part.AsMemory(0, (int)Math.Min(left, (uint)part.Length)))
                    .ConfigureAwait(false);
                if (count == 0)
                {
                    return;
                }

                await WriteAsync(to, part.AsMemory(0, count)).ConfigureAwait(false);
                left -= (uint)count;
            }
        }
    }

    /// <summary>Writes, or drops when the disk is full: the container must not wait.</summary>
    private static async Task WriteAsync(Stream to, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            await to.WriteAsync(bytes).ConfigureAwait(false);
        }
        catch (Exception bad) when (bad is IOException or UnauthorizedAccessException)
        {
            // Later ones may find room again.
        }
    }

    private static Task SayAsync(string text) => WriteAsync(
        Console.OpenStandardError(), Encoding.UTF8.GetBytes($"{Verb}: {text}\n"));
}
