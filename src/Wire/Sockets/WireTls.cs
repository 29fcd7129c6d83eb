using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Offers.Wire;

/// <summary>
/// The certificates of one side. Both sides show one and want one of the other that the given
/// authority has signed; the machine's own authorities do not count.
/// </summary>
public sealed class WireTls : IDisposable
{
    private const string ServerUse = "1.3.6.1.5.5.7.3.1";
    private const string ClientUse = "1.3.6.1.5.5.7.3.2";

    private readonly X509Certificate2 _authority;

    private WireTls(X509Certificate2 own, X509Certificate2 authority)
    {
        Own = own;
        _authority = authority;
    }

    internal X509Certificate2 Own { get; }

    /// <summary>Reads PEM files.</summary>
    /// <param name="certificateFile">The certificate of this side.</param>
    /// <param name="keyFile">Its key.</param>
    /// <param name="authorityFile">The certificate of whoever signs those of the others.</param>
    /// <exception cref="IOException">
    /// One cannot be read, or is none; the message says which, and nothing of a key.
    /// </exception>
    public static WireTls FromFiles(string certificateFile, string keyFile, string authorityFile)
    {
        ArgumentNullException.ThrowIfNull(certificateFile);
        ArgumentNullException.ThrowIfNull(keyFile);
        ArgumentNullException.ThrowIfNull(authorityFile);
        X509Certificate2 authority = Read(
            authorityFile, () => X509CertificateLoader.LoadCertificateFromFile(authorityFile));
        try
        {
            return new WireTls(
                Read($"{certificateFile} with {keyFile}",
                    () => X509Certificate2.CreateFromPemFile(certificateFile, keyFile)),
                authority);
        }
        catch
        {
            authority.Dispose();
            throw;
        }
    }

    internal SslServerAuthenticationOptions ForServer() => new()
    {
        ServerCertificate = Own,
        ClientCertificateRequired = true,
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        RemoteCertificateValidationCallback = (_, certificate, _, _) =>
            IsSigned(certificate, ClientUse),
    };

    /// <summary>What a client wants and shows.</summary>
    /// <param name="host">What the server's certificate must be for.</param>
    internal SslClientAuthenticationOptions ForClient(string host) => new()
    {
        TargetHost = host,
        ClientCertificates = [Own],
        LocalCertificateSelectionCallback = (_, _, _, _, _) => Own,
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
            (errors & SslPolicyErrors.RemoteCertificateNameMismatch) == SslPolicyErrors.None
            && IsSigned(certificate, ServerUse),
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        Own.Dispose();
        _authority.Dispose();
    }

    private bool IsSigned(X509Certificate? certificate, string use)
    {
        if (certificate is not X509Certificate2 given)
        {
            return false;
        }

        using X509Chain chain = new();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(_authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(use));
        return chain.Build(given);
    }

    private static X509Certificate2 Read(string what, Func<X509Certificate2> read)
    {
        try
        {
            return read();
        }
        catch (Exception bad) when (bad is CryptographicException or IOException
            or UnauthorizedAccessException or ArgumentException)
        {
            throw new IOException(
                $"{what}: found {bad.Message}, expected a readable PEM file", bad);
        }
    }
}
