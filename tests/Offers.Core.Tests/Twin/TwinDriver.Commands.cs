namespace Offers.Core.Tests;

internal sealed partial class TwinDriver
{
    private void Apply(Command command)
    {
        if (!ApplyToAgents(command) && !ApplyToFrameworks(command) && !ApplyToOffers(command))
        {
            ApplyToTime(command);
        }
    }

    private bool ApplyToAgents(Command c)
    {
        switch (c.Kind)
        {
            case CommandKind.AddAgent:
                AddAgent(Arguments.AgentName(c.A), Arguments.Shape(c.B, c.C, _schema));
                return true;
            case CommandKind.RemoveAgent:
                (SlowAgent? removed, AgentId removedId) = PickAgent(c.A);
                Answer(_slow.RemoveAgent(removed), _fast.RemoveAgent(removedId, Tell()));
                RememberRemoved(_removedAgents, removed);
                return true;
            case CommandKind.UpdateAgent:
                (SlowAgent? updated, AgentId updatedId) = PickAgent(c.A);
                ResourceVector total = Arguments.Shape(c.B, c.C, _schema);
                Answer(
                    _slow.UpdateAgent(updated, Bag.Of(total, _schema)),
                    _fast.UpdateAgent(updatedId, total, Tell()));
                return true;
            case CommandKind.DeactivateAgent:
                (SlowAgent? stopped, AgentId stoppedId) = PickAgent(c.A);
                Answer(
                    _slow.SetAgentActive(stopped, active: false),
                    _fast.DeactivateAgent(stoppedId, Tell()));
                return true;
            case CommandKind.ActivateAgent:
                (SlowAgent? started, AgentId startedId) = PickAgent(c.A);
                Answer(
                    _slow.SetAgentActive(started, active: true),
                    _fast.ActivateAgent(startedId, Tell()));
                return true;
            default:
                return false;
        }
    }

    private bool ApplyToFrameworks(Command c)
    {
        (SlowFramework? framework, FrameworkId id) = PickFramework(c.A);
        switch (c.Kind)
        {
            case CommandKind.NameRole:
                NameRole(Arguments.RoleName(c.A));
                return true;
            case CommandKind.SetWeight:
                (SlowRole? role, RoleId roleId) = PickRole(c.A);
                long weight = Arguments.WeightOf(c.B);
                Answer(_slow.SetWeight(role, weight), _fast.SetWeight(roleId, weight, Tell()));
                return true;
            case CommandKind.AddFramework:
                AddFramework(Arguments.FrameworkName(c.A), RolesToSubscribe(c.B), c.C % 3 == 0);
                return true;
            case CommandKind.RemoveFramework:
                Answer(_slow.RemoveFramework(framework), _fast.RemoveFramework(id, Tell()));
                RememberRemoved(_removedFrameworks, framework);
                return true;
            case CommandKind.DeactivateFramework:
                Answer(_slow.DeactivateFramework(framework), _fast.DeactivateFramework(id, Tell()));
                return true;
            case CommandKind.ActivateFramework:
                Answer(_slow.ActivateFramework(framework), _fast.ActivateFramework(id, Tell()));
                return true;
            case CommandKind.Suppress:
                List<(SlowRole? Role, RoleId Id)> some = RolesOf(framework, c.B);
                Answer(
                    _slow.Suppress(framework, [.. some.Select(r => r.Role)]),
                    _fast.Suppress(id, some.Select(r => r.Id).ToArray(), Tell()));
                return true;
            case CommandKind.Revive:
                List<(SlowRole? Role, RoleId Id)> revived = RolesOf(framework, c.B);
                Answer(
                    _slow.Revive(framework, [.. revived.Select(r => r.Role)]),
                    _fast.Revive(id, revived.Select(r => r.Id).ToArray(), Tell()));
                return true;
            default:
                return false;
        }
    }

