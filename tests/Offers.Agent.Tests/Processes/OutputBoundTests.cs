using System.Diagnostics;
using Offers.Agents.Processes;
using Offers.Agents.Tests.Sandboxes;

namespace Offers.Agents.Tests.Processes;

public sealed class OutputBoundTests : IDisposable
{
    private const int Bound = 1000;
    private const int Exchanges = 3000;
    private readonly TemporaryDirectory _directory = new();

    private string Output => _directory.At("stdout");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void An_output_above_its_bound_is_cut_and_its_end_kept()
    {
        Write(Output);
        NewBound().Enforce();
        Assert.Equal(0, new FileInfo(Output).Length);
        Assert.Equal(Bound, new FileInfo(Output + ".1").Length);
    }

    [Fact]
    public void A_pipe_put_there_between_two_looks_harms_nobody()
    {
        string pipe = _directory.At("pipe");
        using (Process make = Process.Start("mkfifo", pipe))
        {
            make.WaitForExit();
        }

        Write(Output);
        OutputBound bound = NewBound();
        bool isOver = false;
        Exception? thrown = null;
        var looks = new Thread(() => thrown = Record.Exception(() =>
        {
            while (!Volatile.Read(ref isOver))
            {
                bound.Enforce();
            }
        }));
        looks.Start();
        for (int turn = 0; turn < Exchanges; turn++)
        {
            Exchange(pipe, turn);
        }

        Volatile.Write(ref isOver, true);
        looks.Join();
        Assert.Null(thrown);
    }

    [Fact]
    public void A_file_with_another_name_is_not_cut()
    {
        Write(_directory.At("other"));
        Assert.Equal(0, Native.link(_directory.At("other"), Output));
        NewBound().Enforce();
        Assert.Equal(2 * Bound, new FileInfo(Output).Length);
        File.Delete(_directory.At("other"));
        NewBound().Enforce();
        Assert.Equal(0, new FileInfo(Output).Length);
    }

    [SkippableFact]
    public void A_file_of_a_user_who_is_not_the_tasks_is_not_cut()
    {
        Real.Require(Native.geteuid() == 0, "only root can give files away");
        Write(Output);
        Assert.Equal(0, Native.lchown(Output, 1, 1));
        new OutputBound([Output], 2, Bound).Enforce();
        Assert.Equal(2 * Bound, new FileInfo(Output).Length);
        new OutputBound([Output], 1, Bound).Enforce();
        Assert.Equal(0, new FileInfo(Output).Length);
    }

    [Fact]
    public void What_stands_in_the_way_of_the_copy_does_not_keep_a_file_from_being_cut()
    {
        Write(Output);
        Directory.CreateDirectory(Output + ".1.new");
        NewBound().Enforce();
        Assert.Equal(0, new FileInfo(Output).Length);
    }

    [Fact]
    public void A_supervisor_outlives_an_output_of_which_nobody_expected_what_it_is()
    {
        int mine = Environment.ProcessId;
        Write(Output);
        new ProcessRecords(_directory.At("processes")).Write(
            new ProcessRecord("task", mine, ProcFiles.StartOf(mine), ProcFiles.BootId)
            {
                Outputs = ["/no\0path", Output],
                OutputUser = Native.geteuid(),
                OutputBound = Bound,
            });
        using var supervisor = new Supervisor(_directory.Path, TimeProvider.System);
        supervisor.Tick();
        supervisor.Tick();
        Assert.Equal(0, new FileInfo(Output).Length);
    }

    private static void Write(string path) => File.WriteAllBytes(path, new byte[2 * Bound]);

    private OutputBound NewBound() => new([Output], Native.geteuid(), Bound);

    /// <summary>Puts a long file where the pipe is, and the pipe where the file is.</summary>
    private void Exchange(string pipe, int turn)
    {
        string next = _directory.At("next");
        if (turn % 2 == 0)
        {
            Assert.Equal(0, Native.link(pipe, next));
        }
        else
        {
            Write(next);
        }

        Assert.Equal(0, Native.rename(next, Output));
    }
}
