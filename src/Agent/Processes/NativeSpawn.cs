using System.Runtime.InteropServices;
using System.Text;

namespace Offers.Agents.Processes;

/// <summary>
/// Starts a program with <c>posix_spawn</c>: no managed code ever runs in the child, which a plain
/// fork of a runtime with threads could not promise.
/// </summary>
internal static class NativeSpawn
{
    private const short DefaultSignals = 0x04;
    private const short EmptyMask = 0x08;
    private const short OwnSession = 0x80;
    private const int ActionBytes = 1024;
    private const int SignalSetBytes = 128;

    /// <summary>
    /// Starts <paramref name="arguments"/> (the first is the path) in a session of its own, all
    /// signals default and none blocked, with an environment of
    /// <paramref name="environment"/> alone and the given handles as 0, 1, 2, ...; no other handle.
    /// </summary>
    /// <returns>Its process id.</returns>
    /// <exception cref="IOException">It could not be started; the message says why.</exception>
    internal static unsafe int Start(
        IReadOnlyList<string> arguments,
        IReadOnlyList<string> environment,
        ReadOnlySpan<int> handles)
    {
        byte* actions = stackalloc byte[ActionBytes];
        byte* attributes = stackalloc byte[ActionBytes];
        byte* signals = stackalloc byte[SignalSetBytes];
        byte** words = Words(arguments);
        byte** names = Words(environment);
        Check(Native.posix_spawn_file_actions_init(actions));
        Check(Native.posix_spawnattr_init(attributes));
        try
        {
            for (int to = 0; to < handles.Length; to++)
            {
                Check(Native.posix_spawn_file_actions_adddup2(actions, handles[to], to));
            }

            Check(Native.posix_spawn_file_actions_addclosefrom_np(actions, handles.Length));
            Check(Native.posix_spawnattr_setflags(
                attributes, DefaultSignals | EmptyMask | OwnSession));
            new Span<byte>(signals, SignalSetBytes).Clear();
            Check(Native.posix_spawnattr_setsigmask(attributes, signals));
            new Span<byte>(signals, SignalSetBytes).Fill(byte.MaxValue);
            Check(Native.posix_spawnattr_setsigdefault(attributes, signals));
            Check(Native.posix_spawn(
                out int pid, words[0], actions, attributes, words, names));
            return pid;
        }
        finally
        {
            _ = Native.posix_spawn_file_actions_destroy(actions);
            _ = Native.posix_spawnattr_destroy(attributes);
            Free(words);
            Free(names);
        }
    }

    private static void Check(int error)
    {
        if (error != 0)
        {
            throw new IOException(
                "The system cannot start a process: " + Marshal.GetPInvokeErrorMessage(error));
        }
    }

    private static unsafe byte** Words(IReadOnlyList<string> texts)
    {
        byte** words = (byte**)NativeMemory.AllocZeroed(
            (nuint)(texts.Count + 1), (nuint)sizeof(byte*));
        for (int index = 0; index < texts.Count; index++)
        {
            int length = Encoding.UTF8.GetByteCount(texts[index]);
            words[index] = (byte*)NativeMemory.Alloc((nuint)length + 1);
            Encoding.UTF8.GetBytes(texts[index], new Span<byte>(words[index], length));
            words[index][length] = 0;
        }

        return words;
    }

    private static unsafe void Free(byte** words)
    {
        for (byte** word = words; *word != null; word++)
        {
            NativeMemory.Free(*word);
        }

        NativeMemory.Free(words);
    }
}
