using System;

namespace Offers;

/// <summary>The maintenance of an agent is planned, moved or called off.</summary>
/// <param name="Agent">Its name.</param>
/// <param name="Start">How long from now it begins; null calls it off.</param>
public sealed record SetMaintenance(string Agent, TimeSpan? Start) : Command;
