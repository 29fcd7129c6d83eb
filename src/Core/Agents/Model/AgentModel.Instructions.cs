using System;

namespace Offers;

// What the master says.
internal sealed partial class AgentModel
{
    /// <summary>Something arrived over the present connection.</summary>
    internal void Receive(AgentInstruction message, Timestamp now, AgentOutbox reports)
    {
        if (IsEnded || _connection == 0)
        {
            return;
        }
        switch (message)
        {
            case AgentAdmitted admitted:
                Admit(admitted, now);
                break;
            case AgentForgotten:
                RegisterAgain(now);
                break;
            case AgentRefused or AgentShutDown:
                End();
                return;
            case PingReceived:
                _masterLostAt = now + PingTimeout;
                reports.Add(new AnswerPing(Name));
                break;
            case DrainReceived:
                IsDraining = true;
                break;
            case OperationReceived operation:
                Operate(operation, now, reports);
                break;
            case OperationAcknowledged acknowledged:
                AcknowledgeOperation(acknowledged);
                break;
            default:
                ReceiveOfTasks(message, now);
                break;
        }
        Flush(now, reports);
    }

    private void ReceiveOfTasks(AgentInstruction message, Timestamp now)
    {
        switch (message)
        {
            case LaunchReceived launch:
                Launch(launch, now);
                break;
            case LaunchGroupReceived group:
                LaunchGroup(group, now);
                break;
            case KillReceived kill:
                Kill(kill, now);
                break;
            case UpdateAcknowledged acknowledged:
                Acknowledge(acknowledged, now);
                break;
            case ExecutorShutDown executor:
                ShutDown(executor, now);
                break;
            case FrameworkShutDown framework:
                ShutDown(framework);
                break;
            default:
                throw new ArgumentException(
                    $"found {message}, which no agent knows", nameof(message));
        }
    }

    private void Admit(AgentAdmitted admitted, Timestamp now)
    {
        IsKnown = true;
        IsDraining = admitted.IsDraining;
        _registerAt = Timestamp.Never;
        _masterLostAt = now + PingTimeout;
        if (IsRegistered)
        {
            return;
        }
        IsRegistered = true;
        _streams.Resume(now);
        foreach (AgentOperation operation in _operations)
        {
            operation.RetryAfter = UpdateStreams.FirstRetry;
            operation.RetryAt = now;
        }
    }

    private void RegisterAgain(Timestamp now)
    {
        IsRegistered = false;
        IsKnown = true;
        _streams.Pause();
        _backoff = FirstBackoff;
        _registerAt = now + Random(FirstBackoff);
    }
}
