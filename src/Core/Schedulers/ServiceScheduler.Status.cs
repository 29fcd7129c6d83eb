using System.Collections.Generic;

namespace Offers;

/// <content>What can be asked.</content>
public sealed partial class ServiceScheduler
{
    /// <summary>How the service is after the last event. O(instances).</summary>
    public ServiceStatus Status
    {
        get
        {
            List<ServiceVersionStatus> versions = [];
            foreach (ServiceInstance instance in _instances)
            {
                int number = instance.Version.Number;
                int index = versions.FindIndex(status => status.Version == number);
                if (index < 0)
                {
                    index = versions.Count;
                    versions.Add(new ServiceVersionStatus(number));
                }

                versions[index] = Counted(versions[index], instance);
            }

            versions.Sort(static (a, b) => a.Version.CompareTo(b.Version));
            return new ServiceStatus(
                _phase, WaitOf(versions), _target.Definition.Instances, _target.Number,
                ValueLists.Of<ServiceVersionStatus>(versions.ToArray()), _refusals.ToList(),
                _failures, _rollbacks);
        }
    }

    private ServiceVersionStatus Counted(ServiceVersionStatus status, ServiceInstance instance)
    {
        if (instance.IsStopping)
        {
            return status with { Stopping = status.Stopping + 1 };
        }

        if (instance.Task is not { } task)
        {
            return instance.NotBefore > Now
                ? status with { BackingOff = status.BackingOff + 1 }
                : status with { Waiting = status.Waiting + 1 };
        }

        if (task.IsAway)
        {
            return status with { Away = status.Away + 1 };
        }

        if (instance.IsReady)
        {
            return status with { Ready = status.Ready + 1 };
        }

        return task.IsRunning
            ? status with { NotReady = status.NotReady + 1 }
            : status with { Starting = status.Starting + 1 };
    }

    private ServiceWait WaitOf(List<ServiceVersionStatus> versions)
    {
        ServiceVersionStatus sum = default;
        foreach (ServiceVersionStatus one in versions)
        {
            sum = new ServiceVersionStatus
            {
                Waiting = sum.Waiting + one.Waiting,
                BackingOff = sum.BackingOff + one.BackingOff,
                Starting = sum.Starting + one.Starting,
                NotReady = sum.NotReady + one.NotReady,
                Away = sum.Away + one.Away,
                Stopping = sum.Stopping + one.Stopping,
            };
        }

        return !IsSubscribed ? ServiceWait.Subscription
            : sum.Waiting > 0 ? ServiceWait.Offers
            : sum.BackingOff > 0 ? ServiceWait.BackOff
            : sum.Starting > 0 ? ServiceWait.Start
            : sum.Away > 0 ? ServiceWait.Agents
            : sum.NotReady > 0 ? ServiceWait.Health
            : sum.Stopping > 0 ? ServiceWait.Kill
            : ServiceWait.Nothing;
    }
}
