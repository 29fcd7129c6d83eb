using Xunit.Sdk;

namespace Offers.Core.Tests.Behaviours;

/// <summary>A transcript that is wrong in any way does not hold.</summary>
public sealed class TranscriptTests
{
    private const string Given = """
        {"op":"add_framework","id":"f","roles":["r"]}
        {"op":"add_agent","id":"a","resources":"cpus:1"}
        """;

    [Theory]
    [InlineData("> offer f r a cpus:1")]
    [InlineData("> offer f r a cpus:1\n# Nothing more.\n{\"op\":\"advance\",\"seconds\":5}")]
    [InlineData("> offer f r a cpus:1\n{\"op\":\"remove_agent\",\n \"id\":\"b\"}\n> error")]
    public void What_is_said_holds(string expected) => Transcript.Holds($"{Given}\n{expected}");

    [Theory]
    [InlineData("")]
    [InlineData("> offer f r a cpus:2")]
    [InlineData("> offer f r b cpus:1")]
    [InlineData("> offer f * a cpus:1")]
    [InlineData("> offer g r a cpus:1")]
    [InlineData("> @1 offer f r a cpus:1")]
    [InlineData("> offer f r a cpus:1\n> offer f r b cpus:1")]
    [InlineData("> offer f r a cpus:1\n{\"op\":\"advance\"}\n> offer f r a cpus:1")]
    [InlineData("> offer f r a cpus:1\n{\"op\":\"remove_agent\",\"id\":\"b\"}")]
    [InlineData("\n> offer f r a cpus:1")]
    public void What_is_not_said_does_not(string expected) =>
        Assert.ThrowsAny<XunitException>(() => Transcript.Holds($"{Given}\n{expected}"));
}
