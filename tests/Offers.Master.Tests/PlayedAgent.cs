namespace Offers.Masters.Tests;

/// <summary>
/// An agent that only plays: its tasks run for a few rounds, its updates are repeated until they are
/// acknowledged. It outlives its connections and the master. Not for two threads at once.
/// </summary>
internal sealed class PlayedAgent(string name, string resources)
{
    private readonly ResourceSchema _schema = ResourceSchema.CreateStandard();
    private readonly Dictionary<(string Framework, string Task), Played> _tasks = [];
    private readonly Dictionary<string, FrameworkProfile> _frameworks =
        new(StringComparer.Ordinal);

    private ulong _updates;
    private bool _isKnown;

    internal string Name => name;

    /// <summary>How many rounds a task runs; tasks whose command says forever never end.</summary>
    internal int Rounds { get; set; } = 1;

    internal bool IsAdmitted { get; private set; }

    /// <summary>Tasks that finished here and whose end was acknowledged.</summary>
    internal HashSet<string> Finished { get; } = new(StringComparer.Ordinal);

    /// <summary>Names of all launches.</summary>
    internal List<string> Launched { get; } = [];

    internal int LiveTasks => _tasks.Values.Count(static task => task.State == TaskState.Running);

    internal List<string> Errors { get; } = [];

    /// <summary>What it says first over a connection.</summary>
    internal AgentReport Greeting()
    {
        IsAdmitted = false;
        AgentProfile profile = new(name, ResourceSet.Parse(_schema, resources));
        if (!_isKnown)
        {
            return new RegisterAgent(profile, Connection: 1);
        }

        return new ReregisterAgent(profile, 1, [.. _tasks.Values.Select(static task =>
            new ReportedTask(task.Framework, task.Role, task.Description, task.State)
            {
                UpdateState = task.Waiting.TryPeek(out ReportUpdate? head) ? head.State : null,
                Update = head?.Update ?? UpdateId.None,
            })])
        {
            Frameworks = [.. _frameworks.Values],
        };
    }

    /// <summary>Hears an instruction, and what it says to that.</summary>
    internal List<AgentReport> Hear(AgentInstruction instruction)
    {
        switch (instruction)
        {
            case AgentAdmitted:
                _isKnown = true;
                IsAdmitted = true;
                return Heads();
            case AgentForgotten:
                return [Greeting()];
            case PingReceived:
                return [new AnswerPing(name)];
            case LaunchReceived launch:
                return Launch(launch);
            case KillReceived kill:
                return Tell(kill.Framework, kill.Task, TaskState.Killed);
            case UpdateAcknowledged acknowledged:
                return Acknowledge(acknowledged);
            case FrameworkShutDown end:
                foreach (var key in _tasks.Keys.Where(key => key.Framework == end.Framework).ToList())
                {
                    _tasks.Remove(key);
                }

                return [];
            default:
                Errors.Add($"unexpected {instruction}");
                return [];
        }
    }

    /// <summary>A round passes: what it says of tasks that end.</summary>
    internal List<AgentReport> Play()
    {
        List<AgentReport> said = [];
        foreach (Played task in _tasks.Values.ToList())
        {
            bool ends = task.State == TaskState.Running && ++task.Rounds >= Rounds
                && task.Description.Command?.Value.Contains(
                    "forever", StringComparison.Ordinal) != true;
            if (ends)
            {
                said.AddRange(Tell(
                    task.Framework, task.Description.Name,
                    task.Description.Command?.Value == "fail"
                        ? TaskState.Failed : TaskState.Finished));
            }
        }

        return said;
    }

    private List<AgentReport> Launch(LaunchReceived launch)
    {
        TaskDescription task = launch.Task;
        if (Launched.Contains(task.Name))
        {
            Errors.Add($"launched {task.Name} twice");
        }

        Launched.Add(task.Name);
        _frameworks[launch.Framework.Id] = launch.Framework;
        _tasks[(launch.Framework.Id, task.Name)] =
            new Played(launch.Framework.Id, launch.Role, task);
        return Tell(launch.Framework.Id, task.Name, TaskState.Running);
    }

    private List<AgentReport> Tell(string framework, string name, TaskState state)
    {
        if (!_tasks.TryGetValue((framework, name), out Played? task) || task.State.IsTerminal())
        {
            return [];
        }

        task.State = state;
        task.Waiting.Enqueue(new ReportUpdate(
            Name, framework, name, state, new UpdateId(77, ++_updates))
        {
            Message = state == TaskState.Failed ? "ended with 1" : null,
        });
        return task.Waiting.Count == 1 ? [HeadOf(task)] : [];
    }

    private List<AgentReport> Acknowledge(UpdateAcknowledged acknowledged)
    {
        if (!_tasks.TryGetValue(
                (acknowledged.Framework, acknowledged.Task), out Played? task)
            || !task.Waiting.TryPeek(out ReportUpdate? head)
            || head.Update != acknowledged.Update)
        {
            return [];
        }

        task.Waiting.Dequeue();
        if (head.State.IsTerminal())
        {
            _tasks.Remove((acknowledged.Framework, acknowledged.Task));
            if (head.State == TaskState.Finished)
            {
                Finished.Add(acknowledged.Task);
            }
        }

        return task.Waiting.Count > 0 ? [HeadOf(task)] : [];
    }

    private List<AgentReport> Heads() =>
        [.. _tasks.Values.Where(static task => task.Waiting.Count > 0).Select(HeadOf)];

    private static AgentReport HeadOf(Played task) =>
        task.Waiting.Peek() with { LatestState = task.State };

    private sealed class Played(string framework, string role, TaskDescription description)
    {
        internal string Framework { get; } = framework;

        internal string Role { get; } = role;

        internal TaskDescription Description { get; } = description;

        internal TaskState State { get; set; } = TaskState.Staging;

        internal Queue<ReportUpdate> Waiting { get; } = new();

        internal int Rounds { get; set; }
    }
}
