namespace Offers.Agents.Processes;

/// <summary>What a limit of a process bounds; the values are those of Linux.</summary>
internal enum ProcessLimitKind
{
    /// <summary>Processor time, in seconds.</summary>
    Cpu = 0,

    /// <summary>Size of a file it writes, in bytes.</summary>
    FileSize = 1,

    /// <summary>Data segment, in bytes.</summary>
    Data = 2,

    /// <summary>Stack, in bytes.</summary>
    Stack = 3,

    /// <summary>Core file, in bytes.</summary>
    Core = 4,

    /// <summary>Resident set, in bytes; Linux ignores it.</summary>
    ResidentSet = 5,

    /// <summary>Processes of the user.</summary>
    Processes = 6,

    /// <summary>Open files.</summary>
    OpenFiles = 7,

    /// <summary>Locked memory, in bytes.</summary>
    LockedMemory = 8,

    /// <summary>Address space, in bytes.</summary>
    AddressSpace = 9,
}
