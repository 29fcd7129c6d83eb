using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Offers.Agents.Processes;

/// <summary>
/// The verb <c>supervise</c>:
/// <c>offers-agent supervise --directory WORK [--idle-seconds 60] [--start-seconds 5]</c>.
/// </summary>
internal static class SupervisorProgram
{
    /// <summary>The word that asks for it.</summary>
    internal const string Verb = "supervise";

    // EWOULDBLOCK: somebody holds the lock (flock) of the file.
    private const int IsLocked = 11;
    private const int BadUse = 2;
    private const int MinimumThreads = 32;
    private static readonly TimeSpan DefaultIdle = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan DefaultStart = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LockWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LockRetry = TimeSpan.FromMilliseconds(50);

    /// <summary>Runs the supervisor until it is done.</summary>
    /// <returns>0; 2 for arguments that are not understood.</returns>
    internal static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        (string directory, TimeSpan idle, TimeSpan start) = Parse(arguments);
        if (directory.Length == 0)
        {
            await Console.Error.WriteLineAsync(
                $"{Verb}: expected --directory WORK [--idle-seconds N] [--start-seconds N]")
                .ConfigureAwait(false);
            return BadUse;
        }

        var paths = new SupervisorPaths(Path.GetFullPath(directory));
        paths.Create();
        using SafeFileHandle? file = await LockAsync(paths.Lock).ConfigureAwait(false);
        if (file is null)
        {
            SupervisorLog.Write("another supervisor runs here already");
            return 0;
        }

        ThreadPool.SetMinThreads(MinimumThreads, MinimumThreads);
        using var supervisor = new Supervisor(paths.Root, TimeProvider.System);
        new Thread(supervisor.Reap) { IsBackground = true, Name = "reaper" }.Start();
        await new SupervisorServer(supervisor, paths.Socket, start, TimeProvider.System)
            .RunAsync(idle).ConfigureAwait(false);
        return 0;
    }

    /// <summary>The lock of the one supervisor here; null when another one keeps it.</summary>
    /// <exception cref="IOException">The file cannot be opened at all.</exception>
    private static async Task<SafeFileHandle?> LockAsync(string path)
    {
        // One that is just ending holds the lock for a moment more.
        long start = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(start) <= LockWait)
        {
            try
            {
                return File.OpenHandle(
                    path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException bad) when (bad.HResult == IsLocked)
            {
                await Task.Delay(LockRetry).ConfigureAwait(false);
            }
        }

        return null;
    }

    private static (string Directory, TimeSpan Idle, TimeSpan Start) Parse(
        IReadOnlyList<string> arguments)
    {
        string directory = string.Empty;
        TimeSpan idle = DefaultIdle;
        TimeSpan start = DefaultStart;
        bool isGood = arguments.Count % 2 == 0;
        for (int index = 0; isGood && index < arguments.Count; index += 2)
        {
            string value = arguments[index + 1];
            switch (arguments[index])
            {
                case "--directory":
                    directory = value;
                    break;
                case "--idle-seconds":
                    isGood = TrySeconds(value, ref idle);
                    break;
                case "--start-seconds":
                    isGood = TrySeconds(value, ref start);
                    break;
                default:
                    isGood = false;
                    break;
            }
        }

        return (isGood ? directory : string.Empty, idle, start);
    }

    private static bool TrySeconds(string text, ref TimeSpan value)
    {
        bool isNumber = double.TryParse(
            text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds);
        value = isNumber ? TimeSpan.FromSeconds(Math.Min(seconds, 1e9)) : value;
        return isNumber;
    }
}
