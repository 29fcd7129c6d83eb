namespace Offers;

/// <summary>How a reservation came about.</summary>
public enum ReservationType
{
    /// <summary>By the configuration of the agent; it cannot be taken back.</summary>
    Static,

    /// <summary>By a framework or an operator; it can be taken back.</summary>
    Dynamic,
}
