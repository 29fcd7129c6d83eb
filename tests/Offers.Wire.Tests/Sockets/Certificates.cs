using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Offers.Wire.Tests.Sockets;

/// <summary>An authority and what it signs, as files.</summary>
internal sealed class Certificates : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("offers-test-").FullName;
    private readonly X509Certificate2 _authority;

    internal Certificates(string name)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(
            new X509BasicConstraintsExtension(true, false, 0, true));
        DateTimeOffset now = DateTimeOffset.UtcNow;
        _authority = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
        File.WriteAllText(Authority, _authority.ExportCertificatePem());
    }

    internal string Authority => Path.Combine(_directory, "authority.pem");

    internal WireTls Tls(string name, bool isServer, string? authority = null)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(
            [new Oid(isServer ? "1.3.6.1.5.5.7.3.1" : "1.3.6.1.5.5.7.3.2")], true));
        SubjectAlternativeNameBuilder names = new();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        DateTimeOffset now = DateTimeOffset.UtcNow;
        using X509Certificate2 signed = request.Create(
            _authority, now.AddHours(-1), now.AddDays(20), RandomNumberGenerator.GetBytes(8));
        string certificate = Path.Combine(_directory, $"{name}.pem");
        string file = Path.Combine(_directory, $"{name}.key");
        File.WriteAllText(certificate, signed.ExportCertificatePem());
        File.WriteAllText(file, key.ExportPkcs8PrivateKeyPem());
        return WireTls.FromFiles(certificate, file, authority ?? Authority);
    }

    public void Dispose()
    {
        _authority.Dispose();
        Directory.Delete(_directory, true);
    }
}
