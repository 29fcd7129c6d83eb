namespace Offers.Core.Tests.Twin.Scenario;

/// <summary>Answers to offers and inverse offers, and operations.</summary>
internal sealed partial class SlowCell
{
    private const long DefaultRefusal = 5 * SlowOptions.Second;
    private const long LongestRefusal = 365L * 24 * 3600 * SlowOptions.Second;

    /// <summary>Gives back what is offered or allocated somewhere.</summary>
    /// <param name="resources">Null for everything.</param>
    /// <param name="refusal">Ticks; null for no filter.</param>
    public void Recover(
        SlowPlace place, SlowResources? resources, long? refusal, bool allocated)
    {
        (SlowFramework framework, SlowAgent agent, string role) = Find(place);
        SlowHolding holding = agent[framework.Id, role];
        SlowResources part = holding.Part(allocated);
        SlowResources returned = resources ?? part;
        if (returned.IsEmpty || !part.Contains(returned))
        {
            throw new RefusedException($"'{framework.Id}' has no {returned} there");
        }

        agent[framework.Id, role] = holding.WithPart(allocated, part.Minus(returned));
        Returned(framework, agent, role, returned, refusal);
        Retrack();
    }

    public void Accept(SlowPlace place, SlowResources accepted, long? refusal)
    {
        (SlowFramework framework, SlowAgent agent, string role) = Find(place);
        SlowHolding holding = agent[framework.Id, role];
        if (holding.Offered.IsEmpty || !holding.Offered.Contains(accepted))
        {
            throw new RefusedException($"'{framework.Id}' is not offered {accepted} there");
        }

        SlowResources rest = holding.Offered.Minus(accepted);
        agent[framework.Id, role] =
            new(SlowResources.None, holding.Allocated.Plus(accepted));
        Returned(framework, agent, role, rest, refusal);
        Retrack();
    }

    /// <summary>Changes what a framework holds, and the agent's total with it.</summary>
    public void Convert(
        SlowPlace place, IReadOnlyList<SlowConversion> conversions, bool allocated)
    {
        (SlowFramework framework, SlowAgent agent, string role) = Find(place);
        if (!IsTracked(framework.Id, role))
        {
            throw new RefusedException($"'{framework.Id}' has nothing under '{role}'");
        }

        SlowHolding holding = agent[framework.Id, role];
        SlowResources part = holding.Part(allocated);
        SlowResources total = agent.Total;
        foreach (SlowConversion conversion in conversions)
        {
            bool isCopy = conversion.Consumed.IsEmpty;
            if (!part.Contains(conversion.Consumed)
                || !(isCopy ? IsSharedIn(total, conversion.Converted) : conversion.Conserves)
                || !total.Contains(conversion.Consumed))
            {
                throw new RefusedException($"{conversion} cannot be done there");
            }

            part = conversion.Of(part);
            total = isCopy ? total : conversion.Of(total);
        }

        if (holding.Part(allocated).IsEmpty && !part.IsEmpty)
        {
            throw new RefusedException($"'{framework.Id}' has nothing there to copy");
        }

        agent.Total = total;
        agent[framework.Id, role] = holding.WithPart(allocated, part);
        Retrack();
    }

    /// <summary>
    /// Changes what is free; false, and nothing happens, where that does not suffice.
    /// </summary>
    public bool ConvertFree(string id, IReadOnlyList<SlowConversion> conversions)
    {
        SlowAgent agent = Agent(id);
        SlowConversion? strange = conversions.FirstOrDefault(c => !c.Conserves);
        if (strange is not null)
        {
            throw new RefusedException($"{strange} does not conserve");
        }

        SlowResources free = agent.Free;
        SlowResources total = agent.Total;
        foreach (SlowConversion conversion in conversions)
        {
            if (!free.Contains(conversion.Consumed))
            {
                return false;
            }

            free = conversion.Of(free);
            total = conversion.Of(total);
        }

        agent.Total = total;
        return true;
    }

    public void AnswerInverseOffer(string framework, string agent, long? refusal)
    {
        SlowFramework answering = Framework(framework);
        SlowMaintenance maintenance = Agent(agent).Maintenance
            ?? throw new RefusedException($"no maintenance of '{agent}'");
        maintenance.Asked.Remove(framework);
        if (Bounded(refusal) is long ticks and > 0)
        {
            answering.InverseFilters.Add(new(agent, Now + ticks, ticks > _options.Interval));
        }
    }

    private static bool IsSharedIn(SlowResources total, SlowResources copies) =>
        !copies.IsEmpty && copies.Items.All(i =>
            i.Identity.IsShared && total.Items.Any(t => t.Slot == i.Slot));

    private (SlowFramework Framework, SlowAgent Agent, string Role) Find(SlowPlace place)
    {
        SlowFramework framework = Framework(place.Framework);
        SlowAgent agent = Agent(place.Agent);
        if (place.Role is null && framework.Info.Roles.Count != 1)
        {
            throw new RefusedException($"which role of '{place.Framework}'?");
        }

        return (framework, agent, place.Role ?? framework.Info.Roles[0]);
    }

    private void Returned(
        SlowFramework framework, SlowAgent agent, string role, SlowResources what, long? refusal)
    {
        if (what.IsEmpty)
        {
            return;
        }

        if (Bounded(refusal) is long ticks and > 0)
        {
            long until = Now + Math.Max(ticks, _options.Interval);
            framework.Filters.Add(new(role, agent.Id, what, until, _batches));
        }

        RequestRunOnReturn(agent.Id);
    }

    private static long? Bounded(long? refusal) =>
        refusal < 0 ? DefaultRefusal : refusal > LongestRefusal ? LongestRefusal : refusal;
}

/// <summary>
/// Whose holding a command is about; the role may be left out if there is one only.
/// </summary>
internal sealed record SlowPlace(string Framework, string Agent, string? Role);

internal sealed record SlowConversion(SlowResources Consumed, SlowResources Converted)
{
    /// <summary>Quantities stay, or the whole disappears.</summary>
    public bool Conserves => Converted.IsEmpty
        || (!Consumed.IsEmpty
            && Consumed.Quantities.ToString() == Converted.Quantities.ToString());

    public SlowResources Of(SlowResources resources) =>
        resources.Minus(Consumed).Plus(Converted);
}
