namespace Offers.Simulation;

/// <summary>What an event is, in the order in which events of one moment are handled.</summary>
internal enum EventKind
{
    /// <summary>An allotment's tasks end; the subject is the allotment.</summary>
    TasksEnd,

    /// <summary>A task of an allotment fails; the subject is the allotment.</summary>
    TaskFails,

    /// <summary>A job that was to end now has not started; the subject is the job.</summary>
    JobEnds,

    /// <summary>A framework's timer; the subject is the framework.</summary>
    FrameworkTimer,

    /// <summary>Offers of a cell may time out; the subject is the cell.</summary>
    OfferTimeout,

    /// <summary>
    /// The allocator's batch; the subject is the cell. After all commands of the moment.
    /// </summary>
    Batch,

    /// <summary>Time for a point of the series.</summary>
    Sample,
}
