using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>
/// Reads the rows of a cluster's snapshot one by one, checks them and puts them together.
/// </summary>
internal sealed class ClusterSnapshotRows
{
    private readonly ClusterSnapshotChecker _checker;
    private readonly ResourceSchema _schema;
    private readonly int _kinds;
    private readonly List<ClusterFrameworkSnapshot> _frameworks = [];
    private readonly List<ClusterAgentSnapshot> _agents = [];
    private readonly List<ClusterTaskSnapshot> _tasks = [];
    private readonly List<ClusterOfferSnapshot> _offers = [];
    private readonly List<LostAgentSnapshot> _lost = [];
    private readonly List<MaintenanceWindow> _windows = [];
    private readonly List<CallLimiterSnapshot> _limiters = [];
    private readonly List<RunningPreemption> _running = [];
    private readonly List<RoleCooldown> _cooldowns = [];
    private readonly List<PreemptionRecord> _records = [];
    private readonly List<PreemptionEnding> _endings = [];
    private readonly List<string> _singles = [];
    private ClusterSnapshot _snapshot;
    private long _rows;

    /// <summary>Begins with what the header and the allocator's snapshot say.</summary>
    /// <exception cref="FormatException">They contradict each other.</exception>
    internal ClusterSnapshotRows(ClusterSnapshot head, ResourceSchema schema)
    {
        _snapshot = head;
        _schema = schema;
        _kinds = schema.Count;
        _checker = new ClusterSnapshotChecker(head);
    }

    /// <summary>Reads one row.</summary>
    /// <returns>Null: the snapshot has not come to its end.</returns>
    /// <exception cref="FormatException">It is no row, or does not go with the others.</exception>
    internal ClusterSnapshot? Add(FieldReader fields)
    {
        string row = fields.Name("row");
        if (!AddMany(row, fields) && !AddPreemption(row, fields) && !AddSingle(row, fields))
        {
            throw JsonShape.Bad("row", $"'{row}'", "a sort of row");
        }

        if (_schema.Count > _kinds)
        {
            string name = _schema.NameOf(new ResourceKind(_kinds));
            throw JsonShape.Bad("resources", $"'{name}'", "kinds that the header names");
        }

        _rows++;
        return null;
    }

    /// <summary>Reads the end.</summary>
    /// <exception cref="FormatException">It is no end, or a row is missing.</exception>
    internal ClusterSnapshot? End(FieldReader fields)
    {
        SnapshotLines.End(fields, _rows);
        PreemptionState? preemptions = Preemptions();
        if (preemptions is not null)
        {
            _checker.Preemptions(preemptions);
        }

        _checker.End();
        return _snapshot with
        {
            Frameworks = [.. _frameworks],
            Agents = [.. _agents],
            Tasks = [.. _tasks],
            Offers = [.. _offers],
            LostAgents = [.. _lost],
            Windows = [.. _windows],
            Limiters = [.. _limiters],
            Preemptions = preemptions,
        };
    }

    private PreemptionState? Preemptions()
    {
        if (_snapshot.Preemptions is { } head)
        {
            return head with
            {
                Running = [.. _running],
                Cooldowns = [.. _cooldowns],
                Records = [.. _records],
                Endings = [.. _endings],
            };
        }

        return _running.Count + _cooldowns.Count + _records.Count + _endings.Count == 0
            ? null
            : throw JsonShape.Bad("preemptions", "no such row", "one before the rows of it");
    }

    private bool AddMany(string row, FieldReader fields)
    {
        switch (row)
        {
            case "framework":
                Add(_frameworks, ClusterRowText.ReadFramework(fields), _checker.Add);
                return true;
            case "agent":
                Add(_agents, ClusterRowText.ReadAgent(fields), _checker.Add);
                return true;
            case "task":
                Add(_tasks, ClusterRowText.ReadTask(fields), _checker.Add);
                return true;
            case "offer":
                Add(_offers, ClusterRowText.ReadOffer(fields), _checker.Add);
                return true;
            case "lost_agent":
                Add(_lost, ClusterRowText.ReadLost(fields), _checker.Add);
                return true;
            case "rate_limit":
                Add(_limiters, ClusterRowText.ReadLimiter(fields), _checker.Add);
                return true;
            case "maintenance":
                _windows.Add(OperatorText.ReadWindow(fields));
                return true;
            default:
                return false;
        }
    }

    private bool AddPreemption(string row, FieldReader fields)
    {
        switch (row)
        {
            case "preemption":
                _running.Add(PreemptionRowText.ReadRunning(fields));
                return true;
            case "spared_role":
                _cooldowns.Add(PreemptionRowText.ReadCooldown(fields));
                return true;
            case "victim":
                _records.Add(PreemptionRowText.ReadRecord(fields));
                return true;
            case "preemption_end":
                _endings.Add(PreemptionRowText.ReadEnding(fields));
                return true;
            default:
                return false;
        }
    }

    private static void Add<T>(List<T> rows, T row, Action<T> check)
    {
        check(row);
        rows.Add(row);
    }

    /// <summary>Reads a row of which there is at most one.</summary>
    private bool AddSingle(string row, FieldReader fields)
    {
        switch (row)
        {
            case "completed_frameworks":
                _snapshot = _snapshot with { CompletedFrameworks = fields.Texts("names") };
                _checker.Completed(_snapshot.CompletedFrameworks);
                break;
            case "hosts_down":
                _snapshot = _snapshot with { HostsDown = fields.Texts("hosts") };
                ClusterSnapshotChecker.HostsDown(_snapshot.HostsDown);
                break;
            case "preemptions":
                _snapshot = _snapshot with { Preemptions = PreemptionRowText.ReadState(fields) };
                break;
            default:
                return false;
        }

        if (_singles.Contains(row))
        {
            throw JsonShape.Bad("row", $"'{row}' a second time", "one such row");
        }

        _singles.Add(row);
        return true;
    }
}
