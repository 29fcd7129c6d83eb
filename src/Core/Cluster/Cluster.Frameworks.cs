using System;

namespace Offers;

/// <content>How frameworks come (semantics 2.7).</content>
public sealed partial class Cluster
{
    private ClusterStatus Subscribe(Subscribe call, ClusterFramework? framework)
    {
        ClusterStatus status = CheckSubscription(call, framework);
        if (status == ClusterStatus.Ok)
        {
            status = framework is null
                ? Join(call.Profile, call.Connection)
                : Return(call, framework);
        }

        return status == ClusterStatus.Ok ? Done(Durability.Synced) : Refuse(call, status);
    }

    private ClusterStatus CheckSubscription(Subscribe call, ClusterFramework? framework)
    {
        FrameworkProfile profile = call.Profile;
        ClusterStatus status = !IsName(profile.Id) || !IsFor(call, profile)
                ? ClusterStatus.InvalidName
            : profile.FailoverTimeout < TimeSpan.Zero || call.Connection < 1
                ? ClusterStatus.InvalidValue
            : _completedFrameworks.Contains(profile.Id) ? ClusterStatus.FrameworkRemoved
            : ClusterStatus.Ok;
        if (status != ClusterStatus.Ok || framework is null)
        {
            return status == ClusterStatus.Ok ? CheckProfile(profile) : status;
        }

        bool isOther = framework.IsConnected && framework.Connection != call.Connection;
        return isOther && !call.Force ? ClusterStatus.FrameworkConnected
            : !IsFixed(framework.Profile, profile) ? ClusterStatus.FixedField
            : CheckProfile(profile);
    }

    private static bool IsFor(FrameworkCall call, FrameworkProfile profile) =>
        string.Equals(call.Framework, profile.Id, StringComparison.Ordinal);

    private static bool IsFixed(FrameworkProfile old, FrameworkProfile profile) =>
        string.Equals(old.Principal, profile.Principal, StringComparison.Ordinal)
        && string.Equals(old.User, profile.User, StringComparison.Ordinal)
        && old.Checkpoint == profile.Checkpoint;

    private ClusterStatus CheckProfile(FrameworkProfile profile)
    {
        ClusterStatus status = StatusOf(Allocator.Check(profile.Description));
        if (status is not (ClusterStatus.Ok or ClusterStatus.InvalidConstraints))
        {
            return status;
        }

        foreach (string role in profile.Description.Roles)
        {
            if (Options.Roles is { } allowed && !Contains(allowed, role))
            {
                return ClusterStatus.RoleNotAllowed;
            }
        }

        return status;
    }

