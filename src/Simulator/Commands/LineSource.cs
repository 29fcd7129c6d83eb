using System.Text;

namespace Offers.Simulation.Commands;

/// <summary>The lines of a file or of the standard input, which is named <c>-</c>.</summary>
internal sealed class LineSource : IDisposable
{
    private static readonly UTF8Encoding Strict =
        new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string _name;
    private readonly StreamReader _reader;

    private LineSource(string name, Stream stream)
    {
        _name = name;
        _reader = new StreamReader(stream, Strict);
    }

    /// <summary>Opens it.</summary>
    /// <exception cref="IOException">There is no such file, or it cannot be read.</exception>
    internal static LineSource Open(string name) => name is "-"
        ? new LineSource("standard input", Console.OpenStandardInput())
        : new LineSource(name, File.OpenRead(name));

    /// <summary>The lines from the first to the last, once.</summary>
    /// <exception cref="InputException">It is not UTF-8.</exception>
    internal IEnumerable<string> Lines()
    {
        int number = 1;
        while (NextLine(number) is string line)
        {
            yield return line;
            number++;
        }
    }

    public void Dispose() => _reader.Dispose();

    private string? NextLine(int number)
    {
        try
        {
            return _reader.ReadLine();
        }
        catch (DecoderFallbackException bad)
        {
            string bytes = Convert.ToHexStringLower(bad.BytesUnknown ?? []);
            throw new InputException(_name, number, "text", $"bytes {bytes}", "UTF-8");
        }
    }
}
