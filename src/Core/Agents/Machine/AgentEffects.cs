using System.Collections.Generic;

namespace Offers;

/// <summary>
/// What came of one command. The host first makes <see cref="Rows"/> durable as
/// <see cref="Durability"/> says, all of them or none; then it carries out <see cref="Actions"/> in
/// their order. Both are valid until the next command.
/// </summary>
/// <param name="Durability">Whether the rows have to be synced BEFORE any action.</param>
/// <param name="Rows">What has changed, to outlast a crash; later ones of a key count.</param>
/// <param name="Actions">What is to be done, AFTER the rows are kept.</param>
public readonly record struct AgentEffects(
    Durability Durability, IReadOnlyList<AgentRow> Rows, IReadOnlyList<AgentAction> Actions);
