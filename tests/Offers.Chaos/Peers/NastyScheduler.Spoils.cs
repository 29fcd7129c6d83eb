namespace Offers.Chaos;

// What is wrong with wrong tasks, violation by violation.
internal sealed partial class NastyScheduler
{
    private sealed partial class Draft
    {
        private static readonly TimeSpan Negative = TimeSpan.FromSeconds(-1);

        private TaskDescription Spoil(TaskDescription task) =>
            _chance.PerMille(owner._traits.InvalidPerMille)
                ? Spoil(task, _chance.Of(Violations))
                : task;

        private TaskDescription Spoil(TaskDescription task, TaskViolation violation) =>
            violation switch
            {
                TaskViolation.InvalidName => Renamed(task, "a/" + task.Name),
                TaskViolation.NameTaken => Taken(task),
                TaskViolation.WrongAgent => task with { Agent = "nobody" },
                TaskViolation.NegativeKillGrace => task with { KillGrace = Negative },
                TaskViolation.NegativeMaxCompletionTime =>
                    task with { MaxCompletionTime = Negative },
                TaskViolation.InvalidCheck =>
                    task with { Check = new TaskCheck(CheckKind.Command) },
                TaskViolation.NoResources => task with { Resources = ResourceSet.Empty },
                TaskViolation.PartialGpu =>
                    task with { Resources = ResourceSet.Parse(_schema, "gpus:0.5") },
                TaskViolation.MixesRevocable =>
                    task with { Resources = ResourceSet.Parse(_schema, "cpus:1;cpus{REV}:1") },
                TaskViolation.NeedsCommandOrExecutor =>
                    task with { Command = null, Executor = null },
                TaskViolation.InvalidLimits => task with
                {
                    Limits = ResourceLimits.None.With(new ResourceKind(2), 1),
                },
                TaskViolation.ExceedsOffer =>
                    task with { Resources = ResourceSet.Parse(_schema, "cpus:1000") },
                TaskViolation.DuplicateVolume or TaskViolation.OverlapsExecutor =>
                    Overlapping(task),
                TaskViolation.LimitsInSharedGroup => SpoilExecutor(task, e => e) with
                {
                    Limits = ResourceLimits.None.With(new ResourceKind(0), 100_000),
                },
                TaskViolation.InvalidExecutor =>
                    SpoilExecutor(task, e => e with { Command = null }),
                TaskViolation.WrongFramework =>
                    SpoilExecutor(task, e => e with { Framework = "other" }),
                TaskViolation.ExecutorDiffers => SpoilExecutor(task, Differing),
                TaskViolation.NegativeShutdownGrace =>
                    SpoilExecutor(task, e => e with { ShutdownGrace = Negative }),
                TaskViolation.ExecutorSharesResources => SpoilExecutor(task, Sharing),
                _ => task,
            };

        private OfferOperation Spoil(LaunchGroup group) => _chance.Below(6) switch
        {
            0 => group with { Tasks = [] },
            1 => group with { Executor = group.Executor with { Resources = ResourceSet.Empty } },
            2 => group with
            {
                Tasks = [group.Tasks[0] with { Executor = group.Executor, Command = null }],
            },
            3 => group with { Tasks = [group.Tasks[0] with { Image = "image" }] },
            4 => group with { Id = owner.NewName("o") },
            _ => group with { Tasks = [Spoil(group.Tasks[0], _chance.Of(Violations))] },
        };

        private TaskDescription Renamed(TaskDescription task, string name)
        {
            owner.Add(new KnownTask(name, agent));
            return task with { Name = name };
        }

        /// <summary>The name of another one that lives: that one is not affected.</summary>
        private TaskDescription Taken(TaskDescription task)
        {
            KnownTask? other = owner._tasks.FindLast(t => t.State == TaskState.Running);
            return other is null ? task : task with { Name = other.Name };
        }

        private TaskDescription SpoilExecutor(
            TaskDescription task, Func<ExecutorDescription, ExecutorDescription> spoil) =>
            task with
            {
                Command = null,
                Executor = spoil(task.Executor ?? new ExecutorDescription(
                    owner.NewName("e"), ResourceSet.Parse(_schema, "cpus:0.1"))
                {
                    Command = new CommandLine("run"),
                }),
            };

        private TaskDescription Overlapping(TaskDescription task)
        {
            ResourceItem? port = Pick(i => i.Identity.Name == "ports"
                || i.Identity.Disk?.PersistenceId is not null);
            if (port is not ResourceItem item)
            {
                return task;
            }
            ResourceSet one = item.Identity.Name == "ports" ? Port(item) : Set(item);
            return SpoilExecutor(task, e => e with { Resources = one }) with { Resources = one };
        }

        private ExecutorDescription Differing(ExecutorDescription executor)
        {
            ExecutorDescription? known = owner._tasks.FindLast(t => t.Executor is not null
                && t.Agent == agent && t.State == TaskState.Running)?.Executor;
            return (known ?? executor) with { SharesGroup = !(known ?? executor).SharesGroup };
        }

        private ExecutorDescription Sharing(ExecutorDescription executor) =>
            Pick(i => i.Identity.IsShared) is ResourceItem shared
                ? executor with { Resources = Set(shared) }
                : executor;
    }
}
