using Offers.Agents.Processes;

namespace Offers.Agents.Tests.Processes;

/// <summary>What the supervisor says is of less worth than what it holds.</summary>
public sealed class SupervisorLogTests
{
    [Fact]
    public void A_line_that_a_full_disk_refuses_is_lost_and_nothing_else()
    {
        StreamWriter full = new("/dev/full") { AutoFlush = true };
        Assert.Throws<IOException>(() => full.WriteLine("the disk is full"));
        SupervisorLog.Write(full, "process t1: its end is not on disk");
    }
}
