using System;
using System.Collections.Generic;

namespace Offers;

/// <content>The calls of schedulers, and how often they may come.</content>
public sealed partial class Cluster
{
    private const long MostCallsPerSecond = 1_000_000_000;

    private readonly List<CallLimiter> _limiters = [];

    private ClusterStatus CallWithinLimits(FrameworkCall call)
    {
        ClusterFramework? framework = _frameworkNames.GetValueOrDefault(call.Framework);
        bool isLimited = _limiters.Count > 0 && call is not TearDown { IsByOperator: true };
        CallLimiter? limiter = isLimited
            ? LimiterOf(framework?.Profile.Principal ?? (call as Subscribe)?.Profile.Principal)
            : null;
        if (limiter is null)
        {
            return Call(call, framework);
        }

        if (limiter.Waiting.Count == 0 && limiter.TryTake(_now))
        {
            // Its turn is spent, whatever comes of it.
            Changed(Durability.Lazy);
            return Call(call, framework);
        }

        if (!limiter.HasRoom)
        {
            return Refuse(call, ClusterStatus.RateLimited);
        }

        limiter.Wait(call);
        _timers.Set(limiter.Timer, limiter.NextTurn);
        return Done(Durability.Synced);
    }

    private CallLimiter? LimiterOf(string? principal)
    {
        CallLimiter? general = null;
        foreach (CallLimiter limiter in _limiters)
        {
            if (limiter.Limit.Principal is null)
            {
                general = limiter;
            }
            else if (string.Equals(limiter.Limit.Principal, principal, StringComparison.Ordinal))
            {
                return limiter;
            }
        }

        return general;
    }

    private void RunWaitingCalls(CallLimiter limiter)
    {
        while (limiter.Waiting.Count > 0 && limiter.TryTake(_now))
        {
            FrameworkCall call = limiter.TakeWaiting();
            Call(call, _frameworkNames.GetValueOrDefault(call.Framework));
        }

        if (limiter.Waiting.Count > 0)
        {
            _timers.Set(limiter.Timer, limiter.NextTurn);
        }
    }

    /// <summary>Subscriptions over a connection that broke, or everything that waits.</summary>
    private void DropWaiting(string? framework, long connection)
    {
        foreach (CallLimiter limiter in _limiters)
        {
            if (!limiter.DropWaiting(framework, connection))
            {
                continue;
            }

            Changed(Durability.Lazy);
            if (limiter.Waiting.Count == 0)
            {
                _timers.Cancel(limiter.Timer);
            }
        }
    }

    /// <summary>Tells who called that it was refused.</summary>
    private ClusterStatus Refuse(FrameworkCall call, ClusterStatus status)
    {
        long connection = (call as Subscribe)?.Connection
            ?? _frameworkNames.GetValueOrDefault(call.Framework)?.Connection ?? 0;
        if (connection != 0)
        {
            _out.Add(new ClusterMessage
            {
                Kind = MessageKind.FrameworkError,
                Framework = call.Framework,
                Connection = connection,
                Status = status,
            });
        }

        return status;
    }

    private ClusterStatus Call(FrameworkCall call, ClusterFramework? framework)
    {
        if (call is Subscribe subscribe)
        {
            return Subscribe(subscribe, framework);
        }

        if (call is TearDown)
        {
            return framework is null ? ClusterStatus.UnknownFramework : TearDown(framework);
        }

        if (framework is null || !framework.IsConnected)
        {
            return framework is null
                ? ClusterStatus.UnknownFramework
                : ClusterStatus.FrameworkDisconnected;
        }

        return call switch
        {
            AcceptOffers accept => Accept(accept, framework),
            DeclineOffers decline => Decline(decline, framework),
            AcknowledgeUpdate acknowledge => Acknowledge(acknowledge, framework),
            KillTask kill => Kill(kill, framework),
            ReconcileTasks reconcile => Reconcile(reconcile, framework),
            _ => CallMore(call, framework),
        };
    }

    private ClusterStatus CallMore(FrameworkCall call, ClusterFramework framework) => call switch
    {
        SuppressOffers suppress => SetSuppressed(framework, suppress.Roles, isSuppressed: true),
        ReviveOffers revive => SetSuppressed(framework, revive.Roles, isSuppressed: false),
        ChangeFramework change => Change(change, framework),
        AnswerInverseOffers answer => Answer(answer, framework),
        ShutDownExecutor shutDown => ShutDown(shutDown, framework),
        AcknowledgeOperation acknowledge => Acknowledge(acknowledge, framework),
        ReconcileOperations reconcile => Reconcile(reconcile, framework),
        RequestResources => ClusterStatus.Ok,
        _ => throw new ArgumentException("no such call", nameof(call)),
    };
}
