namespace Offers;

/// <summary>In which order the runs of a scenario or journal visit agents.</summary>
public enum AgentOrder
{
    /// <summary><c>id</c>: by name, ordinal.</summary>
    ById,

    /// <summary><c>id_desc</c>: by name, the last one first.</summary>
    ByIdDescending,

    /// <summary><c>added</c>: in the order in which they were added.</summary>
    ByAddition,

    /// <summary><c>seed:N</c>: by a keyed hash with the seed N, another order each run.</summary>
    Seeded,
}
