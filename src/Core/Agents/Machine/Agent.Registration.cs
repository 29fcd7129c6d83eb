using System;
using System.Collections.Generic;

namespace Offers;

/// <content>The master: registration, pings, reports (semantics 3.1).</content>
public sealed partial class Agent
{
    private const int MostAtOnce = 256;
    private long _connection;
    private bool _hasAsked;
    private TimeSpan _backoff;
    private Timestamp _registerAt = Timestamp.Never;
    private Timestamp _masterLostAt = Timestamp.Never;

    private void Connect(long connection)
    {
        Disconnect();
        if (_isLeaving)
        {
            return;
        }

        _connection = connection;
        _backoff = _options.RegistrationBackoff;
        _registerAt = _now + Random(_backoff);
        _masterLostAt = _now + _options.PingTimeout;
    }

    private void Disconnect()
    {
        _connection = 0;
        IsRegistered = false;
        _hasAsked = false;
        _registerAt = Timestamp.Never;
        _masterLostAt = Timestamp.Never;
        _streams.Pause();
    }

    private void Follow(AgentInstruction instruction)
    {
        switch (instruction)
        {
            case AgentAdmitted admitted:
                Admit(admitted);
                break;
            case AgentForgotten:
                RegisterAgain();
                break;
            case AgentRefused or AgentShutDown:
                Leave();
                break;
            case PingReceived:
                _masterLostAt = _now + _options.PingTimeout;
                Tell(new AnswerPing(Name));
                break;
            case DrainReceived:
                Drain();
                break;
            case OperationReceived operation:
                Operate(operation);
                break;
            case OperationAcknowledged acknowledged:
                AcknowledgeOperation(acknowledged);
                break;
            default:
                FollowTasks(instruction);
                break;
        }
    }

    private void FollowTasks(AgentInstruction instruction)
    {
        switch (instruction)
        {
            case LaunchReceived launch:
                Launch(launch);
                break;
            case LaunchGroupReceived group:
                Launch(group);
                break;
            case KillReceived kill:
                Kill(kill);
                break;
            case UpdateAcknowledged acknowledged:
                Acknowledge(acknowledged);
                break;
            case ExecutorShutDown order:
                ShutDown(order);
                break;
            case FrameworkShutDown order:
                ShutDown(order.Framework);
                break;
            default:
                throw new ArgumentException(
                    $"found {instruction}, which no agent knows", nameof(instruction));
        }
    }

    private void Admit(AgentAdmitted admitted)
    {
        bool isNews = !IsKnown || IsDraining != admitted.IsDraining;
        IsKnown = true;
        IsDraining = admitted.IsDraining;
        if (isNews)
        {
            KeepSelf();
        }

        if (_hasAsked)
        {
            // Else it was told to register again since, and answers an earlier report: what has
            // changed meanwhile is to be said in the next.
            _registerAt = Timestamp.Never;
        }

        _masterLostAt = _now + _options.PingTimeout;
        if (!IsRegistered)
        {
            IsRegistered = true;
            _streams.Resume(_now);
            _operations.Restart(_now);
        }
    }

    private void RegisterAgain()
    {
        IsRegistered = false;
        _hasAsked = false;
        IsKnown = true;
        KeepSelf();
        _streams.Pause();
        _backoff = _options.RegistrationBackoff;
        _registerAt = _now + Random(_backoff);
    }

    private void Register()
    {
        AgentProfile profile = Present();
        Tell(IsKnown
            ? new ReregisterAgent(profile, _connection, ReportedTasks())
            {
                Executors = ReportedExecutors(),
                Frameworks = ReportedFrameworks(),
                Operations = ReportedOperations(),
                IsDraining = IsDraining,
            }
            : new RegisterAgent(profile, _connection));
        // What changes from here on is not in that report: it is told besides.
        _hasAsked = true;
        _registerAt = _now + _backoff + Random(_backoff);
        _backoff = _backoff * 2 < _options.MaxRegistrationBackoff
            ? _backoff * 2
            : _options.MaxRegistrationBackoff;
    }

    private AgentProfile Present() =>
        _profile with { Resources = Total, ResourceVersion = _resourceVersion };

    private void KeepSelf() => Keep(new AgentSelfRow(Present())
    {
        Life = _life,
        Containers = _containerNumber,
        IsKnown = IsKnown,
        IsDraining = IsDraining,
    });

    /// <summary>
    /// What is due goes out, but not more at once than a connection holds; the rest is due still,
    /// and goes out as time passes, with nothing overtaking it.
    /// </summary>
    private void Flush()
    {
        _updatesDue.Clear();
        _streams.TakeSome(_now, MostAtOnce, _updatesDue);
        _updatesDue.ForEach(Tell);
        if (IsRegistered)
        {
            _operationsDue.Clear();
            _operations.TakeDue(_now, MostAtOnce - _updatesDue.Count, _operationsDue);
            _operationsDue.ForEach(Tell);
        }
    }

    /// <summary>When an update or an operation is due; never without a master.</summary>
    private Timestamp NextTelling => Earlier(
        _streams.NextDeadline, IsRegistered ? _operations.NextDeadline : Timestamp.Never);

    /// <summary>What is due by now.</summary>
    private void Pass()
    {
        if (_masterLostAt <= _now)
        {
            Disconnect();
        }

        PassTasks();
        PassContainers();
        if (_registerAt <= _now)
        {
            Register();
        }
    }

    /// <summary>No master any more, for good: everything is killed.</summary>
    private void Leave()
    {
        if (IsRegistered)
        {
            Tell(new UnregisterAgent(Name));
        }

        Disconnect();
        _isLeaving = true;
        _streams = new UpdateStreams(_options.FirstUpdateRetry, _options.MaxUpdateRetry);
        foreach (AgentContainer container in _containers)
        {
            container.IsForgotten = true;
            container.Tasks.Clear();
            Destroy(container);
        }

        ForgetAll();
        EndIfLeft();
    }

    private void EndIfLeft() => IsEnded = _isLeaving && _containers.Count == 0;

    private ValueList<ReportedTask> ReportedTasks()
    {
        ReportedTask[] tasks = new ReportedTask[_tasks.Count];
        for (int i = 0; i < tasks.Length; i++)
        {
            TaskRun task = _tasks[i];
            bool waits = _streams.TryFind(task.Framework, task.Name, out ReportUpdate? update);
            tasks[i] = new ReportedTask(task.Framework, task.Role, task.Description, task.State)
            {
                UpdateState = waits ? update!.State : null,
                Update = waits ? update!.Update : UpdateId.None,
            };
        }

        return ValueLists.Of<ReportedTask>(tasks);
    }

    private ValueList<ReportedExecutor> ReportedExecutors()
    {
        List<ReportedExecutor> executors = [];
        foreach (AgentContainer container in _containers)
        {
            if (container is { Executor: not null, IsForgotten: false })
            {
                executors.Add(new ReportedExecutor(
                    container.Framework, container.Role, container.Executor));
            }
        }

        return [.. executors];
    }

    private ValueList<FrameworkProfile> ReportedFrameworks() =>
        [.. _frameworks.FindAll(f => HasPart(f.Id))];

    private ValueList<ReportedOperation> ReportedOperations() => [.. _operations.Rows().ConvertAll(
        o => new ReportedOperation(o.Framework, o.Operation, o.State, o.Update))];
}
