using System;
using System.Collections.Generic;

namespace Offers;

/// <content>A cluster out of a snapshot.</content>
public sealed partial class Cluster
{
    /// <summary>
    /// A cluster with the state of another one: from now on the same commands at the same times
    /// give the same effects. O(everything). A host that starts again applies the rest of the
    /// journal and then <see cref="RestartMaster"/>.
    /// </summary>
    /// <param name="schema">
    /// The schema of the snapshot's resources: the one that it was read with, or of the cluster
    /// that it was taken of.
    /// </param>
    /// <param name="options">
    /// Those of the cluster that the snapshot was taken of. Others are possible unless the snapshot
    /// has what they do not know; what it lacks begins anew.
    /// </param>
    /// <param name="snapshot">The state.</param>
    /// <returns>The cluster; it has no effects.</returns>
    /// <exception cref="ArgumentException">
    /// An option is outside its range, or the snapshot contradicts itself, the schema or the
    /// options; the message says where, what was found and what was expected. The schema has got no
    /// kinds then.
    /// </exception>
    /// <exception cref="OverflowException">
    /// A sum exceeds <see cref="ResourceVector.MaxAmount"/>.
    /// </exception>
    public static Cluster Restore(
        ResourceSchema schema, ClusterOptions options, ClusterSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(snapshot);
        Check(options);
        int known = schema.Count;
        try
        {
            ClusterSnapshotChecker.Check(snapshot);
            Allocator allocator = Allocator.Restore(
                schema, options.Allocator.ToAllocatorOptions(), snapshot.Allocator);
            Cluster cluster = new(schema, options, allocator);
            cluster.Load(snapshot);
            known = schema.Count;
            return cluster;
        }
        catch (FormatException bad)
        {
            throw new ArgumentException(bad.Message, nameof(snapshot), bad);
        }
        finally
        {
            schema.CutTo(known);
        }
    }

    private void Load(ClusterSnapshot snapshot)
    {
        _now = snapshot.Time;
        _offers.Incarnation = snapshot.Incarnation;
        _offers.LastNumber = snapshot.LastOffer;
        _nextBatch = snapshot.NextBatch;
        _nextRemoval = snapshot.NextRemoval;
        SetIf(_expected, snapshot.ExpectedUntil);
        _completedFrameworks.AddRange(snapshot.CompletedFrameworks);
        int excess = _completedFrameworks.Count - Options.MaxCompletedFrameworks;
        _completedFrameworks.RemoveRange(0, Math.Max(0, excess));
        _windows.AddRange(snapshot.Windows);
        _down.AddRange(snapshot.HostsDown);
        foreach (ClusterFrameworkSnapshot row in snapshot.Frameworks.AsSpan())
        {
            LoadFramework(row);
        }

        foreach (ClusterAgentSnapshot row in snapshot.Agents.AsSpan())
        {
            LoadAgent(row);
        }

        foreach (ClusterTaskSnapshot row in snapshot.Tasks.AsSpan())
        {
            LoadTask(row);
        }

        _taskNumber = snapshot.LastTask;
        foreach (ClusterOfferSnapshot row in snapshot.Offers.AsSpan())
        {
            LoadOffer(row);
        }

        foreach (LostAgentSnapshot row in snapshot.LostAgents.AsSpan())
        {
            _lost.Add(new LostAgent(row.Name, row.State, row.Since)
            {
                Hostname = row.Hostname,
                Drain = row.Drain,
                IsDeactivated = row.IsDeactivated,
                IsDrainKnown = row.IsDrainKnown,
            });
        }

        LoadLimiters(snapshot);
        LoadPreemptions(snapshot.Preemptions);
    }

    private void SetIf(ClusterTimer timer, Timestamp? due)
    {
        if (due is { } moment)
        {
            _timers.Set(timer, moment);
        }
    }

    private void LoadFramework(ClusterFrameworkSnapshot row)
    {
        _allocator.TryFindFramework(row.Profile.Id, out FrameworkId id);
        ClusterFramework framework = new(row.Profile, id)
        {
            Connection = row.Connection,
            IsRecovered = row.IsRecovered,
        };
        _frameworks.Add(framework);
        _frameworkNames.Add(framework.Name, framework);
        SetIf(framework.Failover, row.FailoverAt);
        foreach (ClusterOperationSnapshot saved in row.Operations.AsSpan())
        {
            framework.Operations.Add(new ClusterOperation(
                framework, saved.Id, saved.Agent, saved.State)
            {
                Update = saved.Update,
            });
        }

        foreach (PastTask task in row.Unreachable.AsSpan())
        {
            framework.Unreachable.Add(in task, Options.MaxCompletedTasks);
        }

        foreach (PastTask task in row.Completed.AsSpan())
        {
            framework.Completed.Add(in task, Options.MaxCompletedTasks);
        }
    }

