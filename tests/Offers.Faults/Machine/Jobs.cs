using System.Globalization;

namespace Offers.Faults.Machine;

/// <summary>What the cell runs: two batches of short tasks, and a service that stays.</summary>
internal static class Jobs
{
    /// <summary>Instances of the service.</summary>
    internal const int Instances = 2;

    /// <summary>What they hold, all together.</summary>
    internal const string ServiceHolds = "cpus:0.2;mem:32";

    /// <summary>The status that some tasks end with.</summary>
    internal const int BadStatus = 3;

    /// <summary>Whether the task of a name ends badly; its batch then tries another one.</summary>
    internal static bool IsBad(string task) => NumberOf(task) % 6 == 5;

    /// <summary>The jobs of a group of faults.</summary>
    /// <param name="runs">The file that tasks write to.</param>
    /// <param name="group">The number of the group: its batches are others than those before.
    /// </param>
    /// <param name="tasks">How many in both batches.</param>
    internal static string Of(string runs, int group, int tasks) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        roles:
          - name: work
          - name: web
        services:
          - name: web
            role: web
            instances: {{Instances}}
            command: {{Command(runs, "exec sleep 100000")}}
            cpus: 0.1
            mem: 16
        batch:
          - name: plain-{{group}}
            role: work
            tasks: {{tasks - (tasks / 3)}}
            retries: 50
            restart: { first: 1, factor: 2, most: 5 }
            command: {{Command(runs, Body(runs))}}
            cpus: 0.5
            mem: 32
          - name: shared-{{group}}
            role: work
            container: shared
            tasks: {{tasks / 3}}
            retries: 50
            restart: { first: 1, factor: 2, most: 5 }
            command: {{Command(runs, Body(runs))}}
            cpus: 0.5
            mem: 16

        """);

    private static int NumberOf(string task) => int.Parse(
        task.AsSpan(task.LastIndexOf('.') + 1), CultureInfo.InvariantCulture);

    private static string Command(string runs, string rest) =>
        $"'echo \"begin $OFFERS_TASK $OFFERS_AGENT\" >>{runs}; {rest}'";

    private static string Body(string runs) => string.Create(
        CultureInfo.InvariantCulture,
        $"n=${{OFFERS_TASK##*.}}; sleep 0.$(( n * 7 % 10 )); s=0; "
        + $"[ $(( n % 6 )) -ne 5 ] || s={BadStatus}; "
        + $"echo \"end $OFFERS_TASK $s\" >>{runs}; exit $s");
}
