namespace Offers;

/// <summary>How a check looks at a task (semantics 3.6).</summary>
public enum CheckKind
{
    /// <summary>By a command; its exit code tells.</summary>
    Command,

    /// <summary>By an HTTP request; its status tells.</summary>
    Http,

    /// <summary>By a connection; that it comes about tells.</summary>
    Tcp,
}
