namespace Offers.Chaos;

// Tasks: one end, told as its framework can hear it, acknowledged by nobody else.
internal sealed partial class Monitor
{
    private void Check(ClusterCommand command, in ClusterMessage message)
    {
        switch (message.Kind)
        {
            case MessageKind.Offered:
                CheckOffer(message);
                break;
            case MessageKind.Rescinded or MessageKind.OfferConflicted:
                CheckEnd(command, message);
                break;
            case MessageKind.InverseOffered:
                Require(_inverse.Add(message.Offer) && _usedKeys.Add(message.Offer),
                    "offer key", $"inverse offer {message.Offer} is used again");
                break;
            case MessageKind.TaskUpdated:
                CheckUpdate(command, message);
                break;
            case MessageKind.OperationUpdated:
                world.Counters.Add("operation state", message.OperationState.ToString());
                world.Counters.Add("operation violation", message.OperationViolation.ToString());
                break;
            case MessageKind.Launch:
                CheckLaunch(message, ((TaskDescription)message.Body!).Name);
                break;
            case MessageKind.LaunchGroup:
                foreach (TaskDescription task in ((LaunchGroup)message.Body!).Tasks)
                {
                    CheckLaunch(message, task.Name);
                }
                break;
            case MessageKind.UpdateAcknowledged:
                bool isTrue = _acknowledged.TryGetValue(message.Update, out var acknowledged)
                    && acknowledged == (message.Framework!, message.Name!);
                Require(isTrue, "acknowledged",
                    $"{message.Agent} is told that {message.Name} was acknowledged; it was not");
                break;
            case MessageKind.AgentRefused:
                world.Counters.Add("agent refused", message.Status.ToString());
                break;
        }
        if (message.Kind is MessageKind.Rescinded or MessageKind.InverseRescinded)
        {
            world.Counters.Add("rescinded", message.Cause.ToString());
        }
    }

    private void CheckLaunch(in ClusterMessage message, string name)
    {
        Require(_taken.Add(name), "launched twice",
            $"{name} of {message.Framework} is launched, and was before");
        // The name was free.
        TaskRecord record = RecordOf(message.Framework!, name);
        (record.End, record.Told) = (null, TaskState.Staging);
    }

    /// <summary>The names that an accept may not launch: those in the books.</summary>
    private void NoteTaken(ClusterCommand command)
    {
        _taken.Clear();
        if (command is not AcceptOffers accept
            || master.Cluster.FindFramework(accept.Framework) is not ClusterFramework framework)
        {
            return;
        }
        foreach (OfferOperation operation in accept.Operations)
        {
            ValueList<TaskDescription> tasks = operation switch
            {
                LaunchTasks launch => launch.Tasks,
                LaunchGroup group => group.Tasks,
                _ => [],
            };
            _taken.UnionWith(tasks.Select(t => t.Name).Where(name =>
                framework.Names.ContainsKey(name) || framework.Unreachable.Contains(name)));
        }
    }

    private void CheckUpdate(ClusterCommand command, in ClusterMessage message)
    {
        world.Counters.Add("task state", message.State.ToString());
        world.Counters.Add("task reason", message.Reason.ToString());
        world.Counters.Add("task violation", message.Violation.ToString());
        if (message.Violation != TaskViolation.NameTaken)
        {
            RecordOf(message.Framework!, message.Name!).Told = message.State;
        }
        CheckMapping(message);
        CheckOrigin(message);
        // An error is of one description, of a name that may be another's by then.
        if (message.State != TaskState.Error && message.Violation != TaskViolation.NameTaken
            && message.Reason is not (TaskReason.Reconciliation or TaskReason.InvalidOffers))
        {
            CheckEnds(message);
        }
    }

    private void CheckMapping(in ClusterMessage message)
    {
        if (!_profiles.TryGetValue(message.Framework!, out FrameworkProfile? profile))
        {
            return;
        }
        FrameworkCapabilities capabilities = profile.Description.Capabilities;
        bool isRight = message.State == message.State.As(capabilities)
            && (message.State != TaskState.Lost || message.Reason == TaskReason.AgentDisconnected
                || (capabilities & FrameworkCapabilities.PartitionAware)
                    == FrameworkCapabilities.None)
            && (message.State != TaskState.Killing
                || (capabilities & FrameworkCapabilities.TaskKillingState)
                    != FrameworkCapabilities.None);
        Require(isRight, "state mapping", $"{message.Framework} with {capabilities} is told that "
            + $"{message.Name} is {message.State}");
    }

    /// <summary>What has an id comes from an agent, word for word.</summary>
    private void CheckOrigin(in ClusterMessage message)
    {
        if (!message.Update.IsSome)
        {
            return;
        }
        Require(_reports.TryGetValue(message.Update, out ReportUpdate? report), "update origin",
            $"no agent ever said that {message.Name} is {message.State} ({message.Update})");
        FrameworkCapabilities capabilities =
            _profiles[message.Framework!].Description.Capabilities;
        Require(report!.Task == message.Name && report.Framework == message.Framework
            && report.State.As(capabilities) == message.State, "update origin",
            $"{message.Name} is told {message.State}, its agent said {report}");
    }

    /// <summary>
    /// A task has one end. Only what rests on what nobody knows may be taken back: LOST, GONE and
    /// their like; and a master that forgot a part may say GONE of what had ended before.
    /// </summary>
    private void CheckEnds(in ClusterMessage message)
    {
        if (message.Update.IsSome && _acknowledged.ContainsKey(message.Update))
        {
            // An old update that came twice: its framework has seen it.
            return;
        }
        TaskRecord record = RecordOf(message.Framework!, message.Name!);
        bool isHard = message.State is TaskState.Finished or TaskState.Failed or TaskState.Killed
            or TaskState.Error;
        if (record.End is TaskState end && !HasForgotten && !record.IsEndOfMaster)
        {
            Require(message.State == end, "one end",
                $"{message.Name} of {message.Framework} was {end} and is {message.State} now");
        }
        if (isHard)
        {
            record.End = message.State;
            record.IsEndOfMaster = !message.Update.IsSome;
        }
    }

    private void CheckAcknowledgement(
        ClusterCommand command, ClusterStatus status, List<ClusterMessage> messages)
    {
        if (master.HasQueues)
        {
            return;
        }
        int count = messages.Count(m => m.Kind == MessageKind.UpdateAcknowledged);
        Require(count <= (command is AcknowledgeUpdate ? 1 : 0), "acknowledged",
            $"{command} acknowledges {count} updates");
    }

    private void CheckDurability(
        ClusterCommand command, ClusterStatus status, Durability durability,
        List<ClusterMessage> messages)
    {
        if (durability == Durability.None && _comparesDigest)
        {
            Require(_digestBefore == Checks.Digest(master.Cluster), "durability",
                $"{command} need not be kept ({status}), and changed the state");
        }
        // Launches, and that somebody is gone for good, are not said before they are certain.
        foreach (ClusterMessage message in messages)
        {
            bool isFinal = message.Kind is MessageKind.Launch or MessageKind.LaunchGroup
                or MessageKind.ApplyOperation;
            Require(!isFinal || durability == Durability.Synced, "synced",
                $"{message.Kind} goes out after {command}, which is not synced");
        }
    }
}
