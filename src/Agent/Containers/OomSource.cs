using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Offers.Agents.Processes;

namespace Offers.Agents.Containers;

/// <summary>
/// The kernel's event of one container. Version 1 counts up an event handle that was registered
/// with the group; version 2 wakes who polls the file of counters. These files are opened here and
/// not by <see cref="IGroupFiles"/>, because the kernel ties the event to the open file.
/// </summary>
internal sealed class OomSource : IDisposable
{
    private const int MostBytes = 1024;

    private readonly GroupVersion _version;
    private readonly SafeFileHandle _polled;
    private readonly SafeFileHandle? _registered;
    private readonly string _directory;
    private long _events;

    /// <summary>Opens and registers.</summary>
    /// <exception cref="IOException">There is no such container.</exception>
    internal OomSource(string name, GroupVersion version, string directory, IGroupFiles files)
    {
        Name = name;
        _version = version;
        _directory = directory;
        if (version == GroupVersion.V2)
        {
            _polled = OpenFile($"{directory}/memory.events");
            _events = GroupText.Value(ReadPolled(), "oom");
            return;
        }

        _polled = NewEventHandle();
        try
        {
            _registered = OpenFile($"{directory}/memory.oom_control");
            files.Write(
                $"{directory}/cgroup.event_control",
                GroupText.Of((int)_polled.DangerousGetHandle()) + " "
                + GroupText.Of((int)_registered.DangerousGetHandle()));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    internal string Name { get; }

    internal TaskCompletionSource<OomReport> Report { get; } =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal int Handle => (int)_polled.DangerousGetHandle();

    /// <summary>Somebody wants to know now whether there was an event.</summary>
    internal bool IsAsked { get; set; }

    /// <summary>
    /// To be read though the poll found nothing: version 2 wakes ten milliseconds late when it has
    /// just woken, but counts at once.
    /// </summary>
    internal bool IsDue => IsAsked && _version == GroupVersion.V2;

    internal short Wanted => _version == GroupVersion.V1
        ? Native.PollIn
        : ContainerNative.PollPriority;

    /// <summary>
    /// What the event was: false when nothing was out of memory; throws when the group is gone.
    /// </summary>
    internal bool TakeEvent()
    {
        IsAsked = false;
        if (_version == GroupVersion.V1)
        {
            // The kernel wakes at the group's removal too.
            ContainerNative.Read(_polled, out _, sizeof(ulong));
            return File.Exists($"{_directory}/memory.oom_control");
        }

        // Only a read of this open file makes the next poll wait. Kills for want of memory of the
        // whole machine are no event of the container's limit, and not counted as `oom` in it.
        long events = GroupText.Value(ReadPolled(), "oom");
        bool isNew = events > _events;
        _events = events;
        return isNew;
    }

    public void Dispose()
    {
        _registered?.Dispose();
        _polled.Dispose();
    }

    internal static SafeFileHandle NewEventHandle()
    {
        int handle = ContainerNative.EventHandle(0, ContainerNative.EventCloseOnExec);
        return handle >= 0
            ? new SafeFileHandle(handle, ownsHandle: true)
            : throw new IOException(
                "cannot make an event handle: " + Marshal.GetLastPInvokeErrorMessage());
    }

    private static SafeFileHandle OpenFile(string path) =>
        KernelFile.Open(path, KernelFile.ReadOnly);

    private string ReadPolled()
    {
        Span<byte> bytes = stackalloc byte[MostBytes];
        int count = RandomAccess.Read(_polled, bytes, 0);
        return Encoding.ASCII.GetString(bytes[..count]);
    }
}
