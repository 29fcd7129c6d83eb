namespace Offers.Wire;

/// <summary>
/// Bytes that are no message, or a value that has no bytes. It says where, what was found and what
/// was expected; nothing of a message that throws it is kept.
/// </summary>
public sealed class WireException : FormatException
{
    /// <summary>An error at a byte.</summary>
    /// <param name="position">Number of the byte in the message, from 0.</param>
    /// <param name="found">What is there.</param>
    /// <param name="expected">What should be.</param>
    public WireException(long position, string found, string expected)
        : this(position, "", found, expected, null)
    {
    }

    private WireException(
        long position, string where, string found, string expected, Exception? inner)
        : base(TextOf(position, where, found, expected), inner)
    {
        Position = position;
        Where = where;
        Found = found;
        Expected = expected;
    }

    /// <summary>Number of the byte in the message, from 0.</summary>
    public long Position { get; }

    /// <summary>
    /// The field, from the message inwards, such as <c>launch.task.name</c>; empty when none is to
    /// blame.
    /// </summary>
    public string Where { get; }

    /// <summary>What was found.</summary>
    public string Found { get; }

    /// <summary>What was expected.</summary>
    public string Expected { get; }

    /// <summary>The same error, seen from the value that holds the place.</summary>
    internal WireException In(string outer) => new(
        Position, Where.Length == 0 ? outer : $"{outer}.{Where}", Found, Expected, InnerException);

    private static string TextOf(long position, string where, string found, string expected) =>
        where.Length == 0
            ? FormattableString.Invariant(
                $"byte {position}: found {found}, expected {expected}")
            : FormattableString.Invariant(
                $"{where} (byte {position}): found {found}, expected {expected}");
}
