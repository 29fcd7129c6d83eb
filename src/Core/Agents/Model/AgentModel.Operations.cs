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
        // What was decided on other resources is not done: the master is about to hear of these.
        bool isOutdated = message.ResourceVersion < _resourceVersion;
        ResourceSet? total = isOutdated ? null : AgentBooks.Apply(Total, message.Operation);
        Total = total ?? Total;
        if (total is null && !isOutdated)
        {
            Recount(reports);
        }
        if (id is null)
        {
            return;
        }
        OperationState state = isOutdated ? OperationState.Dropped
            : total is null ? OperationState.Failed
            : OperationState.Finished;
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
            ResourceVersion = operation.State == OperationState.Finished ? 0 : _resourceVersion,
        });
        operation.RetryAt = now + operation.RetryAfter;
        TimeSpan next = operation.RetryAfter * 2;
        operation.RetryAfter =
            next < UpdateStreams.LongestRetry ? next : UpdateStreams.LongestRetry;
    }
}