    private bool ApplyToOffers(Command c)
    {
        (SlowHolding? offer, OfferId id) = PickOffer(c.A);
        TimeSpan refuse = Arguments.Refusal(c.C, _interval);
        switch (c.Kind)
        {
            case CommandKind.Accept:
                ResourceVector whole = offer?.Resources.ToVector(_schema) ?? ResourceVector.Zero;
                ResourceVector used = Arguments.Part(c.B, whole, _schema);
                Answer(
                    _slow.Accept(offer, Bag.Of(used, _schema), refuse, _now),
                    _fast.Accept(id, used, refuse, Tell()));
                return true;
            case CommandKind.Decline:
                Answer(
                    _slow.Accept(offer, new Bag(), refuse, _now),
                    _fast.Decline(id, refuse, Tell()));
                return true;
            case CommandKind.Rescind:
                Answer(_slow.Rescind(offer), _fast.Rescind(id, Tell()));
                return true;
            case CommandKind.Recover:
                Recover(c);
                return true;
            case CommandKind.ExpireOffers:
                Same("offers run out", _slow.ExpireOffers(_now), _fast.ExpireOffers(Tell()));
                return true;
            default:
                return false;
        }
    }

    private void ApplyToTime(Command c)
    {
        switch (c.Kind)
        {
            case CommandKind.RunPending:
                Same("whether it ran", _slow.RunPending(_now), _fast.RunPending(Tell()));
                break;
            case CommandKind.RunBatch:
                RunBatch();
                break;
            case CommandKind.SkipBatches:
                SkipBatches(1 + (c.A % 4), Arguments.Step(c.B, _interval));
                break;
            case CommandKind.Advance:
                _now += Arguments.Step(c.A, _interval);
                break;
            case CommandKind.Audit:
                Audit(c.A);
                break;
            case CommandKind.GrowSchema when _extraKinds < Arguments.MostExtraKinds:
                for (int more = c.A % 5; more >= 0; more--)
                {
                    _schema.Add($"k{_extraKinds++}", "");
                }

                break;
        }
    }

    private void RunBatch()
    {
        Timestamp next = _fast.NextBatchThatMatters;
        if (_batching == Batching.SkipAll && next > _now && next > _seenByFast)
        {
            PassOver();
            return;
        }

        bool matters = _fast.NextBatchThatMatters <= _now;
        int filtersBefore = _slow.Filters.Count;
        int offers = _slow.RunBatch(_now);
        Same("the number of new offers", offers, _fast.RunBatch(Tell()));
        RefuseChange(matters, offers, filtersBefore);
    }

    /// <summary>
    /// The twin carries out the batches that the allocator says it may pass over.
    /// </summary>
    private void SkipBatches(int count, TimeSpan step)
    {
        if (_batching != Batching.AsCommanded)
        {
            for (int i = 0; i < count; i++)
            {
                RunBatch();
                CompareEffects();
                _now += step;
            }

            return;
        }

        if (_fast.NextBatchThatMatters <= _seenByFast)
        {
            Assert.Throws<InvalidOperationException>(() => _fast.SkipBatches(count));
            return;
        }

        for (int i = 0; i < count && _now < _fast.NextBatchThatMatters; i++)
        {
            PassOver();
            if (_now + step < _fast.NextBatchThatMatters)
            {
                _now += step;
            }
        }
    }

    private void PassOver()
    {
        int filtersBefore = _slow.Filters.Count;
        RefuseChange(matters: false, _slow.RunBatch(_now), filtersBefore);
        _fast.SkipBatches(1);
        _tally.SkippedBatches++;
    }

    private void RefuseChange(bool matters, int offers, int filtersBefore)
    {
        if (!matters)
        {
            Same("the offers of a batch that does not matter", offers, 0);
            Same("the filters after such a batch", filtersBefore, _slow.Filters.Count);
        }
    }

    private void Answer(AllocatorStatus slow, AllocatorStatus fast)
    {
        Same("the answer", slow, fast);
        _tally.Refusals += fast == AllocatorStatus.Ok ? 0 : 1;
    }

    /// <summary>The time for a command to the allocator, which from now on knows it.</summary>
    private Timestamp Tell()
    {
        _seenByFast = _now;
        return _now;
    }
}
