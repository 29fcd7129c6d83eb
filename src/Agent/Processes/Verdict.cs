using System.Diagnostics;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Offers.Agents.Processes;

/// <summary>
/// What a launcher says on its last handle: words of its shells, and a mark before it exports the
/// variables. The handle closes when the program runs or the launcher has ended; but others may
/// have a copy of it (<c>pidfd_getfd</c>), so neither its end nor its words decide anything.
/// </summary>
internal sealed class Verdict : IDisposable
{
    private const char Mark = '\u0001';
    private const int TextBound = 2048;
    private const int PartBytes = 512;
    private readonly NativePipe _pipe = NativePipe.Open();
    private readonly List<byte> _text = [];

    /// <summary>The launcher's end.</summary>
    internal SafeFileHandle Write => _pipe.Write;

    /// <summary>
    /// Whether the launcher has gone so far that its process has the name it was given until the
    /// program takes its place: before that, shells and <c>setpriv</c> have theirs.
    /// </summary>
    internal bool IsNamed { get; private set; }

    /// <summary>Whether nobody has the handle any more.</summary>
    internal bool IsClosed { get; private set; }

    /// <summary>What the shells have said, the first of it.</summary>
    internal string Text => Encoding.UTF8.GetString([.. _text]).Trim();

    /// <inheritdoc/>
    public void Dispose() => _pipe.Dispose();

    /// <summary>Takes what is said until the handle is closed or the time is over.</summary>
    internal void Listen(TimeSpan most)
    {
        Span<byte> part = stackalloc byte[PartBytes];
        long start = Stopwatch.GetTimestamp();
        for (TimeSpan left = most; !IsClosed && left > TimeSpan.Zero;
            left = most - Stopwatch.GetElapsedTime(start))
        {
            int count = _pipe.ReadSome(part, (int)Math.Ceiling(left.TotalMilliseconds));
            IsClosed = count == 0;
            Take(part[..Math.Max(count, 0)]);
        }
    }

    private void Take(ReadOnlySpan<byte> part)
    {
        foreach (byte one in part)
        {
            if (one == Mark)
            {
                IsNamed = true;
            }
            else if (_text.Count < TextBound)
            {
                _text.Add(one);
            }
        }
    }
}
