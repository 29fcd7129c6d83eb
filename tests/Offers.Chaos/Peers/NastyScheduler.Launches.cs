namespace Offers.Chaos;

// Tasks, right ones and wrong ones.
internal sealed partial class NastyScheduler
{
    private static readonly TaskViolation[] Violations = Enum.GetValues<TaskViolation>();

    private string NewName(string prefix) => $"{prefix}{++_names}.{_life}.{_id}";

    private sealed partial class Draft
    {
        public void AddLaunch()
        {
            if (_chance.PerMille(owner._traits.GroupPerMille))
            {
                AddGroup();
                return;
            }
            int count = _chance.Below(5) == 0 ? 0 : 1 + _chance.Below(3);
            List<TaskDescription> tasks = [];
            for (int i = 0; i < count; i++)
            {
                tasks.Add(Spoil(Task()));
            }
            bool isNamed = _chance.PerMille(owner._traits.InvalidPerMille / 20);
            Operations.Add(new LaunchTasks([.. tasks])
            {
                Id = isNamed ? owner.NewName("o") : null,
                IsAuthorized = !_chance.PerMille(10),
            });
        }

        private TaskDescription Task()
        {
            ExecutorDescription? executor = _chance.PerMille(owner._traits.ExecutorPerMille)
                ? Executor(ExecutorKind.Custom)
                : null;
            TaskDescription task = new(owner.NewName("t"), agent, Resources())
            {
                Executor = executor,
                Command = executor is null ? new CommandLine("sleep 1") : null,
                KillGrace = _chance.Half() ? _chance.Upto(10) : null,
                HealthCheck = _chance.PerMille(50)
                    ? new TaskCheck(CheckKind.Tcp) { Port = 80 }
                    : null,
                Priority = _chance.Below(3),
                Labels = _chance.PerMille(300) ? [$"duration={_chance.Below(60)}"] : [],
            };
            if (_chance.PerMille(100) && executor is null)
            {
                task = task with
                {
                    Limits = ResourceLimits.None.With(
                        new ResourceKind(0), task.Resources.Quantities[new ResourceKind(0)] + 500),
                };
            }
            owner.Add(new KnownTask(task.Name, agent) { Executor = executor });
            return task;
        }

        private void AddGroup()
        {
            ExecutorDescription executor = Executor(ExecutorKind.Default);
            int count = 1 + _chance.Below(3);
            List<TaskDescription> tasks = [];
            for (int i = 0; i < count; i++)
            {
                TaskDescription task = new(owner.NewName("g"), agent, Resources())
                {
                    Command = new CommandLine("sleep 1"),
                };
                owner.Add(new KnownTask(task.Name, agent) { Executor = executor });
                tasks.Add(task);
            }
            LaunchGroup group = new(executor, [.. tasks])
            {
                IsAuthorized = !_chance.PerMille(10),
            };
            Operations.Add(_chance.PerMille(owner._traits.InvalidPerMille)
                ? Spoil(group)
                : group);
        }

        /// <summary>A new executor, or one that a task of this agent has.</summary>
        private ExecutorDescription Executor(ExecutorKind kind)
        {
            ExecutorDescription? known = owner._tasks.FindLast(t => t.Executor?.Kind == kind
                && t.Agent == agent && !t.IsSettled)?.Executor;
            if (known is not null && _chance.PerMille(600))
            {
                return known;
            }
            ResourceVector small = Small();
            _left -= ResourceSet.Of(_schema, small);
            return new ExecutorDescription(owner.NewName("e"), ResourceSet.Of(_schema, small))
            {
                Kind = kind,
                Command = kind == ExecutorKind.Custom ? new CommandLine("run") : null,
                SharesGroup = _chance.Half(),
            };
        }

        /// <summary>
        /// 0.1 cpus and 32 MB of mem and disk, or as much as is left: too little for a group
        /// sometimes.
        /// </summary>
        private ResourceVector Small()
        {
            ResourceVector plain = _left.Unreserved.NonRevocable.Plain;
            ResourceVector small = default;
            for (int i = 0; i < 3; i++)
            {
                ResourceKind kind = new(i);
                small = small.With(kind, Math.Min(plain[kind], i == 0 ? 100 : 32_000));
            }
            return small;
        }

        private ResourceSet Resources()
        {
            ResourceItem[] marked = [.. _left.Items().Where(i => !i.Identity.IsPlain)];
            ResourceSet some = ResourceSet.Of(_schema, Slice(_left.Plain));
            if (marked.Length > 0 && _chance.PerMille(400))
            {
                ResourceItem item = _chance.Of(marked);
                ResourceSet more = item.Identity.Name == "ports" ? Port(item) : Set(item);
                bool mixes = item.Identity.IsRevocable;
                some = mixes ? more : some + more;
            }
            _left -= some;
            return some;
        }

        private ResourceSet Port(ResourceItem ports)
        {
            string first = ports.Value.Trim('[', ']').Split('-', ',')[0];
            return ResourceSet.Parse(_schema, $"{ports.Identity.Text}:[{first}-{first}]");
        }

        private ResourceVector Slice(in ResourceVector all)
        {
            ResourceVector slice = default;
            int parts = 1 + _chance.Below(4);
            for (int i = 0; i < 4; i++)
            {
                ResourceKind kind = new(i);
                long some = all[kind] / parts / (i == 3 ? 1000 : 1) * (i == 3 ? 1000 : 1);
                slice = slice.With(kind, i == 3 && _chance.Half() ? 0 : some);
            }
            return slice;
        }
    }
}
