using System.Net;
using Offers.Wire;

namespace Offers.Masters.Options;

/// <content>Where agents connect, which has to fit the other options.</content>
internal sealed partial class MasterOptionsReader
{
    private void CheckListen(MasterOptions options)
    {
        WireEndpoint listen = options.Listen;
        if ((listen.Kind == WireEndpointKind.Tls) != (options.Tls is not null))
        {
            throw Bad("listen", listen.ToString(),
                "tls:// exactly with tls_certificate, tls_key and tls_authority");
        }

        bool isClear = listen.Kind == WireEndpointKind.Tcp && !options.AllowsInsecure;
        if (isClear && IPAddress.TryParse(listen.Address, out IPAddress? address)
            && !IPAddress.IsLoopback(address))
        {
            throw Bad("listen", listen.ToString(),
                "tls://, an address of this machine alone, or insecure_anywhere as well");
        }

        bool isKnown = listen is not ({ Kind: WireEndpointKind.Tls }
            or { Kind: WireEndpointKind.Tcp, Port: 0 });
        if (options.WithAgent && !isKnown)
        {
            throw Bad("listen", listen.ToString(),
                "a Unix socket or tcp:// with a port, for the agent of with_agent");
        }
    }
}
