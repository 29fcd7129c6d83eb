namespace Offers.Agents.Processes;

/// <summary>A task is healthy when its HTTP answer has a status from 200 to 399.</summary>
internal sealed class HttpProbe(HttpClient client, string host, TaskCheck check) : IHealthProbe
{
    private const int LastGood = 399;
    private const int FirstGood = 200;

    /// <summary>
    /// A client for checks. It goes to the task alone: through no proxy of the machine's, to no
    /// other host by a redirect (which is a good answer itself), with no cookies of another task's.
    /// </summary>
    internal static HttpClient NewClient()
    {
        return new HttpClient(new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <inheritdoc/>
    public async Task<ProbeResult> ProbeAsync(CancellationToken cancellation)
    {
        int query = check.Path.IndexOf('?', StringComparison.Ordinal);
        var address = new UriBuilder(Uri.UriSchemeHttp, host, check.Port)
        {
            Path = query < 0 ? check.Path : check.Path[..query],
            Query = query < 0 ? string.Empty : check.Path[query..],
        };
        using HttpResponseMessage response = await client.GetAsync(
            address.Uri, HttpCompletionOption.ResponseHeadersRead, cancellation)
            .ConfigureAwait(false);
        int status = (int)response.StatusCode;
        return new ProbeResult(status is >= FirstGood and <= LastGood, status, $"status {status}");
    }
}
