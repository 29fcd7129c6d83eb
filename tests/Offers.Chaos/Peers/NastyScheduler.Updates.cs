namespace Offers.Chaos;

// What it hears of tasks and operations, and what it does of its own.
internal sealed partial class NastyScheduler
{
    private void Hear(TaskUpdated update, SchedulerOutbox calls)
    {
        if (update.Violation == TaskViolation.NameTaken)
        {
            // It is about the one that came second, and says nothing of the first.
            return;
        }
        if (!_byName.TryGetValue(update.Task, out KnownTask? task))
        {
            task = Add(new KnownTask(update.Task, update.Agent));
        }
        // Who was told the end keeps to it, unless the end was that nobody knew.
        bool isOver = task.State.IsTerminal() && task.State is not (TaskState.Lost
            or TaskState.Gone or TaskState.GoneByOperator or TaskState.Dropped);
        if (!isOver)
        {
            task.State = update.State;
            task.Agent = update.Agent ?? task.Agent;
        }
        if (update.Update.IsSome && update.Agent is not null)
        {
            Acknowledge(
                new AcknowledgeUpdate(_id, update.Agent, update.Task, update.Update), calls);
        }
    }

    private void Acknowledge(AcknowledgeUpdate call, SchedulerOutbox calls)
    {
        if (!_world.IsQuiet && _chance.PerMille(_traits.ForgetfulPerMille))
        {
            _owed.Add(call);
            return;
        }
        if (!_world.IsQuiet && _chance.PerMille(_traits.ForgetfulPerMille / 4))
        {
            calls.Add(call with { Update = new UpdateId(_chance.Next(), 1) });
        }
        calls.Add(call);
        if (!_world.IsQuiet && _chance.PerMille(_traits.ForgetfulPerMille / 4))
        {
            calls.Add(call);
        }
    }

    private void Hear(OperationUpdated update, SchedulerOutbox calls)
    {
        _world.Counters.Add("operation heard", update.State.ToString());
        bool isForgotten = !_world.IsQuiet && _chance.PerMille(_traits.ForgetfulPerMille);
        if (update.Update.IsSome && !isForgotten)
        {
            calls.Add(new AcknowledgeOperation(_id, update.Operation, update.Update));
        }
    }

    private KnownTask Add(KnownTask task)
    {
        _tasks.Add(task);
        _byName[task.Name] = task;
        return task;
    }

    private void Tick(SchedulerOutbox calls)
    {
        if (!IsSubscribed)
        {
            if (_connection != 0 && _chance.PerMille(20))
            {
                calls.Add(new ReviveOffers(_id, []));
            }
            return;
        }
        foreach (AcknowledgeUpdate call in _owed)
        {
            calls.Add(call);
        }
        _owed.Clear();
        Answer(calls);
        if (_world.IsQuiet)
        {
            Settle(calls);
        }
        else
        {
            Bother(calls);
        }
    }

    /// <summary>In a quiet world: ends all, and asks for what it does not hear of.</summary>
    private void Settle(SchedulerOutbox calls)
    {
        KnownTask[] open = [.. _tasks.Where(t => !t.IsSettled)];
        if (_world.Master.HasLimits)
        {
            // Slowly, so that acknowledgements are not refused for what is asked besides.
            KnownTask? one = open.Length > 0 ? _chance.Of(open) : null;
            calls.Add(one is null ? new ReconcileTasks(_id, [])
                : _chance.Half() ? new KillTask(_id, one.Name) { Agent = one.Agent }
                : new ReconcileTasks(
                    _id, [.. open.Select(t => new TaskQuery(t.Name, t.Agent))]));
            return;
        }
        if (open.Length > 0)
        {
            calls.Add(new ReconcileTasks(
                _id, [.. open.Select(t => new TaskQuery(t.Name, t.Agent))]));
        }
        calls.Add(new ReconcileTasks(_id, []));
        // Last, since of a principal that calls too often the last calls are refused.
        foreach (KnownTask task in open)
        {
            calls.Add(new KillTask(_id, task.Name) { Agent = task.Agent });
        }
    }

    private void Bother(SchedulerOutbox calls)
    {
        KnownTask? task = _tasks.Count > 0 ? _chance.Of(_tasks) : null;
        if (task is not null && _chance.PerMille(_traits.KillPerMille))
        {
            calls.Add(new KillTask(_id, task.Name)
            {
                Agent = _chance.Half() ? task.Agent : null,
                Grace = _chance.Half() ? _chance.Upto(20) : null,
            });
        }
        if (_chance.PerMille(120))
        {
            calls.Add(RareCall(task));
        }
    }

    private ClusterCommand RareCall(KnownTask? task) => _chance.Below(12) switch
    {
        0 => new SuppressOffers(_id, SomeRoles()),
        1 or 2 => new ReviveOffers(_id, SomeRoles()),
        3 => new RequestResources(_id),
        4 => new ReconcileTasks(_id, SomeQueries()),
        5 => new ReconcileOperations(_id, [.. _operations.TakeLast(2).Select(o => o.Operation)]),
        6 => new AnswerInverseOffers(
            _id, [.. _inverse],
            _chance.Half() ? InverseOfferAnswer.Accept : InverseOfferAnswer.Decline),
        7 => Changed(),
        8 => new KillTask(_id, "nobody knows it") { Agent = task?.Agent },
        9 when task?.Executor is not null && task.Agent is not null =>
            new ShutDownExecutor(_id, task.Agent, task.Executor.Name),
        10 when _connection != 0 => new Subscribe(Profile, _connection),
        11 when _chance.PerMille(100) => TornDown(),
        _ => new ReviveOffers(_id, []),
    };

    private ClusterCommand TornDown()
    {
        IsOver = true;
        return new TearDown(_id);
    }

    private ChangeFramework Changed()
    {
        ValueList<string> roles = PickRoles();
        Profile = Profile with
        {
            Description = Profile.Description with
            {
                Roles = roles,
                Suppressed = _chance.PerMille(200) ? [roles[0]] : [],
            },
        };
        return new ChangeFramework(Profile);
    }

    private ValueList<string> SomeRoles() => _chance.Below(4) switch
    {
        0 => [_chance.Of(AllRoles)],
        1 => [.. Profile.Description.Roles],
        _ => [],
    };

    private ValueList<TaskQuery> SomeQueries()
    {
        List<TaskQuery> queries = [];
        foreach (KnownTask task in _tasks.TakeLast(3))
        {
            queries.Add(new TaskQuery(task.Name, _chance.Half() ? task.Agent : null));
        }
        if (_chance.Half())
        {
            queries.Add(new TaskQuery("unknown", _chance.Half() ? "a1" : null));
        }
        return [.. queries];
    }
}
