using System;
using System.Collections.Generic;

namespace Offers;

/// <content>Preemptions: what the ledger says is carried out here.</content>
public sealed partial class Cluster
{
    private readonly List<PreemptionStep> _steps = [];
    private readonly ClusterTimer _preemptionTimer;

    /// <summary>
    /// What is taken back, and was, with who and why; null without
    /// <see cref="ClusterOptions.Preemption"/>. To look at: whoever changes it breaks the cluster.
    /// </summary>
    public PreemptionLedger? Preemptions { get; private set; }

    /// <summary>
    /// What <see cref="Offers.Preempt"/> would do now: whom it would take, or why it would not.
    /// O(cell).
    /// </summary>
    /// <exception cref="InvalidOperationException">There are no preemptions here.</exception>
    public PreemptionPlan PlanPreemption(PreemptionClaim claim)
    {
        ArgumentNullException.ThrowIfNull(claim);
        if (Preemptions is null)
        {
            throw new InvalidOperationException($"expected {nameof(Options.Preemption)}");
        }

        return PreemptionPlanner.Plan(
            Preemptions.Complete(ViewFor(claim), _now), Preemptions.Complete(claim),
            Options.Preemption!);
    }

    private ClusterStatus Preempt(Preempt command)
    {
        PreemptionClaim claim = command.Claim;
        if (claim.Shape.IsZero || claim.Count < 1)
        {
            return ClusterStatus.InvalidValue;
        }

        if (!_frameworkNames.TryGetValue(claim.Framework, out ClusterFramework? framework))
        {
            return ClusterStatus.UnknownFramework;
        }

        if (!Contains(framework.Profile.Description.Roles, claim.Role))
        {
            return ClusterStatus.NotSubscribed;
        }

        if (Preemptions is null)
        {
            return ClusterStatus.PreemptionRefused;
        }

        PreemptionPlan plan = PlanPreemption(claim);
        PreemptionStatus status =
            Preemptions.Start(Preemptions.Complete(claim), plan, _now, _steps);
        if (status != PreemptionStatus.Planned)
        {
            return ClusterStatus.PreemptionRefused;
        }

        foreach (AgentPreemption taken in plan.Agents)
        {
            // The plan counts on what is offered to others there.
            RescindAllOn(_agentNames[taken.Agent], RescindReason.Preempted);
        }

        CarryOutSteps();
        return Done(Durability.Synced);
    }

    private ClusterStatus Withdraw(WithdrawPreemption command)
    {
        if (Preemptions is null)
        {
            return ClusterStatus.PreemptionRefused;
        }

        Preemptions.Withdraw(command.Framework, command.Role, _now, _steps);
        CarryOutSteps();
        return Done(Durability.Synced);
    }

    private void AdvancePreemptions()
    {
        Changed(Durability.Synced);
        Preemptions!.Advance(_now, _steps);
        CarryOutSteps();
    }

    private void CarryOutSteps()
    {
        foreach (PreemptionStep step in _steps)
        {
            CarryOut(step);
        }

        foreach (PreemptionStep step in _steps)
        {
            RestoreKept(step.Agent);
        }

        _steps.Clear();
        RestorePreemptionTimer();
    }

    private void RestorePreemptionTimer()
    {
        if (Preemptions!.NextDeadline < Timestamp.Never)
        {
            _timers.Set(_preemptionTimer, Preemptions.NextDeadline);
        }
        else
        {
            _timers.Cancel(_preemptionTimer);
        }
    }

    private void CarryOut(PreemptionStep step)
    {
        switch (step)
        {
            case AnnounceVictim announce:
                Announce(announce);
                break;
            case KillVictim kill:
                if (FindTask(kill.Framework, kill.Task) is { } task && !task.State.IsTerminal())
                {
                    Kill(task, kill.Grace, TaskReason.ContainerPreempted);
                }

                break;
            case WithdrawVictim withdraw:
                EndAnnouncement(withdraw.Framework, withdraw.Task, withdraw.Agent);
                break;
            default:
                // What is kept and released is read from the ledger when all steps are done.
                break;
        }
    }

    internal ClusterTask? FindTask(string framework, string task) =>
        _frameworkNames.TryGetValue(framework, out ClusterFramework? owner)
            ? owner.Names.GetValueOrDefault(task)
            : null;

    private void Announce(AnnounceVictim step)
    {
        if (_frameworkNames.TryGetValue(step.Framework, out ClusterFramework? framework)
            && framework.IsConnected)
        {
            InverseOffer offer = new(_offers.NewKey(), framework)
            {
                Task = step.Task,
                When = step.When,
            };
            Ask(offer, _agentNames[step.Agent]);
        }
    }

    private void EndAnnouncement(string framework, string task, string agentName)
    {
        if (!_agentNames.TryGetValue(agentName, out ClusterAgent? agent))
        {
            return;
        }

        for (int i = agent.InverseOffers.Count - 1; i >= 0; i--)
        {
            InverseOffer offer = agent.InverseOffers[i];
            if (string.Equals(offer.Task, task, StringComparison.Ordinal)
                && string.Equals(offer.Framework.Name, framework, StringComparison.Ordinal))
            {
                RescindInverse(agent, i, RescindReason.NothingLeft);
            }
        }
    }

    /// <summary>Tells the allocator what is kept on an agent, and for whom.</summary>
    private void RestoreKept(string agentName)
    {
        if (!_agentNames.TryGetValue(agentName, out ClusterAgent? agent))
        {
            return;
        }

        _allocator.SetKept(agent.Id, PiecesKeptOn(agentName), _now);
    }

    private List<KeptPiece> PiecesKeptOn(string agent)
    {
        List<KeptPiece> pieces = [];
        foreach (RunningPreemption running in Preemptions!.Running)
        {
            if (!running.Kept.IsZero && running.IsOn(agent)
                && _frameworkNames.TryGetValue(running.Framework, out ClusterFramework? claimant))
            {
                pieces.Add(new KeptPiece(
                    claimant.Id, _allocator.Role(running.Role), running.Kept));
            }
        }

        return pieces;
    }

    /// <summary>A task no longer holds resources: if it was to go, its pieces are kept.</summary>
    private void NoteEnd(ClusterTask task)
    {
        if (Preemptions is null || !Preemptions.IsLeaving(task.Framework.Name, task.Name))
        {
            return;
        }

        EndAnnouncement(task.Framework.Name, task.Name, task.Agent.Name);
        Preemptions.TaskEnded(task.Framework.Name, task.Name, _now, _steps);
        CarryOutSteps();
        RestoreKept(task.Agent.Name);
    }

    /// <summary>A framework runs something: pieces that were kept for it are used.</summary>
    private void NoteUse(in AcceptContext context)
    {
        if (Preemptions is null || _launched.IsEmpty)
        {
            return;
        }

        Preemptions.PiecesUsed(
            context.Framework.Name, _allocator.NameOf(context.Role), context.Agent.Name,
            ResourceVector.FromLanes(_launched.Plain), _now, _steps);
        CarryOutSteps();
        RestoreKept(context.Agent.Name);
    }

    private void NoteLoss(ClusterAgent agent)
    {
        if (Preemptions is not null)
        {
            Preemptions.AgentLost(agent.Name, _now, _steps);
            CarryOutSteps();
        }
    }

    private void NoteRemoval(ClusterFramework framework)
    {
        if (Preemptions is not null)
        {
            Preemptions.Withdraw(framework.Name, null, _now, _steps);
            CarryOutSteps();
        }
    }
}
