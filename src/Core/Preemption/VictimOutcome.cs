namespace Offers;

/// <summary>What became of an announced victim; exactly one of these.</summary>
public enum VictimOutcome
{
    /// <summary>It ended within its grace, by itself or by its framework's doing.</summary>
    Left,

    /// <summary>It ended after the order to kill it.</summary>
    Killed,

    /// <summary>It was spared before that order, because nobody needed it any more.</summary>
    Spared,

    /// <summary>It had not ended when the pieces' time was over, and was given up.</summary>
    Overdue,

    /// <summary>Its agent was lost.</summary>
    AgentLost,
}