    private static bool Contains(ValueList<string> names, string name)
    {
        foreach (string other in names.AsSpan())
        {
            if (string.Equals(other, name, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static ClusterStatus StatusOf(AllocatorStatus status) => status switch
    {
        AllocatorStatus.Ok => ClusterStatus.Ok,
        AllocatorStatus.InvalidName or AllocatorStatus.NameTaken => ClusterStatus.InvalidName,
        AllocatorStatus.InvalidRole or AllocatorStatus.NoRole or AllocatorStatus.DuplicateRole
            or AllocatorStatus.UnknownRole => ClusterStatus.InvalidRoles,
        AllocatorStatus.NotSubscribed => ClusterStatus.NotSubscribed,
        AllocatorStatus.InvalidConstraints => ClusterStatus.InvalidConstraints,
        AllocatorStatus.CellTooLarge => ClusterStatus.CellTooLarge,
        AllocatorStatus.NestedQuota => ClusterStatus.NestedQuota,
        AllocatorStatus.InvalidQuota => ClusterStatus.InvalidQuota,
        AllocatorStatus.InvalidWeight => ClusterStatus.InvalidWeight,
        _ => ClusterStatus.OperationRefused,
    };

    /// <summary>Adds a framework: with a connection, or (0) as one that agents tell of.</summary>
    private ClusterStatus Join(FrameworkProfile profile, long connection)
    {
        bool isConnected = connection != 0;
        AddFramework add = new(profile.Id, profile.Description) { IsActive = isConnected };
        AllocatorStatus status = _allocator.Apply(add, _now);
        if (status != AllocatorStatus.Ok)
        {
            return StatusOf(status);
        }

        _allocator.TryFindFramework(profile.Id, out FrameworkId id);
        ClusterFramework framework = new(profile, id)
        {
            Connection = connection,
            IsRecovered = !isConnected,
        };
        _frameworks.Add(framework);
        _frameworkNames.Add(profile.Id, framework);
        if (isConnected)
        {
            Tell(framework, MessageKind.Subscribed);
        }
        else
        {
            _timers.Set(framework.Failover, _now + TimeToReturn(framework));
        }

        return ClusterStatus.Ok;
    }

    /// <summary>
    /// After the master's own fault a framework has at least as long as an agent to come back.
    /// </summary>
    private TimeSpan TimeToReturn(ClusterFramework framework) =>
        framework.Profile.FailoverTimeout > Options.ReregistrationTimeout
            ? framework.Profile.FailoverTimeout
            : Options.ReregistrationTimeout;

    private ClusterStatus Return(Subscribe call, ClusterFramework framework)
    {
        if (framework.Connection == call.Connection)
        {
            RescindAllOf(framework, RescindReason.Resubscribed);
        }
        else
        {
            Replace(framework);
        }

        framework.Connection = call.Connection;
        framework.IsRecovered = false;
        _timers.Cancel(framework.Failover);
        Describe(framework, call.Profile);
        _allocator.ActivateFramework(framework.Id, _now);
        Tell(framework, MessageKind.Subscribed);
        return ClusterStatus.Ok;
    }

    /// <summary>
    /// Another connection takes over: the old one is told so, if it is there, and its offers are
    /// void without a word (semantics 2.2).
    /// </summary>
    private void Replace(ClusterFramework framework)
    {
        if (framework.IsConnected)
        {
            _out.Add(new ClusterMessage
            {
                Kind = MessageKind.FrameworkError,
                Framework = framework.Name,
                Connection = framework.Connection,
                Status = ClusterStatus.NotCurrent,
            });
            framework.Connection = 0;
            RescindAllOf(framework, RescindReason.Resubscribed);
        }
    }

    private ClusterStatus Change(ChangeFramework call, ClusterFramework framework)
    {
        ClusterStatus status = call.Profile.FailoverTimeout < TimeSpan.Zero
            ? ClusterStatus.InvalidValue
            : !IsFixed(framework.Profile, call.Profile) ? ClusterStatus.FixedField
            : CheckProfile(call.Profile);
        if (status != ClusterStatus.Ok)
        {
            return Refuse(call, status);
        }

        Describe(framework, call.Profile);
        return Done(Durability.Synced);
    }

    /// <summary>Takes over what a framework says; offers of roles that it drops go.</summary>
    private void Describe(ClusterFramework framework, FrameworkProfile profile)
    {
        bool isSame = framework.Profile.Description.Equals(profile.Description);
        framework.Profile = profile;
        if (isSame)
        {
            return;
        }

        _allocator.Apply(new UpdateFramework(profile.Id, profile.Description), _now);
        for (OpenOffer? offer = framework.Offers.First; offer is not null;)
        {
            OpenOffer? next = framework.Offers.After(offer);
            if (!Contains(profile.Description.Roles, _allocator.NameOf(offer.Role)))
            {
                Rescind(offer, RescindReason.RoleDropped);
            }

            offer = next;
        }
    }

    private void Tell(ClusterFramework framework, MessageKind kind) => _out.Add(new ClusterMessage
    {
        Kind = kind,
        Framework = framework.Name,
        Connection = framework.Connection,
    });

    private ClusterStatus SetSuppressed(
        ClusterFramework framework, ValueList<string> roles, bool isSuppressed)
    {
        Command command = isSuppressed
            ? new Suppress(framework.Name, roles)
            : new Revive(framework.Name, roles);
        AllocatorStatus status = _allocator.Apply(command, _now);
        return status == AllocatorStatus.Ok ? Done(Durability.Lazy) : StatusOf(status);
    }
}
