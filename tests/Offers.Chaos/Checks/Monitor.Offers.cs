namespace Offers.Chaos;

// Offers: keys are never used again, none is open twice, none ends unheard of.
internal sealed partial class Monitor
{
    /// <summary>Offers that end with a command without a message about each.</summary>
    private void CloseOffers(ClusterCommand command, ClusterStatus status)
    {
        switch (command)
        {
            case AcceptOffers accept
                when status is ClusterStatus.Ok or >= ClusterStatus.NoOffers:
                Close(accept.Framework, accept.Offers);
                break;
            case DeclineOffers decline when status == ClusterStatus.Ok:
                Close(decline.Framework, decline.Offers);
                break;
            case DisconnectFramework end when status == ClusterStatus.Ok:
                CloseAll(end.Framework);
                break;
            case Subscribe subscribe when status == ClusterStatus.Ok:
                CloseAll(subscribe.Framework);
                break;
            case TearDown end when status == ClusterStatus.Ok:
                CloseAll(end.Framework);
                break;
        }
    }

    private void Close(string framework, ValueList<OfferKey> keys)
    {
        foreach (OfferKey key in keys)
        {
            if (_offers.TryGetValue(key, out OpenOffer? offer) && offer.Framework == framework)
            {
                _offers.Remove(key);
            }
        }
    }

    private void CloseAll(string framework)
    {
        foreach (OfferKey key in _offers.Values.Where(o => o.Framework == framework)
            .Select(o => o.Key).ToArray())
        {
            _offers.Remove(key);
        }
    }

    /// <summary>
    /// An accept is refused exactly when its offers are not what they should be, and each of its
    /// tasks is launched or told its end.
    /// </summary>
    private void CheckAccept(
        ClusterCommand command, ClusterStatus status, List<ClusterMessage> messages)
    {
        if (master.HasQueues)
        {
            return;
        }
        if (command is not AcceptOffers accept || status < ClusterStatus.NoOffers)
        {
            if (command is AcceptOffers && status == ClusterStatus.Ok)
            {
                CheckUsed((AcceptOffers)command);
                CheckTasks((AcceptOffers)command, messages);
            }
            return;
        }
        CheckTasks(accept, messages);
        if (status == ClusterStatus.OfferClosed)
        {
            bool areOpen = accept.Offers.Count > 0 && accept.Offers.All(_offers.ContainsKey);
            Require(!areOpen, "offer closed",
                $"{accept.Framework} was not told that one of its offers is over");
        }
    }

    /// <summary>What somebody declines or accepts of others' stays theirs.</summary>
    private void CheckForeign(ClusterCommand command, List<ClusterMessage> messages)
    {
        if (master.HasQueues)
        {
            // Calls that wait close offers later, and nobody says so.
            return;
        }
        ValueList<OfferKey> keys = command switch
        {
            DeclineOffers decline => decline.Offers,
            AcceptOffers accept => accept.Offers,
            _ => [],
        };
        foreach (OfferKey key in keys)
        {
            bool isForeign = _offers.TryGetValue(key, out OpenOffer? offer)
                && offer.Framework != ((FrameworkCall)command).Framework
                && !messages.Exists(m => m.Offer == key && m.Kind == MessageKind.Rescinded);
            Require(!isForeign || master.Cluster.IsOpen(key), "offer of others",
                $"{offer?.Framework} lost offer {key} by {command}");
        }
    }

    /// <summary>Who has left a role has no offers of it any more.</summary>
    private void CheckRoles(ClusterCommand command, ClusterStatus status)
    {
        FrameworkProfile? profile = command switch
        {
            ChangeFramework change => change.Profile,
            Subscribe subscribe => subscribe.Profile,
            _ => null,
        };
        if (profile is null || status != ClusterStatus.Ok || master.HasQueues)
        {
            return;
        }
        OpenOffer? left = _offers.Values.FirstOrDefault(o => o.Framework == profile.Id
            && !profile.Description.Roles.Contains(o.Role));
        Require(left is null, "offer role", $"{profile.Id} has left {left?.Role} and keeps offer "
            + $"{left?.Key}");
    }

