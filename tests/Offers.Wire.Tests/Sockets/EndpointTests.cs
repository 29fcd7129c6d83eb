namespace Offers.Wire.Tests.Sockets;

public sealed class EndpointTests
{
    [Theory]
    [InlineData("unix:/run/offers/master.sock", WireEndpointKind.Unix, "/run/offers/master.sock", 0)]
    [InlineData("tcp://127.0.0.1:5050", WireEndpointKind.Tcp, "127.0.0.1", 5050)]
    [InlineData("tcp://[::1]:0", WireEndpointKind.Tcp, "::1", 0)]
    [InlineData("tls://master.example:65535", WireEndpointKind.Tls, "master.example", 65535)]
    public void An_endpoint_is_read_and_written_again(
        string text, WireEndpointKind kind, string address, int port)
    {
        WireEndpoint endpoint = WireEndpoint.Parse(text);
        Assert.Equal((kind, address, port), (endpoint.Kind, endpoint.Address, endpoint.Port));
        Assert.Equal(text, endpoint.ToString());
    }

    [Theory]
    [InlineData("", "found another beginning")]
    [InlineData("http://a:1", "expected unix:/path, tcp://host:port or tls://host:port")]
    [InlineData("unix:relative", "expected an absolute path")]
    [InlineData("tcp://host", "found no host with a port")]
    [InlineData("tcp://:1", "found no host with a port")]
    [InlineData("tcp://::1:5", "an IPv6 address in brackets")]
    [InlineData("tcp://a:70000", "found the port '70000', expected 0 to 65535")]
    [InlineData("tcp://a:-1", "found the port '-1'")]
    [InlineData("tls://a b:1", "found the host 'a b'")]
    public void What_is_no_endpoint_is_refused_with_a_reason(string text, string reason)
    {
        FormatException bad = Assert.Throws<FormatException>(() => WireEndpoint.Parse(text));
        Assert.StartsWith($"endpoint '{text}': ", bad.Message, StringComparison.Ordinal);
        Assert.Contains(reason, bad.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_is_no_longer_than_the_kernel_takes() => Assert.Contains(
        "at most 107", Assert.Throws<FormatException>(
            () => WireEndpoint.Parse($"unix:/{new string('a', 107)}")).Message,
        StringComparison.Ordinal);
}
