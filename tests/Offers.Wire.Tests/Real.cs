namespace Offers.Wire.Tests;

/// <summary>
/// What only a real machine has. A test that lacks it is skipped, or fails where
/// <c>OFFERS_REQUIRE_REAL=1</c> says that everything has to be there.
/// </summary>
internal static class Real
{
    private static bool IsRequired =>
        Environment.GetEnvironmentVariable("OFFERS_REQUIRE_REAL") == "1";

    /// <summary>Skips the test, or fails it where everything is required.</summary>
    internal static void Require(bool isThere, string reason)
    {
        Assert.True(isThere || !IsRequired, $"required here, but: {reason}");
        Skip.If(!isThere, reason);
    }
}
