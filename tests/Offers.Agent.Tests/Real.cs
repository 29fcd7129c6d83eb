namespace Offers.Agents.Tests;

/// <summary>Tests that need what a machine may lack: root, cgroups, a tool.</summary>
internal static class Real
{
    /// <summary>
    /// Skips the test when what it needs is not there; with <c>OFFERS_REQUIRE_REAL=1</c> (CI) that
    /// is a failure.
    /// </summary>
    internal static void Require(bool isThere, string reason)
    {
        bool isRequired = Environment.GetEnvironmentVariable("OFFERS_REQUIRE_REAL") == "1";
        Assert.True(isThere || !isRequired, $"required here: {reason}");
        Skip.IfNot(isThere, reason);
    }
}
