using System;

namespace Offers;

// Operations: done at once, told until acknowledged if they have an id.
internal sealed partial class AgentModel
{
    private void Operate(OperationReceived message, Timestamp now, AgentOutbox reports)
    {
        string? id = message.Operation.Id;
        string framework = message.Framework ?? "";
        if (id is not null && FindOperation(framework, id) is not null)
        {
            return;
        }
        ResourceSet? total = AgentBooks.Apply(Total, message.Operation);
        Total = total ?? Total;
        if (id is null)
        {
            // Nobody asked for an answer; that it failed shows in what the agent has.
            if (total is null)
            {
                reports.Add(new ReportTotal(Name, Total));
            }
            return;
        }
        OperationState state = total is null ? OperationState.Failed : OperationState.Finished;
        AgentOperation operation = new(framework, id, state, NextUpdate()) { RetryAt = now };
        _operations.Add(operation);
    }

    private void AcknowledgeOperation(OperationAcknowledged acknowledged)
    {
        AgentOperation? operation =
            FindOperation(acknowledged.Framework, acknowledged.Operation);
        if (operation is not null && operation.Update == acknowledged.Update)
        {
            _operations.Remove(operation);
        }
    }

    private AgentOperation? FindOperation(string framework, string id) => _operations.Find(
        o => string.Equals(o.Framework, framework, StringComparison.Ordinal)
            && string.Equals(o.Id, id, StringComparison.Ordinal));

    private void Send(AgentOperation operation, Timestamp now, AgentOutbox reports)
    {
        reports.Add(new ReportOperation(
            Name, operation.Framework, operation.Id, operation.State, operation.Update)
        {
            Total = operation.State == OperationState.Finished ? null : Total,
        });
        operation.RetryAt = now + operation.RetryAfter;
        TimeSpan next = operation.RetryAfter * 2;
        operation.RetryAfter =
            next < UpdateStreams.LongestRetry ? next : UpdateStreams.LongestRetry;
    }
}
