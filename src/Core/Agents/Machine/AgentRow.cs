namespace Offers;

/// <summary>
/// A piece of what an agent keeps over a crash. Rows of one kind have distinct keys; one with
/// <see cref="IsGone"/> takes the row of its key away.
/// </summary>
/// <param name="Key">What it is of, within its kind.</param>
public abstract record AgentRow(string Key)
{
    /// <summary>Whether it is no more: nothing but the key counts. False by default.</summary>
    public bool IsGone { get; init; }
}
