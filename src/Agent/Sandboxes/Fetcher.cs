using System.Security.Cryptography;

namespace Offers.Agents.Sandboxes;

/// <summary>
/// Brings files into sandboxes. A fetch ends whole or leaves nothing, and fails with one reason.
/// </summary>
/// <remarks>
/// Other tasks of a sandbox's user can change what is in it at any moment. So all work is done in a
/// directory that is the agent's alone, on the same file system, and what is whole is renamed.
/// </remarks>
internal sealed class Fetcher
{
    private const string ChecksumPrefix = "sha256:";
    private const int NameBound = 255;
    private const UnixFileMode Plain = UnixFileMode.UserRead | UnixFileMode.UserWrite
        | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private const UnixFileMode Executable = Plain | UnixFileMode.UserExecute
        | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly HttpClient _http;
    private readonly string _directory;
    private readonly FetcherOptions _options;

    /// <summary>Fetches over a client, whose own time-out should be infinite.</summary>
    /// <param name="http">The client.</param>
    /// <param name="directory">
    /// Where it works; nobody else uses it, and what a former life left there is deleted.
    /// </param>
    /// <param name="options">Bounds.</param>
    internal Fetcher(HttpClient http, string directory, FetcherOptions options)
    {
        _http = http;
        _directory = directory;
        _options = options;
        if (Directory.Exists(directory))
        {
            Directory.Delete(directory, recursive: true);
        }

        Directory.CreateDirectory(
            directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>
    /// A client to fetch over: through the machine's proxy, but with no cookies, which one
    /// framework's server could set for another's.
    /// </summary>
    internal static HttpClient NewClient()
    {
        return new HttpClient(new SocketsHttpHandler { UseCookies = false })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>Fetches one thing into a sandbox.</summary>
    /// <returns>The path of the file.</returns>
    /// <exception cref="FetchFailedException">Not fetched; the message says why.</exception>
    internal async Task<string> FetchAsync(
        FetchRequest request, string sandbox, CancellationToken cancellation = default)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(_options.Timeout);
        string shown = Shown(request.Address);
        try
        {
            return await FetchCheckedAsync(request, sandbox, timeout.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (!cancellation.IsCancellationRequested)
        {
            throw new FetchFailedException(
                $"{shown}: not there within {_options.Timeout}", exception);
        }
        catch (FetchFailedException exception)
        {
            throw new FetchFailedException(
                $"{shown}: {exception.Message}", exception.InnerException);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException
            or UnauthorizedAccessException or InvalidDataException)
        {
            throw new FetchFailedException($"{shown}: {exception.Message}", exception);
        }
    }

    /// <summary>The name the file of an address has in the sandbox.</summary>
    /// <exception cref="FetchFailedException">The address ends in none.</exception>
    internal static string NameOf(Uri address)
    {
        string path = address.IsFile ? address.LocalPath : address.AbsolutePath;
        string name = path[(path.LastIndexOf('/') + 1)..];
        if (!address.IsFile)
        {
            name = Uri.UnescapeDataString(name);
        }

        bool isName = name.Length > 0 && name is not ("." or "..")
            && System.Text.Encoding.UTF8.GetByteCount(name) <= NameBound
            && !name.AsSpan().ContainsAny('/', '\\') && !name.Any(char.IsControl);
        return isName
            ? name
            : throw new FetchFailedException("expected an address that ends in a file name");
    }

    // Never with a password or a query, which may hold secrets.
    private static string Shown(string address)
    {
        return Uri.TryCreate(address, UriKind.Absolute, out Uri? uri)
            ? uri.GetComponents(
                UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)
            : "address";
    }

    private static byte[]? ChecksumOf(FetchRequest request)
    {
        if (request.Checksum is not { } text)
        {
            return null;
        }

        bool isRight = text.StartsWith(ChecksumPrefix, StringComparison.Ordinal)
            && text.Length == ChecksumPrefix.Length + (2 * SHA256.HashSizeInBytes)
            && text.Skip(ChecksumPrefix.Length).All(char.IsAsciiHexDigit);
        return isRight
            ? Convert.FromHexString(text.AsSpan(ChecksumPrefix.Length))
            : throw new FetchFailedException(
                $"checksum '{text}': expected sha256: and 64 hexadecimal digits");
    }

    private async Task<string> FetchCheckedAsync(
        FetchRequest request, string sandbox, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(request.Address, UriKind.Absolute, out Uri? address)
            || !(address.IsFile || address.Scheme is "http" or "https"))
        {
            throw new FetchFailedException(
                "expected an absolute path, or a file, http or https address");
        }

        string path = Path.Combine(sandbox, NameOf(address));
        byte[]? checksum = ChecksumOf(request);
        string temporary = Path.Combine(_directory, Path.GetRandomFileName());
        try
        {
            Stream source = await OpenAsync(address, cancellation).ConfigureAwait(false);
            await using (source.ConfigureAwait(false))
            {
                await CopyAsync(source, temporary, checksum, cancellation).ConfigureAwait(false);
            }

            File.SetUnixFileMode(temporary, request.IsExecutable ? Executable : Plain);
            SandboxLayout.Give(temporary, request.Owner);
            if (request.Extracts)
            {
                new ArchiveExtraction(_options, request.Owner, cancellation)
                    .Extract(temporary, Path.GetFileName(path), sandbox);
            }

            DurableFile.Rename(temporary, path);
            return path;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private async Task<Stream> OpenAsync(Uri address, CancellationToken cancellation)
    {
        if (address.IsFile)
        {
            return OpenLocal(address.LocalPath);
        }

        HttpResponseMessage response = await _http.GetAsync(
            address, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            using (response)
            {
                throw new FetchFailedException($"the server answered {(int)response.StatusCode}");
            }
        }

        return await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
    }

    private FileStream OpenLocal(string path)
    {
        string full = Path.GetFullPath(path);
        return OpenBelow.RootOf(_options.LocalRoots, full) is { } root
            ? OpenBelow.PlainFile(root, full)
            : throw new FetchFailedException(
                "expected a file below a directory the agent allows");
    }

    private async Task CopyAsync(
        Stream source, string path, byte[]? checksum, CancellationToken cancellation)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var target = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        await using (target.ConfigureAwait(false))
        {
            byte[] part = new byte[1 << 16];
            long total = 0;
            int count;
            while ((count = await source.ReadAsync(part, cancellation).ConfigureAwait(false)) > 0)
            {
                total += count;
                if (total > _options.SizeBound)
                {
                    throw new FetchFailedException($"more than {_options.SizeBound} bytes");
                }

                digest.AppendData(part, 0, count);
                await target.WriteAsync(part.AsMemory(0, count), cancellation)
                    .ConfigureAwait(false);
            }
        }

        byte[] found = digest.GetHashAndReset();
        if (checksum is not null && !found.AsSpan().SequenceEqual(checksum))
        {
            throw new FetchFailedException(
                $"sha256 is {Convert.ToHexStringLower(found)}, "
                + $"expected {Convert.ToHexStringLower(checksum)}");
        }
    }
}
