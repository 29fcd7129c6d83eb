using Microsoft.Win32.SafeHandles;

namespace Offers.Agents.Processes;

/// <summary>
/// What the kernel says of an open file. Asked of the handle: in a directory that a task can write,
/// a name may be another file's a moment later.
/// </summary>
/// <param name="IsPlain">Whether it is a regular file, no pipe, device or directory.</param>
/// <param name="Links">How many names it has.</param>
/// <param name="User">Whose it is.</param>
/// <param name="Group">Which group's it is.</param>
/// <param name="Length">Its length in bytes.</param>
internal readonly record struct FileFacts(
    bool IsPlain, uint Links, uint User, uint Group, long Length)
{
    // struct statx, which is the same on every processor.
    private const int AnswerBytes = 256;
    private const int LinksOffset = 16;
    private const int UserOffset = 20;
    private const int GroupOffset = 24;
    private const int ModeOffset = 28;
    private const int LengthOffset = 40;
    private const int EmptyPath = 0x1000;
    private const uint BasicFacts = 0x7FF;
    private const int KindBits = 0xF000;
    private const int PlainKind = 0x8000;

    /// <summary>The facts of a file.</summary>
    /// <exception cref="IOException">The system does not say.</exception>
    internal static unsafe FileFacts Of(SafeFileHandle file)
    {
        byte* answer = stackalloc byte[AnswerBytes];
        int handle = (int)file.DangerousGetHandle();
        if (Native.statx(handle, string.Empty, EmptyPath, BasicFacts, answer) != 0)
        {
            throw new IOException($"a file's owner cannot be told: {Native.LastError()}");
        }

        return Parse(new ReadOnlySpan<byte>(answer, AnswerBytes));
    }

    /// <summary>
    /// Whether it can be an output of a task of this user: a plain file of the task's or root's
    /// with one name. Another name may be that of a file which is not the task's at all.
    /// </summary>
    internal bool IsOutputOf(uint user)
    {
        return IsPlain && Links == 1 && (User == 0 || User == user);
    }

    private static FileFacts Parse(ReadOnlySpan<byte> answer)
    {
        return new FileFacts(
            (BitConverter.ToUInt16(answer[ModeOffset..]) & KindBits) == PlainKind,
            BitConverter.ToUInt32(answer[LinksOffset..]),
            BitConverter.ToUInt32(answer[UserOffset..]),
            BitConverter.ToUInt32(answer[GroupOffset..]),
            BitConverter.ToInt64(answer[LengthOffset..]));
    }
}
