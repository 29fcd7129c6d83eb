using System;
using System.Collections.Generic;

namespace Offers;

/// <content>Maintenance of hosts: up, draining, down, up (semantics 2.8).</content>
public sealed partial class Cluster
{
    /// <summary>The schedule, in the order in which it was given.</summary>
    private readonly List<MaintenanceWindow> _windows = [];

    /// <summary>Hosts that are down, in the order in which they went.</summary>
    private readonly List<string> _down = [];

    private bool IsDown(string host) => _down.Contains(host);

    private MaintenanceWindow? WindowOf(string host)
    {
        foreach (MaintenanceWindow window in _windows)
        {
            if (Contains(window.Hosts, host))
            {
                return window;
            }
        }

        return null;
    }

    private ClusterStatus Schedule(ScheduleMaintenance command)
    {
        ClusterStatus status = CheckWindows(command.Windows);
        if (status != ClusterStatus.Ok)
        {
            return status;
        }

        List<MaintenanceWindow> old = new(_windows);
        _windows.Clear();
        _windows.AddRange(command.Windows);
        foreach (ClusterAgent agent in _agents)
        {
            Timestamp? before = StartIn(old, agent.Hostname);
            if (before != WindowOf(agent.Hostname)?.Start)
            {
                PlanMaintenance(agent);
            }
        }

        return Done(Durability.Synced);
    }

    private static Timestamp? StartIn(List<MaintenanceWindow> windows, string host)
    {
        foreach (MaintenanceWindow window in windows)
        {
            if (Contains(window.Hosts, host))
            {
                return window.Start;
            }
        }

        return null;
    }

    private ClusterStatus CheckWindows(ValueList<MaintenanceWindow> windows)
    {
        List<string> hosts = [];
        foreach (MaintenanceWindow window in windows.AsSpan())
        {
            if (window.Hosts.Count == 0 || window.Length < TimeSpan.Zero)
            {
                return ClusterStatus.InvalidSchedule;
            }

            foreach (string host in window.Hosts.AsSpan())
            {
                if (!IsName(host) || hosts.Contains(host))
                {
                    return ClusterStatus.InvalidSchedule;
                }

                hosts.Add(host);
            }
        }

        bool staysDown = true;
        foreach (string host in _down)
        {
            staysDown &= hosts.Contains(host);
        }

        return staysDown ? ClusterStatus.Ok : ClusterStatus.HostNotScheduled;
    }

    /// <summary>
    /// Offers and inverse offers that know nothing of the new plan are withdrawn.
    /// </summary>
    private void PlanMaintenance(ClusterAgent agent)
    {
        Timestamp? start = WindowOf(agent.Hostname)?.Start;
        if (start == _allocator.MaintenanceOf(agent.Id))
        {
            return;
        }

        RescindAllOn(agent, RescindReason.MaintenanceChanged);
        RescindInverseOn(agent, RescindReason.MaintenanceChanged);
        _allocator.SetMaintenance(agent.Id, start, _now);
    }

    private ClusterStatus Start(StartMaintenance command)
    {
        foreach (string host in command.Hosts.AsSpan())
        {
            if (WindowOf(host) is null || IsDown(host))
            {
                return ClusterStatus.HostNotScheduled;
            }
        }

        foreach (string host in command.Hosts.AsSpan())
        {
            if (!IsDown(host))
            {
                _down.Add(host);
                TakeDown(host);
            }
        }

        return Done(Durability.Synced);
    }

    private void TakeDown(string host)
    {
        for (int i = _agents.Count - 1; i >= 0; i--)
        {
            ClusterAgent agent = _agents[i];
            if (string.Equals(agent.Hostname, host, StringComparison.Ordinal))
            {
                if (agent.IsConnected)
                {
                    Order(agent, MessageKind.ShutDownAgent, framework: null);
                }

                RemoveAgent(agent, TaskState.Gone, TaskReason.AgentRemoved);
            }
        }
    }

    private ClusterStatus End(EndMaintenance command)
    {
        foreach (string host in command.Hosts.AsSpan())
        {
            if (!IsDown(host))
            {
                return ClusterStatus.HostNotScheduled;
            }
        }

        foreach (string host in command.Hosts.AsSpan())
        {
            _down.Remove(host);
            Unschedule(host);
        }

        return Done(Durability.Synced);
    }

    private void Unschedule(string host)
    {
        for (int i = _windows.Count - 1; i >= 0; i--)
        {
            MaintenanceWindow window = _windows[i];
            if (!Contains(window.Hosts, host))
            {
                continue;
            }

            List<string> rest = new(window.Hosts);
            rest.Remove(host);
            _windows.RemoveAt(i);
            if (rest.Count > 0)
            {
                _windows.Insert(i, window with { Hosts = [.. rest] });
            }
        }
    }
}
