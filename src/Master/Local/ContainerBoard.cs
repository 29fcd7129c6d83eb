using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Hosting;
using Offers.Agents.Hosting;
using Offers.Masters.Frameworks;
using Spectre.Console;

namespace Offers.Masters.Local;

/// <summary>
/// Shows how containers grow and shrink: as a table that changes where a person looks, as a line
/// for each change elsewhere.
/// </summary>
/// <param name="output">Where lines go.</param>
/// <param name="isTable">Whether a table is shown instead.</param>
internal sealed class ContainerBoard(TextWriter output, bool isTable) : BackgroundService
{
    private const int MostRows = 20;
    private static readonly string[] Columns =
        ["container", "framework", "processes", "cpus", "mem", "read back"];

    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(250);
    private readonly ConcurrentDictionary<string, ContainerView> _there =
        new(StringComparer.Ordinal);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, ContainerView> _last = new(StringComparer.Ordinal);

    /// <summary>How many containers there were so far.</summary>
    internal int Made { get; private set; }

    /// <summary>How often one grew, and shrank.</summary>
    internal (int Grown, int Shrunk) Changes { get; private set; }

    /// <summary>Something has happened to a container.</summary>
    internal void Take(ContainerView view)
    {
        lock (_gate)
        {
            if (!_last.Remove(view.Container, out ContainerView? before))
            {
                Made++;
            }

            if (view.IsGone)
            {
                _there.TryRemove(view.Container, out _);
            }
            else
            {
                _there[view.Container] = view;
                _last[view.Container] = view;
            }

            string? what = WhatOf(before, view);
            if (what is not null && !isTable)
            {
                output.WriteLine(Line(view, what));
                output.Flush();
            }
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!isTable)
        {
            return;
        }

        await Task.Yield();
        await AnsiConsole.Live(Picture()).AutoClear(true).StartAsync(async display =>
        {
            using PeriodicTimer timer = new(Refresh);
            try
            {
                while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
                {
                    display.UpdateTarget(Picture());
                }
            }
            catch (OperationCanceledException)
            {
                // The program ends; the table goes.
            }
        }).ConfigureAwait(false);
    }

    /// <summary>What became of jobs, as a table.</summary>
    internal static void Tell(List<JobSummary> jobs)
    {
        Table table = new() { Border = TableBorder.Rounded };
        foreach (string column in JobSummary.Columns)
        {
            table.AddColumn(column);
        }

        jobs.ForEach(job => table.AddRow([.. job.Cells.Select(Markup.Escape)]));
        AnsiConsole.Write(table);
        foreach (string line in jobs.Select(static job => job.FailureLine).OfType<string>())
        {
            AnsiConsole.WriteLine(line);
        }
    }

    private string? WhatOf(ContainerView? before, ContainerView view)
    {
        if (view.IsGone)
        {
            return "is gone";
        }

        if (before is null)
        {
            return "is made";
        }

        if (before.Size.Equals(view.Size))
        {
            return null;
        }

        bool hasGrown = view.Size.Contains(before.Size);
        Changes = hasGrown
            ? (Changes.Grown + 1, Changes.Shrunk)
            : (Changes.Grown, Changes.Shrunk + 1);
        return hasGrown ? "has grown" : "has shrunk";
    }

    private static string Line(ContainerView view, string what) => view.IsGone
        ? $"{view.Container}\t{view.Framework}\t{what}"
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{view.Container}\t{view.Framework}\t{what}\t{SizeOf(view)}\t{LimitOf(view)}");

    private static string SizeOf(ContainerView view) =>
        view.Size.IsEmpty ? "nothing" : view.Size.ToString();

    private static string AmountOf(ContainerView view, string name)
    {
        long thousandths = view.Size.Items()
            .Where(item => string.Equals(item.Identity.Name, name, StringComparison.Ordinal))
            .Sum(item => item.Amount);
        return (thousandths / 1000m).ToString("0.###", CultureInfo.InvariantCulture);
    }

    private static string LimitOf(ContainerView view) => view.MemorySoftBytes is { } bytes
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes >> 20} MiB")
        : "no limit holds";

    private Table Picture()
    {
        Table table = new() { Border = TableBorder.Rounded };
        foreach (string column in Columns)
        {
            table.AddColumn(new TableColumn(column).NoWrap());
        }

        ContainerView[] there =
            [.. _there.Values.OrderBy(view => view.Container.Length)
                .ThenBy(view => view.Container, StringComparer.Ordinal)];
        foreach (ContainerView view in there.Take(MostRows))
        {
            table.AddRow(
                Markup.Escape(view.Container), Markup.Escape(view.Framework),
                view.Processes.ToString(CultureInfo.InvariantCulture), AmountOf(view, "cpus"),
                AmountOf(view, "mem"), LimitOf(view));
        }

        (int grown, int shrunk) = Changes;
        table.Caption = new TableTitle(string.Create(
            CultureInfo.InvariantCulture,
            $"{there.Length} containers, {Made} made, {grown} times grown, {shrunk} shrunk"));
        return table;
    }
}
