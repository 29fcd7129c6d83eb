using Offers.Agents.Processes;
using Offers.Agents.Sandboxes;

namespace Offers.Agents.Hosting;

/// <summary>What a former life of the agent kept, and whether the options fit it.</summary>
internal sealed class AgentKept
{
    private readonly AgentSettings _settings;
    private readonly IReadOnlyList<AgentRow> _rows;
    private readonly AgentProfile _profile;
    private readonly AgentIdentity _identity;
    private readonly Dictionary<string, FrameworkProfile> _frameworks =
        new(StringComparer.Ordinal);

    private readonly Dictionary<(string Framework, string Task), AgentTaskRow> _tasks = [];

    private AgentKept(
        AgentSettings settings, IReadOnlyList<AgentRow> rows, AgentProfile profile,
        AgentIdentity identity)
    {
        _settings = settings;
        _rows = rows;
        _profile = profile;
        _identity = identity;
        foreach (AgentRow row in rows)
        {
            Note(row);
        }
    }

    /// <summary>Containers that are not gone, by name.</summary>
    internal SortedDictionary<string, AgentContainerRow> Containers { get; } =
        new(StringComparer.Ordinal);

    /// <summary>Whether no row was kept: nobody admitted this agent, and it never had a task.
    /// </summary>
    internal bool IsNew => !HasSelf;

    /// <summary>Whether the machine was started anew since.</summary>
    internal bool IsRebooted { get; private init; }

    private bool HasSelf { get; set; }

    /// <summary>Reads who the agent was, and compares.</summary>
    /// <exception cref="AgentSettingsException">The options are of another agent.</exception>
    internal static AgentKept Of(
        AgentSettings settings, ResourceSchema schema, IReadOnlyList<AgentRow> rows)
    {
        AgentIdentity? before = AgentIdentity.Read(settings.WorkDirectory);
        AgentSelfRow? self = rows.OfType<AgentSelfRow>().LastOrDefault();
        ResourceSet resources = before is null || self is null
            ? MachineResources.Of(schema, settings.Resources, settings.WorkDirectory)
            : ResourceSet.Parse(schema, before.Resources);
        AgentIdentity now = new(
            settings.Name, resources.ToString(), settings.Resources, settings.Attributes,
            ProcFiles.BootId);
        if (before is not null && self is not null)
        {
            Compare(settings, before, now);
            Expect(settings, "hostname", self.Profile.Hostname ?? "", settings.Hostname ?? "");
            Expect(settings, "domain", TextOf(self.Profile.Domain), TextOf(settings.Domain));
        }

        return new AgentKept(settings, rows, ProfileOf(settings, resources), now)
        {
            IsRebooted = before is not null
                && !string.Equals(before.BootId, now.BootId, StringComparison.Ordinal),
        };
    }

    /// <summary>The agent in its next life, or in its first.</summary>
    internal Agent Restore()
    {
        if (IsNew)
        {
            return new Agent(_profile, _settings.Times);
        }

        try
        {
            return Agent.Restore(_rows, _settings.Times);
        }
        catch (ArgumentException bad)
        {
            throw new InvalidDataException(
                $"{_settings.WorkDirectory}: the kept rows do not fit together: {bad.Message}",
                bad);
        }
    }

    /// <summary>Keeps who the agent is, now that this boot's work has begun.</summary>
    internal void WriteIdentity() => _identity.Write(_settings.WorkDirectory);

    /// <summary>What the host knew of a container; null when its framework is no more.</summary>
    internal ContainerFacts? FactsOf(AgentContainerRow row)
    {
        if (!_frameworks.TryGetValue(row.Framework, out FrameworkProfile? framework))
        {
            return null;
        }

        AgentTaskRow? only = row.Executor is null
            ? _tasks.Values.FirstOrDefault(
                task => string.Equals(task.Container, row.Name, StringComparison.Ordinal))
            : null;
        string executor = row.Executor?.Name ?? only?.Description.Name ?? row.Name;
        return new ContainerFacts(
            new SandboxKey(row.Framework, executor, row.Name), framework,
            row.Executor is { Kind: ExecutorKind.Default })
        {
            Image = only?.Description.Image,
        };
    }

    /// <summary>The task of a process; null for an executor.</summary>
    internal TaskDescription? TaskOf(AgentContainerRow row, string process) =>
        _tasks.TryGetValue((row.Framework, process), out AgentTaskRow? task)
            ? task.Description
            : null;

    private void Note(AgentRow row)
    {
        switch (row)
        {
            case AgentSelfRow:
                HasSelf = true;
                break;
            case AgentFrameworkRow framework:
                _frameworks.Add(row.Key, framework.Profile);
                break;
            case AgentContainerRow container:
                Containers.Add(container.Name, container);
                break;
            case AgentTaskRow task:
                _tasks.Add((task.Framework, task.Description.Name), task);
                break;
        }
    }

    private static void Compare(AgentSettings settings, AgentIdentity before, AgentIdentity now)
    {
        Expect(settings, "name", before.Name, now.Name);
        Expect(settings, "resources", before.Said, now.Said);
        Expect(settings, "attributes", before.Attributes, now.Attributes);
    }

    private static string TextOf(Domain? domain) =>
        domain is null ? "" : $"{domain.Region}/{domain.Zone}";

    private static void Expect(AgentSettings settings, string what, string before, string now)
    {
        if (!string.Equals(before, now, StringComparison.Ordinal))
        {
            throw new AgentSettingsException(
                $"{what}: found '{now}', expected '{before}' as this agent has been; another "
                + $"agent needs a work directory other than {settings.WorkDirectory}");
        }
    }

    private static AgentProfile ProfileOf(AgentSettings settings, ResourceSet resources) =>
        new(settings.Name, resources)
        {
            Hostname = settings.Hostname,
            Attributes = settings.Attributes.Length == 0
                ? AgentAttributes.Empty
                : AgentAttributes.Parse(settings.Attributes),
            Domain = settings.Domain,
        };
}
