using System.Text;

namespace Offers.Simulation.Results;

/// <summary>
/// Writes a file under another name and renames it when all of it is on disk, so that whoever finds
/// a file finds a whole one.
/// </summary>
internal static class AtomicFile
{
    /// <summary>What the name of an unfinished file ends in.</summary>
    internal const string Unfinished = ".tmp";

    /// <summary>Writes bytes; when that fails, the file is as it was before.</summary>
    internal static void Write(string path, Action<Stream> fill)
    {
        string unfinished = path + Unfinished;
        try
        {
            using (FileStream stream = new(unfinished, FileMode.Create, FileAccess.Write))
            {
                fill(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(unfinished, path, overwrite: true);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }

    /// <summary>Writes text as UTF-8 without a byte order mark; lines end in a line feed.</summary>
    internal static void WriteText(string path, Action<TextWriter> fill) => Write(
        path,
        stream =>
        {
            var encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
            using StreamWriter writer = new(stream, encoding, 1 << 16, leaveOpen: true);
            writer.NewLine = "\n";
            fill(writer);
        });
}
