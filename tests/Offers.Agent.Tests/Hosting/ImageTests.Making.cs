using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Offers.Agents.Tests.Hosting;

/// <content>Images, made by hand.</content>
public sealed partial class ImageTests
{
    internal static string Busybox(string root)
    {
        Directory.CreateDirectory(Path.Combine(root, "bin"));
        File.Copy("/usr/bin/busybox", Path.Combine(root, "bin/busybox"));
        foreach (string name in (string[])["sh", "id", "ls", "touch", "sleep", "tail", "cat"])
        {
            File.CreateSymbolicLink(Path.Combine(root, "bin", name), "busybox");
        }

        return root;
    }

    /// <summary>Two layers: the upper one replaces a file, removes another, and clears a directory.
    /// </summary>
    private static string Layout(string path, string tag)
    {
        Directory.CreateDirectory(Path.Combine(path, "blobs", "sha256"));
        string busybox = File.Exists("/usr/bin/busybox") ? "/usr/bin/busybox" : "/bin/true";
        string lower = Layer(path, isCompressed: true, writer =>
        {
            writer.WriteEntry(busybox, "bin/busybox");
            Link(writer, "bin/sh", "busybox");
            Link(writer, "bin/cat", "busybox");
            Write(writer, "etc/f", "lower");
            Write(writer, "etc/gone", "x");
            Write(writer, "dir/old", "x");
        });
        string upper = Layer(path, isCompressed: false, writer =>
        {
            Write(writer, "etc/f", "upper");
            Write(writer, "etc/.wh.gone", "");
            Write(writer, "dir/.wh..wh..opq", "");
            Write(writer, "dir/kept", " kept\n");
        });
        string config = Blob(path, JsonSerializer.SerializeToUtf8Bytes(new
        {
            config = new
            {
                Env = new[] { "PATH=/bin", "V=value" },
                Entrypoint = new[] { "/bin/sh", "-c" },
                Cmd = new[] { "cat /etc/f /dir/*; echo $V; [ ! -e /etc/gone ]" },
            },
        }));
        const string Type = "application/vnd.oci.image.layer.v1.tar";
        string manifest = Blob(path, JsonSerializer.SerializeToUtf8Bytes(new
        {
            config = new { digest = config },
            layers = new[]
            {
                new { mediaType = $"{Type}+gzip", digest = lower },
                new { mediaType = Type, digest = upper },
            },
        }));
        File.WriteAllText(Path.Combine(path, "oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
        File.WriteAllBytes(Path.Combine(path, "index.json"), JsonSerializer.SerializeToUtf8Bytes(new
        {
            manifests = new[]
            {
                new
                {
                    digest = manifest,
                    annotations = new Dictionary<string, string>
                    {
                        ["org.opencontainers.image.ref.name"] = tag,
                    },
                },
            },
        }));
        return path;
    }

    private static string Layer(string path, bool isCompressed, Action<TarWriter> write)
    {
        using MemoryStream bytes = new();
        Stream target = isCompressed
            ? new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true)
            : bytes;
        using (TarWriter writer = new(target, TarEntryFormat.Pax, leaveOpen: !isCompressed))
        {
            write(writer);
        }

        return Blob(path, bytes.ToArray());
    }

    private static string Blob(string path, byte[] bytes)
    {
        string digest = Convert.ToHexStringLower(SHA256.HashData(bytes));
        File.WriteAllBytes(Path.Combine(path, "blobs", "sha256", digest), bytes);
        return $"sha256:{digest}";
    }

    private static void Write(TarWriter writer, string name, string text) =>
        writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name)
        {
            DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)),
            Mode = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead,
        });

    private static void Link(TarWriter writer, string name, string target) =>
        writer.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, name) { LinkName = target });
}
