using System.Text.Json;
using Offers.Masters.Operators;
using Offers.Masters.Tests.Loop;

namespace Offers.Masters.Tests.Operators;

public sealed class ExplainTests : IDisposable
{
    private const string Jobs =
        """
        batch:
          - { name: big, tasks: 1, command: x, cpus: 64 }
        services:
          - name: web
            instances: 1
            command: x
            cpus: 1
            constraints: [{ field: rack, operator: like, value: r9 }]
        """;

    private readonly TemporaryDirectory _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("big", "TOO_LITTLE", "cpus")]
    [InlineData("web", "CONSTRAINT", "rack LIKE r9")]
    public void It_tells_what_a_job_gave_offers_back_for(string job, string reason, string of)
    {
        using PlayedMaster master = new(_home.Path, new ManualTime(), Jobs);
        master.Connect(new PlayedAgent("a", "cpus:4;mem:1024"));
        for (int i = 0; i < 5; i++)
        {
            master.Step();
        }

        foreach (string name in new[] { job, master.Of(job).Id })
        {
            JsonElement told = JsonDocument.Parse(StateText.Explain(master.Loop, name)!).RootElement;
            Assert.True(told.GetProperty("now").GetDouble() > 0);
            JsonElement declined = Assert.Single(told.GetProperty("declined").EnumerateArray());
            Assert.Equal((reason, of), (
                declined.GetProperty("reason").GetString(), declined.GetProperty("of").GetString()));
            Assert.True(declined.GetProperty("offers").GetInt64() >= 1);
        }
    }
}
