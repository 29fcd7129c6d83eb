namespace Offers;

/// <content>What it has: operations, totals and estimates (semantics 2.3, 2.8).</content>
public sealed partial class Agent
{
    private void Recount()
    {
        _resourceVersion++;
        KeepSelf();
        if (_hasAsked)
        {
            Tell(new ReportTotal(Name, Total) { ResourceVersion = _resourceVersion });
        }
    }

    private void Estimate(ResourceSet revocable)
    {
        Total = Total.NonRevocable + revocable;
        KeepSelf();
        if (_hasAsked)
        {
            Tell(new ReportRevocable(Name, revocable));
        }
    }

    private void Operate(OperationReceived message)
    {
        string? id = message.Operation.Id;
        string framework = message.Framework ?? "";
        if (id is not null && _operations.Find(framework, id) is not null)
        {
            return;
        }

        // What was decided on other resources is not done: the master is about to hear of these.
        bool isOutdated = message.ResourceVersion < _resourceVersion;
        ResourceSet? total = isOutdated ? null : AgentBooks.Apply(Total, message.Operation);
        if (total is not null)
        {
            Total = total;
            KeepSelf();
        }
        else if (!isOutdated)
        {
            Recount();
        }

        if (id is not null)
        {
            OperationState state = isOutdated ? OperationState.Dropped
                : total is null ? OperationState.Failed
                : OperationState.Finished;
            AgentOperationRow row = new(framework, id, state, NextUpdate());
            _operations.Add(row, _now);
            Keep(row);
        }
    }

    private void AcknowledgeOperation(OperationAcknowledged acknowledged)
    {
        AgentOperationRow? row =
            _operations.Find(acknowledged.Framework, acknowledged.Operation);
        if (row is not null && row.Update == acknowledged.Update)
        {
            _operations.Remove(row);
            Keep(row with { IsGone = true }, Durability.Lazy);
        }
    }

    private void Tell(AgentOperationRow row)
    {
        bool isDone = row.State == OperationState.Finished;
        Tell(new ReportOperation(Name, row.Framework, row.Operation, row.State, row.Update)
        {
            Total = isDone ? null : Total,
            ResourceVersion = isDone ? 0 : _resourceVersion,
        });
    }

    private UpdateId NextUpdate()
    {
        StableHash hash = default;
        hash.Add(Name);
        hash.Add(_life);
        return new UpdateId(hash.Value, ++_updateNumber);
    }
}
