namespace Offers.Core.Tests.Twin.Scenario;

/// <summary>The invariants of semantics 1.10.</summary>
internal sealed partial class SlowCell
{
    public void CheckInvariants()
    {
    }
}
