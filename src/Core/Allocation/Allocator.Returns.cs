using System;

namespace Offers;

public sealed partial class Allocator
{
    private void Refuse(int client, int agent, Portion refused, TimeSpan refuse, Timestamp now)
    {
        if (refuse != TimeSpan.Zero)
        {
            _filters.Add(client, agent, refused, now, FilterLength(refuse), Options.Interval);
        }
    }

    private static TimeSpan FilterLength(TimeSpan refuse) =>
        refuse < TimeSpan.Zero ? AllocatorOptions.DefaultRefusal
        : refuse > AllocatorOptions.LongestRefusal ? AllocatorOptions.LongestRefusal
        : refuse;

    private void Withdraw(int offer, RescindCause cause)
    {
        int client = _offers.Lists.ClientOf(offer);
        Effect effect = EffectOf(offer, client, _offers.Lists.AgentOf(offer), cause);
        Outbox.Add(effect, _offers.Amounts(offer), _offers.Marked(offer));
        ReturnOffer(offer);
    }

    private Effect EffectOf(int offer, int client, int agent, RescindCause cause) => new(
        cause == RescindCause.None ? EffectKind.Offered : EffectKind.Rescinded,
        cause,
        _offers.IdOf(offer),
        new FrameworkId(_clients[client].Framework, _clients[client].FrameworkGeneration),
        new RoleId(_clients[client].Role),
        _agents.IdOf(agent));

    /// <summary>Closes an offer and frees its resources, which are then in _returned.</summary>
    private void ReturnOffer(int offer)
    {
        _returned.Load(_offers.Amounts(offer), _offers.Marked(offer));
        int client = _offers.Lists.ClientOf(offer);
        int agent = _offers.Lists.AgentOf(offer);
        CloseOffer(offer);
        GiveBack(client, agent, _returned);
    }

    private void CloseOffer(int offer)
    {
        if (_hoard is not null)
        {
            int client = _offers.Lists.ClientOf(offer);
            _closed.Load(_offers.Amounts(offer), _offers.Marked(offer));
            _moved = true;
            _hoard.Close(
                _clients[client].Framework,
                HoardedPart(client, _offers.Lists.AgentOf(offer), _closed, offer));
        }

        _offers.Close(offer);
    }

    private void ReturnHolding(int holding)
    {
        _returned.Load(_holdings.Amounts(holding), _holdings.Marked(holding));
        int client = _holdings.Lists.ClientOf(holding);
        int agent = _holdings.Lists.AgentOf(holding);
        _holdings.Remove(holding);
        GiveBack(client, agent, _returned);
    }
}
