namespace Offers.Chaos;

// What it does with offers.
internal sealed partial class NastyScheduler
{
    private void Answer(SchedulerOutbox calls)
    {
        while (IsSubscribed && _offers.Count > 0)
        {
            HeldOffer offer = _offers[^1];
            if (_world.IsQuiet || _chance.PerMille(_traits.DeclinePerMille)
                || _tasks.Count(t => !t.IsSettled) >= _traits.MostTasks)
            {
                Decline(calls);
                continue;
            }
            List<HeldOffer> used = Together(offer);
            foreach (HeldOffer one in used)
            {
                Drop(one.Key);
            }
            ValueList<OfferKey> keys = SpoilSometimes([.. used.Select(o => o.Key)]);
            calls.Add(new AcceptOffers(_id, keys, Operations(used)) { Refusal = Refusal() });
            if (_chance.PerMille(_traits.HoldPerMille))
            {
                return;
            }
        }
    }

    private void Decline(SchedulerOutbox calls)
    {
        int count = 1 + _chance.Below(_offers.Count);
        List<OfferKey> keys = [];
        for (int i = 0; i < count; i++)
        {
            keys.Add(_offers[^1].Key);
            Drop(_offers[^1].Key);
        }
        if (_chance.PerMille(20) && _closed.Count > 0)
        {
            keys.Add(_chance.Of(_closed));
        }
        if (_chance.PerMille(20) && _world.SomeOfferOfOthers(_id, _chance) is OfferKey foreign)
        {
            keys.Add(foreign);
        }
        calls.Add(new DeclineOffers(_id, [.. keys]) { Refusal = Refusal() });
    }

    private TimeSpan Refusal() => _world.IsQuiet
        ? TimeSpan.FromHours(1)
        : TimeSpan.FromSeconds(_chance.Of([0, 1, 5, 5, 30, -1]));

    private List<HeldOffer> Together(HeldOffer offer) => _chance.Half()
        ? [offer]
        : [.. _offers.Where(o => o.Agent == offer.Agent && o.Role == offer.Role)];

    /// <summary>Keys as they are, mostly.</summary>
    private ValueList<OfferKey> SpoilSometimes(ValueList<OfferKey> keys)
    {
        if (!_chance.PerMille(_traits.InvalidPerMille / 5))
        {
            return keys;
        }
        return _chance.Below(5) switch
        {
            0 => [],
            1 => [keys[0], .. keys],
            2 when _closed.Count > 0 => [.. keys, _chance.Of(_closed)],
            3 when _offers.Count > 0 => [.. keys, _offers[0].Key],
            _ => [.. keys, _world.SomeOfferOfOthers(_id, _chance) ?? new OfferKey(1, 999_999_999)],
        };
    }

    private ValueList<OfferOperation> Operations(List<HeldOffer> offers)
    {
        ResourceSet left = ResourceSet.Empty;
        foreach (HeldOffer offer in offers)
        {
            left += offer.Resources;
        }
        Draft draft = new(this, offers[0].Agent, offers[0].Role, left);
        int count = _chance.Below(4);
        for (int i = 0; i < count; i++)
        {
            draft.AddOne();
        }
        if (_chance.PerMille(800))
        {
            draft.AddLaunch();
        }
        return [.. draft.Operations];
    }
}