    private void CheckUsed(AcceptOffers accept)
    {
        OpenOffer[] used = [.. accept.Offers.Select(_offers.GetValueOrDefault).OfType<OpenOffer>()];
        Require(used.Length == accept.Offers.Count && used.Length > 0, "offer used twice",
            $"{accept.Framework} used an offer that was over");
        Require(accept.Offers.Distinct().Count() == used.Length, "offer used twice",
            $"{accept.Framework} used an offer twice in one accept");
        Require(used.All(o => o.Framework == accept.Framework), "offer of others",
            $"{accept.Framework} used an offer of others");
        Require(used.All(o => o.Agent == used[0].Agent && o.Role == used[0].Role),
            "offers mixed", $"{accept.Framework} used offers of several agents or roles");
    }

    private void CheckTasks(AcceptOffers accept, List<ClusterMessage> messages)
    {
        foreach (IGrouping<string, string> task in TaskNames(accept).GroupBy(n => n))
        {
            int answers = messages.Count(m => Answers(m, accept.Framework, task.Key));
            Require(answers == task.Count(), "launch answered",
                $"{task.Key} was launched {task.Count()} times and answered {answers} times");
        }
    }

    private static IEnumerable<string> TaskNames(AcceptOffers accept)
    {
        foreach (OfferOperation operation in accept.Operations)
        {
            ValueList<TaskDescription> tasks = operation switch
            {
                LaunchTasks launch => launch.Tasks,
                LaunchGroup group => group.Tasks,
                _ => [],
            };
            foreach (TaskDescription task in tasks)
            {
                yield return task.Name;
            }
        }
    }

    private static bool Answers(in ClusterMessage message, string framework, string task)
    {
        if (message.Framework != framework)
        {
            return false;
        }
        return message switch
        {
            { Kind: MessageKind.TaskUpdated } => message.Name == task,
            { Kind: MessageKind.Launch, Body: TaskDescription launched } => launched.Name == task,
            { Kind: MessageKind.LaunchGroup, Body: LaunchGroup group } =>
                group.Tasks.Any(t => t.Name == task),
            _ => false,
        };
    }

    private void CheckOffer(in ClusterMessage message)
    {
        OfferReceived offer = (OfferReceived)master.Cluster.EventOf(message);
        Require(offer.Offer.Incarnation == master.Incarnation && _usedKeys.Add(offer.Offer),
            "offer key", $"{offer.Offer} is used again, or of another life");
        Require(!offer.Resources.IsEmpty, "empty offer", $"{offer.Offer} offers nothing");
        Require(offer.Resources.UsableBy(offer.Role).Equals(offer.Resources), "offer usable",
            $"{offer.Offer} under {offer.Role} has {offer.Resources}");
        Require(master.HasAgent(offer.Agent), "offer of absent agent",
            $"{offer.Offer} is of {offer.Agent}, which is not connected");
        FrameworkProfile? profile = _profiles.GetValueOrDefault(message.Framework!);
        Require(profile is null || master.HasQueues
            || profile.Description.Roles.Contains(offer.Role), "offer role",
            $"{offer.Offer} is for {offer.Role}, to which {message.Framework} is not subscribed");
        _offers.Add(offer.Offer, new OpenOffer(
            offer.Offer, message.Framework!, offer.Agent, offer.Role, offer.Resources));
        CheckOverlap(offer);
    }

    /// <summary>All that is open of an agent fits into what its machine ever had.</summary>
    private void CheckOverlap(OfferReceived offer)
    {
        if (master.IsOptimistic || master.HasQueues)
        {
            return;
        }
        ResourceVector open = default;
        foreach (OpenOffer other in _offers.Values)
        {
            // Shared volumes may be in many offers.
            open = other.Agent == offer.Agent
                ? open + AgentBooks.Owned(other.Resources).Quantities
                : open;
        }
        ResourceVector most = world.MostOf(offer.Agent);
        Require(open.Fits(most), "offers overlap",
            $"{offer.Agent} has {Text(open)} in open offers, and never had more than {Text(most)}");
    }

    private string Text(in ResourceVector amount) =>
        ResourceSet.Of(world.Schema, amount).ToString();

    private void CheckEnd(ClusterCommand command, in ClusterMessage message)
    {
        // In a conflict the accept itself has closed its offers.
        if (master.HasQueues || (message.Kind == MessageKind.OfferConflicted
            && command is AcceptOffers))
        {
            _offers.Remove(message.Offer);
            return;
        }
        bool isOpen = _offers.TryGetValue(message.Offer, out OpenOffer? offer)
            && offer.Framework == message.Framework;
        Require(isOpen, "rescinded", $"{message.Framework} is told that {message.Offer} is over, "
            + "which is none of its open offers");
        _offers.Remove(message.Offer);
    }
}
