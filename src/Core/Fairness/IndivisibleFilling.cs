using System.Collections.Generic;

namespace Offers;

/// <summary>The outcome of <see cref="ProgressiveFilling.Indivisible"/>.</summary>
/// <param name="Tasks">Tasks of each claim, in the order of the claims.</param>
/// <param name="Order">Which claim got each task, from the first task to the last.</param>
/// <param name="Used">What all tasks use.</param>
public sealed record IndivisibleFilling(
    IReadOnlyList<long> Tasks, IReadOnlyList<int> Order, ResourceVector Used);