    private void LoadAgent(ClusterAgentSnapshot row)
    {
        ExpectSchema(row.Profile.Resources, row.Profile.Id);
        _allocator.TryFindAgent(row.Profile.Id, out AgentId id);
        ClusterAgent agent = new(row.Profile, id)
        {
            Connection = row.Connection,
            IsDeactivated = row.IsDeactivated,
            Drain = row.Drain,
            IsDrained = row.IsDrained,
            MissedPings = row.MissedPings,
            AwaitsPong = row.AwaitsPong,
        };
        _agents.Add(agent);
        _agentNames.Add(agent.Name, agent);
        SetIf(agent.Ping, row.PingAt);
        SetIf(agent.Removal, row.RemovalAt);
        foreach (ReportedExecutor saved in row.Executors.AsSpan())
        {
            ExpectSchema(saved.Description.Resources, saved.Description.Name);
            agent.Executors.Add(new ClusterExecutor(
                _frameworkNames[saved.Framework], agent, saved.Description,
                _allocator.Role(saved.Role)));
        }

        foreach (InverseOfferSnapshot saved in row.InverseOffers.AsSpan())
        {
            agent.InverseOffers.Add(
                new InverseOffer(saved.Key, _frameworkNames[saved.Framework])
                {
                    Task = saved.Task,
                    When = saved.When,
                });
            _openInverseOffers++;
        }
    }

    private void LoadTask(ClusterTaskSnapshot row)
    {
        ExpectSchema(row.Description.Resources, row.Description.Name);
        ClusterFramework framework = _frameworkNames[row.Framework];
        ClusterAgent agent = _agentNames[row.Agent];
        ClusterExecutor? executor = row.Executor is null
            ? null
            : agent.FindExecutor(framework, row.Executor);
        ClusterTask task = AddTask(
            row.Description, framework, agent, _allocator.Role(row.Role), executor, row.State);
        task.Number = row.Number;
        task.Started = row.Started;
        task.UpdateState = row.UpdateState;
        task.Update = row.Update;
        if (row.Kill is { } kill)
        {
            task.IsKillWanted = true;
            task.KillGrace = kill.Grace;
            task.KillReason = kill.Reason;
        }
    }

    private void LoadOffer(ClusterOfferSnapshot row)
    {
        if (row.Locked is null != Options.OptimisticOffers)
        {
            throw new ArgumentException(
                $"offer {row.Key}: found one of the other sort, expected those that "
                + $"{nameof(Options.OptimisticOffers)} asks for", nameof(row));
        }

        OpenOffer offer = _offers.Add(
            row.Key, _frameworkNames[row.Framework], _agentNames[row.Agent],
            _allocator.Role(row.Role), row.MadeAt);
        if (row.Locked is { } id)
        {
            offer.Row = _allocator.RowOf(id);
            return;
        }

        ExpectSchema(row.Resources!, $"{row.Key}");
        offer.Resources = row.Resources;
        _allocator.LoadShelved(offer.Framework.Id, offer.Role, offer.Agent.Id);
    }

    /// <summary>Limits that the snapshot lacks begin with a full second's worth.</summary>
    private void LoadLimiters(ClusterSnapshot snapshot)
    {
        for (int i = 0; i < snapshot.Limiters.Count; i++)
        {
            CallLimiterSnapshot row = snapshot.Limiters[i];
            if (i >= _limiters.Count || !string.Equals(
                _limiters[i].Limit.Principal, row.Principal, StringComparison.Ordinal))
            {
                throw new ArgumentException(
                    $"rate limit {i}: found '{row.Principal}', expected the principals of "
                    + nameof(Options.RateLimits), nameof(snapshot));
            }

            _limiters[i].Load(row);
            if (row.Waiting.Count > 0)
            {
                _timers.Set(_limiters[i].Timer, _limiters[i].NextTurn);
            }
        }
    }

    private void LoadPreemptions(PreemptionState? state)
    {
        if (state is null)
        {
            return;
        }

        Preemptions = new PreemptionLedger(
            Options.Preemption ?? throw new ArgumentException(
                "preemptions: found some, expected none without " + nameof(Options.Preemption),
                nameof(state)),
            state);
        List<string> agents = [];
        foreach (RunningPreemption running in Preemptions.Running)
        {
            if (!agents.Contains(running.Agent))
            {
                agents.Add(running.Agent);
                _allocator.LoadKept(
                    _agentNames[running.Agent].Id, PiecesKeptOn(running.Agent));
            }
        }

        RestorePreemptionTimer();
    }

    private void ExpectSchema(ResourceSet resources, string where)
    {
        if (resources.Schema is { } schema && schema != Schema)
        {
            throw new ArgumentException(
                $"'{where}': found resources of another schema, expected the one to restore with",
                nameof(resources));
        }
    }
}
