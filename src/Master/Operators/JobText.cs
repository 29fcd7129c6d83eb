using System.Text.Json;
using Offers.Masters.Frameworks;
using Offers.Masters.Metrics;

namespace Offers.Masters.Operators;

/// <summary>Jobs as JSON for operators.</summary>
internal static class JobText
{
    /// <summary>Writes a job as a member of an array.</summary>
    internal static void Write(Utf8JsonWriter json, HostedFramework framework)
    {
        json.WriteStartObject();
        json.WriteString("name", framework.Job.Name);
        json.WriteString("framework", framework.Id);
        json.WriteString("kind", Words.Of(framework.Job.Kind));
        if (framework.IsRemoved)
        {
            json.WriteString("phase", "REMOVED");
        }

        if (framework.Status is { } status)
        {
            json.WriteNumber("waiting", status.Waiting);
            json.WriteNumber("running", status.Running);
            json.WriteNumber("finished", status.Finished);
            json.WriteNumber("given_up", status.GivenUp);
            json.WriteNumber("launches", status.Launches);
        }
        else if (framework.Scheduler is ServiceScheduler service)
        {
            ServiceStatus now = service.Status;
            json.WriteNumber("wanted", now.Wanted);
            json.WriteNumber("ready", framework.IsRemoved ? 0 : now.Ready);
            if (!framework.IsRemoved)
            {
                json.WriteString("phase", Words.Of(now.Phase));
                json.WriteString("waits_for", Words.Of(now.WaitsFor));
            }
        }
        else if (framework.Scheduler is CronScheduler cron
            && cron.StatusOf(framework.Job.Name) is { } runs)
        {
            json.WriteNumber("running", framework.IsRemoved ? 0 : runs.Running);
            json.WriteNumber("succeeded", runs.Succeeded);
            json.WriteNumber("failed", runs.Failed);
            json.WriteNumber("missed", runs.Missed);
        }

        Declined(json, framework);
        if (framework.Counts.LastFailure is { } failure)
        {
            json.WriteStartObject("last_failure");
            Failure(json, failure);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Failure(Utf8JsonWriter json, TaskFailure failure)
    {
        json.WriteString("task", failure.Task);
        if (failure.Agent is { } agent)
        {
            json.WriteString("agent", agent);
        }

        json.WriteString("state", Words.Of(failure.State));
        json.WriteString("reason", Words.Of(failure.Reason));
        if (failure.Message is { } message)
        {
            json.WriteString("message", message);
        }

        json.WriteNumber("time", failure.Time.Seconds);
    }

    /// <summary>
    /// Writes why the job gave offers back since its last launch, if it did: of many small jobs
    /// that wait it is the only reason there is.
    /// </summary>
    internal static void Declined(Utf8JsonWriter json, HostedFramework framework)
    {
        if (framework.Refusals is not { Count: > 0 } refusals)
        {
            return;
        }

        json.WriteStartArray("declined");
        foreach (OfferRefusalCount refusal in refusals)
        {
            json.WriteStartObject();
            json.WriteString("reason", Words.Of(refusal.Reason));
            if (refusal.Detail.Length > 0)
            {
                json.WriteString("of", refusal.Detail);
            }

            json.WriteNumber("offers", refusal.Count);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
